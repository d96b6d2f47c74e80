"""``python -m bench.chaos_browser [--rounds N] [--seed S]``: label in a real Chromium while everything dies.

Each round labels a text or answers a table with real keys and, at a random moment, cuts the
network, closes the tab, or kills -9 the browser, the server, or both. The page is opened again
and goes on. Whenever the tab says "Saved" the server must hold exactly what it shows; at the end
the log drains, and the server must hold every act that was logged, once, and what they make.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Playwright, TimeoutError, ViewportSize, sync_playwright

from bench import work
from bench.chaos_journal import Journal, Model, compare_acts, model_of, stored_acts
from bench.chaos_person import Chromium, Labeler, RowLabeler, SpanLabeler
from bench.client import Client
from bench.server import Server

EMAIL = "chaos@example.com"
PASSWORD = "long enough for a bench"
LINES = 10
ROWS = 400
WORDS = ("river", "stone", "cloud", "amber", "maple", "falcon", "ember", "willow")
LOGIN = "mutation($input: LoginInput!) { login(loginInput: $input) { user { id } } }"
LABELS = "query($id: ID!) { getLabelsByRange(documentId: $id, startLine: 0, endLine: 100) { labels } }"
ANSWERS = """query($id: ID!) { getRowAnswersPaginated(documentId: $id, input: { page: { start: 0, end: 1000 } }) {
  nodes { line answers } } }"""
QUESTION = {
    "type": "SINGLE_CHOICE",
    "name": "Mood",
    "label": "How is it?",
    "config": {"options": [{"id": str(at), "label": name} for at, name in enumerate(("Good", "Fair", "Bad"), 1)]},
}
ATTEMPTS = 3
HANGS_AFTER_SECONDS = 60
ROUND_LIMIT_SECONDS = 150
FAULTS = (
    *(
        "close tab",
        "kill browser",
        "kill browser",
        "kill server",
        "kill server",
        "offline",
        "reload",
    ),
    *("offline, close tab", "offline, kill browser", "kill server, kill browser"),
)


# The editor draws what is in view only, and what is shown is counted: all of the text must be in view.
WHOLE_TEXT: ViewportSize = {"width": 1280, "height": 8000}


class Site:
    """A server with a text and a table for one labeler, and how to die and come back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Server(folder / "data", GLOSS_JOB_STALE_SECONDS="5")
        self.credentials = self.server.credentials(EMAIL)
        self.server.start()
        client = Client(self.server.url, self.credentials)
        team = self.credentials["teamId"]
        text, table = folder / "text.txt", folder / "table.csv"
        text.write_text("".join(" ".join(WORDS[line % 8 :] + WORDS[: line % 8]) + "\n" for line in range(LINES)))
        table.write_text("Name,Text\n" + "".join(f"n{row},text of {row}\n" for row in range(ROWS)))
        spans = work.span_project(team, client.upload(text), "text", text.name, EMAIL)
        spans["kindsDocumentSettings"] = {"tokenBasedSettings": {"allowArcDrawing": True}}
        rows = work.row_project(team, client.upload(table), "table", table.name, EMAIL) | {"rowQuestions": [QUESTION]}
        self.paths, self.documents = {}, {}
        for kind, project in (("spans", spans), ("rows", rows)):
            made = work.create(client, project)[0]
            self.paths[kind] = f"/teams/{team}/projects/{made}/label"
            self.documents[kind] = str(work.cabinet(client, made)["documents"][0]["id"])

    def ask(self, query: str, kind: str) -> Any:
        return Client(self.server.url, self.credentials).graphql(query, {"id": self.documents[kind]})

    def labels(self) -> list[str]:
        """Hashes of the labels of the text; one that is there twice comes twice."""
        return [label["hashCode"] for label in self.ask(LABELS, "spans")["getLabelsByRange"]["labels"]]

    def answers(self) -> dict[int, dict[str, Any]]:
        nodes = self.ask(ANSWERS, "rows")["getRowAnswersPaginated"]["nodes"]
        return {node["line"]: node["answers"] for node in nodes if node["answers"]}


class Trial:
    """The rounds: who labels, what breaks, what was found wrong."""

    def __init__(self, playwright: Playwright, site: Site, source: random.Random) -> None:
        self.site, self.source, self.journal = site, source, Journal()
        self.browser = Chromium(playwright, site.folder / "profile", self._cookies(playwright))
        self.browser.start()
        self.page: Page | None = None
        self.labeler: Labeler | None = None
        self.kind = ""
        self.faults: Counter[str] = Counter()
        self.moments: list[dict[str, Any]] = []
        self.wrong: list[str] = []
        self.checks = self.hung = 0
        self.starting: threading.Thread | None = None
        self.left: dict[str, int] = {}

    def _cookies(self, playwright: Playwright) -> list[dict[str, Any]]:
        request = playwright.request.new_context(base_url=self.site.server.url)
        fields = {"input": {"email": EMAIL, "password": PASSWORD}}
        request.post("/graphql", data={"query": LOGIN, "variables": fields})
        cookies = request.storage_state()["cookies"]
        request.dispose()
        return [dict(cookie) for cookie in cookies]

    def open(self, kind: str) -> None:
        """Show the text or the table in a new tab; a browser that hangs is killed like one that was to be."""
        self._await_server()
        for attempt in range(ATTEMPTS):
            watchdog = threading.Timer(HANGS_AFTER_SECONDS, self.browser.kill)
            watchdog.start()
            try:
                self.page = self.browser.context.new_page()
                self.page.on("dialog", lambda dialog: dialog.accept())  # It asks before work is left behind.
                self.page.set_viewport_size(WHOLE_TEXT)
                self.labeler = (SpanLabeler if kind == "spans" else RowLabeler)(self.page, self.source)
                self.labeler.open(self.site.server.url + self.site.paths[kind])
                self._read_journal()
                self.kind = kind
                return
            except Error:
                if attempt + 1 == ATTEMPTS:
                    raise
                self.hung += 1
                self.browser.kill()
                self._mend({"browser"})
            finally:
                watchdog.cancel()

    def round(self, number: int) -> None:
        """Open where needed, label, break something, mend it."""
        fault = FAULTS[number % len(FAULTS)]
        kind = "rows" if self.source.random() < 0.3 else "spans"
        before, begin, died = len(self.journal.acts), time.monotonic(), set[str]()
        watchdog = threading.Timer(ROUND_LIMIT_SECONDS, self._strike, ("browser", died))
        watchdog.start()
        try:
            if self.page is None or kind != self.kind:
                self._close()
                self.open(kind)
            self._work(fault, died)
        except Error as error:
            if not died:
                if not isinstance(error, TimeoutError):
                    raise
                self._strike("browser", died)  # It hangs: what it was told stays with it, as after any other death.
            self.hung += "browser" in died and "browser" not in fault
            self.moments.append({"round": number, "died": sorted(died), "while": str(error).splitlines()[0][:80]})
        finally:
            watchdog.cancel()
        self._mend(died)
        self.faults[fault] += 1
        if self.page is not None and not died:
            self._read_journal()
        made = len(self.journal.acts) - before
        if self.source.random() < 0.4:
            self._check_shown(number)
        print(f"round {number + 1}: {kind}, {fault}, {made} acts, {time.monotonic() - begin:.1f} s", flush=True)

    def _work(self, fault: str, died: set[str]) -> None:
        """Label while ``fault`` happens; ``died`` gathers what is dead then."""
        steps = [step.strip() for step in fault.split(",")]
        if "server" in fault:
            self._await_server()
        if "offline" in steps:
            self.browser.context.set_offline(True)
        timers = [self._later(step, died) for step in steps if step.startswith("kill")]
        try:
            for _ in range(self.source.randint(3, 7)):
                self._act()
            self._leave(steps, died)
        finally:
            for timer in timers:
                timer.join()
            if "offline" in steps and "browser" not in died:
                self.browser.context.set_offline(False)

    def _leave(self, steps: list[str], died: set[str]) -> None:
        """Stay offline for a while, load the page anew, or close it, as the fault asks."""
        assert self.page is not None
        if "offline" in steps and self.source.random() < 0.7:
            self.page.wait_for_timeout(self.source.randint(0, 900))
        if "reload" in steps:
            self._await_server()
            self.page.evaluate("() => void setTimeout(() => location.reload())")
            self.page.wait_for_timeout(self.source.randint(0, 300))
            assert self.labeler is not None
            self.labeler.open(self.site.server.url + self.site.paths[self.kind])
        if "close tab" in steps:
            self._close()

    def _act(self) -> None:
        assert self.labeler is not None
        self.labeler.act()

    def _later(self, step: str, died: set[str]) -> threading.Timer:
        """Kill at a random moment of the work."""

        timer = threading.Timer(self.source.uniform(0.05, 2.5), self._strike, (step.removeprefix("kill "), died))
        timer.start()
        return timer

    def _read_journal(self) -> None:
        assert self.page is not None
        for message in self.page.evaluate("() => window.chaosJournal()"):
            self.journal.hear(message)

    def _await_server(self) -> None:
        if self.starting is not None:
            self.starting.join()
        self.starting = None

    def _strike(self, victim: str, died: set[str]) -> None:
        if victim == "server":
            self._await_server()
        died.add(victim)
        (self.site.server if victim == "server" else self.browser).kill()

    def _close(self) -> None:
        if self.page is not None:
            self.page.close(run_before_unload=False)
        self.page = None

    def _mend(self, died: set[str]) -> None:
        if "server" in died:  # Work goes on while it starts.
            self.starting = threading.Thread(target=self.site.server.start)
            self.starting.start()
        if "browser" in died:
            self.browser.drop()
            self.browser.start()
            self.page = None

    def _check_shown(self, number: int) -> None:
        """When the tab says that all is saved, the server holds what the tab shows."""
        self._await_server()
        if self.page is None:
            self.open(self.kind)
        assert self.labeler is not None
        self.labeler.wait_until_saved()
        self.checks += 1
        if not isinstance(self.labeler, SpanLabeler):
            return
        stored, shown = len(self.site.labels()), self._shown(self.labeler)
        if stored != shown:
            self.wrong.append(f"round {number + 1}: {shown} labels shown as saved, {stored} on the server")
            print(self.wrong[-1], flush=True)

    def _shown(self, labeler: SpanLabeler) -> int:
        labeler.keys("Escape", "Escape")
        return labeler.shown()

    def finish(self) -> None:
        """Let the log drain, then compare everything."""
        for kind in ("spans", "rows"):
            self._close()
            self.open(kind)
            assert self.labeler is not None
            self.labeler.wait_until_saved()
            self._read_journal()
        labels, answers = self.site.labels(), self.site.answers()
        self._close()
        self.browser.kill()
        self.browser.drop()
        self.site.server.stop()
        stored = stored_acts(self.site.folder / "data")
        self.wrong += compare_acts(self.journal, stored)
        self.left = {"labels": len(labels), "answered rows": len(answers)}
        self.wrong += compare_state(model_of(self.journal, stored), self.site, labels, answers)


def compare_state(model: Model, site: Site, labels: list[str], answers: dict[int, dict[str, Any]]) -> list[str]:
    """Sentences about labels and answers that are not what the acts make."""
    expected = model.labels.get(site.documents["spans"], set())
    rows = {line: row for line, row in model.answers.get(site.documents["rows"], {}).items() if row}
    lost, extra, doubled = (
        expected - set(labels),
        set(labels) - expected,
        len(labels) - len(set(labels)),
    )
    wrong = [f"{len(lost)} labels are lost: {sorted(lost)[:3]}"] if lost else []
    wrong += [f"{len(extra)} labels should not be there: {sorted(extra)[:3]}"] if extra else []
    wrong += [f"{doubled} labels are doubled"] if doubled else []
    differing = [line for line in rows.keys() | answers.keys() if rows.get(line) != answers.get(line)]
    wrong += [f"{len(differing)} rows have other answers: {sorted(differing)[:5]}"] if differing else []
    return wrong


def run(rounds: int, folder: Path, seed: int, minutes: float) -> dict[str, Any]:
    """Do all of it; ``faults`` in the outcome lists what is wrong (none: all is well).

    No round begins after ``minutes``.
    """
    begin = time.monotonic()
    site = Site(folder)
    with sync_playwright() as playwright:
        trial = Trial(playwright, site, random.Random(seed))
        try:
            for number in range(rounds):
                if time.monotonic() - begin > minutes * 60:
                    break
                trial.round(number)
            trial.finish()
        finally:
            trial.browser.kill()
            if site.server.process is not None:
                site.server.kill()
    return {
        "seed": seed,
        "rounds": sum(trial.faults.values()),
        "broken": dict(trial.faults),
        "acts": len(trial.journal.acts),
        "acknowledged": len(trial.journal.acknowledged),
        "at the end": trial.left,
        "checks": trial.checks,
        "interrupted while at work": len(trial.moments),
        "browsers that hung": trial.hung,
        "seconds": round(time.monotonic() - begin),
        "faults": trial.wrong,
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos_browser")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    parser.add_argument("--minutes", type=float, default=60, help="begin no further round after this time")
    parser.add_argument("--out", type=Path, help="also write the outcome to this file")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="gloss-chaos-browser-"))
    try:
        outcome = run(options.rounds, folder, options.seed, options.minutes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(outcome, indent=1)
    print(text)
    if options.out:
        options.out.write_text(text + "\n")
    return 1 if outcome["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
