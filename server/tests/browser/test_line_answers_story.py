"""Lines of a text are answered beside its labels: one by one, several at once, offline, undone; then reviewed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import document_of, rows_of, spans_of
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser

TEXT = "Maria lives in Porto.\nAurora left Lisbon.\nTom stayed.\nNobody came.\nAll was well.\n"
ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
QUESTIONS = [
    {
        "type": "SINGLE_CHOICE",
        "name": "Mood",
        "label": "What is the mood?",
        "required": True,
        "config": {"options": [{"id": "1", "label": "Glad"}, {"id": "2", "label": "Sad"}]},
    },
    {"type": "TEXT", "name": "Note", "label": "Anything to add?", "config": {}},
]
NETWORK = (r"ERR_INTERNET_DISCONNECTED", r"Failed to fetch", r"ERR_NETWORK_CHANGED", r"ERR_FAILED")
SAVE = """mutation($input: UpdateMultiRowAnswersInput!) {
  result: updateMultiRowAnswers(input: $input) { updatedAnswers { line } } }"""


def project_of(world: World, owner: Person, *labelers: Person) -> tuple[str, str]:
    team = world.team(owner, LABELER=[person for person in labelers if person is not owner])
    people = {person.email: "LABELER" for person in labelers}
    project = world.project(
        owner,
        team,
        {"news.txt": TEXT},
        people,
        kinds=["TOKEN_BASED", "ROW_BASED"],
        tokenLabelSets=ENTITIES,
        rowQuestions=QUESTIONS,
    )
    return f"/teams/{team}/projects/{project}", project


def form_of(page: Page, line: int) -> Locator:
    form = page.get_by_role("region", name=f"Answers to line {line}", exact=True)
    expect(form).to_be_visible()
    return form


def number(canvas: Canvas, line: int) -> Locator:
    """The number beside a line, which counts from one."""
    return canvas.root.locator(f'.gx-line[data-line="{line - 1}"] .gx-number')


def answered(canvas: Canvas, *lines: int) -> None:
    marked = canvas.root.locator(".gx-line.gx-answered .gx-number")
    expect(marked).to_have_text([re.compile(rf"^\D*{line}$") for line in lines])


def moods(person: Person, document: str) -> dict[int, str]:
    return {line: answers["Q0"] for line, answers in rows_of(person, document).items() if "Q0" in answers}


def choose(page: Page, line: int, mood: str) -> None:
    form_of(page, line).get_by_role("radio", name=re.compile(mood)).click()


def test_answer_lines_beside_labels(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = project_of(world, ann, ann)
    page = visit(ann, f"{path}/label", quiet=NETWORK)
    canvas = Canvas(page, "news.txt").ready()
    document = str(document_of(ann, project)["id"])

    form_of(page, 1)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Answer this question: it is required.")).to_be_visible()
    choose(page, 1, "Glad")
    page.keyboard.press("Control+Enter")
    form_of(page, 2)
    answered(canvas, 1)
    number(canvas, 4).click()
    choose(page, 4, "Sad")
    page.keyboard.press("Control+Enter")
    form_of(page, 5)
    answered(canvas, 1, 4)
    expect(canvas.saved).to_be_visible()
    assert moods(ann, document) == {0: "Glad", 3: "Sad"}

    canvas.label(1, "Aurora", None, "Person")
    form_of(page, 2)
    number(canvas, 1).click()
    for line in (2, 3):
        canvas.focus()
        page.keyboard.press("Alt+ArrowDown")
        form_of(page, line)

    answer_several(page, canvas)
    expect(canvas.saved).to_be_visible()
    assert moods(ann, document) == {0: "Glad", 1: "Sad", 2: "Sad", 3: "Sad", 4: "Sad"}
    undo_in_order(page, canvas)
    assert moods(ann, document) == {0: "Glad"}
    assert spans_of(ann, document) == []
    page.get_by_role("button", name=re.compile("^Redo")).first.click()
    answered(canvas, 1, 4)

    page.context.set_offline(True)
    number(canvas, 3).click()
    choose(page, 3, "Glad")
    page.keyboard.press("Control+Enter")
    answered(canvas, 1, 3, 4)
    expect(page.get_by_role("button", name=re.compile(r"Offline, \d waiting"))).to_be_visible()
    page.context.set_offline(False)
    expect(canvas.saved).to_be_visible()
    assert moods(ann, document) == {0: "Glad", 2: "Glad", 3: "Sad"}
    page.reload()
    answered(canvas.ready(), 1, 3, 4)


def answer_several(page: Page, canvas: Canvas) -> None:
    """Lines 2 and 3, then 5 too."""
    number(canvas, 2).click()
    number(canvas, 3).click(modifiers=["Shift"])
    number(canvas, 5).click(modifiers=["Control"])
    form = page.get_by_role("region", name="3 lines chosen")
    form.get_by_role("radio", name=re.compile("Sad")).click()
    form.get_by_role("button", name="Answer 3 lines").click()
    expect(page.get_by_text("3 lines answered")).to_be_visible()
    answered(canvas, 1, 2, 3, 4, 5)


def undo_in_order(page: Page, canvas: Canvas) -> None:
    """The three lines, the label, then line 4: what was done last goes first."""
    undo = page.get_by_role("button", name=re.compile("^Undo")).first
    undo.click()
    answered(canvas, 1, 4)
    expect(canvas.captions("Person")).to_have_count(1)
    undo.click()
    expect(canvas.captions("Person")).to_have_count(0)
    answered(canvas, 1, 4)
    undo.click()
    answered(canvas, 1)
    form_of(page, 4)
    expect(canvas.saved).to_be_visible()


def save(person: Person, project: str, answers: dict[int, str]) -> None:
    rows: list[dict[str, Any]] = [{"line": line, "answers": {"Q0": mood}} for line, mood in answers.items()]
    person.ask(SAVE, input={"textDocumentId": document_of(person, project)["id"], "rowAnswers": rows})


def test_reviewer_settles_answers_of_lines(world: World, visit: Visit) -> None:
    ann, ben = world.person("Ann"), world.person("Ben")
    path, project = project_of(world, ann, ann, ben)
    save(ann, project, {0: "Glad", 1: "Glad"})
    save(ben, project, {0: "Glad", 1: "Sad"})

    page = visit(ann, f"{path}/review")
    canvas = Canvas(page, "news.txt").ready()
    expect(canvas.root.locator(".gx-line.gx-unsettled .gx-number")).to_have_text(["2"])
    number(canvas, 2).click()
    chips = form_of(page, 2).locator("[data-dispute]")
    expect(chips).to_contain_text("Glad")
    chips.get_by_role("button", name=re.compile("Sad")).click()
    page.keyboard.press("Control+Enter")
    form_of(page, 3)
    answered(canvas, 1, 2)
    expect(canvas.saved).to_be_visible()
    review = str(document_of(ann, project, "REVIEWER")["id"])
    assert moods(ann, review) == {0: "Glad", 1: "Sad"}
