"""``python -m bench.browser_rows [--short] [--rows N] [--out FILE] [--json FILE]``: a table of a million rows in a real Chromium.

Opens it, filters by text and by state, sorts, scrolls, answers with one key a row, and reads the heap.
Needs the built web app (``make web``), Playwright for Python and a ``chromium`` on the path.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Locator,
    Page,
    sync_playwright,
)

from bench import browser_rows_probe as probe
from bench import data, work
from bench.client import Client
from bench.figures import Report, percentile
from bench.scenarios import EMAIL, Site

MIB = 1 << 20
PASSWORD = "long enough for a bench"
PATIENCE_MS = 60_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-precise-memory-info",
]
LOGIN = "mutation($input: LoginInput!) { login(loginInput: $input) { user { id } } }"
INDEX = "query($id: ID!) { getSearchIndex(projectId: $id) { isReady } }"
INDEX_LIMIT_SECONDS = 600
QUESTION = {
    "type": "SINGLE_CHOICE",
    "name": "Mood",
    "label": "How does the review sound?",
    "config": {"options": [{"id": str(at), "label": label} for at, label in enumerate(("Glad", "Even", "Cross"), 1)]},
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.browser_rows", description=__doc__)
    parser.add_argument("--short", action="store_true", help="5,000 rows: a check, not a measurement")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, help="also write the table to this file")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    report, folder = Report(), Path(tempfile.mkdtemp(prefix="gloss-bench-"))
    try:
        run(report, folder, 5_000 if options.short else options.rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table = report.table()
    print(table)
    if options.out:
        options.out.write_text(table + "\n")
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in report.figures], indent=1) + "\n")


def run(report: Report, folder: Path, rows: int) -> None:
    with Site(folder, "browser-rows") as site, sync_playwright() as playwright:
        project, path = _make_project(site, folder, rows)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            measure(report, browser, site, project, path, rows)
        finally:
            browser.close()


def _make_project(site: Site, folder: Path, rows: int) -> tuple[str, str]:
    """A table with one question; return its id and the path of its labeling page."""
    key = site.client.upload(data.write_rows(folder / "rows.csv", rows))
    project = {
        **work.row_project(site.team, key, "rows", "rows.csv", EMAIL),
        "rowQuestions": [QUESTION],
    }
    created, seconds = work.create(site.client, project)
    work.cabinet(site.client, created)
    print(f"   {rows:,} rows: made in {seconds:.1f} s", flush=True)
    return created, f"/teams/{site.team}/projects/{created}/label"


def measure(report: Report, browser: Browser, site: Site, project: str, path: str, rows: int) -> None:
    context = browser.new_context(base_url=site.server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    credentials = {"email": EMAIL, "password": PASSWORD}
    context.request.post("/graphql", data={"query": LOGIN, "variables": {"input": credentials}})
    context.add_init_script(probe.INIT)
    report.add("first visit to rows painted", _open(context, path)[1] / 1000, "s")
    times = [_open(context, path)[1] / 1000 for _ in range(5)]
    report.add("open to rows painted, median of 5", statistics.median(times), "s", 1.5)
    page, _ = _open(context, path, keep=True)
    cdp = context.new_cdp_session(page)
    report.add("heap after opening", _heap(cdp), "MiB", 300)
    _scroll(report, page)
    _answer(report, page, min(200, rows // 20))
    _index(report, page, site, project)
    _filter(report, page, rows)
    report.add("heap after scrolling, answering and filtering", _heap(cdp), "MiB", 300)
    context.close()


def _open(context: BrowserContext, path: str, keep: bool = False) -> tuple[Page, float]:
    page = context.new_page()
    page.goto(path, wait_until="commit")
    opened = page.wait_for_function(probe.OPENED).json_value()
    if not keep:
        page.close()
    return page, float(opened)


def _scroll(report: Report, page: Page) -> None:
    grid = page.get_by_role("grid")
    box = grid.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(probe.START)
    for _ in range(200):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(16)
    wheel = _watched(page)
    source = random.Random(3)
    page.evaluate(probe.START)
    for _ in range(25):
        target = source.uniform(0.01, 0.97)
        for _step in range(5):
            page.evaluate(probe.SCROLL_TO, target)
            page.wait_for_timeout(16)
        page.wait_for_function(probe.SETTLED)
    dragged = _watched(page)
    for how, seen in (("wheel", wheel), ("scroll bar", dragged)):
        report.add(f"{how}: blank frames of {seen['frames']}", seen["blank"], "frames", 0)
        report.add(f"{how}: frames with rows still being fetched", seen["waiting"], "frames")
    grid.focus()
    page.keyboard.press("Control+Home")
    page.wait_for_function(probe.SETTLED)


def _answer(report: Report, page: Page, count: int) -> None:
    """One digit a row: it answers, submits and goes on."""
    page.evaluate(probe.KEYS_ON)
    for at in range(count):
        page.keyboard.press("123"[at % 3])
        page.wait_for_timeout(40)
    times = page.evaluate(probe.KEYS)
    report.add(
        f"answer key to next row painted, p50 of {len(times)}",
        statistics.median(times),
        "ms",
    )
    report.add(
        f"answer key to next row painted, p95 of {len(times)}",
        percentile(times, 0.95),
        "ms",
        50,
    )
    report.add("keys per answered row", count / max(1, len(times)), "keys", 1)
    page.get_by_role("button", name="Saved").wait_for()


def _index(report: Report, page: Page, site: Site, project: str) -> None:
    """The first search starts the index of a large project; wait until it is there."""
    field = page.get_by_role("searchbox", name="Find text in rows")
    field.fill("lantern")
    begin = time.perf_counter()
    # The connection of the site was idle for minutes and is closed by now.
    client = Client(site.server.url, site.credentials)
    ready = False
    while not ready and time.perf_counter() - begin < INDEX_LIMIT_SECONDS:
        time.sleep(0.5)
        ready = client.graphql(INDEX, {"id": project})["getSearchIndex"]["isReady"]
    report.add("first search to its index ready", time.perf_counter() - begin, "s")
    field.fill("")
    page.wait_for_timeout(1_000)


def _filter(report: Report, page: Page, rows: int) -> None:
    """From the last letter or click to the first rows of the answer painted; each filter thrice, the median counts."""
    field = page.get_by_role("searchbox", name="Find text in rows")
    for name, word in (
        ("common word", "lantern"),
        ("rare number", str(rows - 17)),
        ("name", "kofi"),
    ):
        times = []
        for _ in range(3):
            page.wait_for_timeout(300)
            times.append(_timed(page, probe.UNTIL_FOUND, ["input", word, rows], field, "fill", word))
            _timed(page, probe.UNTIL_ALL, ["input", rows], field, "fill", "")
        report.add(f"filter by text: {name}", statistics.median(times), "ms", 300)
    for state in ("Answered", "Unanswered"):
        times = []
        for _ in range(3):
            _state(page, state)
            times.append(
                _timed(
                    page,
                    probe.UNTIL_FEWER,
                    ["click", rows],
                    page.get_by_role("option", name=state, exact=True),
                    "click",
                )
            )
            _state(page, "rows")
            _timed(
                page,
                probe.UNTIL_ALL,
                ["click", rows],
                page.get_by_role("option", name="rows"),
                "click",
            )
        report.add(f"filter by state: {state.lower()}", statistics.median(times), "ms", 300)
    header = page.get_by_role("columnheader").get_by_role("button", name="customer", exact=True)
    report.add(
        "sort by a text column, first time",
        _timed(page, probe.UNTIL_FIRST, ["click", "Ada"], header, "click"),
        "ms",
    )
    page.get_by_role("button", name="Order of the file").click()


def _state(page: Page, _name: str) -> None:
    page.get_by_role("combobox", name="Which rows").click()


def _timed(
    page: Page,
    script: str,
    argument: list[Any],
    target: Locator,
    act: str,
    *values: str,
) -> float:
    page.evaluate(script, argument)
    getattr(target, act)(*values)
    return float(page.wait_for_function(probe.RESULT).json_value())


def _watched(page: Page) -> dict[str, Any]:
    page.wait_for_function(probe.SETTLED)
    return dict(page.evaluate(probe.STOP))


def _heap(cdp: CDPSession) -> float:
    """Live JavaScript heap after a collection, in MiB."""
    cdp.send("Performance.enable")
    cdp.send("HeapProfiler.collectGarbage")
    metrics = {entry["name"]: entry["value"] for entry in cdp.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"] / MIB


if __name__ == "__main__":
    main()
