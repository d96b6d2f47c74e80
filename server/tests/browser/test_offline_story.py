"""Work goes on without the network and without a session, and reaches the server once."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import document_of, spans_of, toggle_document
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


def sign_in_again(page: Page, person: Person) -> None:
    """In the dialog over the work."""
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    expect(dialog.get_by_role("textbox", name="E-mail")).to_have_value(person.email)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(dialog).to_be_hidden()


def test_an_ended_session_keeps_the_work_and_the_page(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=("401",))
    canvas = Canvas(page, "news.txt").ready()
    page.context.clear_cookies()
    canvas.label(0, "Porto", None, "Place")
    sign_in_again(page, ann)
    expect(canvas.saved).to_be_visible()
    expect(canvas.captions("Place")).to_have_count(1)
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("2", 0, 4, 4)]
    canvas.keys("Control+z")
    expect(canvas.captions("Place")).to_have_count(0)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == []


def test_somebody_else_who_signs_in_sends_nothing_of_it(world: World, visit: Visit) -> None:
    ann, bob = world.person("Ann"), world.person("Bob")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=(*NETWORK, "401"))
    canvas = Canvas(page, "news.txt").ready()
    page.context.add_cookies(bob.cookies())
    canvas.label(0, "Porto", None, "Place")
    save_chip(page, "Signed out, 1 waiting")
    assert spans_of(ann, str(document_of(ann, project)["id"])) == []
    sign_in_again(page, ann)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("2", 0, 4, 4)]


def test_refused_work_is_kept_told_and_sent_again(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=NETWORK)
    canvas = Canvas(page, "news.txt").ready()
    page.context.set_offline(True)
    canvas.label(0, "Porto", None, "Place")
    save_chip(page, "Offline, 1 waiting")
    document = str(document_of(ann, project)["id"])
    toggle_document(ann, document)
    page.context.set_offline(False)
    chip = page.get_by_role("button", name=re.compile("^1 not saved"))
    expect(chip).to_be_visible()

    page.reload()
    chip.click()
    dialog = page.get_by_role("dialog", name="1 not saved")
    expect(dialog.get_by_role("list", name="What was not saved").get_by_role("listitem")).to_have_count(1)
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download as JSON").click()
    kept = json.loads(download.value.path().read_text())
    assert [(act["kind"], len(act["payload"]["change"]["added"])) for act in kept["refused"]] == [("span.labels", 1)]

    toggle_document(ann, document)
    dialog.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("dialog", name=re.compile("^Saved"))).to_be_visible()
    assert spans_of(ann, document) == [("2", 0, 4, 4)]


def test_a_browser_that_stores_nothing_says_so(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, quiet=NETWORK)
    page.add_init_script(
        "IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    page.goto(path)
    canvas = Canvas(page, "news.txt").ready()
    page.context.set_offline(True)
    canvas.label(0, "Porto", None, "Place")
    save_chip(page, "1 act only in this tab")
    page.context.set_offline(False)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("2", 0, 4, 4)]


def test_two_people_on_the_review_copy_see_each_other_at_once(world: World, visit: Visit) -> None:
    ann, bob = world.person("Ann"), world.person("Bob")
    team = world.team(ann, ADMIN=bob)
    roles = {ann.email: "LABELER_AND_REVIEWER", bob.email: "REVIEWER"}
    project = world.project(ann, team, {"news.txt": TEXT}, roles, kinds=["TOKEN_BASED"], tokenLabelSets=ENTITIES)
    path = f"/teams/{team}/projects/{project}/review"
    first = Canvas(visit(ann, path), "news.txt").ready()
    second = Canvas(visit(bob, path, quiet=NETWORK), "news.txt").ready()
    first.label(0, "Porto", None, "Place")
    expect(second.captions("Place")).to_have_count(1)

    second.page.context.set_offline(True)
    first.label(1, "Lisbon", None, "Place")
    expect(first.saved).to_be_visible()
    second.page.context.set_offline(False)
    expect(second.captions("Place")).to_have_count(2)


def test_two_pages_of_a_person_follow_each_other(world: World, visit: Visit) -> None:
    """Without network too; each undoes its own acts, but not what the other has changed since."""
    ann = world.person("Ann")
    path, project = span_project(world, ann)
    page = visit(ann, path, quiet=NETWORK)
    other = page.context.new_page()
    other.goto(path)
    first, second = (Canvas(each, "news.txt").ready() for each in (page, other))
    page.context.set_offline(True)
    first.label(0, "Porto", None, "Place")
    expect(second.captions("Place")).to_have_count(1)
    save_chip(other, "Offline, 1 waiting")
    second.select(0, "Porto")
    second.keys("Delete")
    expect(first.captions("Place")).to_have_count(0)
    first.focus()
    first.keys("Control+z")
    expect(page.get_by_text("This cannot be taken back")).to_be_visible()
    page.context.set_offline(False)
    expect(first.saved).to_be_visible()
    expect(second.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == []
