"""The projects page: find, sort, tag, archive and delete, one by one and together."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.people import Person, World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}]}]
QUESTIONS = [{"type": "TEXT", "name": "Note", "label": "Note", "config": {}}]


def shelf(world: World) -> tuple[Person, str]:
    """A workspace with four projects of two kinds."""
    bea = world.person("Bea")
    team = world.team(bea)
    spans: dict[str, Any] = {"kinds": ["TOKEN_BASED"], "tokenLabelSets": ENTITIES}
    rows: dict[str, Any] = {"kinds": ["ROW_BASED"], "rowQuestions": QUESTIONS}
    world.project(bea, team, {"a.txt": "Maria.\n"}, name="Harbour news", tagNames=["news"], **spans)
    world.project(bea, team, {"a.txt": "Tom.\n"}, name="Ferry log", **spans)
    world.project(bea, team, {"a.csv": "a,b\n1,2\n"}, name="Guest book", tagNames=["guests"], **rows)
    world.project(bea, team, {"a.csv": "a,b\n1,2\n"}, name="Angry guests", tagNames=["guests"], **rows)
    return bea, team


def shown(page: Page, *names: str) -> None:
    """Exactly these projects are listed, in this order."""
    expect(page.get_by_role("table").locator("tbody").get_by_role("link")).to_have_text(list(names))


def server_list(person: Person, team: str, archived: bool = False) -> list[str]:
    query = "query($input: GetProjectsPaginatedInput!) { result: getProjects(input: $input) { nodes { name } } }"
    found = person.ask(
        query, input={"page": {"skip": 0, "take": 50}, "filter": {"teamId": team, "isArchived": archived}}
    )
    return sorted(node["name"] for node in found["nodes"])


def filter_by(page: Page, menu: str, option: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{menu}")).click()
    page.get_by_role("group", name=menu).get_by_role("checkbox", name=option).click()
    page.keyboard.press("Escape")


def test_find_and_sort(world: World, visit: Visit) -> None:
    bea, team = shelf(world)
    page = visit(bea, f"/teams/{team}/projects")
    shown(page, "Angry guests", "Guest book", "Ferry log", "Harbour news")
    name = page.get_by_role("button", name=re.compile("^Name"))
    name.click()
    shown(page, "Angry guests", "Ferry log", "Guest book", "Harbour news")
    name.click()
    shown(page, "Harbour news", "Guest book", "Ferry log", "Angry guests")
    name.click()
    shown(page, "Angry guests", "Ferry log", "Guest book", "Harbour news")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search projects")).to_be_focused()
    page.keyboard.type("guest")
    shown(page, "Angry guests", "Guest book")
    page.get_by_role("searchbox", name="Search projects").fill("nothing like it")
    expect(page.get_by_text("No project matches")).to_be_visible()
    page.get_by_role("button", name="Clear filters").last.click()

    filter_by(page, "Type", "Span")
    shown(page, "Ferry log", "Harbour news")
    filter_by(page, "Tags", "news")
    shown(page, "Harbour news")
    page.reload()
    shown(page, "Harbour news")
    page.get_by_role("button", name="Clear filters").click()
    shown(page, "Angry guests", "Ferry log", "Guest book", "Harbour news")


def test_tag_archive_and_delete(world: World, visit: Visit) -> None:
    bea, team = shelf(world)
    page = visit(bea, f"/teams/{team}/projects")
    page.get_by_role("button", name="Actions of Ferry log").click()
    page.get_by_role("menuitem", name="Tags").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Tags").fill("boats")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Save tags").click()
    expect(page.get_by_role("row", name=re.compile("Ferry log")).get_by_text("boats")).to_be_visible()

    for name in ("Guest book", "Angry guests"):
        page.get_by_role("checkbox", name=f"Select {name}").check()
    bar = page.get_by_role("toolbar", name="Actions for the selected projects")
    expect(bar.get_by_text("2 selected")).to_be_visible()
    bar.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("2 projects archived")).to_be_visible()
    shown(page, "Ferry log", "Harbour news")
    assert server_list(bea, team, archived=True) == ["Angry guests", "Guest book"]

    page.get_by_role("tab", name="Archived").click()
    shown(page, "Guest book", "Angry guests")
    page.get_by_role("button", name="Actions of Guest book").click()
    page.get_by_role("menuitem", name="Restore").click()
    shown(page, "Angry guests")
    page.get_by_role("tab", name="Active").click()

    page.get_by_role("button", name="Actions of Harbour news").click()
    page.get_by_role("menuitem", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete “Harbour news”?")
    dialog.get_by_role("button", name="Cancel").click()
    assert server_list(bea, team) == ["Ferry log", "Guest book", "Harbour news"]
    delete_together(page)
    expect(page.get_by_role("link", name="Guest book")).to_be_visible()
    expect(page.get_by_role("link", name="Ferry log")).to_have_count(0)
    assert server_list(bea, team) == ["Guest book"]


def delete_together(page: Page) -> None:
    for name in ("Harbour news", "Ferry log"):
        page.get_by_role("checkbox", name=f"Select {name}").check()
    page.get_by_role("toolbar", name="Actions for the selected projects").get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Delete 2 projects?")
    confirm = dialog.get_by_role("button", name="Delete 2 projects")
    confirm.click()
    expect(page.get_by_text("2 projects deleted")).to_be_visible()
