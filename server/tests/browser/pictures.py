"""``tools/pictures.sh``: every page of the demo workspace as docs/pictures/<page>-<width>-<scheme>.png."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from bench.server import Server
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.canvas import Canvas
from tests.browser.conftest import CHROMIUM_FLAGS, ROOT
from tests.browser.drops import drop
from tests.browser.people import cookie_request

TARGET = ROOT / "docs" / "pictures"
DEMO_FILES = ROOT / "server" / "src" / "gloss" / "cli" / "demo_files"
SIZES = {"1440": {"width": 1440, "height": 900}, "390": {"width": 390, "height": 844}}
SCHEMES = ("light", "dark")
WORK = [
    (2, "Aurora", None, "Vessel"),
    (2, "Gdańsk", None, "Place"),
    (4, "Lindqvist", None, "Person"),
    (5, "Nadia", "Okafor", "Person"),
    (6, "Coastal", "Union", "Organization"),
    (7, "12", "June", "Date"),
]
LOGIN = "mutation($input: LoginInput!) { result: login(loginInput: $input) { user { id } } }"
TEAMS = "{ result: getAllTeams { id } }"
PROJECTS = """query($input: GetProjectsPaginatedInput!) { result: getProjects(input: $input) { nodes { id name } } }"""


@dataclass
class Demo:
    """Where the demo is, and who looks at it."""

    url: str
    cookies: list[dict[str, Any]]
    team: str
    projects: dict[str, str]

    def project(self, word: str) -> str:
        """The path of the project whose name holds ``word``."""
        return f"/teams/{self.team}/projects/{next(id for name, id in self.projects.items() if word in name)}"


def sign_in(server: Server) -> Demo:
    email, password = (server.folder / "demo-sign-in.txt").read_text().split()
    session = httpx2.Client(base_url=server.url, timeout=60)
    cookie_request(session, LOGIN, {"input": {"email": email, "password": password}})
    team = cookie_request(session, TEAMS)[0]["id"]
    page = {"page": {"skip": 0, "take": 50}, "filter": {"teamId": team}}
    found = cookie_request(session, PROJECTS, {"input": page})["nodes"]
    cookies = [{"name": item.name, "value": item.value, "url": server.url} for item in session.cookies.jar]
    return Demo(server.url, cookies, str(team), {project["name"]: project["id"] for project in found})


class Album:
    """Takes the pictures of one size and one scheme."""

    def __init__(self, browser: Browser, demo: Demo, size: str, scheme: str) -> None:
        self.demo, self.size, self.scheme = demo, size, scheme
        options = {"viewport": SIZES[size], "color_scheme": scheme, "reduced_motion": "reduce", "base_url": demo.url}
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()

    def take(self, name: str) -> None:
        self.page.mouse.move(0, 0)
        self.page.evaluate("document.fonts.ready")
        self.page.screenshot(path=TARGET / f"{name}-{self.size}-{self.scheme}.png", animations="disabled", caret="hide")

    def visit(self, name: str, path: str, arrive: Callable[[Page], None]) -> None:
        self.page.goto(path)
        arrive(self.page)
        self.take(name)

    def take_all(self) -> None:
        self.visit("sign-in", "/sign-in", lambda page: expect(page.get_by_label("E-mail")).to_be_visible())
        self.context.add_cookies(self.demo.cookies)
        base = f"/teams/{self.demo.team}"
        for name, path, arrive in self.plain_pages(base):
            self.visit(name, path, arrive)
        self.labeling()
        self.visit("export", f"{base}/projects", open_export)
        self.wizard(base)
        self.context.close()

    def plain_pages(self, base: str) -> list[tuple[str, str, Callable[[Page], None]]]:
        return [
            ("projects", f"{base}/projects", rows),
            ("projects-empty", "/teams/personal/projects", text("Create your first project")),
            ("members", f"{base}/members", rows),
            ("label-management", f"{base}/label-management", title("Label management")),
            ("guidelines", f"{base}/guidelines", title("Guidelines")),
            ("workspace-settings", f"{base}/settings", title("Workspace settings")),
            ("profile", f"{base}/profile", title("Profile")),
            ("project-settings", f"{self.demo.project('Harbour')}/settings", loaded),
        ]

    def prepare(self) -> None:
        """Work a little, so that there is something to see."""
        self.context.add_cookies(self.demo.cookies)
        page = self.page
        page.goto(f"{self.demo.project('Harbour')}/label")
        canvas = Canvas(page, "harbour.json").ready()
        for line, first, last, item in WORK:
            canvas.label(line, first, last, item)
        canvas.captions("Person").first.click()
        page.keyboard.press("r")
        page.keyboard.type("northlight")
        page.keyboard.press("Enter")
        canvas.box.get_by_role("button", name="works for").click()
        expect(canvas.arrows()).to_have_text("works for")
        expect(canvas.saved).to_be_visible()
        page.goto(f"{self.demo.project('rows')}/label")
        for row, mood in enumerate(("Happy", "Angry", "Mixed", "Angry"), start=1):
            form = page.get_by_role("region", name=f"Answers to row {row}", exact=True)
            form.get_by_role("radio", name=re.compile(mood)).click()
            page.keyboard.press("Control+Enter")
            expect(form).to_be_hidden()
        expect(canvas.saved).to_be_visible()
        self.context.close()

    def labeling(self) -> None:
        self.visit("span-labeling", f"{self.demo.project('Harbour')}/label", captions)
        Canvas(self.page, "harbour.json").select(0, "2019")
        expect(self.page.get_by_role("group", name="Label box")).to_be_visible()
        self.take("span-label-box")
        self.visit("review", f"{self.demo.project('Harbour')}/review", conflicts)
        self.visit("row-labeling", f"{self.demo.project('rows')}/label", submit)
        self.visit("document-labeling", f"{self.demo.project('documents')}/label", submit)

    def wizard(self, base: str) -> None:
        page = self.page
        page.goto(f"{base}/projects/new")
        names = ("minutes.txt", "ticket-1041.txt", "ticket-1042.txt")
        drop(
            page.get_by_role("button", name=re.compile("Drop files here")),
            {name: (DEMO_FILES / name).read_bytes() for name in names},
        )
        for number, (step, sign) in enumerate(WIZARD, start=1):
            sign(page)
            if step == "tasks":
                add_classes(page)
            self.take(f"wizard-{number}-{step}")
            if step != "settings":
                page.get_by_role("button", name="Next").click()


def text(words: str) -> Callable[[Page], None]:
    return lambda page: expect(page.get_by_text(words).first).to_be_visible()


def title(name: str) -> Callable[[Page], None]:
    def arrive(page: Page) -> None:
        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        loaded(page)

    return arrive


def loaded(page: Page) -> None:
    """Nothing is on its way any more."""
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    expect(page.locator("main [class*=skeleton i]")).to_have_count(0)


def rows(page: Page) -> None:
    expect(page.locator("main tbody tr").first).to_be_visible()
    loaded(page)


def captions(page: Page) -> None:
    expect(page.locator(".gx-cap").first).to_be_visible()


def conflicts(page: Page) -> None:
    captions(page)
    if page.get_by_role("complementary", name="Side panel").count():
        expect(page.get_by_role("button", name="Accept", exact=True).first).to_be_visible()


def submit(page: Page) -> None:
    expect(page.get_by_role("button", name=re.compile("^Submit"))).to_be_visible()


def open_export(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Actions of Harbour")).click()
    page.get_by_role("menuitem", name="Export").click()
    expect(page.get_by_role("dialog").get_by_role("combobox", name="Format")).to_be_visible()


def add_classes(page: Page) -> None:
    page.get_by_role("button", name="Type in").click()
    for name in ("Speaker", "Decision", "Date"):
        page.get_by_role("button", name="Add class").click()
        page.keyboard.type(name)


WIZARD: list[tuple[str, Callable[[Page], None]]] = [
    ("upload", lambda page: expect(page.get_by_role("button", name="Next")).to_be_enabled()),
    ("preview", text("TEXT ·")),
    ("tasks", text("Label sets")),
    ("assignment", text("When labelers disagree")),
    ("settings", text("Launch project")),
]


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is missing. Install it: apt-get install chromium", file=sys.stderr)
        return 1
    expect.set_options(timeout=20_000)
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data", "--demo")
        server.start()
        try:
            demo = sign_in(server)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
                Album(browser, demo, "1440", "light").prepare()
                for size in SIZES:
                    for scheme in SCHEMES:
                        Album(browser, demo, size, scheme).take_all()
                browser.close()
        finally:
            server.stop()
    total = sum(path.stat().st_size for path in TARGET.glob("*.png"))
    print(f"{len(list(TARGET.glob('*.png')))} pictures, {total / 1e6:.1f} MB in {TARGET}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
