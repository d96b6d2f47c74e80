"""Search, filters and order of a large table, as the studio asks for them."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from typing import Any

from bench.client import Client
from bench.figures import Report, percentile

SEARCH = """query($i: SearchLinesInput!) { searchLines(input: $i) {
  nodes { line cell snippet matches { cell start end } } totalCount isComplete index { isReady jobId } } }"""
VIEW = "query($i: LineViewInput!) { getLineView(input: $i) { lines totalCount isComplete progress signature } }"


def measure(report: Report, client: Client, document: dict[str, Any], count: int) -> None:
    """``document`` is a table of ``count`` rows made by ``data.write_rows``."""
    _search(report, client, document["id"], count)
    _views(report, client, document["id"], count)


def _search(report: Report, client: Client, identity: str, count: int) -> None:
    source = random.Random(9)

    def find(**search: Any) -> Any:
        return client.graphql(SEARCH, {"i": {"documentId": identity, "search": search}})["searchLines"]

    job = find(text="nowhere to be found")["index"]["jobId"]
    begin = time.perf_counter()
    if job:
        client.wait(job)
        report.add(f"index {count:,} rows, once", count / (time.perf_counter() - begin), "rows/s")
    for name, mode in (("full text", "CONTAINS_ANY_WORD"), ("exact word", "EXACT_WORD")):
        _add(report, f"{name} in {count:,} rows", 300, lambda m=mode: find(text=str(source.randrange(count)), mode=m))


def _views(report: Report, client: Client, identity: str, count: int) -> None:
    source, numbers = random.Random(9), itertools.count(1000)

    def view(start: int = 0, **wanted: Any) -> Any:
        given = {"documentId": identity, "start": start, "end": start + 60, **wanted}
        return client.graphql(VIEW, {"i": given})["getLineView"]

    def anywhere(name: str, **wanted: Any) -> None:
        _complete(lambda: view(**wanted))
        _add(
            report, f"a screen anywhere in {count:,} {name} rows", 200, lambda: view(source.randrange(count), **wanted)
        )

    _add(report, f"filter {count:,} rows by text, first screen", 300, lambda: view(text=str(next(numbers))))
    anywhere("unanswered", answerState="UNANSWERED")
    sort = {"column": 1, "order": "DESC"}
    begin = time.perf_counter()
    _complete(lambda: view(sort=sort))
    report.add(f"sort {count:,} rows by a column, once", count / (time.perf_counter() - begin), "rows/s")
    anywhere("sorted", sort=sort)


def _complete(ask: Callable[[], Any]) -> None:
    while not ask()["isComplete"]:
        time.sleep(0.05)


def _add(report: Report, name: str, budget: float, call: Callable[[], Any]) -> None:
    times = []
    for _ in range(30):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    report.add(f"{name}, p95", percentile(times, 0.95) * 1e3, "ms", budget)
