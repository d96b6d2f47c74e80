"""Two labelers and a reviewer talk about a text: on a selection, with a mention, live, and until it is resolved."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.people import World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
TEXT = "Maria Silva lives in Porto.\nAurora left Lisbon.\n"


def panel(page: Page, name: str = "Comments"):
    return page.get_by_role("region", name=name)


def test_a_thread_from_selection_to_resolved(world: World, visit: Visit) -> None:
    ann, rosa = world.person("Ann"), world.person("Rosa")
    team = world.team(rosa, LABELER=[ann])
    people = {ann.email: "LABELER", rosa.email: "REVIEWER"}
    project = world.project(rosa, team, {"news.txt": TEXT}, people, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES)
    theirs = visit(rosa, f"/teams/{team}/projects/{project}/review")
    Canvas(theirs, "news.txt").ready()
    expect(panel(theirs).get_by_text("No open threads")).to_be_visible()

    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    canvas = Canvas(page, "news.txt").ready()
    canvas.select(1, "Lisbon")
    page.keyboard.press("Control+Alt+m")
    field = panel(page).get_by_role("combobox", name="New comment")
    expect(field).to_be_focused()
    field.press_sequentially("Is **Lisbon** a place, @Ro")
    page.get_by_role("listbox", name="People to mention").get_by_role("option", name="Rosa").wait_for()
    page.keyboard.press("Enter")
    field.press_sequentially("?")
    page.keyboard.press("Control+Enter")
    thread = panel(page).get_by_role("listitem").filter(has_text="Is Lisbon a place")
    expect(thread.get_by_text("Text, line 2")).to_be_visible()
    expect(thread.locator("q")).to_have_text("Lisbon")
    expect(thread.get_by_text("@Rosa")).to_be_visible()
    expect(page.get_by_role("button", name="1 open thread on line 2")).to_be_visible()

    hers = panel(theirs).get_by_role("listitem").filter(has_text="Is Lisbon a place")
    expect(hers).to_be_visible()
    hers.get_by_role("button", name="Reply", exact=True).click()
    hers.get_by_role("combobox", name="Write a reply").fill("Yes, `label` it.")
    theirs.keyboard.press("Control+Enter")
    expect(hers.get_by_text("Yes, label it.")).to_be_visible()
    expect(thread.get_by_role("button", name="1 reply")).to_be_visible()
    hers.get_by_role("button", name="Resolve").first.click()
    expect(panel(theirs).get_by_text("No open threads")).to_be_visible()
    expect(panel(page).get_by_text("No open threads")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("open thread on line"))).to_have_count(0)
    panel(page).get_by_text("Resolved", exact=True).click()
    expect(panel(page).get_by_text("Resolved by Rosa")).to_be_visible()


def test_comments_on_a_phone(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann, team, {"news.txt": TEXT}, {ann.email: "LABELER"}, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES
    )
    page = visit(ann, f"/teams/{team}/projects/{project}/label", viewport={"width": 390, "height": 844})
    Canvas(page, "news.txt").ready()
    page.get_by_role("button", name="Show side panel").click()
    field = panel(page).get_by_role("combobox", name="New comment")
    field.fill("A note to myself")
    panel(page).get_by_role("button", name="Comment", exact=True).click()
    expect(panel(page).get_by_text("A note to myself")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_cell_and_an_answer_of_a_table(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann,
        team,
        {"guests.csv": "Guest,Review\nTom,Fine\nUma,Loud\n"},
        {ann.email: "LABELER"},
        kinds=["ROW_BASED"],
        creationSettings={"firstRowAsHeader": True, "viewer": {"mode": "TABULAR"}},
        rowQuestions=[{"type": "TEXT", "name": "Note", "label": "Anything to add?", "config": {}}],
    )
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    row = page.get_by_role("grid", name="Rows of the file").get_by_role("row", name=re.compile("Uma"))
    field = panel(page).get_by_role("combobox", name="New comment")
    for nth, kind in ((1, "Cell"), (2, "Answer")):
        row.get_by_role("gridcell").nth(nth).click(button="right")
        page.get_by_role("menuitem", name="Comment").click()
        expect(field).to_be_focused()
        field.fill(f"About this {kind}")
        page.keyboard.press("Control+Enter")
        thread = panel(page).get_by_role("listitem").filter(has_text=f"About this {kind}")
        expect(thread.get_by_text(f"{kind}, line 2")).to_be_visible()
        expect(row.locator("[data-commented]")).to_have_count(nth)
    expect(row.locator("[data-commented]").first).to_have_text("Loud")
    row.get_by_role("button", name="2 open threads on line 2").click()
    expect(panel(page).get_by_role("button", name="Line 2", exact=True)).to_be_visible()
