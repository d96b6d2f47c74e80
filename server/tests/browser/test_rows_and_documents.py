"""A table asks about its rows and about itself; on a phone every tool of the table can be reached."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.labels import answers_of, document_of
from tests.browser.people import World

pytestmark = pytest.mark.browser

ROWS = "Guest,Review\nAnn,Good soup\nTom,Cold soup\n"
MOODS = {"options": [{"id": "1", "label": "Happy"}, {"id": "2", "label": "Angry"}]}
MOOD = {"type": "SINGLE_CHOICE", "name": "Mood", "label": "How does the guest feel?", "config": MOODS}
NOTE = {"type": "TEXT", "name": "Note", "label": "What is the table about?", "config": {}}


def test_questions_about_rows_and_about_the_table(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann,
        team,
        {"reviews.csv": ROWS},
        {ann.email: "LABELER"},
        kinds=["ROW_BASED", "DOCUMENT_BASED"],
        creationSettings={"firstRowAsHeader": True, "viewer": {"mode": "TABULAR"}},
        rowQuestions=[MOOD],
        documentQuestions=[NOTE],
    )
    path = f"/teams/{team}/projects/{project}/label"
    page = visit(ann, path)
    expect(page.get_by_role("region", name="Answers to row 1")).to_be_visible()
    about = page.get_by_role("region", name="Document", exact=True)
    about.get_by_role("textbox", name=re.compile("What is the table about")).fill("Soups")
    about.get_by_role("button", name=re.compile("^Submit")).click()
    expect(page.get_by_role("button", name=re.compile("^Saved"))).to_be_visible()
    assert answers_of(ann, str(document_of(ann, project)["id"])) == {"Q0": "Soups"}

    phone = visit(ann, path, viewport={"width": 390, "height": 844})
    field = phone.get_by_role("textbox", name=re.compile("Go to row"))
    expect(field).to_be_in_viewport(ratio=1)
    field.fill("2")
    field.press("Enter")
    expect(phone.get_by_role("region", name="Answers to row 2")).to_be_visible()
    phone.get_by_role("button", name=re.compile("Questions")).click()
    asked = phone.get_by_role("textbox", name=re.compile("What is the table about"))
    expect(asked).to_have_value("Soups")
