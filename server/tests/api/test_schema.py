"""The wire contract: nothing of the public API's 2023 snapshot is missing or narrower in ours."""

from __future__ import annotations

from pathlib import Path

from graphql import build_schema
from graphql.utilities import find_breaking_changes

from gloss.graphql import coverage, schema
from tests.client import Api
from tests.factories import Make

SNAPSHOT = Path(__file__).parents[1] / "fixtures" / "public_2023.graphql"
ALLOWED = {
    # Same type for every client; graphql-core 3.3 merely writes the argument as non-null.
    "Argument @deprecated(reason:) has changed type from String to String!.",
}


def test_no_breaking_change_against_the_public_snapshot() -> None:
    changes = {
        change.description
        for change in find_breaking_changes(build_schema(SNAPSHOT.read_text()), build_schema(schema.sdl()))
    }
    assert changes - ALLOWED == set()


def test_all_public_operations_are_declared() -> None:
    public = set(schema.operations(build_schema(SNAPSHOT.read_text())))
    assert len(public) == 284
    assert public - set(schema.operations(schema.build())) == set()


def test_coverage_lists_every_operation_once() -> None:
    names = set(schema.operations(schema.build()))
    report = coverage.report(names)
    assert sorted(name for listed in report.values() for name in listed) == sorted(names)


def test_planned_operations_say_so(api: Api, make: Make) -> None:
    reply = api.as_(make.user()).mutate("runAutomation", "id", automationId="1", type="PROJECT_CREATION")
    assert reply.codes == ["NOT_IMPLEMENTED"]
    assert reply.errors[0]["extensions"]["operation"] == "runAutomation"


def test_out_of_scope_operations_are_not_found(api: Api) -> None:
    reply = api.mutate("awsMarketplaceReportMeteredRecords", timestamp="1")
    assert reply.codes == ["NOT_FOUND"]
