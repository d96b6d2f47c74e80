"""Everybody sees what their role allows, and strangers nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}]}]


def test_labelers_see_their_projects_and_no_administration(world: World, visit: Visit) -> None:
    boss, ann = world.person("Bea"), world.person("Ann")
    team = world.team(boss, LABELER=ann)
    fields = {"kinds": ["TOKEN_BASED"], "tokenLabelSets": ENTITIES}
    world.project(boss, team, {"a.txt": "Maria.\n"}, {ann.email: "LABELER"}, name="For Ann", **fields)
    hidden = world.project(boss, team, {"b.txt": "Tom.\n"}, {boss.email: "LABELER"}, name="For Bea", **fields)

    page = visit(ann, f"/teams/{team}/projects")
    expect(page.get_by_role("link", name="For Ann")).to_be_visible()
    expect(page.get_by_role("link", name="For Bea")).to_have_count(0)
    expect(page.get_by_role("link", name="New project")).to_have_count(0)
    navigation = page.get_by_role("navigation", name="Main")
    expect(navigation.get_by_role("link", name="Projects")).to_be_visible()
    for name in ("Label management", "Guidelines", "Workspace settings", "Mail outbox"):
        expect(navigation.get_by_role("link", name=name)).to_have_count(0)
    page.get_by_role("button", name="Actions of For Ann").click()
    expect(page.get_by_role("menuitem", name="Open as labeler")).to_be_visible()
    for name in ("Delete", "Rename", "Archive", "Settings", "Add documents"):
        expect(page.get_by_role("menuitem", name=name)).to_have_count(0)
    page.keyboard.press("Escape")

    navigation.get_by_role("link", name="Members").click()
    expect(page.get_by_role("row", name=re.compile("Bea")).get_by_text("Admin")).to_be_visible()
    expect(page.get_by_role("button", name="Invite people")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("^Actions for"))).to_have_count(0)
    page.goto(f"/teams/{team}/projects/new")
    expect(page.get_by_text("You cannot make projects here")).to_be_visible()
    page.goto(f"/teams/{team}/projects/{hidden}/label")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("application")).to_have_count(0)


def test_a_stranger_finds_nothing(world: World, visit: Visit) -> None:
    boss, stranger = world.person("Bea"), world.person("Sam")
    team = world.team(boss)
    project = world.project(
        boss, team, {"a.txt": "Maria.\n"}, {boss.email: "LABELER"}, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES
    )
    page = visit(stranger, f"/teams/{team}/projects/{project}/label")
    for path in (f"/teams/{team}/projects/{project}/label", f"/teams/{team}/members", f"/teams/{team}/projects"):
        page.goto(path)
        expect(page.get_by_text(re.compile("does not exist"))).to_be_visible()
        expect(page.get_by_text("Maria")).to_have_count(0)
    page.goto(f"/teams/{team}/no-such-page")
    expect(page.get_by_text(re.compile("does not exist"))).to_be_visible()
