"""``python -m bench.browser [--short] [--out FILE] [--json FILE]``: the labeling page in a real Chromium.

Opens one document of a million words, types, labels, undoes, scrolls, and reads the heap. Needs the
built web app (``make web``), Playwright for Python and a ``chromium`` on the path.
"""

from __future__ import annotations

import argparse
import json
import os
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
    Page,
    sync_playwright,
)

from bench import browser_probe as probe
from bench import work
from bench.figures import Report, percentile
from bench.longtext import CLASSES, Shape, write_long_text
from bench.scenarios import EMAIL, Site

MIB = 1 << 20
PASSWORD = "long enough for a bench"
PATIENCE_MS = 60_000
PAUSE_MS = 40
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--enable-precise-memory-info",
]
LOGIN = "mutation($input: LoginInput!) { login(loginInput: $input) { user { id } } }"
SHAPES = {
    "50,000 lines": Shape(50_000, 1_000_000, 50_000, 5_000),
    "400 lines of 2,500 words": Shape(400, 1_000_000, 50_000, 5_000),
}
SHORT = {
    "500 lines": Shape(500, 10_000, 500, 50),
    "5 lines of 2,000 words": Shape(5, 10_000, 500, 50),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.browser", description=__doc__)
    parser.add_argument(
        "--short",
        action="store_true",
        help="small documents: a check, not a measurement",
    )
    parser.add_argument("--out", type=Path, help="also write the table to this file")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    report, folder = Report(), Path(tempfile.mkdtemp(prefix="gloss-bench-"))
    try:
        run(report, folder, options.short)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table = report.table()
    print(table)
    if options.out:
        options.out.write_text(table + "\n")
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in report.figures], indent=1) + "\n")


def run(report: Report, folder: Path, short: bool) -> None:
    with Site(folder, "browser") as site, sync_playwright() as playwright:
        shapes = SHORT if short else SHAPES
        # All are made first: the connection does not outlive a measurement.
        paths = {name: _make_project(site, folder, name, shape) for name, shape in shapes.items()}
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        palette(report, site, folder, browser, 1_000 if short else 10_000)
        browser.close()
        for name, path in paths.items():
            # A fresh browser: its heap is what the page holds.
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            measure(report, name, browser, site.server.url, path, short)
            browser.close()


def _make_project(site: Site, folder: Path, name: str, shape: Shape) -> str:
    """A span project with one document of ``shape``; return the path of its labeling page."""
    file = f"{name.replace(' ', '-').replace(',', '')}.json"
    source = write_long_text(folder / file, shape)
    key = site.client.upload(source)
    options = [{"id": item, "label": label, "color": color, "type": kind} for item, label, color, kind in CLASSES]
    project = work.span_project(site.team, key, name, file, EMAIL)
    project["tokenLabelSets"] = [{"name": "Entities", "options": options}]
    project["kindsDocumentSettings"] = {"tokenBasedSettings": {"allowArcDrawing": True}}
    created, seconds = work.create(site.client, project)
    cabinet = work.cabinet(site.client, created)
    print(
        f"   {name}: made in {seconds:.1f} s, {len(cabinet['documents'])} document",
        flush=True,
    )
    return f"/teams/{site.team}/projects/{created}/label"


def _context(browser: Browser, url: str) -> BrowserContext:
    """A browser context that is signed in."""
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    account = {"input": {"email": EMAIL, "password": PASSWORD}}
    context.request.post("/graphql", data={"query": LOGIN, "variables": account})
    context.add_init_script(probe.INIT)
    return context


def measure(report: Report, name: str, browser: Browser, url: str, path: str, short: bool) -> None:
    context = _context(browser, url)
    report.add(
        f"{name}: first visit to text and labels painted",
        _open(context, path)[1] / 1000,
        "s",
    )
    times = [_open(context, path)[1] / 1000 for _ in range(1 if short else 5)]
    report.add(
        f"{name}: open to text and labels painted, median",
        statistics.median(times),
        "s",
        1.5,
    )
    page, _ = _open(context, path, keep=True)
    cdp = context.new_cdp_session(page)
    report.add(f"{name}: heap after opening", _heap(cdp), "MiB", 300)
    _keys(report, name, page, 10 if short else 60)
    _scroll(report, name, page, 5 if short else 25)
    page.wait_for_timeout(500 if short else 5_000)
    report.add(f"{name}: heap after labeling and scrolling", _heap(cdp), "MiB", 300)
    context.close()


def _open(context: BrowserContext, path: str, keep: bool = False) -> tuple[Page, float]:
    page = context.new_page()
    page.goto(path, wait_until="commit")
    opened = page.wait_for_function(probe.OPENED).json_value()
    if not keep:
        page.close()
    return page, float(opened)


def _keys(report: Report, name: str, page: Page, count: int) -> None:
    """Arrow keys, class keys on fresh tokens, undo: from the key event to the picture that shows it."""
    page.wait_for_function(probe.SETTLED)
    page.get_by_role("application").focus()
    page.evaluate(probe.KEYS_ON)
    groups: dict[str, list[str]] = {
        "arrow key": ["ArrowRight"] * count + ["ArrowDown"] * count,
        "class key": ["ArrowRight", "1"] * count,
        "undo": ["Control+z"] * count,
        "next span": ["n"] * count,
    }
    every: list[float] = []
    for group, keys in groups.items():
        page.evaluate(probe.KEYS_ON)
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(PAUSE_MS)
        wanted = {"class key": "1", "undo": "z"}.get(group)
        times = [entry["ms"] for entry in page.evaluate(probe.KEYS) if wanted in (None, entry["key"])]
        every += times
        report.add(f"{name}: {group} to paint, p50", statistics.median(times), "ms")
        report.add(
            f"{name}: {group} to paint, p95 of {len(times)}",
            percentile(times, 0.95),
            "ms",
        )
    report.add(
        f"{name}: any key to paint, p95 of {len(every)}",
        percentile(every, 0.95),
        "ms",
        50,
    )


def _scroll(report: Report, name: str, page: Page, jumps: int) -> None:
    box = page.locator(".gx-scroller").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.evaluate(probe.START)
    for _ in range(jumps * 8):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(16)
    wheel = _watched(page)
    source = random.Random(3)
    page.evaluate(probe.START)
    for _ in range(jumps):
        _drag(page, source.uniform(0.01, 0.97))
    dragged = _watched(page)
    for how, seen in (("wheel", wheel), ("scroll bar", dragged)):
        report.add(
            f"{name}: {how}, blank frames of {seen['frames']}",
            seen["blank"] + seen["bare"],
            "frames",
            0,
        )
    filled = dragged["filled"] or [0.0, 0.0]
    report.add(f"{name}: jump to text in place of bars, p50", statistics.median(filled), "ms")
    report.add(
        f"{name}: jump to text in place of bars, p95",
        percentile([*filled, filled[-1]], 0.95),
        "ms",
        100,
    )


def _drag(page: Page, share: float) -> None:
    """Move the scroll bar to a place in a few steps, as a hand does, and wait for the text."""
    start = page.evaluate(
        "() => { const s = document.querySelector('.gx-scroller'); return s.scrollTop / s.scrollHeight }"
    )
    for step in range(1, 6):
        page.evaluate(probe.SCROLL_TO, start + (share - start) * step / 5)
        page.wait_for_timeout(16)
    page.wait_for_function(probe.SETTLED)
    page.wait_for_timeout(60)


def palette(report: Report, site: Site, folder: Path, browser: Browser, count: int) -> None:
    """A label set of ``count`` classes: the label box opens and filters."""
    source = folder / "classes.txt"
    source.write_text("Anna sailed from Lisbon to Porto.\n" * 20)
    project = work.span_project(site.team, site.client.upload(source), "Classes", source.name, EMAIL)
    words = ("Bank", "River", "Harbour", "Ship", "Cargo")
    options = [{"id": str(number), "label": f"{words[number % 5]} {number}"} for number in range(count)]
    project["tokenLabelSets"] = [{"name": "Many", "options": options}]
    created, _ = work.create(site.client, project)
    work.cabinet(site.client, created)
    context = _context(browser, site.server.url)
    page = context.new_page()
    page.goto(f"/teams/{site.team}/projects/{created}/label")
    page.locator(".gx-text").first.wait_for()
    page.get_by_role("application").focus()
    page.keyboard.press("Control+Home")
    opened: list[float] = []
    filtered: list[float] = []
    for number in range(10):
        page.keyboard.press("/")
        opened.append(page.evaluate(probe.PALETTE, "Bank 0"))
        # Letters only: a digit chooses.
        for letter in "cargo":
            page.keyboard.press(letter)
            filtered.append(page.evaluate(probe.PALETTE, "Cargo"))
        page.keyboard.press("Escape")
        page.wait_for_timeout(100 + number)
    report.add(f"label box of {count:,} classes: opened, p95", percentile(opened, 0.95), "ms", 50)
    report.add(f"label box of {count:,} classes: letter to list, p95", percentile(filtered, 0.95), "ms", 50)
    context.close()


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
    os.environ.setdefault("GLOSS_LOG_LEVEL", "WARNING")
    begin = time.perf_counter()
    main()
    print(f"({time.perf_counter() - begin:.0f} s)")
