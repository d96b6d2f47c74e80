"""``python -m bench.traces [--out FILE]``: type the traces in Chromium against a real server, print what they cost."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import work
from bench.browser import FLAGS, LOGIN, PASSWORD, PATIENCE_MS
from bench.scenarios import EMAIL, Site
from bench.traces.material import ANSWERS, NEWS, REVIEWS
from bench.traces.typist import Cost, Typist, expected_spans, label_sets

MOST_PER_ENTITY, MOST_PER_ARROW, MOST_PER_ANSWER = 2, 4, 1
CELLS = """query($id: ID!) { getCells(documentId: $id, input: { page: { skip: 0, take: 100 } }) { nodes } }"""
LABELS = """query($id: ID!) { getLabelsByRange(documentId: $id, startLine: 0, endLine: 99) { labels } }"""
ROWS = """query($id: ID!) { getRowAnswersPaginated(documentId: $id, input: { page: { start: 0, end: 100 } }) {
  nodes { line answers } } }"""
QUESTION = {
    "type": "SINGLE_CHOICE",
    "name": "Mood",
    "label": "How was it?",
    "required": True,
    "config": {
        "options": [
            {"id": "1", "label": "Good"},
            {"id": "2", "label": "Mixed"},
            {"id": "3", "label": "Bad"},
        ]
    },
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.traces", description=__doc__)
    parser.add_argument("--out", type=Path, help="also write the log to this file")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gloss-traces-"))
    try:
        log = "\n".join(run(folder)) + "\n"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(log)
    if options.out:
        options.out.write_text(log)


def run(folder: Path) -> list[str]:
    """Type all traces; the log. Raises AssertionError where one costs too much or the server has something else."""
    with Site(folder, "site") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            return [*_news(site, folder, browser), "", *_reviews(site, folder, browser)]
        finally:
            browser.close()


def _news(site: Site, folder: Path, browser: Browser) -> list[str]:
    source = folder / "news.txt"
    source.write_text(NEWS)
    project = work.span_project(site.team, site.client.upload(source), "News", "news.txt", EMAIL)
    project["tokenLabelSets"] = label_sets()
    project["kindsDocumentSettings"] = {"tokenBasedSettings": {"allowArcDrawing": True}}
    created, _ = work.create(site.client, project)
    document = work.cabinet(site.client, created)["documents"][0]["id"]
    cells = site.client.graphql(CELLS, {"id": document})["getCells"]["nodes"]
    page = _open(site, browser, created)
    page.locator(".gx-text").first.wait_for()
    typist = Typist(page, [cell["tokens"] for cell in cells])
    typist.everything()
    page.get_by_role("button", name="Saved").wait_for()
    labels = site.client.graphql(LABELS, {"id": document})["getLabelsByRange"]["labels"]
    spans = [
        (
            one["labelSetItemId"],
            one["startCellLine"],
            one["startTokenIndex"],
            one["endTokenIndex"],
        )
        for one in labels
        if one["type"] == "SPAN"
    ]
    expected = expected_spans(typist)
    assert sorted(spans, key=lambda place: place[1:]) == expected, (spans, expected)
    entities = [cost for cost in typist.costs if not cost.typed]
    arrows = [cost for cost in typist.costs if cost.typed]
    assert len(labels) == len(entities) + len(arrows)
    worst = (
        max(len(cost.keys) for cost in entities),
        max(len(cost.keys) for cost in arrows),
    )
    assert worst[0] <= MOST_PER_ENTITY, worst
    assert worst[1] <= MOST_PER_ARROW, worst
    page.context.close()
    summary = (
        f"{len(entities)} entities: at most {worst[0]} keys each, {_mean(entities)} on average. "
        f"{len(arrows)} arrows: at most {worst[1]} keys and the letters of the target."
    )
    return [
        "Spans and arrows on a news item, keyboard only; all labels are on the server.",
        *(cost.line() for cost in typist.costs),
        summary,
    ]


def _reviews(site: Site, folder: Path, browser: Browser) -> list[str]:
    source = folder / "reviews.csv"
    source.write_text(REVIEWS)
    project = work.row_project(site.team, site.client.upload(source), "Reviews", "reviews.csv", EMAIL)
    project["rowQuestions"] = [QUESTION]
    created, _ = work.create(site.client, project)
    document = work.cabinet(site.client, created)["documents"][0]["id"]
    page = _open(site, browser, created)
    page.get_by_role("grid").wait_for()
    page.get_by_role("grid").focus()
    for digit in ANSWERS:
        page.keyboard.press(digit)
        page.wait_for_timeout(150)
    page.get_by_role("button", name="Saved").wait_for()
    nodes = site.client.graphql(ROWS, {"id": document})["getRowAnswersPaginated"]["nodes"]
    stored = {node["line"]: node["answers"] for node in nodes if node["answers"]}
    assert len(stored) == len(ANSWERS), stored
    page.context.close()
    return [
        "A single-choice question on a table, keyboard only; all answers are on the server.",
        *(f"row {row}: 1 key: {digit}" for row, digit in enumerate(ANSWERS, 1)),
        f"{len(ANSWERS)} answers: {MOST_PER_ANSWER} key each.",
    ]


def _open(site: Site, browser: Browser, project: str) -> Page:
    context = browser.new_context(base_url=site.server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    account = {"input": {"email": EMAIL, "password": PASSWORD}}
    context.request.post("/graphql", data={"query": LOGIN, "variables": account})
    page = context.new_page()
    page.goto(f"/teams/{site.team}/projects/{project}/label")
    return page


def _mean(costs: list[Cost]) -> str:
    return f"{sum(len(cost.keys) for cost in costs) / len(costs):.2f}"


if __name__ == "__main__":
    main()
