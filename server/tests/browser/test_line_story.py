"""The text itself is changed: in place, taken back, exported; a line more and a line less; the reviewer's choice."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from bench import work
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import complete, document_of, save_spans, spans_of
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
TEXT = "Maria Silva lives in Porto.\nAurora left Lisbon.\n"
CELLS = """query($id: ID!) { result: getCells(documentId: $id, input: {page: {skip: 0, take: 50}}) { nodes } }"""
NETWORK = (r"ERR_INTERNET_DISCONNECTED", r"Failed to fetch", r"ERR_NETWORK_CHANGED", r"ERR_FAILED")


def lines_of(person: Person, document: str) -> list[tuple[int, str, str]]:
    nodes = person.ask(CELLS, id=document)["nodes"]
    return [(node["line"], node["content"], node["status"]) for node in nodes]


def project_of(world: World, owner: Person, *labelers: Person) -> tuple[str, str]:
    team = world.team(owner, LABELER=[person for person in labelers if person is not owner])
    people = {person.email: "LABELER" for person in labelers}
    project = world.project(owner, team, {"news.txt": TEXT}, people, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES)
    return f"/teams/{team}/projects/{project}", project


def double_click(canvas: Canvas, line: int, word: str) -> None:
    left, right, top, bottom = canvas.place(line, word)
    canvas.page.mouse.dblclick((left + right) / 2, (top + bottom) / 2)


def editor(page: Page, line: int) -> None:
    expect(page.get_by_role("dialog", name=f"Text of line {line}")).to_be_visible()


def from_menu(canvas: Canvas, line: int, word: str, item: str) -> None:
    left, right, top, bottom = canvas.place(line, word)
    canvas.page.mouse.click((left + right) / 2, (top + bottom) / 2, button="right")
    canvas.page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()


def exported(person: Person, project: str, format: str) -> str:
    """The exported file of the labeler's copy."""
    _, content = work.export(person.api, project, format)
    archive = zipfile.ZipFile(io.BytesIO(content))
    name = next(name for name in archive.namelist() if "DOCUMENT-" in name and not name.endswith("/"))
    return archive.read(name).decode()


def test_edit_undo_and_export(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = project_of(world, ann, ann)
    page = visit(ann, f"{path}/label", quiet=NETWORK)
    canvas = Canvas(page, "news.txt").ready()
    canvas.label(0, "Maria", "Silva", "Person")
    canvas.label(0, "Porto", None, "Place")
    document = str(document_of(ann, project)["id"])

    double_click(canvas, 0, "lives")
    editor(page, 1)
    page.keyboard.press("Control+a")
    page.keyboard.type("Doctor Maria Silva works in Faro.")
    page.keyboard.press("Enter")
    expect(canvas.captions("Person")).to_have_count(1)
    expect(canvas.captions("Place")).to_have_count(0)
    expect(canvas.saved).to_be_visible()
    assert lines_of(ann, document)[0] == (0, "Doctor Maria Silva works in Faro.", "DISPLAYED")
    assert spans_of(ann, document) == [("1", 0, 1, 2)]

    page.keyboard.press("Control+z")
    expect(canvas.captions("Place")).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert lines_of(ann, document)[0] == (0, "Maria Silva lives in Porto.", "DISPLAYED")
    assert spans_of(ann, document) == [("1", 0, 0, 1), ("2", 0, 4, 4)]
    page.keyboard.press("Control+Shift+z")
    expect(canvas.captions("Place")).to_have_count(0)

    page.context.set_offline(True)
    canvas.focus()
    canvas.keys("Control+Home", "F2")
    editor(page, 1)
    page.keyboard.press("End")
    page.keyboard.type(" Far away.")
    page.keyboard.press("Shift+Enter")
    # Two wait where the redo had not arrived yet when the network went.
    expect(page.get_by_role("button", name=re.compile("Offline, [12] waiting"))).to_be_visible()
    page.context.set_offline(False)
    expect(canvas.saved).to_be_visible()
    assert lines_of(ann, document)[0][1] == "Doctor Maria Silva works in Faro. Far away."
    assert spans_of(ann, document) == [("1", 0, 1, 2)]

    complete(ann, project)
    text = exported(ann, project, "CONLL_2003")
    assert "Doctor -X- _ O\nMaria -X- _ B-Person\nSilva -X- _ I-Person" in text
    assert "Faro. -X- _ O" in text


def test_insert_and_delete_lines(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = project_of(world, ann, ann)
    page = visit(ann, f"{path}/label")
    canvas = Canvas(page, "news.txt").ready()
    canvas.label(1, "Lisbon", None, "Place")
    document = str(document_of(ann, project)["id"])

    from_menu(canvas, 0, "lives", "Insert line below")
    expect(canvas.root.locator('.gx-line[data-line="2"]')).to_contain_text("Aurora")
    editor(page, 2)
    page.keyboard.type("Captain Tom stayed.")
    page.keyboard.press("Enter")
    expect(canvas.saved).to_be_visible()
    canvas.label(1, "Tom", None, "Person")
    expect(canvas.saved).to_be_visible()
    assert lines_of(ann, document) == [
        (0, "Maria Silva lives in Porto.", "DISPLAYED"),
        (2, "Captain Tom stayed.", "DISPLAYED"),
        (1, "Aurora left Lisbon.", "DISPLAYED"),
    ]
    assert spans_of(ann, document) == [("2", 1, 2, 2), ("1", 2, 1, 1)]

    from_menu(canvas, 2, "left", "Delete line")
    expect(canvas.captions()).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert lines_of(ann, document)[2] == (1, "Aurora left Lisbon.", "DELETED")
    for _ in range(4):  # The deletion, the label, the text, the line.
        page.get_by_role("button", name=re.compile("^Undo")).first.click()
        expect(canvas.saved).to_be_visible()
    expect(canvas.root.locator('.gx-line[data-line="1"]')).to_contain_text("Aurora")
    expect(canvas.captions("Place")).to_have_count(1)
    assert lines_of(ann, document) == [
        (0, "Maria Silva lives in Porto.", "DISPLAYED"),
        (1, "Aurora left Lisbon.", "DISPLAYED"),
    ]
    assert spans_of(ann, document) == [("2", 1, 2, 2)]


def test_reviewer_chooses_a_text(world: World, visit: Visit) -> None:
    """Ann and Ben changed the same line; Ann reviews and takes Ben's, with his label."""
    ann, ben = world.person("Ann"), world.person("Ben")
    path, project = project_of(world, ann, ann, ben)
    edits = ((ann, "Maria Silva lives in Faro."), (ben, "Maria lives in Porto now."))
    for person, text in edits:
        document = document_of(person, project)
        given = {"documentId": document["id"], "sentenceId": 0, "signature": "", "text": text}
        query = "mutation($input: EditSentenceInput!) { result: editSentence(input: $input) { document { id } } }"
        person.ask(query, input=given)
    save_spans(ben, project, [("2", 0, 3, 3, 4)])

    page = visit(ann, f"{path}/review")
    canvas = Canvas(page, "news.txt").ready()
    expect(canvas.root.locator('.gx-line[data-line="0"]')).to_contain_text("Maria Silva lives in Porto.")
    expect(page.get_by_role("button", name=re.compile("^Use the text of"))).to_have_count(2)
    page.get_by_role("button", name="Use the text of Ben").click()
    expect(canvas.root.locator('.gx-line[data-line="0"]')).to_contain_text("Maria lives in Porto now.")
    expect(canvas.captions("Place")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("^Use the text of"))).to_have_count(0)
    review = str(document_of(ann, project, "REVIEWER")["id"])
    assert lines_of(ann, review)[0][1] == "Maria lives in Porto now."
    assert spans_of(ann, review) == [("2", 0, 3, 3)]
