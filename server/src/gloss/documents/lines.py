"""Reading text. Everybody reads through here: where a copy has edited lines, they take the place of the document's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

import orjson
from django.db.models import Q

from gloss.core.batches import parts
from gloss.db.prepared import Prepared
from gloss.documents import order
from gloss.documents.models import Document, DocumentCopy, EditedLine, Line, LineStatus
from gloss.formats.document import FlatTokens
from gloss.masking import Mask, restored

Tokens = Sequence[tuple[int, int]]
Stored = tuple[int, str, str | None, str | None, str | None]
_COLUMNS = ("line", "cells", "tokens", "metadata", "masks")
_LINES: Prepared[Stored] = Prepared(
    lambda document, start, end: (
        Line.objects.filter(document_id=document, line__gte=start, line__lt=end).order_by("line").values_list(*_COLUMNS)
    ),
    document=int,
    start=int,
    end=int,
)
_ONE_LINE: Prepared[Stored] = Prepared(
    lambda document, line: Line.objects.filter(document_id=document, line=line).values_list(*_COLUMNS),
    document=int,
    line=int,
)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line as a copy shows it.

    ``tokens`` holds per cell the code point offsets with exclusive ends, or is None for
    tables; ``metadata`` holds per cell a list of metadata objects. ``masks`` is None, or holds
    per cell what is hidden in it, originals included: nobody but an export may pass those on.
    ``original`` is the document's line where the copy has another one in its place.
    """

    line: int
    cells: list[str]
    tokens: list[Tokens] | None
    metadata: list[list[dict[str, Any]]]
    masks: list[list[Mask]] | None = None
    status: str = LineStatus.DISPLAYED.value
    is_inserted: bool = False
    original: LineView | None = None

    def token_texts(self, cell: int = 0) -> list[str]:
        if self.tokens is None:
            return []
        text = self.cells[cell]
        return [text[start:end] for start, end in self.tokens[cell]]

    def originals(self) -> list[str]:
        """Return the cells as they were in the file."""
        if self.masks is None:
            return self.cells
        return [restored(text, masks) for text, masks in zip(self.cells, self.masks, strict=True)]


Source = Document | DocumentCopy
"""Whose text is read: a copy's with its edited lines, a document's as it was imported."""
_EDITED = ("line", "cells", "tokens", "masks", "status", "anchor")


def lines(
    source: Source, start: int, end: int, tokens_of: Callable[[list[int]], Tokens] | None = None
) -> list[LineView]:
    """Return the lines at the positions from ``start`` up to ``end`` (exclusive), deleted ones too."""
    make = tokens_of or _pairs
    if isinstance(source, Document):
        return [_view(row, make) for row in _LINES.all(document=source.pk, start=start, end=end)]
    if not source.text_revision:
        return [_view(row, make) for row in _LINES.all(document=source.document_id, start=start, end=end)]
    found = order.of_copy(source)
    window = found.window(start, end)
    rows = _LINES.all(document=source.document_id, start=window.first, end=window.last)
    views = {row[0]: _view(row, make) for row in rows}
    edits = EditedLine.objects.filter(copy=source)
    inside = edits.filter(anchor__isnull=True, line__gte=window.first, line__lt=window.last)
    views |= _edited(inside.values_list(*_EDITED), views, make)
    if window.inserted:
        views |= _edited(edits.filter(line__in=window.inserted).values_list(*_EDITED), {}, make)
    return [views[line] for line in found.sorted(views)]


def lines_at(
    source: Source, numbers: Iterable[int], tokens_of: Callable[[list[int]], Tokens] | None = None
) -> dict[int, LineView]:
    """Return the given lines by their numbers; missing ones are left out."""
    wanted = set(numbers)
    document = source.pk if isinstance(source, Document) else source.document_id
    rows = _rows_at(document, wanted) if wanted else ()
    views = {row[0]: _view(row, tokens_of or _pairs) for row in rows}
    if isinstance(source, DocumentCopy) and source.text_revision:
        edits = EditedLine.objects.filter(copy=source, line__in=wanted)
        views |= _edited(edits.values_list(*_EDITED), views, tokens_of)
    return views


def _rows_at(document: int, wanted: set[int]) -> Iterable[Stored]:
    first, last = min(wanted), max(wanted)
    if first == last:
        return _ONE_LINE.all(document=document, line=first)
    if last - first < 2 * len(wanted):  # Close together, as on a screen: some too many cost less than new SQL.
        return (row for row in _LINES.all(document=document, start=first, end=last + 1) if row[0] in wanted)
    return Line.objects.filter(document=document, line__in=wanted).values_list(*_COLUMNS)


def iter_lines(copy: DocumentCopy, batch: int = 2000) -> Iterator[LineView]:
    """Stream the lines of a copy in order, ``batch`` at a time, without deleted ones.

    Tokens are made as they are asked for.
    """
    for start in range(0, order.count(copy), batch):
        for view in lines(copy, start, start + batch, FlatTokens):
            if view.status == LineStatus.DISPLAYED:
                yield view


def lines_of(copies: Iterable[DocumentCopy]) -> dict[int, list[LineView]]:
    """Return all lines of several small copies, by the copies' primary keys, in one query; else as ``iter_lines``."""
    wanted = list(copies)
    found: dict[int, list[LineView]] = {copy.document_id: [] for copy in wanted}
    rows = Line.objects.filter(document_id__in=found).order_by("document_id", "line")
    for document_id, *row in rows.values_list("document_id", *_COLUMNS):
        found[document_id].append(_view(tuple(row), FlatTokens))
    return {copy.pk: list(iter_lines(copy)) if copy.text_revision else found[copy.document_id] for copy in wanted}


def _edited(
    rows: Iterable[Any], originals: dict[int, LineView], tokens_of: Callable[[list[int]], Tokens] | None = None
) -> dict[int, LineView]:
    views = {}
    for line, cells, tokens, masks, status, anchor in rows:
        original = originals.get(line)
        view = _view((line, cells, tokens, None, masks), tokens_of or _pairs)
        metadata = original.metadata if original else view.metadata
        views[line] = replace(view, metadata=metadata, status=status, is_inserted=anchor is not None, original=original)
    return views


def signature(copy: DocumentCopy) -> str:
    """Return 64 hex digits that change when the copy's lines or tokens change."""
    source = f"{copy.uid}:{copy.document.content_hash}:{copy.text_revision}"
    return hashlib.sha256(source.encode()).hexdigest()


def pack_tokens(cells: Iterable[Iterable[tuple[int, int]]]) -> str:
    """Write token offsets as they are stored: per cell one flat list of starts and ends."""
    return orjson.dumps([[edge for token in cell for edge in token] for cell in cells]).decode()


def _pairs(flat: list[int]) -> Tokens:
    return list(zip(flat[::2], flat[1::2], strict=True))


def _view(row: Stored, tokens_of: Callable[[list[int]], Tokens] = _pairs) -> LineView:
    number, cells, tokens, metadata, masks = row
    texts = orjson.loads(cells)
    offsets = [tokens_of(flat) for flat in orjson.loads(tokens)] if tokens is not None else None
    details = orjson.loads(metadata) if metadata else [[] for _ in texts]
    return LineView(number, texts, offsets, details, orjson.loads(masks) if masks else None)


def cells_at(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
    """Return the cells of lines of any documents, by pairs of a document's primary key and a line."""
    found: dict[tuple[int, int], list[str]] = {}
    for part in parts(sorted(places), 200):
        wanted = reduce(or_, (Q(document_id=document, line=line) for document, line in part))
        for document, line, cells in Line.objects.filter(wanted).values_list("document_id", "line", "cells"):
            found[document, line] = orjson.loads(cells)
    return found
