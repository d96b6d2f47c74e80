"""What all table readers share: headings, padding, limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gloss.formats.base import FormatError
from gloss.formats.document import Cell, Column, Header, Line, ReadOptions, Record
from gloss.formats.separated import Numbered


def table_records(rows: Iterator[Numbered], options: ReadOptions) -> Iterator[Record]:
    """Turn numbered rows into a Header and Lines.

    The first row that is not blank gives the number of columns. Shorter rows are padded,
    blank ones become rows of empty cells, blank ones at the end are left out. Raises
    FormatError EMPTY_FILE, COLUMN_COUNT_MISMATCH or PARSE_ERROR (too many columns).
    """
    first = next(((line, row) for line, row in rows if row), None)
    if first is None:
        raise FormatError("EMPTY_FILE", "The file holds no rows.", file_name=options.file_name)
    line, row = first
    yield Header(_columns(row, line, options))
    waiting = 0
    index = 0
    width = len(row)
    if not options.first_row_as_header:
        yield Line(0, [Cell(text) for text in row])
        index = 1
    for line, row in rows:
        if not row:
            waiting += 1
            continue
        for _ in range(waiting):
            yield Line(index, [Cell("") for _ in range(width)])
            index += 1
        waiting = 0
        if len(row) != width:
            row = _fit(row, width, line, options)
        yield Line(index, [Cell(text) for text in row])
        index += 1


def _fit(row: list[str], width: int, line: int, options: ReadOptions) -> list[str]:
    if len(row) > width:
        reason = f"The row has {len(row)} cells in a table of {width} columns. Quote cells that hold the separator."
        raise FormatError("COLUMN_COUNT_MISMATCH", reason, file_name=options.file_name, line=line, column=width + 1)
    return row + [""] * (width - len(row))


def _columns(first: Sequence[str], line: int, options: ReadOptions) -> list[Column]:
    width = len(first)
    check_width(width, line, options)
    if options.custom_headers:
        check_custom_headers(width, options)
        return list(options.custom_headers)
    names = first if options.first_row_as_header else [""] * width
    return [Column(name) for name in heading_names(names)]


def check_width(width: int, line: int | None, options: ReadOptions) -> None:
    """Refuse a table with more columns than allowed."""
    if width > options.max_columns:
        reason = f"The table has {width} columns; at most {options.max_columns} are allowed."
        raise FormatError("PARSE_ERROR", reason, file_name=options.file_name, line=line, column=options.max_columns + 1)


def check_custom_headers(width: int, options: ReadOptions) -> None:
    """Refuse custom column names whose number is not that of the columns."""
    given = len(options.custom_headers)
    if given != width:
        reason = f"{given} column names were given, but the table has {width} columns. Give one name per column."
        raise FormatError("COLUMN_COUNT_MISMATCH", reason, file_name=options.file_name)


def heading_names(names: Sequence[str]) -> list[str]:
    """Return unique, trimmed names: an empty one becomes "Column 3", a repeated one gets " (2)"."""
    given = {name.strip() for name in names}
    used: set[str] = set()
    result = []
    for number, name in enumerate(names, 1):
        base = name.strip() or f"Column {number}"
        candidate, again = base, 1
        while candidate in used or (again > 1 and candidate in given):
            again += 1
            candidate = f"{base} ({again})"
        used.add(candidate)
        result.append(candidate)
    return result
