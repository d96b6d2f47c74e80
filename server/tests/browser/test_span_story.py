"""From a file on the desk to labels in a zip: the wizard, the canvas by mouse and by keyboard, the export."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.drops import drop
from tests.browser.labels import document_of, labels_of, spans_of, status_of
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser

HARBOUR = (
    "Maria Silva works for Blue Harbor.\nThe ferry Aurora left Lisbon today.\nCaptain Tom Reyes stayed in Porto.\n"
)
SPANS = [("1", 0, 0, 1), ("3", 1, 2, 2), ("1", 2, 1, 2), ("2", 2, 5, 5)]  # item, line, first token, last token


def make_project(page: Page, labeler: Person) -> str:
    """Go through the wizard; return the id of the project."""
    page.get_by_role("link", name="New project").first.click()
    drop(page.get_by_role("button", name=re.compile("Drop files here")), {"harbour.txt": HARBOUR})
    expect(page.get_by_role("textbox", name="Project name")).to_have_value("harbour")
    page.get_by_role("textbox", name="Project name").fill("Harbour news")
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_text("TEXT · 3 lines")).to_be_visible()
    expect(page.get_by_text("The ferry Aurora left Lisbon today.")).to_be_visible()
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_role("radio", name=re.compile("^Spans suggested"))).to_be_checked()
    page.get_by_role("button", name="Type in").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Entities")
    page.get_by_role("button", name="Add class").click()
    page.keyboard.type("Person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Class name")).to_have_count(2)
    page.keyboard.type("Place")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Class name")).to_have_count(3)
    page.keyboard.type("Vessel")
    page.get_by_role("checkbox", name="Arrows between labels").check()
    page.get_by_role("button", name="Next").click()

    page.get_by_role("combobox", name=f"Role of {labeler.name}").click()
    page.get_by_role("option", name="Labeler and reviewer").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Launch project").click()
    page.wait_for_url(re.compile(r"/projects/[^/]+/(label|review)"))
    return page.url.split("/projects/")[1].split("/")[0]


def label_with_mouse(canvas: Canvas) -> None:
    canvas.label(0, "Maria", "Silva", "Person")
    expect(canvas.captions("Person")).to_have_count(1)
    canvas.label(1, "Aurora", None, "Vessel")
    expect(canvas.captions("Vessel")).to_have_count(1)


def label_with_keys(canvas: Canvas) -> None:
    """Down to the third line, right to ``Tom``, over ``Reyes``, first class; then ``Porto`` by search."""
    canvas.focus()
    canvas.keys("Control+Home", "ArrowDown", "ArrowDown", "Home")
    canvas.keys("ArrowRight", "Shift+ArrowRight", "1")
    expect(canvas.captions("Person")).to_have_count(2)
    canvas.keys("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    canvas.keys("/")
    expect(canvas.box.get_by_role("textbox", name="Search labels")).to_be_focused()
    canvas.page.keyboard.type("pla")
    canvas.keys("Enter")
    expect(canvas.captions("Place")).to_have_count(1)


def draw_arrow(canvas: Canvas) -> None:
    """From ``Tom Reyes`` to ``Porto``: choose the first, type the name of the second."""
    canvas.captions("Person").nth(1).click()
    canvas.keys("r")
    expect(canvas.page.get_by_text("Pick the target")).to_be_visible()
    canvas.page.keyboard.type("porto")
    canvas.keys("Enter")
    expect(canvas.root.locator("svg path").first).to_be_attached()


def test_from_a_file_to_a_zip(world: World, visit: Visit, tmp_path: Path) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    page = visit(ann, f"/teams/{team}/projects", accept_downloads=True)
    project = make_project(page, ann)
    page.goto(f"/teams/{team}/projects/{project}/label")
    canvas = Canvas(page, "harbour.txt").ready()

    label_with_mouse(canvas)
    label_with_keys(canvas)
    expect(canvas.saved).to_be_visible()
    document = document_of(ann, project)["id"]
    assert spans_of(ann, document) == SPANS

    page.keyboard.press("Control+z")
    expect(canvas.captions("Place")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Redo"))).to_be_enabled()
    page.keyboard.press("Control+Shift+z")
    expect(canvas.captions("Place")).to_have_count(1)
    draw_arrow(canvas)
    expect(canvas.saved).to_be_visible()

    page.reload()
    canvas.ready()
    expect(canvas.captions()).to_have_count(4)
    stored = labels_of(ann, document)
    assert [label["type"] for label in stored] == ["ARROW", "SPAN", "SPAN", "SPAN", "SPAN"]
    page.get_by_role("button", name="Mark as complete").click()
    page.get_by_role("dialog").get_by_role("button", name="Complete", exact=True).click()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    expect(page.get_by_text("You marked this work as complete.")).to_be_visible()

    check_export(page, ann, team, project, tmp_path)


def check_export(page: Page, ann: Person, team: str, project: str, folder: Path) -> None:
    page.goto(f"/teams/{team}/projects")
    page.get_by_role("button", name="Actions of Harbour news").click()
    page.get_by_role("menuitem", name="Export").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name=re.compile("Json advanced", re.IGNORECASE)).click()
    dialog.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    file = folder / "export.zip"
    download.value.save_as(file)
    assert status_of(ann, project) in {"REVIEW_READY", "IN_REVIEW", "COMPLETE"}
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        own = next(name for name in archive.namelist() if name.endswith("/harbour.json") and "DOCUMENT-ann" in name)
        content = json.loads(archive.read(own))
    assert [line["content"] for line in content["sentences"]] == HARBOUR.splitlines()
    found = [
        (span["l"], span["sidS"], span["s"], span["e"]) for line in content["sentences"] for span in line["labels"]
    ]
    assert found == SPANS
    arrows = [label for label in content["labels"] if label["type"] == "ARROW"]
    assert [
        (arrow["startCellLine"], arrow["startTokenIndex"], arrow["endCellLine"], arrow["endTokenIndex"])
        for arrow in arrows
    ] == [(2, 1, 2, 5)]
    assert content["labelerInfo"]["email"] == ann.email
