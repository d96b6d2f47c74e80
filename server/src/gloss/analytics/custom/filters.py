"""Checking what a report is asked for, and the filters of its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gloss.analytics.custom.tables import TABLES
from gloss.core.errors import BadInput

COLUMNS = {
    "DATE": "DATE",
    "DOCUMENT_CREATED_AT": "DOCUMENT_CREATED_AT",
    "DOCUMENT_NAME": "DOCUMENT",
    "DOCUMENT_ORIGIN_NAME": "DOCUMENT_ORIGIN",
    "DOCUMENT_UPDATED_AT": "DOCUMENT_UPDATED_AT",
    "LABEL": "LABEL",
    "LABELED_BY_USER_DISPLAY_NAME": "USER",
    "LABEL_TYPE": "LABEL_TYPE",
    "OWNER_USER_NAME": "OWNER_USER",
    "PROJECT_NAME": "PROJECT",
    "PROJECT_ROLE": "PROJECT_ROLE",
    "USER_NAME": "USER",
}
"""The segment that each filter column looks at; of people their names."""

DATES = frozenset({"DATE", "DOCUMENT_CREATED_AT", "DOCUMENT_UPDATED_AT"})
POSITIVE = frozenset({"IS", "CONTAINS"})
Values = Mapping[str, Sequence[str]]
"""The cells of a row by segment."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A checked request."""

    metrics: tuple[str, ...]
    segments: tuple[str, ...]
    filters: tuple[tuple[str, str, str], ...]

    @property
    def needed(self) -> frozenset[str]:
        """Every segment that is shown or filtered by."""
        return frozenset(self.segments) | {COLUMNS[field] for field, _, _ in self.filters}

    def keeps(self) -> Callable[[Values], bool]:
        """Return the test of a row: filters are ANDed, but several positive ones of a field ORed."""
        groups: dict[tuple[str, str], list[Callable[[Values], bool]]] = {}
        for number, (field, strategy, value) in enumerate(self.filters):
            key = (field, "any") if strategy in POSITIVE else (field, str(number))
            groups.setdefault(key, []).append(_test(COLUMNS[field], strategy, value))
        tests = list(groups.values())
        return lambda row: all(any(test(row) for test in group) for group in tests)


def check(asked: Mapping[str, Any]) -> Wanted:
    """Read a CustomReportBuilderInput.

    Raises:
        BadInput: an unknown table, nothing selected, something the table does not have, or
            a filter that does not fit its column.
    """
    table = TABLES.get(asked["metricsGroupId"])
    if table is None:
        raise BadInput(f"There is no table {asked['metricsGroupId']}. Choose {', '.join(TABLES)}.",
                       field="input.metricsGroupId")  # fmt: skip
    for field, known in (("selectedMetrics", table.metrics), ("selectedSegments", table.segments)):
        _check_selected(asked[field], known, f"input.{field}", table.name)
    filters = asked.get("filters") or ()
    for number, one in enumerate(filters):
        _check_filter(one, f"input.filters[{number}]", table.segments)
    return Wanted(
        tuple(dict.fromkeys(asked["selectedMetrics"])),
        tuple(dict.fromkeys(asked["selectedSegments"])),
        tuple((one["field"], one["strategy"], one["value"]) for one in filters),
    )


def _check_selected(chosen: Sequence[str], known: Sequence[str], field: str, table: str) -> None:
    if not chosen:
        raise BadInput("Choose at least one.", field=field)
    for name in chosen:
        if name not in known:
            raise BadInput(f"The table {table} has no {name}. It has {', '.join(known)}.", field=field)


def _check_filter(one: Mapping[str, str], field: str, segments: Sequence[str]) -> None:
    column, strategy = one["field"], one["strategy"]
    if COLUMNS[column] not in segments:
        raise BadInput(f"This table cannot be filtered by {column}.", field=f"{field}.field")
    if (strategy == "DATE") != (column in DATES):
        fitting = "DATE" if column in DATES else "IS, IS_NOT, CONTAINS or NOT_CONTAINS"
        raise BadInput(f"{column} is filtered with {fitting}.", field=f"{field}.strategy")
    if strategy == "DATE":
        _range(one["value"], f"{field}.value")


def _range(value: str, field: str) -> tuple[str, str]:
    """Read ``from,to`` (ISO days, either may be empty); a single day means that day."""
    first, comma, last = (part.strip() for part in value.partition(","))
    last = last if comma else first
    for part in (first, last):
        try:
            _ = part and date.fromisoformat(part)
        except ValueError as error:
            raise BadInput(f"'{part}' is not a day. Write from,to as yyyy-mm-dd,yyyy-mm-dd.", field=field) from error
    if first and last and last < first:
        raise BadInput("The second day lies before the first.", field=field)
    return first, last


def _test(segment: str, strategy: str, value: str) -> Callable[[Values], bool]:
    if strategy == "DATE":
        first, last = _range(value, "input.filters")
        return lambda row: bool(row[segment][0]) and first <= row[segment][0][:10] <= (last or "9999")
    wanted = value.strip().casefold()
    if strategy in ("IS", "IS_NOT"):
        return lambda row: (row[segment][0].strip().casefold() == wanted) == (strategy == "IS")
    return lambda row: (wanted in row[segment][0].casefold()) == (strategy == "CONTAINS")
