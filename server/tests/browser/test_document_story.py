"""Whole files are answered beside their text; completing one with gaps asks first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.labels import answers_of, document_of
from tests.browser.people import World

pytestmark = pytest.mark.browser

FILES = {
    "a.txt": "My bag was left on the ferry.\nCan you send it?\n",
    "b.txt": "The machine kept my card.\n",
    "c.txt": "There is no ramp at pier 4.\n",
}
QUESTIONS = [
    {
        "type": "DROPDOWN",
        "name": "Team",
        "label": "Who should answer?",
        "required": True,
        "config": {"options": [{"id": "1", "label": "Billing"}, {"id": "2", "label": "Lost property"}]},
    },
    {"type": "CHECKBOX", "name": "Refund", "label": "Refund asked for", "config": {"hint": "Money back"}},
]


def test_documents_one_after_the_other(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann, team, FILES, {ann.email: "LABELER"}, kinds=["DOCUMENT_BASED"], documentQuestions=QUESTIONS
    )
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    expect(page.get_by_text("My bag was left on the ferry.")).to_be_visible()
    form = page.get_by_role("region", name="Document", exact=True)
    form.get_by_role("button", name=re.compile("^Submit")).click()
    expect(form.get_by_text("Answer this question: it is required.")).to_be_visible()

    form.get_by_role("button", name=re.compile("^Who should answer")).click()
    page.get_by_role("option", name="Lost property").click()
    form.get_by_role("button", name=re.compile("^Submit")).click()
    expect(page.get_by_text("The machine kept my card.")).to_be_visible()
    expect(page.get_by_text("2 / 3")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Saved"))).to_be_visible()
    assert answers_of(ann, str(document_of(ann, project)["id"])) == {"Q0": "Lost property"}

    page.get_by_role("button", name="Mark file as complete").click()
    dialog = page.get_by_role("dialog", name="Mark this file as complete")
    expect(dialog.get_by_text("Required answers are missing or not valid")).to_be_visible()
    expect(dialog.get_by_role("button", name="b.txt")).to_be_visible()
    expect(dialog.get_by_role("button", name="Complete anyway")).to_have_count(0)
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Mark file as complete")).to_be_visible()

    page.get_by_role("button", name="Previous file").click()
    expect(page.get_by_text("My bag was left on the ferry.")).to_be_visible()
    page.get_by_role("button", name="Mark file as complete").click()
    expect(page.get_by_text("This file is marked as complete. It is read-only.")).to_be_visible()
