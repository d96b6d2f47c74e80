"""A real server and a real Chromium; every test makes its own people, so tests never meet."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bench.server import Server
from playwright.sync_api import Browser, Page, expect

import gloss
from tests.browser.people import Person, World
from tests.browser.watching import Watch

ROOT = Path(__file__).parents[3]
PATIENCE_MS = 20_000
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP gloss.test 127.0.0.1",
]

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium is missing. Install it: apt-get install chromium")
    expect.set_options(timeout=PATIENCE_MS)
    return {"executable_path": chromium, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def web_app() -> None:
    """The built web app, made when it is missing."""
    if not (Path(gloss.__file__).parent / "static" / "index.html").exists():
        subprocess.run([str(ROOT / "tools" / "build_web.sh")], check=True)


@pytest.fixture(scope="session")
def server(web_app: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``gloss serve`` with a data folder of its own."""
    running = Server(tmp_path_factory.mktemp("browser") / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def world(server: Server) -> World:
    """Makes people, teams and projects by requests; the first account runs the installation."""
    return World(server.url)


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """``visit(person, path)`` opens a page in a browser of that person's own (None: signed out).

    ``quiet`` takes patterns of console errors that the test provokes on purpose; all others,
    and errors nobody caught, fail the test. Other options go to the browser context.
    """
    watches: list[Watch] = []

    def open_page(
        person: Person | None, path: str | None = None, *, quiet: tuple[str, ...] = (), **options: Any
    ) -> Page:
        base = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
        context = browser.new_context(**{"base_url": person.url if person else server.url, **base, **options})
        context.set_default_timeout(PATIENCE_MS)
        if person is not None:
            context.add_cookies(person.cookies())
        page = context.new_page()
        watches.append(Watch(page, quiet))
        if path is not None:
            page.goto(path)
        return page

    yield open_page
    for watch in watches:
        watch.page.context.close()
    assert [fault for watch in watches for fault in watch.faults] == []
