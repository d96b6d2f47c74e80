"""A new user: an account, a workspace of their own, people invited by link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.people import PASSWORD, World, unique

pytestmark = pytest.mark.browser


def sign_up(page: Page, name: str, email: str | None = None) -> None:
    page.get_by_role("textbox", name="Name").fill(name)
    if email:
        page.get_by_role("textbox", name="E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()


def invite(page: Page, emails: list[str]) -> None:
    page.get_by_role("link", name="Members").click()
    page.get_by_role("button", name="Invite people").first.click()
    field = page.get_by_role("combobox", name="E-mail addresses")
    for email in emails:
        field.fill(email)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Send 2 invitations").click()
    dialog = page.get_by_role("dialog", name="Pass on these links")
    for email in emails:
        expect(dialog.get_by_text(email, exact=True)).to_be_visible()
    dialog.get_by_role("button", name="Close").last.click()
    for email in emails:
        expect(page.get_by_role("row", name=re.compile(re.escape(email))).get_by_text("Invited")).to_be_visible()


def test_a_new_user_makes_a_workspace_and_invites(world: World, visit: Visit) -> None:
    page = visit(None, "/")
    page.get_by_role("link", name="Create account").click()
    boss, first, second = (f"{unique(name)}@example.com" for name in ("boss", "zoe", "yan"))
    sign_up(page, "Bea Boss", boss)
    page.wait_for_url("**/teams/personal/projects")
    expect(page.get_by_text("Create your first project")).to_be_visible()

    page.get_by_role("button", name="Account and workspaces").click()
    page.get_by_role("menuitem", name="Create workspace").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Harbour desk")
    dialog.get_by_role("button", name="Create workspace").click()
    page.wait_for_url(re.compile(r"/teams/\d+/projects"))
    expect(page.get_by_text("Create your first project")).to_be_visible()
    team = page.url.split("/teams/")[1].split("/")[0]
    invite(page, [first, second])

    link = link_in_outbox(visit, world, first)
    guest = visit(None, link)
    expect(guest.get_by_text(f"This invitation is for {first}.")).to_be_visible()
    guest.get_by_role("link", name="Create account to join").click()
    sign_up(guest, "Zoe Guest")
    guest.wait_for_url(f"**/teams/{team}/projects")
    expect(guest.get_by_text("No projects for you yet")).to_be_visible()

    page.reload()
    expect(page.get_by_role("row", name=re.compile("Zoe Guest")).get_by_text("Labeler")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(re.escape(second))).get_by_text("Invited")).to_be_visible()


def link_in_outbox(visit: Visit, world: World, email: str) -> str:
    """The invitation link, as the one who runs the server finds it."""
    page = visit(world.root, "/teams/personal/projects")
    page.get_by_role("link", name="Mail outbox").click()
    mail = page.get_by_text(re.compile(r"invitation\?")).first
    expect(page.get_by_text(email).first).to_be_visible()
    expect(mail).to_be_visible()
    links = re.findall(r"https?://\S+/invitation\?\S+", page.locator("main").inner_text())
    assert links, page.locator("main").inner_text()[:2000]
    return links[0]


def test_sign_in_says_what_is_wrong(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    page = visit(None, "/teams/personal/profile")
    page.wait_for_url("**/sign-in?next=*")
    page.get_by_role("textbox", name="E-mail").fill(ann.email)
    page.get_by_label("Password", exact=True).fill("not my password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("password")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/teams/personal/profile")
    expect(page.get_by_role("heading", name="Profile")).to_be_visible()


def test_a_short_password_is_refused_in_place(visit: Visit) -> None:
    page = visit(None, "/sign-up")
    email = f"{unique('short')}@example.com"
    page.get_by_role("textbox", name="Name").fill("Shorty")
    page.get_by_role("textbox", name="E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill("ninechars")
    button = page.get_by_role("button", name="Create account")
    expect(page.get_by_text("At least 10 characters")).to_be_visible()
    expect(button).to_be_disabled()
    page.get_by_label("Password", exact=True).fill("1234567890")
    button.click()
    expect(page.get_by_text("This password is too common.")).to_be_visible()
    expect(page).to_have_url(re.compile("/sign-up"))
