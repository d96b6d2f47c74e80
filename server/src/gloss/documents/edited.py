"""Writing the lines of one copy that differ from the document's. Labels on them are ``labels.line_work``'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson
from django.db.models import F, Max

from gloss.db.prepared import add_and_set
from gloss.documents.lines import LineView
from gloss.documents.models import DocumentCopy, EditedLine, LineStatus
from gloss.masking import Mask


@dataclass(frozen=True, slots=True)
class LineState:
    """What a copy stores of a line, free of the database; ``tokens`` and ``masks`` as in ``EditedLine``."""

    cells: list[str]
    tokens: list[list[int]] | None
    masks: list[list[Mask]] | None = None
    status: str = LineStatus.DISPLAYED.value
    anchor: int | None = None
    rank: int = 0

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, stored: Mapping[str, Any] | None) -> LineState | None:
        return None if stored is None else cls(**stored)


def state_of(copy: DocumentCopy, line: int) -> LineState | None:
    """Return what the copy stores of a line; None where it shows the document's, or has no such line."""
    return states_of(copy, [line]).get(line)


def states_of(copy: DocumentCopy, lines: list[int]) -> dict[int, LineState]:
    return {row.line: state_of_row(row) for row in EditedLine.objects.filter(copy=copy, line__in=lines)}


def state_of_row(row: EditedLine) -> LineState:
    return LineState(
        orjson.loads(row.cells),
        orjson.loads(row.tokens) if row.tokens is not None else None,
        orjson.loads(row.masks) if row.masks is not None else None,
        row.status,
        row.anchor,
        row.rank,
    )


def write(copy: DocumentCopy, line: int, state: LineState | None) -> None:
    """Store a line of a copy; None brings the document's line back, or takes an inserted line away.

    Inside the caller's transaction, which holds the lock on the copy.
    """
    row = EditedLine.objects.filter(copy=copy, line=line).first()
    was_inserted = row is not None and row.anchor is not None
    is_inserted = state is not None and state.anchor is not None
    if state is None:
        if row is not None:
            row.delete()
    else:
        row = row or EditedLine(copy=copy, line=line)
        row.cells, row.status = orjson.dumps(state.cells).decode(), state.status
        row.tokens = None if state.tokens is None else orjson.dumps(state.tokens).decode()
        row.masks = None if state.masks is None else orjson.dumps(state.masks).decode()
        row.anchor, row.rank = state.anchor, state.rank
        row.save()
    moved = int(is_inserted) - int(was_inserted)
    add_and_set(copy, {"text_revision": 1, **({"inserted_count": moved} if moved else {})}, {})


def room_at(copy: DocumentCopy, neighbour: int, *, above: bool) -> tuple[int, int]:
    """Make room for a line above or below ``neighbour``; return the anchor and rank it gets."""
    beside = EditedLine.objects.filter(copy=copy, line=neighbour, anchor__isnull=False).first()
    if beside is not None:
        assert beside.anchor is not None
        anchor, rank = beside.anchor, beside.rank if above else beside.rank + 1
    elif above:
        anchor = neighbour - 1
        last = EditedLine.objects.filter(copy=copy, anchor=anchor).aggregate(last=Max("rank"))["last"]
        return anchor, 0 if last is None else last + 1
    else:
        anchor, rank = neighbour, 0
    EditedLine.objects.filter(copy=copy, anchor=anchor, rank__gte=rank).update(rank=F("rank") + 1)
    return anchor, rank


def new_line(copy: DocumentCopy, anchor: int) -> int:
    """Return the number of a line to insert after ``anchor``.

    Another copy's line at the same place lends its number, so that the same insertion by
    two labelers is the same line; else it is the next number nobody has.
    """
    everywhere = EditedLine.objects.filter(copy__document=copy.document_id, anchor__isnull=False)
    own = everywhere.filter(copy=copy).values("line")
    shared = everywhere.filter(anchor=anchor).exclude(line__in=own).order_by("line").values_list("line", flat=True)
    found = shared.first()
    if found is not None:
        return found
    last = everywhere.aggregate(last=Max("line"))["last"]
    return copy.document.line_count if last is None else last + 1


def kept_masks(view: LineView, text: str) -> list[list[Mask]] | None:
    """Return what stays hidden in a line of text that becomes ``text``: the masks before and after the change."""
    if view.masks is None:
        return None
    old, masks = view.cells[0], view.masks[0]
    shorter = min(len(old), len(text))
    head = next((at for at in range(shorter) if old[at] != text[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != text[-1 - at]), shorter - head)
    shift = len(text) - len(old)
    kept = [mask for mask in masks if mask[1] <= head]
    kept += [(mask[0] + shift, mask[1] + shift, *mask[2:]) for mask in masks if mask[0] >= len(old) - tail]
    kept = list({mask[0]: mask for mask in kept}.values())
    return [kept] if kept else None


def deleted(view: LineView, state: LineState | None) -> LineState:
    """Return the state of a line once it is deleted: its text stays readable."""
    if state is not None:
        return replace(state, status=LineStatus.DELETED.value)
    return LineState(view.cells, flat_tokens(view), view.masks, LineStatus.DELETED.value)


def flat_tokens(view: LineView) -> list[list[int]] | None:
    if view.tokens is None:
        return None
    return [[edge for token in cell for edge in token] for cell in view.tokens]
