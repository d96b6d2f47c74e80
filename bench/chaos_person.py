"""A labeler made of real keys in a real Chromium, which can be killed like any process."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Playwright, expect

from bench.chaos_journal import HOOKS
from bench.server import free_port

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-session-crashed-bubble",
    "--window-size=1440,900",
]
START_LIMIT_SECONDS = 60
PATIENCE_MS = 45_000
WORDS = 8


class Chromium:
    """One process with one profile: whatever is killed, the profile stays."""

    def __init__(
        self,
        playwright: Playwright,
        profile: Path,
        cookies: list[dict[str, Any]],
    ) -> None:
        self.playwright, self.profile, self.cookies = playwright, profile, cookies
        self.process: subprocess.Popen[bytes] | None = None
        self.browser: Any = None
        self.context: Any = None

    def start(self) -> None:
        self.kill()  # Never two on one profile.
        port = free_port()
        command = [
            shutil.which("chromium") or "chromium",
            *FLAGS,
            f"--user-data-dir={self.profile}",
            f"--remote-debugging-port={port}",
            "about:blank",
        ]
        for lock in self.profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)  # Left by the one that was killed.
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _wait_for(f"http://127.0.0.1:{port}/json/version")
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        self.context = self.browser.contexts[0]
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(HOOKS)
        self.context.add_cookies(self.cookies)

    def kill(self) -> None:
        """kill -9 the browser with all its processes."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)
        self.process = None

    def drop(self) -> None:
        """Forget the connection to a browser that was killed."""
        with contextlib.suppress(Error):  # There is nobody to answer.
            self.browser.close()


def _wait_for(url: str) -> None:
    begin = time.monotonic()
    while time.monotonic() - begin < START_LIMIT_SECONDS:
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("Chromium did not start in time")


class Labeler:
    """Works on one page with random keys."""

    def __init__(self, page: Page, source: random.Random) -> None:
        self.page, self.source = page, source

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, url: str) -> None:
        """Load a page; a reload that the page has begun itself may get in the way once."""
        try:
            self.page.goto(url, wait_until="domcontentloaded")
        except Error as error:
            if "interrupted by another navigation" not in str(error):
                raise
            self.page.wait_for_load_state("domcontentloaded")

    @property
    def chip(self) -> str:
        """What the save chip says."""
        return self.page.locator("header button[data-tone]").inner_text()

    def wait_until_saved(self) -> None:
        chip = self.page.locator("header button[data-tone]")
        expect(chip).to_have_text(re.compile("^Saved"), timeout=PATIENCE_MS)


class SpanLabeler(Labeler):
    """Labels words, draws arrows, relabels, deletes, takes back and does again."""

    def open(self, url: str) -> None:
        self.go(url)
        self.page.locator(".gx-line").first.wait_for()
        self.page.get_by_role("application").focus()

    def act(self) -> None:
        """One random act."""
        acts: list[tuple[int, Callable[[], None]]] = [
            (10, self._label),
            (2, self._relabel),
            (2, self._delete),
            (3, self._undo),
            (2, lambda: self.keys("Control+Shift+z")),
            (3, self._arrow),
        ]
        weights = [weight for weight, _ in acts]
        self.source.choices([do for _, do in acts], weights)[0]()

    def _label(self) -> None:
        self._go()
        self.keys("Control+Shift+ArrowRight", self.source.choice("12"))

    def _relabel(self) -> None:
        self._go()
        self.keys("n", self.source.choice("12"), "Escape")

    def _delete(self) -> None:
        self._go()
        self.keys("n", "Delete", "Escape")

    def _undo(self) -> None:
        self.keys(*["Control+z"] * self.source.randint(1, 3))

    def _arrow(self) -> None:
        self._go()
        self.keys(
            "n",
            "r",
            *["ArrowRight"] * self.source.randint(0, 3),
            "Enter",
            self.source.choice("12"),
        )
        self.keys("Escape", "Escape")

    def _go(self) -> None:
        """Put the caret before a random word."""
        downs, rights = self.source.randint(0, 9), self.source.randint(0, WORDS - 1)
        self.keys(
            "Escape",
            "Control+Home",
            *["ArrowDown"] * downs,
            "Home",
            *["Control+ArrowRight"] * rights,
        )

    def shown(self) -> int:
        """Labels on screen, by their captions."""
        return int(self.page.locator(".gx-cap, .gx-arrow-label").count())


class RowLabeler(Labeler):
    """Answers rows with the keyboard."""

    def open(self, url: str) -> None:
        self.go(url)
        self.page.get_by_role("region", name=re.compile("^Answers to row")).first.wait_for()

    def act(self) -> None:
        if self.source.random() < 0.2:
            return self.keys("Control+z")
        self.keys("Alt+q", self.source.choice("123"), "Control+Enter")
        return None
