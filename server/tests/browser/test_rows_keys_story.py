"""A table is worked through with single keys: answers, copies, undo, mass answers, filters, a review."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.labels import complete, document_of, rows_of
from tests.browser.people import Person, World
from tests.browser.test_accessibility import faults_of

pytestmark = pytest.mark.browser

ROWS = "Guest,Review\n" + "".join(f"Guest {number},Review of room {number}\n" for number in range(1, 13))
MOODS = [{"id": "1", "label": "Happy"}, {"id": "2", "label": "Mixed"}, {"id": "3", "label": "Angry"}]
MOOD = {"type": "SINGLE_CHOICE", "name": "Mood", "label": "How does the guest feel?", "config": {"options": MOODS}}
NOTE = {"type": "TEXT", "name": "Note", "label": "Anything to add?", "config": {"maxLength": 10}}
SAVE = """mutation($input: UpdateMultiRowAnswersInput!) {
  result: updateMultiRowAnswers(input: $input) { updatedAnswers { line } } }"""


def table(world: World, people: list[Person], questions: list[dict[str, object]], **more: object) -> tuple[str, str]:
    """The workspace and a project of twelve rows with a copy for each of the people; the first one owns it."""
    boss, *others = people
    team = world.team(boss, LABELER=others)
    roles = {boss.email: "LABELER_AND_REVIEWER", **{person.email: "LABELER" for person in others}}
    settings = {"firstRowAsHeader": True, "viewer": {"mode": "TABULAR"}}
    made = {"kinds": ["ROW_BASED"], "creationSettings": settings, "rowQuestions": questions, **more}
    return team, world.project(boss, team, {"stay.csv": ROWS}, roles, **made)


def at_row(page: Page, row: int) -> None:
    expect(page.get_by_role("region", name=f"Answers to row {row}", exact=True)).to_be_visible()


def saved(page: Page) -> None:
    expect(page.get_by_role("button", name=re.compile("^Saved"))).to_be_visible()


def moods(person: Person, project: str) -> dict[int, str]:
    document = str(document_of(person, project)["id"])
    return {line: answers["Q0"] for line, answers in rows_of(person, document).items()}


def test_one_key_per_row(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team, project = table(world, [ann], [MOOD])
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    at_row(page, 1)
    for row, key in enumerate("1232", start=1):
        page.keyboard.press(key)
        expect(page.get_by_text(f"Row {row}: ")).to_be_visible()
        at_row(page, row + 1)
    page.get_by_role("button", name="Undo Ctrl Z").click()
    at_row(page, 4)
    page.keyboard.press("]")
    page.keyboard.press("c")
    expect(page.get_by_text("The row before has no answers.")).to_be_visible()
    page.keyboard.press("[")
    page.keyboard.press("c")
    page.keyboard.press("Control+Enter")
    at_row(page, 5)
    page.keyboard.press("Control+ArrowUp")
    page.keyboard.press("Delete")
    saved(page)
    assert moods(ann, project) == {0: "Happy", 1: "Mixed", 2: "Angry"}
    page.keyboard.press("Control+z")
    saved(page)
    assert moods(ann, project) == {0: "Happy", 1: "Mixed", 2: "Angry", 3: "Angry"}
    assert faults_of(page, "rows") == []


def test_everything_shown_is_answered_at_once(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team, project = table(world, [ann], [MOOD])
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    grid = page.get_by_role("grid", name="Rows of the file")
    at_row(page, 1)
    page.get_by_role("searchbox", name="Find text in rows").fill("room 1")
    expect(page.get_by_text("4 found")).to_be_visible()
    grid.focus()
    page.keyboard.press("Control+a")
    form = page.get_by_role("region", name="4 rows chosen")
    page.keyboard.press("3")
    form.get_by_role("button", name=re.compile("Answer 4 rows")).click()
    saved(page)
    assert moods(ann, project) == {0: "Angry", 9: "Angry", 10: "Angry", 11: "Angry"}
    page.keyboard.press("Control+z")
    saved(page)
    assert moods(ann, project) == {}
    page.get_by_role("searchbox", name="Find text in rows").fill("nowhere")
    page.get_by_role("button", name="Show all rows").click()
    page.get_by_role("button", name="Guest", exact=True).click()
    expect(grid.get_by_role("row", name=re.compile("Guest 1 ")).first).to_be_visible()
    expect(page.get_by_role("columnheader", name=re.compile("Guest"))).to_have_attribute("aria-sort", "ascending")
    assert faults_of(page, "sorted") == []


def test_messages_at_once_and_columns_that_stay(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team, project = table(world, [ann], [MOOD, NOTE])
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    page.get_by_role("textbox", name="Anything to add?").fill("much too long")
    expect(page.get_by_text("13 of 10 characters")).to_be_visible()
    expect(page.get_by_text("Write at most 10 characters")).to_be_visible()
    assert faults_of(page, "message") == []
    page.get_by_role("button", name="Menu of the column Review").click()
    page.get_by_role("menuitem", name="Move to the left").click()
    heads = page.get_by_role("columnheader").get_by_role("button", name=re.compile("^(Guest|Review)$"))
    expect(heads.first).to_have_text("Review")
    page.reload()
    expect(heads.first).to_have_text("Review")
    expect(page.get_by_role("textbox", name="Anything to add?")).to_have_value("much too long")


def test_review_by_one_key_per_conflict(world: World, visit: Visit) -> None:
    bea, ann, omar = world.person("Bea"), world.person("Ann"), world.person("Omar")
    peers = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}}
    team, project = table(world, [bea, ann, omar], [MOOD], projectSettings=peers)
    for person, other in ((ann, "Happy"), (omar, "Angry")):
        document = str(document_of(person, project)["id"])
        answers = [{"line": line, "answers": {"Q0": other if line in (2, 7) else "Mixed"}} for line in range(12)]
        person.ask(SAVE, input={"textDocumentId": document, "rowAnswers": answers})
        complete(person, project)
    page = visit(bea, f"/teams/{team}/projects/{project}/review")
    grid = page.get_by_role("grid", name="Rows of the file")
    expect(grid.get_by_role("row", name=re.compile("Guest 3 .*Happy ×1.*Angry ×1"))).to_be_visible()
    page.keyboard.press("Alt+Shift+ArrowRight")
    at_row(page, 3)
    chips = page.get_by_role("group", name="Answers of the labelers")
    expect(chips.get_by_role("button", name=re.compile("Happy.*Ann"))).to_be_visible()
    assert faults_of(page, "row review") == []
    page.keyboard.press("2")
    at_row(page, 8)
    page.keyboard.press("1")
    expect(page.get_by_text("No conflict in this direction.")).to_be_visible()
    saved(page)
    document = str(document_of(bea, project, "REVIEWER")["id"])
    decided = {line: answers["Q0"] for line, answers in rows_of(bea, document).items()}
    assert sorted([decided[2], decided[7]]) == ["Angry", "Happy"]


def test_rows_on_a_phone(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team, project = table(world, [ann], [MOOD])
    page = visit(ann, f"/teams/{team}/projects/{project}/label", viewport={"width": 390, "height": 844})
    at_row(page, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Put the questions down").click()
    expect(page.get_by_role("radio", name=re.compile("Happy"))).to_have_count(0)
    assert faults_of(page, "sheet down") == []
    page.get_by_role("button", name="Questions: Row 1").click()
    page.get_by_role("radio", name=re.compile("Happy")).click()
    at_row(page, 2)
    saved(page)
    assert moods(ann, project) == {0: "Happy"}
