"""Computing the text of a review copy where labelers changed lines. Doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import orjson
from django.db import transaction

from gloss.core import clock
from gloss.core.batches import parts
from gloss.documents import edited
from gloss.documents.edited import LineState
from gloss.documents.models import DocumentCopy, EditedLine, LineStatus
from gloss.labels import queries
from gloss.labels.line_work import LineWork
from gloss.review.basis import Basis
from gloss.review.models import LineVerdict

BATCH = 200
Foreign = dict[int, frozenset[int]]
"""Per labeler's copy the lines whose text there is not the review's: their labels cannot stand in the review."""
States = dict[int, LineState]


def recompute(basis: Basis) -> Foreign:
    """Give the review copy the text that enough labelers agree on, and list the lines they disagree on.

    A line that a reviewer settled stays as it is. While a line is disputed the review shows
    the original; of one that only labelers inserted, a struck-out proposal.
    """
    by_line = states_by_line([*basis.voters, basis.copy.pk])
    if not by_line and not LineVerdict.objects.filter(copy=basis.copy).exists():
        return {}
    disputed: set[int] = set()
    for part in parts(sorted(by_line), BATCH):
        with transaction.atomic():
            disputed |= _settle(basis, {line: by_line[line] for line in part})
    _list(basis.copy, disputed)
    return _foreign(basis)


def states_by_line(copy_ids: Iterable[int]) -> dict[int, States]:
    """Return what copies store of lines: by line, then by copy."""
    found: dict[int, States] = {}
    for row in EditedLine.objects.filter(copy__in=list(copy_ids)).order_by("copy_id", "line").iterator(2000):
        found.setdefault(row.line, {})[row.copy_id] = edited.state_of_row(row)
    return found


def version(state: LineState | None) -> str:
    """Return what two copies have in common when they show the same line: text, tokens, status and place."""
    if state is None:
        return ""
    return orjson.dumps([state.cells, state.tokens, state.status, state.anchor]).decode()


def _settle(basis: Basis, by_line: Mapping[int, States]) -> set[int]:
    """Bring some lines in line with the labelers' copies; return those in dispute."""
    copy, disputed = basis.copy, set()
    queries.lock(copy)
    copy.refresh_from_db(fields=["text_revision", "inserted_count"])
    settled = set(LineVerdict.objects.filter(copy=copy, is_open=False, line__in=by_line).values_list("line", flat=True))
    now = edited.states_of(copy, list(by_line))
    work = LineWork(copy, clock.now())
    for line, states in by_line.items():
        if line in settled or not basis.voters:
            continue
        agreed, state = _agreed(basis, states)
        if not agreed:
            disputed.add(line)
        if version(state) != version(now.get(line)):
            work.set_line(line, state)
    return disputed


def _agreed(basis: Basis, states: States) -> tuple[bool, LineState | None]:
    """Whether one version has enough supporters, and what the review shows of the line."""
    votes: dict[str, list[LineState | None]] = {}
    for copy_id in basis.voters:
        state = states.get(copy_id)
        votes.setdefault(version(state), []).append(state)
    enough = [given for given in votes.values() if basis.needed is not None and len(given) >= basis.needed]
    if len(enough) == 1:
        return True, enough[0][0]
    if len(votes) == 1 and "" in votes:
        return True, None
    shown = [state for state in states.values() if state is not None and state.anchor is not None]
    return False, replace(shown[0], status=LineStatus.DELETED.value) if shown else None


def _list(copy: DocumentCopy, disputed: set[int]) -> None:
    """Make the open verdicts those of the disputed lines."""
    verdicts = LineVerdict.objects.filter(copy=copy)
    known = dict(verdicts.values_list("line", "is_open"))
    gone = [line for line, is_open in known.items() if is_open and line not in disputed]
    for part in parts(gone, 500):
        verdicts.filter(line__in=part, is_open=True).delete()
    fresh = [LineVerdict(copy=copy, line=line, is_open=True) for line in sorted(disputed - known.keys())]
    LineVerdict.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)


def _foreign(basis: Basis) -> Foreign:
    by_line = states_by_line([*basis.voters, basis.copy.pk])
    found: dict[int, set[int]] = {}
    for line, states in by_line.items():
        here = version(states.get(basis.copy.pk))
        for copy_id in basis.voters:
            if version(states.get(copy_id)) != here:
                found.setdefault(copy_id, set()).add(line)
    return {copy_id: frozenset(lines) for copy_id, lines in found.items()}
