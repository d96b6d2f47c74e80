"""A table is answered row by row with the keyboard, several rows at once, and from gap to gap."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.labels import document_of, rows_of
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser

ROWS = "Guest,Review\n" + "".join(f"Guest {number},Review number {number}\n" for number in range(1, 11))
QUESTIONS = [
    {
        "type": "SINGLE_CHOICE",
        "name": "Mood",
        "label": "How does the guest feel?",
        "required": True,
        "config": {
            "options": [{"id": "1", "label": "Happy"}, {"id": "2", "label": "Mixed"}, {"id": "3", "label": "Angry"}]
        },
    },
    {"type": "TEXT", "name": "Note", "label": "Anything to add?", "config": {}},
]


def table(world: World) -> tuple[Person, str, str]:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann,
        team,
        {"reviews.csv": ROWS},
        {ann.email: "LABELER"},
        kinds=["ROW_BASED"],
        creationSettings={"firstRowAsHeader": True, "viewer": {"mode": "TABULAR"}},
        rowQuestions=QUESTIONS,
    )
    return ann, team, project


def answer(page: Page, row: int, key: str) -> None:
    """Choose with a digit and submit, hands on the keyboard."""
    form = page.get_by_role("region", name=f"Answers to row {row}")
    expect(form).to_be_visible()
    page.keyboard.press("Alt+q")
    expect(form.get_by_role("radio", name=re.compile("Happy"))).to_be_focused()
    page.keyboard.press(key)
    page.keyboard.press("Control+Enter")
    expect(form).to_be_hidden()


def test_rows_by_keyboard(world: World, visit: Visit) -> None:
    ann, team, project = table(world)
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    grid = page.get_by_role("grid", name="Rows of the file")
    expect(grid.get_by_role("row", name=re.compile("Guest 1 "))).to_be_visible()

    page.keyboard.press("Alt+q")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Answer this question: it is required.")).to_be_visible()

    for row, key in enumerate("12312", start=1):
        answer(page, row, key)
    expect(page.get_by_role("button", name=re.compile("^Saved"))).to_be_visible()
    document = str(document_of(ann, project)["id"])
    moods = {line: answers["Q0"] for line, answers in rows_of(ann, document).items()}
    assert moods == {0: "Happy", 1: "Mixed", 2: "Angry", 3: "Happy", 4: "Mixed"}

    answer_several(page)
    expect(page.get_by_role("button", name=re.compile("^Saved"))).to_be_visible()
    moods = {line: answers["Q0"] for line, answers in rows_of(ann, document).items()}
    assert moods == {0: "Happy", 1: "Mixed", 2: "Angry", 3: "Happy", 4: "Mixed", 6: "Angry", 7: "Angry", 8: "Angry"}

    grid.focus()
    page.keyboard.press("Control+Home")
    expect(page.get_by_role("region", name="Answers to row 1", exact=True)).to_be_visible()
    for row in (6, 10):
        page.keyboard.press("Alt+ArrowDown")
        expect(page.get_by_role("region", name=f"Answers to row {row}", exact=True)).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_text("No unanswered row in this direction.")).to_be_visible()
    page.reload()
    expect(grid.get_by_role("row", name=re.compile("Guest 1 .*Happy"))).to_be_visible()


def answer_several(page: Page) -> None:
    """Rows 7 to 9 from the keyboard: one answer for all."""
    grid = page.get_by_role("grid", name="Rows of the file")
    grid.get_by_role("row", name=re.compile("Guest 7 ")).click()
    grid.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    form = page.get_by_role("region", name="3 rows chosen")
    form.get_by_role("radio", name=re.compile("Angry")).click()
    form.get_by_role("button", name=re.compile("Answer 3 rows")).click()
    expect(page.get_by_text("3 rows answered")).to_be_visible()
