"""Collects what a page complains about while a test uses it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import ConsoleMessage, Error, Page


class Watch:
    """``faults`` grows with every uncaught error and every console error that is not ``quiet``."""

    def __init__(self, page: Page, quiet: Sequence[str] = ()) -> None:
        self.page = page
        self.quiet = [re.compile(pattern) for pattern in quiet]
        self.faults: list[str] = []
        page.on("pageerror", self._error)
        page.on("console", self._console)

    def _error(self, error: Error) -> None:
        self._add(f"uncaught: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._add(f"console: {message.text} ({message.location.get('url', '')})")

    def _add(self, fault: str) -> None:
        if not any(pattern.search(fault) for pattern in self.quiet):
            self.faults.append(fault)
