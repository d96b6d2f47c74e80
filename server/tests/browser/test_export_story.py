"""The export dialog offers what the role may use, and says why something is refused."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.people import World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}]}]
ALLOW = "mutation($input: UpdateTeamSettingInput!) { result: updateTeamSetting(input: $input) { id } }"


def open_dialog(page: Page) -> Locator:
    page.get_by_role("button", name="Actions of News").click()
    page.get_by_role("menuitem", name="Export").click()
    return page.get_by_role("dialog", name="Export News")


def test_refusals_are_sentences(world: World, visit: Visit) -> None:
    bea, rosa = world.person("Bea"), world.person("Rosa")
    team = world.team(bea, REVIEWER=rosa)
    people = {bea.email: "LABELER", rosa.email: "REVIEWER"}
    fields = {"kinds": ["TOKEN_BASED"], "tokenLabelSets": ENTITIES}
    world.project(bea, team, {"a.txt": "Maria.\n"}, people, name="News", **fields)

    page = visit(bea, f"/teams/{team}/projects")
    dialog = open_dialog(page)
    dialog.get_by_role("combobox", name="Where to").click()
    page.get_by_role("option", name="Webhook").click()
    dialog.get_by_role("textbox", name="Address of the webhook").fill("ftp://example.com/hook")
    dialog.get_by_label("Secret").fill("shared")
    dialog.get_by_role("button", name="Export", exact=True).click()
    expect(dialog.get_by_text("Give a URL that starts with http:// or https://").first).to_be_visible()

    bea.ask(ALLOW, input={"teamId": team, "allowedReviewerExportMethods": []})
    page = visit(rosa, f"/teams/{team}/projects")
    dialog = open_dialog(page)
    expect(dialog.get_by_text("Exporting is switched off for your role")).to_be_visible()
    expect(dialog.get_by_role("button", name="Export", exact=True)).to_have_count(0)
