"""Where each contract of spec api section 26 is proved. A test that goes away must be replaced here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CONTRACTS: dict[str, tuple[str, ...]] = {
    "26.1 token by body and Basic; the old pair ends": (
        "api/test_oauth.py::test_token_by_body_and_by_basic",
        "api/test_oauth.py::test_a_new_pair_ends_the_old_one_and_its_tokens",
    ),
    "26.2 one query in every encoding": (
        "api/test_transport.py::test_every_encoding_gives_the_same_answer",
        "api/test_transport.py::test_multipart_files_land_in_their_places",
        "api/test_public_robosaur.py::test_create_label_set_launch_and_poll",
    ),
    "26.3 an expired token": (
        "api/test_oauth.py::test_an_expired_token_is_unauthorized",
        "api/test_public_scripts.py::test_robosaur_takes_a_new_token_once",
    ),
    "26.4 createProject with each public payload": (
        "api/test_public_example.py::test_create_project_of_documents",
        "api/test_public_example.py::test_create_project_from_a_bucket",
        "api/test_public_example.py::test_create_project_with_portioned_assignments",
    ),
    "26.5 public documents are valid": ("api/test_public_documents.py::test_public_documents_are_valid",),
    "26.6 205 projects in pages of 100": ("api/test_projects_list.py::test_205_projects_in_pages_of_100",),
    "26.7 unknown jobs": (
        "api/test_public_robosaur.py::test_create_label_set_launch_and_poll",
        "api/test_public_example.py::test_an_unknown_job_is_null",
    ),
    "26.8 the link of an export": (
        "api/test_exports_api.py::test_the_flow_of_the_public_client",
        "api/test_public_example.py::test_export_and_poll",
        "api/test_public_scripts.py::test_robosaur_creates_tags_and_exports",
    ),
    "26.9 the custom webhook": (
        "services/test_exports_deliveries.py::test_webhook_is_put_signed_and_its_link_works",
        "services/test_exports_deliveries.py::test_the_published_signatures",
    ),
    "26.10 updateLabels": (
        "api/test_labels_update.py::test_the_same_hash_twice_changes_nothing",
        "api/test_labels_update.py::test_a_stale_signature_saves_nothing",
        "api/test_labels_update.py::test_what_a_rule_forbids_is_listed_and_the_rest_saved",
        "api/test_labels_update.py::test_deleting_a_span_deletes_its_arrows",
    ),
    "26.11 updateMultiRowAnswers": (
        "api/test_public_answers.py::test_a_hundred_rows_in_a_call",
        "api/test_public_answers.py::test_keys_by_column_without_a_signature",
        "api/test_public_answers.py::test_a_stale_signature_saves_nothing",
    ),
    "26.12 a custom OCR server": ("api/test_assist_extraction.py::test_text_and_importable_json_become_lines",),
    "26.13 tags replace; global ones": (
        "api/test_public_example.py::test_tags_are_put_patched_and_removed",
        "api/test_tags.py::test_team_tags_with_and_without_global_ones",
    ),
    "26.14 getTeamDetail accepts an invitation": (
        "api/test_public_example.py::test_an_invited_person_joins_by_reading_the_team",
    ),
    "26.15 row events": (
        "api/test_analytics_rows.py::test_going_to_a_row_and_answering_it",
        "api/test_analytics_rows.py::test_seven_days_at_most",
    ),
    "26.16 health; create-projects in both payload modes": (
        "api/test_public_scripts.py::test_health_needs_no_token",
        "api/test_public_scripts.py::test_robosaur_creates_tags_and_exports",
    ),
    "26.17 all 284 operations, none narrower": (
        "api/test_schema.py::test_all_public_operations_are_declared",
        "api/test_schema.py::test_no_breaking_change_against_the_public_snapshot",
    ),
}


@pytest.mark.parametrize("contract", list(CONTRACTS))
def test_each_contract_is_proved(contract: str) -> None:
    for place in CONTRACTS[contract]:
        file, _, name = place.partition("::")
        tree = ast.parse((TESTS / file).read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, place


def test_no_contract_is_left_out() -> None:
    numbers = [contract.partition(" ")[0] for contract in CONTRACTS]
    assert numbers == [f"26.{number}" for number in range(1, 18)]
