"""Finding text in one file and in all, going there, labeling what was found as one act; and the order of panels."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import document_of, spans_of
from tests.browser.people import World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
FILES = {"a.txt": "Maria lives in Porto.\nOmar left Lisbon.\nPorto is old.\n", "b.txt": "Nothing here.\nPorto again.\n"}


def panel(page: Page, name: str = "Search"):
    return page.get_by_role("region", name=name)


def test_search_jump_and_label(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(ann, team, FILES, {ann.email: "LABELER"}, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES)
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    canvas = Canvas(page, "a.txt").ready()
    page.keyboard.press("Control+f")
    field = panel(page).get_by_role("searchbox", name="Search for")
    expect(field).to_be_focused()
    field.fill("Porto")
    results = panel(page).get_by_role("list", name="Lines found")
    expect(results.get_by_role("listitem")).to_have_count(2)
    expect(panel(page).get_by_text("2 lines", exact=True)).to_be_visible()
    results.get_by_role("button", name=re.compile("Line 3")).press("Enter")
    expect(canvas.root.locator(".gx-select")).to_have_count(1)

    panel(page).get_by_role("checkbox", name="2 lines").check()
    panel(page).get_by_role("combobox", name="Class").click()
    page.get_by_role("option", name="Place").click()
    panel(page).get_by_role("button", name="Label 2 lines").click()
    expect(page.get_by_role("region", name="Messages").get_by_text("2 labels added")).to_be_visible()
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("2", 0, 3, 3), ("2", 2, 0, 0)]
    page.keyboard.press("Control+z")
    expect(canvas.root.get_by_text("Place", exact=True)).to_have_count(0)

    panel(page).get_by_text("All files", exact=True).click()
    expect(results.get_by_role("listitem")).to_have_count(3)
    results.get_by_role("button", name=re.compile("b.txt")).click()
    other = Canvas(page, "b.txt").ready()
    expect(other.root.locator(".gx-select")).to_have_count(1)


def test_a_wrong_expression_is_told_under_the_field(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(ann, team, FILES, {ann.email: "LABELER"}, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES)
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    Canvas(page, "a.txt").ready()
    search = panel(page)
    search.get_by_text("Advanced", exact=True).click()
    search.get_by_text("Query", exact=True).click()
    search.get_by_role("textbox", name="Query in MongoDB syntax").fill('{"text": {"$regex": "Lis"}')
    search.get_by_role("button", name="Search", exact=True).click()
    expect(search.get_by_role("button", name=re.compile("Show the mistake"))).to_be_visible()
    search.get_by_role("textbox", name="Query in MongoDB syntax").fill('{"text": {"$regex": "Lis"}}')
    search.get_by_role("button", name="Search", exact=True).click()
    expect(search.get_by_role("list", name="Lines found").get_by_role("listitem")).to_have_count(1)


def test_panels_are_arranged_by_keyboard_and_remembered(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(ann, team, FILES, {ann.email: "LABELER"}, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES)
    path = f"/teams/{team}/projects/{project}/label"
    page = visit(ann, path)
    Canvas(page, "a.txt").ready()
    titles = page.get_by_role("complementary", name="Side panel").locator("section > header [aria-expanded] > span")
    expect(titles).to_have_text(["Labels", "Files", "Search", "Comments"])
    page.get_by_role("button", name="Move Comments").focus()
    page.keyboard.press("ArrowUp")
    expect(titles).to_have_text(["Labels", "Files", "Comments", "Search"])
    page.get_by_role("button", name="Collapse Files").click()
    page.get_by_role("button", name="Manage panels").click()
    with page.expect_response(lambda reply: "savePanelArrangement" in (reply.request.post_data or "")):
        page.get_by_role("switch", name="Show Metadata").check(force=True)
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    expect(titles).to_have_text(["Labels", "Files", "Comments", "Search", "Metadata"])
    elsewhere = visit(ann, path)
    Canvas(elsewhere, "a.txt").ready()
    titles = elsewhere.get_by_role("complementary", name="Side panel").locator(
        "section > header [aria-expanded] > span"
    )
    expect(titles).to_have_text(["Labels", "Files", "Comments", "Search", "Metadata"])
    expect(elsewhere.get_by_role("button", name="Expand Files")).to_be_visible()
