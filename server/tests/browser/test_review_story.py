"""A reviewer settles what two labelers see differently, and the project is done."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import complete, document_of, labels_of, save_spans, status_of
from tests.browser.people import World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
TEXT = "Maria Silva lives in Porto.\nAurora left Lisbon.\n"


def test_a_reviewer_settles_conflicts(world: World, visit: Visit) -> None:
    ann, omar, rosa = world.person("Ann"), world.person("Omar"), world.person("Rosa")
    team = world.team(rosa, LABELER=[ann, omar])
    people = {ann.email: "LABELER", omar.email: "LABELER", rosa.email: "REVIEWER"}
    project = world.project(
        rosa,
        team,
        {"news.txt": TEXT},
        people,
        kinds=["TOKEN_BASED"],
        tokenLabelSets=ENTITIES,
        projectSettings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}},
    )
    agreed = ("1", 0, 0, 1, 4)
    save_spans(ann, project, [agreed, ("2", 1, 0, 0, 5)])
    save_spans(omar, project, [agreed, ("2", 1, 2, 2, 5)])
    complete(ann, project)
    complete(omar, project)

    page = visit(rosa, f"/teams/{team}/projects/{project}/review")
    canvas = Canvas(page, "news.txt").ready()
    conflicts = page.get_by_role("complementary", name="Side panel")
    expect(conflicts.get_by_role("button", name="Accept", exact=True)).to_have_count(2)
    expect(conflicts.get_by_text(re.compile("by Ann"))).to_be_visible()
    expect(conflicts.get_by_text(re.compile("by Omar"))).to_be_visible()
    row = conflicts.get_by_role("button", name=re.compile("Lisbon")).locator("xpath=..")
    row.get_by_role("button", name="Accept", exact=True).click()
    expect(conflicts.get_by_role("button", name="Accept", exact=True)).to_have_count(1)
    conflicts.get_by_role("button", name="Reject", exact=True).click()
    expect(conflicts.get_by_text("No open conflicts in this file")).to_be_visible()
    expect(canvas.saved).to_be_visible()

    page.get_by_role("button", name="Mark as complete").click()
    page.get_by_role("dialog").get_by_role("button", name="Complete", exact=True).click()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    assert status_of(rosa, project) == "COMPLETE"
    kept = labels_of(rosa, str(document_of(rosa, project, "REVIEWER")["id"]))
    assert sorted(
        (label["startCellLine"], label["startTokenIndex"], label["labeledBy"], label["status"]) for label in kept
    ) == [
        (0, 0, "AUTO", "LABELED"),
        (1, 0, "CONFLICT", "REJECTED"),
        (1, 2, "REVIEWER", "ACCEPTED"),
    ]

    page.goto(f"/teams/{team}/projects")
    expect(page.get_by_role("row", name=re.compile("Project")).last.get_by_text("Completed").first).to_be_visible()
