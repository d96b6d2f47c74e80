"""The order of a copy's lines: inserted lines stand between those of the document, and nothing is renumbered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gloss.documents.models import DocumentCopy, EditedLine, LineStatus


@dataclass(frozen=True, slots=True)
class Window:
    """What stands at some positions: the document's lines ``first`` up to ``last`` (exclusive) and inserted ones."""

    first: int
    last: int
    inserted: tuple[int, ...]

    def __contains__(self, line: int) -> bool:
        return self.first <= line < self.last or line in self.inserted


class LineOrder:
    """Positions (counted from 0, deleted lines included) of lines and the reverse."""

    def __init__(self, line_count: int, inserted: Sequence[tuple[int, int]] = ()) -> None:
        """``inserted`` holds pairs of a line and its anchor, in text order."""
        self.line_count = line_count
        self._ids = [line for line, _ in inserted]
        self._anchors = [anchor for _, anchor in inserted]
        self._positions = [anchor + 1 + nth for nth, anchor in enumerate(self._anchors)]
        self._nth = {line: nth for nth, line in enumerate(self._ids)}

    def __len__(self) -> int:
        return self.line_count + len(self._ids)

    @property
    def is_plain(self) -> bool:
        """Whether every line stands at the position of its own number."""
        return not self._ids

    @property
    def inserted(self) -> list[tuple[int, int]]:
        """Pairs of an inserted line and its anchor, in text order."""
        return list(zip(self._ids, self._anchors, strict=True))

    def position(self, line: int) -> int | None:
        """Return where a line stands; None if the copy has no such line."""
        if 0 <= line < self.line_count:
            return line + bisect_left(self._anchors, line)
        nth = self._nth.get(line)
        return None if nth is None else self._positions[nth]

    def anchor_of(self, line: int) -> int | None:
        """Return the document's line after which an inserted line stands, None for other lines."""
        nth = self._nth.get(line)
        return None if nth is None else self._anchors[nth]

    def window(self, start: int, end: int) -> Window:
        """Return what stands at the positions from ``start`` up to ``end`` (exclusive)."""
        start = min(max(start, 0), len(self))
        end = min(max(end, start), len(self))
        low, high = bisect_left(self._positions, start), bisect_left(self._positions, end)
        return Window(start - low, end - high, tuple(self._ids[low:high]))

    def sorted(self, lines: Iterable[int]) -> list[int]:
        """Return lines in text order; unknown ones come last."""
        return sorted(lines, key=self.key)

    def key(self, line: int) -> int:
        """Return a number that sorts lines in text order."""
        found = self.position(line)
        return len(self) + line if found is None else found


def of_copy(copy: DocumentCopy) -> LineOrder:
    """Read the order of a copy's lines; one query, and none for copies without inserted lines."""
    if not copy.text_revision or not copy.inserted_count:
        return LineOrder(copy.document.line_count)
    rows = EditedLine.objects.filter(copy=copy, anchor__isnull=False).order_by("anchor", "rank", "line")
    return LineOrder(copy.document.line_count, list(rows.values_list("line", "anchor")))


def count(copy: DocumentCopy) -> int:
    """Return how many lines a copy has, inserted and deleted ones included."""
    return copy.document.line_count + copy.inserted_count


def numbers(copy: DocumentCopy) -> tuple[list[int], set[int]]:
    """Return the numbers past the document's own that the copy has lines for, ascending, and those of deleted lines."""
    if not copy.text_revision:
        return [], set()
    rows = EditedLine.objects.filter(copy=copy)
    inserted = rows.filter(anchor__isnull=False).order_by("line").values_list("line", flat=True)
    deleted = rows.filter(status=LineStatus.DELETED).values_list("line", flat=True)
    return list(inserted), set(deleted)
