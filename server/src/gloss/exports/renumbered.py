"""Lines of a copy whose text was edited, numbered as they come out: without deleted lines, with inserted ones."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gloss.documents import order
from gloss.documents import queries as documents
from gloss.documents.models import DocumentCopy
from gloss.exports import queries
from gloss.exports.queries import LabelFilter
from gloss.formats.document import Answers, Arrow, Extent, Position, Span


class Renumbered:
    """Labels and answers of one edited copy by the numbers its lines have in the export."""

    def __init__(self, copy: DocumentCopy) -> None:
        self._copy = copy
        self._order = order.of_copy(copy)
        gone = documents.edited_lines(copy, ["DELETED", "HIDDEN"])
        self._gone = sorted(self._order.key(line) for line in gone)

    def number(self, line: int) -> int | None:
        """Return the line's number in the export; None for lines that are not part of the text."""
        position = self._order.position(line)
        if position is None:
            return None
        before = bisect_left(self._gone, position)
        return None if before < len(self._gone) and self._gone[before] == position else position - before

    def spans(self, wanted: LabelFilter) -> Iterator[Span]:
        """Yield the spans in text order."""
        parts = (self._moved(found) for found in self._streams(wanted))
        return heapq.merge(*parts, key=lambda span: span.start)

    def extents(self, wanted: LabelFilter) -> Iterator[Extent]:
        spans = self.spans(replace(wanted, conflicts=False))
        return (Extent(one.layer, one.start.line, one.start.token, one.end.line, one.end.token) for one in spans)

    def arrows(self, wanted: LabelFilter) -> Iterator[Arrow]:
        """Yield the arrows; those that start in inserted lines come last."""
        for part in self._parts(wanted):
            yield from (arrow for _, arrow in queries.arrows([self._copy.pk], part))

    def answers(self, found: Iterable[Answers]) -> list[Answers]:
        """Return answers of lines in the order of the text, without those of deleted lines."""
        numbered = [(self.number(one.line or 0), one) for one in found]
        moved = [replace(one, line=number) for number, one in numbered if number is not None]
        return sorted(moved, key=lambda one: one.line or 0)

    def _streams(self, wanted: LabelFilter) -> Iterator[Iterator[Span]]:
        """The spans of the document's own lines, and those of the inserted ones, each in order."""
        own = self._own(wanted)
        yield (span for part in own for _, span in queries.spans([self._copy.pk], part))
        found = queries.spans([self._copy.pk], self._inserted(wanted))
        yield iter(sorted((span for _, span in found), key=lambda span: self._order.key(span.start.line)))

    def _parts(self, wanted: LabelFilter) -> Iterator[LabelFilter]:
        yield from self._own(wanted)
        yield self._inserted(wanted)

    def _own(self, wanted: LabelFilter) -> Iterator[LabelFilter]:
        count = self._copy.document.line_count
        return (replace(part, end=min(part.end or count, count)) for part in wanted.parts(count))

    def _inserted(self, wanted: LabelFilter) -> LabelFilter:
        return replace(wanted, start=self._copy.document.line_count, end=2**31 - 1)

    def _moved(self, spans: Iterator[Span]) -> Iterator[Span]:
        for span in spans:
            first, last = self.number(span.start.line), self.number(span.end.line)
            if first is not None and last is not None:
                yield replace(span, start=_at(span.start, first), end=_at(span.end, last))


def _at(position: Position, line: int) -> Position:
    return position._replace(line=line)
