"""Streams the records of documents into the database, in batches that never grow with a file."""

from __future__ import annotations

import hashlib
import marshal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any, cast

import orjson
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from gloss.answers import bulk as answer_bulk
from gloss.answers.models import DocumentAnswer
from gloss.core.clock import now
from gloss.documents import bulk
from gloss.documents.models import Document, DocumentCopy
from gloss.formats.base import FormatError, check_token_count
from gloss.formats.document import (
    Answers,
    Arrow,
    Column,
    Header,
    LabelSet,
    Line,
    Position,
    QuestionSet,
    ReadOptions,
    Record,
    SourceInfo,
    Span,
    Warning_,
)
from gloss.imports.asked import Level
from gloss.imports.classes import Classes
from gloss.labels import bulk as label_bulk
from gloss.labels.models import Phase
from gloss.masking import Masker, PatternTooSlow
from gloss.tokenizers import tokenizer_for

BATCH_ROWS = 2000
MAX_WARNINGS = 1000
SPOOL_BYTES = 4 << 20
LABELS_IN_MEMORY = 50_000
_position = partial(tuple.__new__, Position)
LineRow = tuple[int, int, str, str | None, str | None, str | None]


@dataclass(slots=True)
class Part:
    """One document row that takes the lines from ``start`` on, ``size`` of them (None: all)."""

    document: Document
    copy_id: int
    start: int = 0
    size: int | None = None
    lines: int = 0
    tokens: int = 0
    answered: int = 0
    digest: Any = field(default_factory=hashlib.sha256)


@dataclass(slots=True)
class Shared:
    """What all documents of an import have in common, and what they add to it."""

    kinds: frozenset[str]
    classes: Classes
    rows: Level
    whole: Level
    masker: Masker | None = None
    columns: list[Column] = field(default_factory=list)
    columns_changed: bool = False
    warnings: list[dict[str, Any]] = field(default_factory=list)


class Loader:
    """Writes documents one after the other; call ``finish`` at the end."""

    def __init__(self, shared: Shared, tick: Callable[[], None]) -> None:
        self.shared, self._tick = shared, tick
        self._lines: list[LineRow] = []
        self._answers: list[tuple[int, int, dict[str, Any]]] = []
        self._done: list[Part] = []
        self._spools: list[tuple[int, _Spool]] = []
        self._spooled = 0

    def load(self, records: Iterator[Record], parts: list[Part], options: ReadOptions) -> None:
        """Store one file as its parts. Raises FormatError."""
        _DocumentLoad(self, parts, options).run(records)
        self._done += parts

    def add_line(self, row: LineRow) -> None:
        self._lines.append(row)
        if len(self._lines) >= BATCH_ROWS:
            self._flush_lines()

    def add_answer(self, answer: tuple[int, int, dict[str, Any]]) -> None:
        self._answers.append(answer)
        if len(self._answers) >= BATCH_ROWS:
            self._flush_lines()

    def add_spool(self, copy_id: int, spool: _Spool) -> None:
        self._spools.append((copy_id, spool))
        self._spooled += spool.count
        if self._spooled >= BATCH_ROWS or len(self._spools) >= 200:
            self._flush_labels()

    def warn(self, warning: Warning_, file_name: str) -> None:
        """Keep the first thousand warnings; lines and columns count from 1."""
        if len(self.shared.warnings) < MAX_WARNINGS:
            place = {"line": warning.line, "column": warning.column}
            known = {key: value for key, value in place.items() if value is not None}
            self.shared.warnings.append({"fileName": file_name, **known, "reason": warning.reason})

    def finish(self) -> None:
        """Write what is still waiting, and the totals of every document."""
        self._flush_lines()
        self._flush_labels()
        for start in range(0, len(self._done), 500):
            done = self._done[start : start + 500]
            with transaction.atomic():
                bulk.update_totals([part.document for part in done])
                for part in done:
                    if part.answered:
                        copies = DocumentCopy.objects.filter(pk=part.copy_id)
                        copies.update(answered_count=F("answered_count") + part.answered)
            self._tick()

    def _flush_lines(self) -> None:
        if self._lines or self._answers:
            with transaction.atomic():
                bulk.insert_many_lines(self._lines)
                answer_bulk.insert_many_rows(self._answers)
            self._lines, self._answers = [], []
            self._tick()

    def _flush_labels(self) -> None:
        self._flush_lines()
        batches = ((copy_id, spool.read()) for copy_id, spool in self._spools)
        label_bulk.insert_many(batches, {copy_id: spool.joined for copy_id, spool in self._spools})
        self._spools, self._spooled = [], 0
        self._tick()


class _Spool:
    """Labels of one part, put into a file when they are too many for memory. ``joined`` are the ends of arrows."""

    def __init__(self) -> None:
        self.count = 0
        self.joined: set[str] = set()
        self._batch: list[Span | Arrow] = []
        self._sizes: list[int] = []
        self._file: tempfile.SpooledTemporaryFile[bytes] | None = None

    def add(self, label: Span | Arrow) -> None:
        self.count += 1
        self._batch.append(label)
        if isinstance(label, Arrow):
            self.joined.update((label.origin, label.destination))
        if len(self._batch) >= LABELS_IN_MEMORY:
            self._file = self._file or tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - read later
            for place in range(0, len(self._batch), BATCH_ROWS):
                block = marshal.dumps([_packed(one) for one in self._batch[place : place + BATCH_ROWS]])
                self._sizes.append(self._file.write(block))
            self._batch = []

    def read(self) -> Iterator[Span | Arrow]:
        if self._file is not None:
            self._file.seek(0)
            for size in self._sizes:
                yield from map(_unpacked, marshal.loads(self._file.read(size)))
            self._file.close()
        yield from self._batch


def _packed(label: Span | Arrow) -> tuple[Any, ...]:
    """What is stored of a label, in plain values: those are written and read many times faster than objects."""
    rest = (label.item, label.counter, label.confidence)
    if isinstance(label, Span):
        return True, label.id, label.layer, (*label.start, *label.end), None, *rest
    return False, label.id, label.layer, label.origin, label.destination, *rest


def _unpacked(values: tuple[Any, ...]) -> Span | Arrow:
    is_span, key, layer, start, end, item, counter, confidence = values
    if is_span:
        places = _position(start[:4]), _position(start[4:])
        return Span(key, layer, *places, item, counter=counter, confidence=confidence)
    return Arrow(key, layer, start, end, item, counter=counter, confidence=confidence)


class _DocumentLoad:
    """One file on its way into its parts."""

    def __init__(self, loader: Loader, parts: list[Part], options: ReadOptions) -> None:
        self._loader, self._shared, self._parts, self._options = loader, loader.shared, parts, options
        self._part, self._place = parts[0], 0
        self._spools = [_Spool() for _ in parts]
        self._span_parts: dict[str, int] = {}
        self._bound: Callable[[Line], Answers | None] | None = None
        self._tokenize = tokenizer_for(options.tokenizer).offsets if "TOKEN_BASED" in options.kinds else None
        self._handlers: dict[type, Callable[[Any], None]] = {
            Header: self._header,
            Line: self._line,
            LabelSet: self._shared.classes.adopt,
            QuestionSet: self._question_set,
            Span: self._span,
            Arrow: self._arrow,
            Answers: self._answered,
            Warning_: self._warn,
            SourceInfo: self._source_info,
        }

    def run(self, records: Iterator[Record]) -> None:
        handlers = self._handlers
        for record in records:
            handlers[type(record)](record)
        for part, spool in zip(self._parts, self._spools, strict=True):
            part.document.line_count, part.document.token_count = part.lines, part.tokens
            part.document.content_hash = part.digest.hexdigest()
            if spool.count:
                self._loader.add_spool(part.copy_id, spool)

    def _line(self, line: Line) -> None:
        part = self._part
        while part.size is not None and line.index >= part.start + part.size:
            self._place += 1
            part = self._part = self._parts[self._place]
        tokens = self._tokens(line, part) if self._tokenize else None
        masks = self._hide(line, part) if self._shared.masker else None
        cells = orjson.dumps([cell.content for cell in line.cells]).decode()
        metadata = None
        if any(cell.metadata for cell in line.cells):
            metadata = orjson.dumps([list(cell.metadata) for cell in line.cells]).decode()
        part.digest.update(f"{cells}\n{tokens}\n".encode())
        part.lines += 1
        self._loader.add_line((part.document.pk, line.index - part.start, cells, tokens, metadata, masks))
        if self._bound:
            answers = self._bound(line)
            if answers is not None:
                self._store_answers(answers.values, line.index)

    def _tokens(self, line: Line, part: Part) -> str:
        packed = []
        for cell in line.cells:
            offsets = cell.tokens
            if offsets is None:
                assert self._tokenize is not None
                offsets = self._tokenize(cell.content)
                check_token_count(offsets, self._options, line.index + 1)
            part.tokens += len(offsets)
            packed.append(list(chain.from_iterable(offsets)))
        return orjson.dumps(packed).decode()

    def _hide(self, line: Line, part: Part) -> str | None:
        """Mask personal data in the cells, once their tokens are known; return the masks to store."""
        masker = self._shared.masker
        assert masker is not None
        secret = salted_hmac("gloss.masking", str(part.document.uid), algorithm="sha256").digest()
        columns, found = self._shared.columns, []
        for place, cell in enumerate(line.cells):
            hint = columns[place].name if place < len(columns) else ""
            try:
                cell.content, masks = masker.mask(cell.content, secret, hint)
            except PatternTooSlow as error:
                name = self._options.file_name
                raise FormatError("PATTERN_TOO_SLOW", error.message, file_name=name, line=line.index + 1) from error
            found.append(masks)
        return orjson.dumps(found).decode() if any(found) else None

    def _header(self, header: Header) -> None:
        shared = self._shared
        for part in self._parts:
            part.document.column_count = len(header.columns)
            part.document.has_header = bool(self._options.first_row_as_header)
        if not shared.columns:
            shared.columns, shared.columns_changed = header.columns, True
        elif len(header.columns) != len(shared.columns):
            count, wanted = len(header.columns), len(shared.columns)
            reason = f"The table has {count} columns, but the project's other documents have {wanted}."
            raise FormatError("COLUMN_COUNT_MISMATCH", reason, file_name=self._options.file_name)
        self._bound = shared.rows.binder(Header(shared.columns), self._warn)

    def _question_set(self, found: QuestionSet) -> None:
        (self._shared.rows if found.scope == "ROW" else self._shared.whole).adopt(found)

    def _span(self, span: Span) -> None:
        if len(self._parts) == 1:
            span.layer, span.item = self._shared.classes.resolve(span, self._options.file_name)
            span.item_name = ""
            self._spools[0].add(span)
            return
        first = self._part_of(span.start.line)
        if first != self._part_of(span.end.line):
            self._warn(Warning_("A label runs over the cut between two parts and was left out.", span.start.line + 1))
            return
        span.layer, span.item = self._shared.classes.resolve(span, self._options.file_name)
        self._span_parts[span.id] = first
        start = self._parts[first].start
        span.start = type(span.start)(span.start.line - start, *_rest(span.start))
        span.end = type(span.end)(span.end.line - start, *_rest(span.end))
        span.item_name = ""
        self._spools[first].add(span)

    def _arrow(self, arrow: Arrow) -> None:
        place = 0
        if len(self._parts) > 1:
            ends = {self._span_parts.get(arrow.origin), self._span_parts.get(arrow.destination)}
            if len(ends) > 1 or None in ends:
                self._warn(Warning_("An arrow runs over the cut between two parts and was left out."))
                return
            place = cast(int, ends.pop())
        arrow.layer, arrow.item = self._shared.classes.resolve(arrow, self._options.file_name)
        arrow.item_name = ""
        self._spools[place].add(arrow)

    def _answered(self, answers: Answers) -> None:
        level = self._shared.whole if answers.line is None else self._shared.rows
        values = level.accepted(answers, self._warn)
        if values:
            self._store_answers(values, answers.line)

    def _store_answers(self, values: dict[str, Any], line: int | None) -> None:
        if line is None:
            moment = now()
            for part in self._parts:
                origin = {"labeled_by": Phase.PRELABELED, "created_at": moment, "updated_at": moment}
                DocumentAnswer.objects.create(copy_id=part.copy_id, values=values, **origin)
                part.answered += 1
            return
        part = self._parts[self._part_of(line)]
        part.answered += 1
        self._loader.add_answer((part.copy_id, line - part.start, values))

    def _source_info(self, info: SourceInfo) -> None:
        for part in self._parts:
            part.document.encoding, part.document.newline = info.encoding, info.newline

    def _warn(self, warning: Warning_) -> None:
        self._loader.warn(warning, self._options.file_name)

    def _part_of(self, line: int) -> int:
        """The part that holds a line; labels mostly are in the part being read."""
        place = self._place
        while line < self._parts[place].start:
            place -= 1
        while (size := self._parts[place].size) is not None and line >= self._parts[place].start + size:
            place += 1
        return place


def _rest(position: Any) -> tuple[int, int, int]:
    return position.cell, position.token, position.char
