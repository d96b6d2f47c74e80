"""Lines in the order of a column or of the answers to a question; the database's disk holds what memory should not."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any

from gloss.answers.models import RowAnswer
from gloss.documents import lines
from gloss.search import filters
from gloss.search.facts import texts_of
from gloss.search.scope import Scope

BATCH = 2000
KEY_LENGTH = 200
Report = Callable[[float], None]
Row = tuple[int, int, float | None, str | None]


def in_order(scope: Scope, wanted: Mapping[str, Any], report: Report = lambda percent: None) -> Iterator[int]:
    """Yield the lines of the filter in order: numbers, then texts, then empty ones; equal ones as they stand.

    ``report`` is told how far the reading is, 0 to 100.
    """
    descending = wanted["sort"]["order"] == "DESC"
    # An empty name is a database in a temporary file, of which SQLite keeps a few megabytes in memory.
    with closing(sqlite3.connect("")) as database:
        database.execute("PRAGMA cache_size=-8000")
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("CREATE TABLE keys (line INTEGER PRIMARY KEY, kind INTEGER, number REAL, text TEXT)")
        for rows in _keyed(scope, wanted, report):
            database.executemany("INSERT INTO keys VALUES (?, ?, ?, ?)", rows)
        way = "DESC" if descending else "ASC"
        # The kinds keep their places in both directions, the empty ones last.
        statement = f"SELECT line FROM keys ORDER BY kind, number {way}, text {way}, line"
        for (line,) in database.execute(statement):
            yield line


def _keyed(scope: Scope, wanted: Mapping[str, Any], report: Report) -> Iterator[list[Row]]:
    assert scope.copy is not None
    total = max(scope.copy.document.line_count, 1)
    for step in filters.steps(scope, wanted, 0):
        for start in range(0, len(step.lines), BATCH):
            numbers = step.lines[start : start + BATCH]
            texts = _texts(scope, wanted["sort"], numbers)
            yield [_row(line, texts.get(line, "")) for line in numbers]
        report(min(100 * step.next / total, 100))


def _texts(scope: Scope, sort: Mapping[str, Any], numbers: list[int]) -> dict[int, str]:
    copy = scope.copy
    assert copy is not None
    if sort.get("questionId") is not None:
        rows = RowAnswer.objects.filter(copy=copy, line__in=numbers)
        key = str(sort["questionId"])
        return {line: ", ".join(texts_of(values.get(key))) for line, values in rows.values_list("line", "values")}
    column = sort["column"]
    if numbers[-1] - numbers[0] < 2 * len(numbers):
        views = lines.lines(copy, numbers[0], numbers[-1] + 1) if copy.inserted_count == 0 else None
        if views is not None:
            return {view.line: view.cells[column] for view in views if column < len(view.cells)}
    found = lines.lines_at(copy, numbers)
    return {line: view.cells[column] for line, view in found.items() if column < len(view.cells)}


def _row(line: int, text: str) -> Row:
    text = text.strip()
    if not text:
        return line, 2, None, None
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return line, 0, number, None
    return line, 1, None, text.casefold()[:KEY_LENGTH]
