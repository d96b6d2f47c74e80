"""Answers follow their questions: when a set changes, ids move and what no longer fits goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F

from gloss.answers.models import AnswerBase, DocumentAnswer, RowAnswer
from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.documents.models import DocumentCopy
from gloss.question_types import type_of
from gloss.questionsets.changes import QuestionsChange
from gloss.questionsets.models import Level
from gloss.questionsets.questions import Question

BATCH = 2000
CHANGED = ("values", "sources", "conflicts", "conflict_count", "decided", "updated_at")
Pairs = Mapping[str, tuple[Question, Question | None]]


def follow_questions(change: QuestionsChange) -> None:
    """Listener of ``questionsets.changes``: move every stored answer to its question's new id.

    Answers of questions that are gone, or that do not fit the new settings, are dropped in
    all copies; decisions and conflicts likewise.
    """
    pairs = {old.key: (old, new) for old, new in change.pairs()}
    model = RowAnswer if change.level == Level.ROW else DocumentAnswer
    for batch in _batches(model, change):
        now = clock.now()
        changed = []
        emptied: dict[int, int] = {}
        for row in batch:
            had_values = bool(row.values)
            if not _follow(row, pairs):
                continue
            row.updated_at = now
            changed.append(row)
            if had_values and not row.values:
                emptied[row.copy_id] = emptied.get(row.copy_id, 0) + 1
        model.objects.bulk_update(changed, CHANGED, batch_size=200)
        for copy_id, count in emptied.items():
            DocumentCopy.objects.filter(pk=copy_id).update(answered_count=F("answered_count") - count)
        DocumentCopy.objects.filter(pk__in={row.copy_id for row in changed}).update(last_saved_at=now)


def count_dropped(change: QuestionsChange) -> int:
    """Count the rows and documents, in all copies, that would lose an answer; for a confirmation."""
    pairs = {old.key: (old, new) for old, new in change.pairs()}
    model = RowAnswer if change.level == Level.ROW else DocumentAnswer
    return sum(
        len(moved_values(row.values, pairs)) < len(row.values) for batch in _batches(model, change) for row in batch
    )


def _batches(
    model: type[RowAnswer] | type[DocumentAnswer], change: QuestionsChange
) -> Iterator[Sequence[RowAnswer | DocumentAnswer]]:
    after = 0
    rows = model.objects.filter(copy__cabinet__project=change.project).order_by("pk")
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        yield batch
        after = batch[-1].pk


def _follow(row: AnswerBase, pairs: Pairs) -> bool:
    """Change one row in memory; return whether anything is different."""
    if not (row.values or row.conflicts or row.decided):
        return False
    values = moved_values(row.values, pairs)
    sources = {_moved(key, pairs): value for key, value in row.sources.items()}
    decided = sorted({new for key in row.decided if (new := _moved(key, pairs))}, key=int)
    conflicts = [moved for entry in row.conflicts if (moved := _moved_conflict(entry, pairs))]
    sources.pop("", None)
    state = (values, sources, decided, conflicts)
    if state == (row.values, row.sources, row.decided, row.conflicts):
        return False
    row.values, row.sources, row.decided, row.conflicts = state
    row.conflict_count = len(conflicts)
    return True


def moved_values(values: Mapping[str, Any], pairs: Pairs) -> dict[str, Any]:
    """Return the values under the new ids, without those that do not fit any more."""
    moved: dict[str, Any] = {}
    for key, value in values.items():
        old, new = pairs.get(key, (None, None))
        if old is None or new is None:
            continue
        if new.type == "NESTED" and old.type == "NESTED":
            groups = [moved_values(group, pairs) for group in value]
            if any(groups):
                moved[new.key] = groups
            continue
        fitting = _fitting(new, value)
        if fitting is not None:
            moved[new.key] = fitting
    return moved


def _fitting(question: Question, value: Any) -> Any:
    try:
        return type_of(question).check_answer(question, value)
    except BadInput:
        return None


def _moved(key: str, pairs: Pairs) -> str:
    new = pairs.get(key, (None, None))[1]
    return new.key if new else ""


def _moved_conflict(entry: Mapping[str, Any], pairs: Pairs) -> dict[str, Any] | None:
    question = _moved(entry["questionId"], pairs)
    parent = _moved(entry["parentQuestionId"], pairs) if entry["parentQuestionId"] else None
    if not question or parent == "":
        return None
    return {**entry, "questionId": question, "parentQuestionId": parent}
