"""Computing the answers of a review copy. Doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from gloss.agreement.consensus import judge_answers
from gloss.answers.models import AnswerBase, DocumentAnswer, RowAnswer
from gloss.answers.questions import Asked, asked
from gloss.core import clock
from gloss.core.batches import parts
from gloss.labels.models import LabelStatus, Phase
from gloss.questionsets.models import Level
from gloss.review.basis import Basis

BATCH = 500
MARGIN = timedelta(seconds=60)
"""How long a save may take between taking its time stamp and being visible."""
_CHANGED = ("values", "labeled_by", "sources", "conflicts", "conflict_count", "status", "updated_at")


def recompute(basis: Basis, tick: Callable[[float], None]) -> None:
    """Bring the answers of the review copy in line with the labelers' copies.

    Questions that a reviewer settled stay as they are. While the rule is the same, only
    rows saved since the last time are looked at. ``tick`` gets the share of lines passed.
    """
    project = basis.copy.cabinet.project
    rows, about = asked(project, Level.ROW), asked(project, Level.DOCUMENT)
    if rows.questions:
        for lines in _lines(basis):
            with transaction.atomic():
                _rows(basis, rows, lines)
            tick(lines[-1] / basis.copy.document.line_count)
    if about.questions:
        with transaction.atomic():
            _document(basis, about)


def _lines(basis: Basis) -> Iterator[list[int]]:
    """Yield the lines to look at, in batches."""
    state = basis.state
    copies = [*basis.voters, basis.copy.pk]
    rows = RowAnswer.objects.filter(copy__in=copies)
    if state is not None and state.rule == basis.rule:
        changed = rows.filter(updated_at__gte=state.computed_at - MARGIN)
        yield from parts(sorted(set(changed.values_list("line", flat=True))), BATCH)
        return
    for start in range(0, basis.copy.document.line_count, 2000):
        part = rows.filter(line__gte=start, line__lt=start + 2000).values_list("line", flat=True)
        yield from parts(sorted(set(part)), BATCH)


def _rows(basis: Basis, ask: Asked, lines: list[int]) -> None:
    votes: dict[int, dict[int, dict[str, Any]]] = {line: {} for line in lines}
    given = RowAnswer.objects.filter(copy__in=list(basis.voters), line__in=lines)
    for copy_id, line, values in given.values_list("copy_id", "line", "values"):
        votes[line][basis.voters[copy_id]] = values
    present = RowAnswer.objects.select_for_update().filter(copy=basis.copy, line__in=lines)
    here = {row.line: row for row in present}
    created, changed = [], []
    for line in lines:
        row = here.get(line) or RowAnswer(copy=basis.copy, line=line, **_fresh())
        if _judge(row, ask, votes[line], basis):
            (changed if row.pk else created).append(row)
    RowAnswer.objects.bulk_create(created, batch_size=500)
    RowAnswer.objects.bulk_update(changed, _CHANGED, batch_size=100)


def _document(basis: Basis, ask: Asked) -> None:
    given = DocumentAnswer.objects.filter(copy__in=list(basis.voters))
    votes = {basis.voters[copy_id]: values for copy_id, values in given.values_list("copy_id", "values")}
    row = DocumentAnswer.objects.select_for_update().filter(copy=basis.copy).first()
    row = row or DocumentAnswer(copy=basis.copy, **_fresh())
    if _judge(row, ask, votes, basis):
        row.save()


def _fresh() -> dict[str, Any]:
    now = clock.now()
    return {"labeled_by": Phase.AUTO, "created_at": now, "updated_at": now}


def _judge(row: AnswerBase, ask: Asked, votes: Mapping[int, dict[str, Any]], basis: Basis) -> bool:
    """Put the verdict into the row; return whether that changed anything."""
    answered = {person: values for person, values in votes.items() if values}
    if not answered and row.labeled_by == Phase.PRELABELED and not basis.all_done:
        return False
    verdict = judge_answers(ask.questions, answered, basis.needed)
    settled = set(row.decided)
    values = {key: value for key, value in verdict.values.items() if key not in settled}
    values |= {key: value for key, value in row.values.items() if key in settled}
    conflicts = [
        entry for entry in verdict.conflicts if (entry["parentQuestionId"] or entry["questionId"]) not in settled
    ]
    sources = {key: row.sources.get(key, Phase.REVIEWER.value) for key in row.decided if key in values}
    phase = Phase.AUTO.value
    if (values, conflicts, sources, phase) == (row.values, row.conflicts, row.sources, row.labeled_by):
        return False
    row.values, row.conflicts, row.sources, row.labeled_by = values, conflicts, sources, phase
    row.conflict_count = len(conflicts)
    row.status = LabelStatus.ACCEPTED if settled else LabelStatus.LABELED
    row.updated_at = clock.now()
    return bool(row.pk or values or conflicts)
