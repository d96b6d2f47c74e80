"""A labeler takes documents of an unassigned project, works on one, and gives the rest back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.people import World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}]}]
ALLOW = "mutation($input: UpdateTeamSettingInput!) { result: updateTeamSetting(input: $input) { id } }"


def test_take_and_give_back(world: World, visit: Visit) -> None:
    bea, lea = world.person("Bea"), world.person("Lea")
    team = world.team(bea, LABELER=lea)
    bea.ask(ALLOW, input={"teamId": team, "allowSelfAssignment": True})
    files = {f"{name}.txt": "Maria sails.\n" for name in "abc"}
    world.project(
        bea,
        team,
        files,
        {bea.email: "REVIEWER"},
        name="Harbour",
        kinds=["TOKEN_BASED"],
        tokenLabelSets=ENTITIES,
    )

    admin = visit(bea, f"/teams/{team}/projects")
    expect(admin.get_by_role("row", name="Harbour")).to_contain_text("Incomplete assignment")

    page = visit(lea, f"/teams/{team}/projects")
    expect(page.get_by_text("No projects for you yet")).to_be_visible()
    page.get_by_role("tab", name="Unassigned").click()
    row = page.get_by_role("row", name="Harbour")
    expect(row).to_contain_text("3 documents")
    row.get_by_role("button", name="Assign myself…").click()
    dialog = page.get_by_role("dialog", name="Take documents of Harbour")
    dialog.get_by_label("Number of documents").fill("2")
    dialog.get_by_role("button", name="Assign to me").click()
    expect(page.get_by_text("2 documents are yours now.")).to_be_visible()
    expect(row).to_contain_text("1 document")

    page.get_by_role("tab", name="Active").click()
    expect(page.get_by_role("link", name="Harbour")).to_be_visible()
    page.get_by_role("button", name="Actions of Harbour").click()
    page.get_by_role("menuitem", name="Unassign incomplete documents…").click()
    dialog = page.get_by_role("dialog", name="Give back documents of Harbour")
    expect(dialog).to_contain_text("2 documents are not complete.")
    dialog.get_by_role("button", name="Unassign").click()
    expect(page.get_by_text("2 documents given back")).to_be_visible()
    expect(page.get_by_text("No projects for you yet")).to_be_visible()
