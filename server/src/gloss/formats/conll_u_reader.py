"""Reader of CONLL_U: ten columns; tags become spans, heads become arrows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from gloss.formats.base import SPAN_KINDS, FormatError, check_token_count
from gloss.formats.document import Arrow, Cell, Line, ReadOptions, Record, Span
from gloss.formats.reading import Counters, LineMaker
from gloss.formats.text import TextSource, open_text
from gloss.formats.token_lines import spans_of_tags

COLUMNS = 10
_FORM, _UPOS, _XPOS, _HEAD, _DEPREL, _DEPS, _MISC = 1, 3, 4, 6, 7, 8, 9
_EMPTY = "_"
_SKIPPED_ID = re.compile(r"\d+[-.]\d+")
_SPAN = re.compile(r"Span(\d*)(?:\.(\d+))?=(.+)")

Rows = list[list[str]]


class ConllUReader:
    """UPOS gives spans of set 0, XPOS of set 1, ``Span…`` in MISC the longer ones; HEAD and DEPS give arrows.

    Comment lines but ``# text`` are kept as metadata of their line.
    """

    key = "CONLL_U"
    kinds = SPAN_KINDS
    extensions = (".conllu", ".tsv", ".conll", ".txt")

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        text = open_text(source, options.file_name)
        make = LineMaker(options)
        empty = True
        for first, comments, rows in _sentences(text, make):
            empty = empty and not rows
            line = make.line(_cell(make, comments, rows, first))
            yield line
            yield from _Sentence(make, line, first, rows).records()
        if empty:
            raise FormatError("EMPTY_FILE", "The file holds no token.", file_name=options.file_name)
        yield text.info


def _sentences(text: TextSource, make: LineMaker) -> Iterator[tuple[int, list[str], Rows]]:
    """Yield (file line of the first row, comments, rows) of each sentence; checks the columns."""
    comments: list[str] = []
    rows: Rows = []
    first = 1
    for number, line in enumerate(text.lines(), 1):
        if not line.strip():
            if rows or comments:
                yield first, comments, rows
            comments, rows = [], []
        elif line.startswith("#") and not rows:
            comments.append(line[1:])
        else:
            row = _row(make, line, number, len(rows) + 1)
            if row and not rows:
                first = number
            rows += [row] if row else []
    if rows or comments:
        yield first, comments, rows


def _row(make: LineMaker, line: str, number: int, expected: int) -> list[str]:
    """Split a row; empty for the ranges and empty nodes that are skipped."""
    row = line.split("\t")
    if len(row) != COLUMNS:
        make.fail(
            "COLUMN_COUNT_MISMATCH",
            f"CoNLL-U rows have {COLUMNS} columns separated by tabs; this one has {len(row)}.",
            number,
            min(len(row), COLUMNS) + 1,
        )
    if row[0] != str(expected):
        if _SKIPPED_ID.fullmatch(row[0]):
            return []
        make.fail("PARSE_ERROR", f"The token number must be {expected}, not {row[0]!r}.", number, 1)
    if not row[_FORM]:
        make.fail("PARSE_ERROR", "The form is empty.", number, 2)
    return row


def _cell(make: LineMaker, comments: Sequence[str], rows: Rows, first: int) -> Cell:
    """Make the line's text: that of ``# text`` if the forms are found in it, else the forms joined."""
    said = ""
    metadata = []
    for comment in comments:
        key, _, value = comment.partition("=")
        if key.strip() == "text":
            # White space belongs to the text, but for the one space behind the sign.
            said = value.removeprefix(" ")
        else:
            key, value = key.strip(), value.strip()
            metadata.append({"key": key if value else "comment", "value": value or key})
    offsets = _aligned(said, rows) if said else None
    if offsets is None:
        said, offsets = _joined(rows)
    check_token_count(offsets, make.options, first)
    return Cell(said, offsets, metadata)


def _aligned(text: str, rows: Rows) -> list[tuple[int, int]] | None:
    found = []
    position = 0
    for row in rows:
        start = text.find(row[_FORM], position)
        if start < 0 or text[position:start].strip():
            return None
        position = start + len(row[_FORM])
        found.append((start, position))
    return None if text[position:].strip() else found


def _joined(rows: Rows) -> tuple[str, list[tuple[int, int]]]:
    parts: list[str] = []
    found = []
    position = 0
    for row in rows:
        end = position + len(row[_FORM])
        found.append((position, end))
        space = "" if "SpaceAfter=No" in row[_MISC].split("|") else " "
        parts += [row[_FORM], space]
        position = end + len(space)
    return "".join(parts).rstrip(" "), found


class _Sentence:
    """The labels of one line."""

    def __init__(self, make: LineMaker, line: Line, first: int, rows: Rows) -> None:
        self._make = make
        self._line = line
        self._tokens = line.cells[0].tokens or ()
        self._first = first
        self._rows = rows
        self._ends: dict[int, Span] = {}

    def records(self) -> Iterator[Record]:
        spans = self._spans()
        yield from spans
        # An arrow's end is the token's UPOS span, else what else starts at the token.
        for span in sorted(spans, key=lambda one: (one.start.token != one.end.token, one.layer)):
            self._ends.setdefault(span.start.token, span)
        yield from self._arrows()

    def _spans(self) -> list[Span]:
        found: list[tuple[int, int, int, str]] = []
        for layer, column in ((0, _UPOS), (1, _XPOS)):
            found += [
                (token, -token, layer, row[column]) for token, row in enumerate(self._rows) if row[column] != _EMPTY
            ]
        for (layer, _), tags in sorted(self._tracks().items()):
            found += [(start, -end, layer, name) for start, end, name in spans_of_tags(tags)]
        counters = Counters()
        return [
            self._make.token_span(
                self._line.index, self._tokens, start, -end, name, layer, counters.next((start, end, layer, name))
            )
            for start, end, layer, name in sorted(found, key=lambda one: (one[0], one[2], one[1]))
        ]

    def _tracks(self) -> dict[tuple[int, int], list[str]]:
        tracks: dict[tuple[int, int], list[str]] = {}
        for token, row in enumerate(self._rows):
            for part in row[_MISC].split("|") if row[_MISC].find("Span") >= 0 else ():
                if match := _SPAN.fullmatch(part):
                    track = int(match[1] or 0), int(match[2] or 1)
                    tracks.setdefault(track, ["O"] * len(self._rows))[token] = match[3]
        return tracks

    def _arrows(self) -> Iterator[Record]:
        for token, row in enumerate(self._rows):
            for head, name in self._heads(token, row):
                for end in (head, token):
                    if end not in self._ends:
                        self._ends[end] = self._make.token_span(self._line.index, self._tokens, end, end, "")
                        yield self._ends[end]
                yield self._arrow(head, token, name)

    def _arrow(self, head: int, token: int, name: str) -> Arrow:
        return self._make.arrow(self._ends[head].id, self._ends[token].id, "" if name == _EMPTY else name)

    def _heads(self, token: int, row: list[str]) -> Iterator[tuple[int, str]]:
        """Yield (head token from 0, class); enhanced heads that repeat HEAD count once."""
        wanted = [(row[_HEAD], row[_DEPREL], _HEAD)]
        if row[_DEPS] != _EMPTY:
            for part in row[_DEPS].split("|"):
                head, _, name = part.partition(":")
                wanted.append((head, name or _EMPTY, _DEPS))
        seen = set()
        for head, name, column in wanted:
            if head in (_EMPTY, "0") or (head, name) in seen or _SKIPPED_ID.fullmatch(head):
                continue
            seen.add((head, name))
            if not head.isdecimal() or not 1 <= int(head) <= len(self._rows):
                self._make.fail(
                    "LABEL_OUT_OF_RANGE",
                    f"Head {head!r} is no token of this sentence, which has {len(self._rows)}.",
                    self._first + token,
                    column + 1,
                )
            yield int(head) - 1, name
