"""Work goes on without the network and without a session, and reaches the server once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import document_of, spans_of
from tests.browser.people import PASSWORD, Person, World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
TEXT = "Maria Silva lives in Porto.\nAurora left Lisbon.\n"
NETWORK = (r"ERR_INTERNET_DISCONNECTED", r"Failed to fetch", r"ERR_NETWORK_CHANGED", r"ERR_FAILED")


def span_project(world: World, labeler: Person) -> tuple[str, str]:
    """A project with one labeler; return its path and its id."""
    team = world.team(labeler)
    project = world.project(
        labeler, team, {"news.txt": TEXT}, {labeler.email: "LABELER"}, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES
    )
    return f"/teams/{team}/projects/{project}/label", project


def save_chip(page: Page, text: str) -> None:
    expect(page.get_by_role("button", name=re.compile(text))).to_be_visible()


def test_offline_work_is_sent_once(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=NETWORK)
    canvas = Canvas(page, "news.txt").ready()
    canvas.label(0, "Maria", "Silva", "Person")
    expect(canvas.saved).to_be_visible()

    page.context.set_offline(True)
    canvas.label(0, "Porto", None, "Place")
    save_chip(page, "Offline, 1 waiting")
    canvas.label(1, "Lisbon", None, "Place")
    save_chip(page, "Offline, 2 waiting")
    document = str(document_of(ann, project)["id"])
    assert spans_of(ann, document) == [("1", 0, 0, 1)]

    page.context.set_offline(False)
    expect(canvas.saved).to_be_visible()
    expected = [("1", 0, 0, 1), ("2", 0, 4, 4), ("2", 1, 2, 2)]
    assert spans_of(ann, document) == expected
    page.reload()
    canvas.ready()
    expect(canvas.captions()).to_have_count(3)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, document) == expected


def test_unsent_work_survives_closing_the_page(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=NETWORK)
    canvas = Canvas(page, "news.txt").ready()
    page.context.set_offline(True)
    canvas.label(0, "Porto", None, "Place")
    save_chip(page, "Offline, 1 waiting")
    page.close()

    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(path)
    canvas = Canvas(again, "news.txt").ready()
    expect(canvas.captions("Place")).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("2", 0, 4, 4)]


def test_an_ended_session_keeps_the_work(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=("401",))
    canvas = Canvas(page, "news.txt").ready()
    page.context.clear_cookies()
    canvas.label(0, "Porto", None, "Place")
    chip = page.get_by_role("button", name="Signed out, 1 waiting")
    sign_in = page.get_by_role("button", name="Sign in", exact=True)
    expect(chip.or_(sign_in).first).to_be_visible()
    if chip.is_visible():
        chip.click()
    page.get_by_role("textbox", name="E-mail").fill(ann.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    sign_in.click()
    page.wait_for_url(f"**{path}*")
    canvas.ready()
    expect(canvas.captions("Place")).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("2", 0, 4, 4)]


def test_two_pages_of_a_person_follow_each_other(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, _ = span_project(world, ann)
    first, second = (Canvas(visit(ann, path), "news.txt").ready() for _ in range(2))
    first.label(0, "Porto", None, "Place")
    expect(second.captions("Place")).to_have_count(1)
