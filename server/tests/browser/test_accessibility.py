"""No serious accessibility fault on any page, light or dark, wide or narrow; the keyboard alone suffices."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.drops import drop
from tests.browser.labels import complete, save_spans
from tests.browser.people import PASSWORD, Person, World

pytestmark = pytest.mark.browser

LOOKS = {
    "wide light": ({"width": 1440, "height": 900}, "light"),
    "wide dark": ({"width": 1440, "height": 900}, "dark"),
    "narrow light": ({"width": 390, "height": 844}, "light"),
    "narrow dark": ({"width": 390, "height": 844}, "dark"),
}
ENTITIES = [{"name": "Entities", "options": [{"id": "1", "label": "Person"}, {"id": "2", "label": "Place"}]}]
QUESTIONS = [
    {"type": "DROPDOWN", "name": "Topic", "label": "Topic", "config": {"options": [{"id": "1", "label": "Food"}]}},
    {"type": "SINGLE_CHOICE", "name": "Mood", "label": "Mood", "config": {"options": [{"id": "1", "label": "Happy"}]}},
    {"type": "DATE", "name": "Day", "label": "Day", "config": {"format": "YYYY-MM-DD"}},
    {"type": "SLIDER", "name": "Stars", "label": "Stars", "config": {"min": 1, "max": 5, "step": 1}},
    {"type": "TEXT", "name": "Note", "label": "Note", "config": {"multiline": True}},
]


@dataclass
class Shelf:
    """A workspace with something on every page."""

    boss: Person
    team: str
    span: str
    rows: str
    documents: str


@pytest.fixture(scope="module")
def shelf(world: World) -> Shelf:
    boss, ann, omar = world.person("Bea"), world.person("Ann"), world.person("Omar")
    team = world.team(boss, LABELER=[ann, omar])
    people = {ann.email: "LABELER", omar.email: "LABELER", boss.email: "LABELER_AND_REVIEWER"}
    peers = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}}
    span = world.project(
        boss,
        team,
        {"news.txt": "Maria Silva lives in Porto.\nAurora left Lisbon.\n"},
        people,
        name="News",
        tagNames=["news"],
        kinds=["TOKEN_BASED"],
        tokenLabelSets=ENTITIES,
        projectSettings=peers,
    )
    for person, place in ((ann, ("2", 1, 0, 0, 5)), (omar, ("2", 1, 2, 2, 5))):
        save_spans(person, span, [("1", 0, 0, 1, 4), place])
        complete(person, span)
    save_spans(boss, span, [("1", 0, 0, 1, 4), ("2", 0, 4, 4, 4)])
    table = {"creationSettings": {"firstRowAsHeader": True, "viewer": {"mode": "TABULAR"}}, "rowQuestions": QUESTIONS}
    csv = "Guest,Review\nAnn,Good\nTom,Bad\n"
    rows = world.project(boss, team, {"book.csv": csv}, people, name="Book", kinds=["ROW_BASED"], **table)
    documents = world.project(
        boss,
        team,
        {"a.txt": "My bag was left.\n", "b.txt": "No ramp.\n"},
        people,
        name="Letters",
        kinds=["DOCUMENT_BASED"],
        documentQuestions=QUESTIONS,
    )
    return Shelf(boss, team, span, rows, documents)


def faults_of(page: Page, where: str) -> list[str]:
    """Violations that axe calls serious or critical."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{where}: {fault['id']}: {node['html'][:160]} {' '.join(item['message'] for item in node['any'][:1])}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"][:3]
    ]


Step = Callable[[Page], None]


def heading(name: str) -> Step:
    return lambda page: expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def first_row(page: Page) -> None:
    expect(page.locator("main tbody tr, main [role=row]").first).to_be_visible()


def canvas(page: Page) -> None:
    expect(page.locator(".gx-cap").first).to_be_visible()


def form(page: Page) -> None:
    expect(page.get_by_role("button", name=re.compile("^Submit"))).to_be_visible()


def label_box(page: Page) -> None:
    canvas(page)
    Canvas(page, "news.txt").select(1, "Lisbon")
    expect(page.get_by_role("group", name="Label box")).to_be_visible()


def export_dialog(page: Page) -> None:
    page.get_by_role("button", name="Actions of News").click()
    page.get_by_role("menuitem", name="Export").click()
    expect(page.get_by_role("dialog").get_by_role("combobox", name="Format")).to_be_visible()


def invite_dialog(page: Page) -> None:
    page.get_by_role("button", name="Invite people").first.click()
    expect(page.get_by_role("combobox", name="E-mail addresses")).to_be_visible()


def project_settings(page: Page) -> None:
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()


def pages_of(shelf: Shelf) -> dict[str, tuple[str, Step]]:
    base = f"/teams/{shelf.team}"
    return {
        "projects": (f"{base}/projects", first_row),
        "no projects": ("/teams/personal/projects", heading("Projects")),
        "export": (f"{base}/projects", export_dialog),
        "members": (f"{base}/members", first_row),
        "invite": (f"{base}/members", invite_dialog),
        "label management": (f"{base}/label-management", heading("Label management")),
        "guidelines": (f"{base}/guidelines", heading("Guidelines")),
        "workspace settings": (f"{base}/settings", heading("Workspace settings")),
        "profile": (f"{base}/profile", heading("Profile")),
        "project settings": (
            f"{base}/projects/{shelf.span}/settings",
            lambda page: page.get_by_role("main").wait_for(),
        ),
        "span labeling": (f"{base}/projects/{shelf.span}/label", canvas),
        "review": (f"{base}/projects/{shelf.span}/review", canvas),
        "row labeling": (f"{base}/projects/{shelf.rows}/label", form),
        "document labeling": (f"{base}/projects/{shelf.documents}/label", form),
        "not found": (f"{base}/nothing", lambda page: expect(page.get_by_text("does not exist")).to_be_visible()),
    }


@pytest.mark.parametrize("look", LOOKS)
def test_pages_have_no_serious_fault(look: str, shelf: Shelf, visit: Visit) -> None:
    viewport, scheme = LOOKS[look]
    faults: list[str] = []
    page = visit(shelf.boss, viewport=viewport, color_scheme=scheme)
    for name, (path, arrive) in pages_of(shelf).items():
        page.goto(path)
        arrive(page)
        faults += faults_of(page, name)
    signed_out = visit(None, viewport=viewport, color_scheme=scheme)
    for path in ("/sign-in", "/sign-up", "/forgot-password", "/invitation?key=none&teamId=1"):
        signed_out.goto(path)
        expect(signed_out.get_by_role("heading", level=1)).to_be_visible()
        faults += faults_of(signed_out, path)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("look", ["wide light", "narrow dark"])
def test_the_wizard_has_no_serious_fault(look: str, shelf: Shelf, visit: Visit) -> None:
    viewport, scheme = LOOKS[look]
    page = visit(shelf.boss, f"/teams/{shelf.team}/projects/new", viewport=viewport, color_scheme=scheme)
    drop(page.get_by_role("button", name=re.compile("Drop files here")), {"news.txt": "Maria.\n"})
    for step, sign in (
        ("upload", page.get_by_text("1 document")),
        ("preview", page.get_by_text("TEXT · 1 line")),
        ("tasks", page.get_by_role("heading", name="Label sets")),
        ("assignment", page.get_by_role("heading", name="People")),
        ("settings", page.get_by_role("button", name="Launch project")),
    ):
        expect(sign.first).to_be_visible()
        if step == "tasks":
            page.get_by_role("button", name="Type in").click()
            page.get_by_role("button", name="Add class").click()
            page.keyboard.type("Person")
        assert faults_of(page, step) == []
        if step != "settings":
            page.get_by_role("button", name="Next").click()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this accessible name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            """(name) => { const e = document.activeElement;
               const text = (e.getAttribute('aria-label') || e.innerText
                 || [...(e.labels || [])].map((label) => label.innerText).join(' ') || '').trim();
               return text.startsWith(name); }""",
            name,
        ):
            return
    raise AssertionError(f"Tab never reaches “{name}”")


def test_sign_in_projects_and_wizard_by_keyboard(shelf: Shelf, visit: Visit, world: World) -> None:
    page = visit(None, f"/sign-in?next=/teams/{shelf.team}/projects")
    file = {"name": "keys.txt", "mimeType": "text/plain", "buffer": b"Maria lives in Porto.\n"}
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    expect(page.get_by_role("textbox", name="E-mail")).to_be_focused()
    page.keyboard.type(shelf.boss.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/teams/{shelf.team}/projects")
    first_row(page)

    tab_to(page, "Skip to content")
    page.keyboard.press("Enter")
    tab_to(page, "New project")
    page.keyboard.press("Enter")
    expect(page.get_by_text("At most 1.0 GB a file.")).to_be_visible()
    tab_to(page, "Drop files here")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    for sign in (page.get_by_text("TEXT · 1 line"), page.get_by_role("heading", name="Label sets")):
        tab_to(page, "Next")
        page.keyboard.press("Enter")
        expect(sign).to_be_visible()
    tab_to(page, "Type in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    tab_to(page, "Add class")
    page.keyboard.press("Enter")
    page.keyboard.type("Person")
    for sign in (page.get_by_role("heading", name="People"), page.get_by_role("button", name="Launch project")):
        tab_to(page, "Next")
        page.keyboard.press("Enter")
        expect(sign).to_be_visible()
    tab_to(page, "Launch project")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/projects/[^/]+/review"))
    expect(page.get_by_role("application", name="keys.txt")).to_be_visible()
