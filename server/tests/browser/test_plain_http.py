"""On a local network Gloss has a plain http address, where browsers withhold some functions."""

from __future__ import annotations

import re

import pytest
from bench.server import Server
from playwright.sync_api import expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.drops import drop
from tests.browser.labels import document_of, spans_of
from tests.browser.people import PASSWORD, World

pytestmark = pytest.mark.browser

ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}]}]


def test_the_main_job_on_a_plain_address(server: Server, world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    fields = {"kinds": ["TOKEN_BASED"], "tokenLabelSets": ENTITIES}
    project = world.project(ann, team, {"news.txt": "Maria Silva.\n"}, {ann.email: "LABELER"}, **fields)
    path = f"/teams/{team}/projects"
    # The browser notes that the address is plain.
    quiet = ("Cross-Origin-Opener-Policy",)
    address = f"http://gloss.test:{server.port}"
    page = visit(None, f"/sign-in?next={path}/{project}/label", quiet=quiet, base_url=address)
    assert page.evaluate("window.isSecureContext") is False
    page.get_by_role("textbox", name="E-mail").fill(ann.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    canvas = Canvas(page, "news.txt").ready()
    canvas.label(0, "Maria", "Silva", "Person")
    expect(canvas.captions("Person")).to_have_count(1)
    expect(canvas.saved).to_be_visible()
    assert spans_of(ann, str(document_of(ann, project)["id"])) == [("1", 0, 0, 1)]

    page.goto(f"{path}/new")
    drop(page.get_by_role("button", name=re.compile("Drop files here")), {"more.txt": "Tom.\n"})
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("TEXT · 1 line")).to_be_visible()
