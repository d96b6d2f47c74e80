"""The writers of answers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from gloss.accounts.models import User
from gloss.answers import completion, queries, wire, writing
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.answers.questions import Asked, asked
from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.documents import access, order, status
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.events import live
from gloss.events import service as events
from gloss.labels import queries as label_queries
from gloss.questionsets.models import Level

Values = Mapping[str, Any]
MAX_ROWS = 5000


@dataclass(slots=True)
class AnswerOutcome:
    """Wire answers of every row of the act, before and after."""

    before: list[dict[str, Any]] = field(default_factory=list)
    after: list[dict[str, Any]] = field(default_factory=list)


MOST_LINES_TOLD = 200
"""Beyond, a page fetches all it shows."""


def save_rows(
    copy: DocumentCopy,
    rows: Sequence[tuple[int, Values]],
    actor: User,
    act_id: str | None = None,
    *,
    signature: str | None = None,
    labeled_by: str | None = None,
) -> AnswerOutcome:
    """Save answers of lines, all or none. A missing key leaves an answer; null, "" and [] clear it.

    In the review copy the answered questions are settled. ``signature`` is the question
    set's; without it keys may also count columns. An act carried out before changes nothing.

    Raises:
        BadInput: naming line and question.
        Conflict: the questions have changed, or the copy is complete.
    """
    if events.replay(act_id, copy) is not None:
        return _stored(act_id, copy)
    access.check_open(copy)
    ask = asked(copy.cabinet.project, Level.ROW)
    ask.check_signature(signature)
    changes = _read_rows(copy, ask, rows, None if signature else copy.document.column_count)
    try:
        with transaction.atomic():
            return _save_rows(copy, ask, changes, actor, act_id, labeled_by)
    except events.AlreadyDone:
        return _stored(act_id, copy)


def _read_rows(
    copy: DocumentCopy, ask: Asked, rows: Sequence[tuple[int, Values]], columns: int | None
) -> dict[int, dict[str, Any]]:
    if len(rows) > MAX_ROWS:
        raise BadInput(f"Send at most {MAX_ROWS} rows at a time.", field="rowAnswers")
    changes: dict[int, dict[str, Any]] = {}
    lines = order.of_copy(copy)
    for line, raw in rows:
        if lines.position(line) is None:
            raise BadInput(f"There is no line {line}: {_numbers(lines)}.", field="line", line=line)
        changes.setdefault(line, {}).update(ask.read(raw, columns, line))
    return changes


def _numbers(lines: order.LineOrder) -> str:
    added = ", ".join(str(line) for line, _ in lines.inserted[:10])
    return f"the document's lines are 0 to {lines.line_count - 1}" + (f", inserted ones {added}" if added else "")


def _save_rows(
    copy: DocumentCopy,
    ask: Asked,
    changes: dict[int, dict[str, Any]],
    actor: User,
    act_id: str | None,
    labeled_by: str | None,
) -> AnswerOutcome:
    label_queries.lock(copy)
    present = queries.rows_at(copy, changes)
    outcome, now = AnswerOutcome(), clock.now()
    is_review = copy.cabinet.role == CabinetRole.REVIEWER
    phase = writing.phase_in(is_review, labeled_by)
    put = writing.decide if is_review else writing.answer
    created: list[RowAnswer] = []
    changed: list[RowAnswer] = []
    answered = conflicts = 0
    for line, change in changes.items():
        found = present.get(line)
        outcome.before.append(wire.row_answer(copy, line, found, ask))
        row = found or RowAnswer(copy=copy, line=line, **writing.fresh(phase, actor, now))
        was, disputed = bool(row.values), row.conflict_count
        if put(row, ask, change, phase, actor, now):
            (changed if found else created).append(row)
            found = row
            answered += bool(row.values) - was
            conflicts += row.conflict_count - disputed
        outcome.after.append(wire.row_answer(copy, line, found, ask))
    RowAnswer.objects.bulk_create(created, batch_size=500)
    RowAnswer.objects.bulk_update(changed, writing.CHANGING, batch_size=100)
    touched = [row.line for row in (*created, *changed)]
    _finish(copy, actor, answered, conflicts, max(touched, default=None))
    if touched:
        _tell(copy, act_id, touched)
    if act_id or touched:
        _record(copy, "ROW_ANSWERS", actor, act_id, outcome, min(touched, default=None))
    return outcome


def _record(
    copy: DocumentCopy, kind: str, actor: User, act_id: str | None, outcome: AnswerOutcome, line: int | None
) -> None:
    name = act_id or uuid.uuid4().hex
    events.record_act(name, kind, actor, copy, line=line, before=outcome.before, after=outcome.after, reply={})


def _finish(copy: DocumentCopy, actor: User, answered: int, conflicts: int, line: int | None) -> None:
    """Keep counters and status after a change; nothing was changed when ``line`` is None."""
    if line is None:
        return
    copy.last_labeled_line, copy.last_saved_at = line, clock.now()
    DocumentCopy.objects.filter(pk=copy.pk).update(
        answered_count=F("answered_count") + answered,
        conflict_count=F("conflict_count") + conflicts,
        last_labeled_line=line,
        last_saved_at=copy.last_saved_at,
    )
    copy.answered_count += answered
    copy.conflict_count += conflicts
    status.labeling_started(copy, actor)
    completion.complete_if_wanted(copy, actor)


def _tell(copy: DocumentCopy, act_id: str | None, lines: list[int]) -> None:
    """Tell open pages which rows to fetch anew; those that made the act know it by its id."""
    event: dict[str, Any] = {"type": "DOCUMENT_SAVED", "documentId": str(copy.uid), "actId": act_id, "answers": True}
    if len(lines) <= MOST_LINES_TOLD:
        event["lines"] = sorted(lines)
    live.publish(f"project:{copy.cabinet.project.uid}", event)


def save_document(
    copy: DocumentCopy,
    values: Values,
    actor: User,
    act_id: str | None = None,
    *,
    signature: str | None = None,
    labeled_by: str | None = None,
) -> AnswerOutcome:
    """Save answers about the whole document; the rules are those of ``save_rows``."""
    if events.replay(act_id, copy) is not None:
        return _stored(act_id, copy)
    access.check_open(copy)
    ask = asked(copy.cabinet.project, Level.DOCUMENT)
    ask.check_signature(signature)
    change = ask.read(values, None)
    try:
        with transaction.atomic():
            return _save_document(copy, ask, change, actor, act_id, labeled_by)
    except events.AlreadyDone:
        return _stored(act_id, copy)


def _save_document(
    copy: DocumentCopy, ask: Asked, change: dict[str, Any], actor: User, act_id: str | None, labeled_by: str | None
) -> AnswerOutcome:
    label_queries.lock(copy)
    row, now = queries.document_answer(copy), clock.now()
    is_review = copy.cabinet.role == CabinetRole.REVIEWER
    phase = writing.phase_in(is_review, labeled_by)
    before = wire.document_answer(copy, row, ask)
    row = row or DocumentAnswer(copy=copy, **writing.fresh(phase, actor, now))
    was, disputed = bool(row.values), row.conflict_count
    put = writing.decide if is_review else writing.answer
    has_changed = put(row, ask, change, phase, actor, now)
    if has_changed:
        row.save()
        _finish(copy, actor, bool(row.values) - was, row.conflict_count - disputed, copy.last_labeled_line or 0)
        _tell(copy, act_id, [])
    after = wire.document_answer(copy, row if row.pk else None, ask)
    outcome = AnswerOutcome([before], [after])
    if act_id or has_changed:
        _record(copy, "DOCUMENT_ANSWERS", actor, act_id, outcome, None)
    return outcome


def delete_row(copy: DocumentCopy, line: int, actor: User) -> None:
    """Clear every answer of one line."""
    ask = asked(copy.cabinet.project, Level.ROW)
    save_rows(copy, [(line, _nothing(ask))], actor, signature=ask.signature)


def delete_document(copy: DocumentCopy, actor: User) -> None:
    """Clear every answer about the document."""
    ask = asked(copy.cabinet.project, Level.DOCUMENT)
    save_document(copy, _nothing(ask), actor, signature=ask.signature)


def _nothing(ask: Asked) -> dict[str, Any]:
    return {question.field: None for question in ask.questions}


def _stored(act_id: str | None, copy: DocumentCopy) -> AnswerOutcome:
    act = queries.stored_act(str(act_id), copy)
    return AnswerOutcome(act["before"] or [], act["after"] or [])


def iter_row_answers(copy: DocumentCopy) -> Iterator[RowAnswer]:
    """Stream the rows of a copy that hold answers or open conflicts, by line."""
    return (row for row in queries.iter_rows(copy) if row.values or row.conflicts)


def document_answer(copy: DocumentCopy) -> DocumentAnswer | None:
    """Return the answers about the whole document, None when there are none and no conflict is open."""
    row = queries.document_answer(copy)
    return row if row and (row.values or row.conflicts) else None
