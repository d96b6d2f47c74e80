"""What saving does to one row of answers, in a labeler's copy and in the review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gloss.accounts.models import User
from gloss.answers.models import AnswerBase
from gloss.answers.questions import Asked
from gloss.labels.models import LabelStatus, Phase
from gloss.questionsets.questions import merge_answers

CHANGING = (
    "values",
    "labeled_by",
    "labeled_by_user",
    "status",
    "accepted_by_user",
    "sources",
    "conflicts",
    "conflict_count",
    "decided",
    "updated_at",
)


def answer(row: AnswerBase, asked: Asked, changes: Mapping[str, Any], phase: str, actor: User, now: datetime) -> bool:
    """Put checked ``changes`` into a labeler's row; return whether anything changed."""
    values = merge_answers(asked.questions, row.values, changes)
    if values == row.values:
        return False
    touched = {key for key in {*values, *row.values} if values.get(key) != row.values.get(key)}
    _set_sources(row, values, touched, phase, actor)
    row.values, row.updated_at = values, now
    return True


def decide(row: AnswerBase, asked: Asked, changes: Mapping[str, Any], phase: str, actor: User, now: datetime) -> bool:
    """Put a reviewer's answers into a row of the review: those questions are settled, their conflicts gone."""
    values = merge_answers(asked.questions, row.values, changes)
    conflicts = [entry for entry in row.conflicts if (entry["parentQuestionId"] or entry["questionId"]) not in changes]
    decided = sorted({*row.decided, *changes}, key=int)
    if (values, conflicts, decided) == (row.values, row.conflicts, row.decided):
        return False
    _set_sources(row, values, set(changes), phase, actor)
    row.values, row.conflicts, row.decided = values, conflicts, decided
    row.conflict_count = len(conflicts)
    row.status, row.accepted_by_user, row.updated_at = LabelStatus.ACCEPTED, actor, now
    return True


def _set_sources(row: AnswerBase, values: Mapping[str, Any], touched: set[str], phase: str, actor: User) -> None:
    """Note who gave the touched answers. A row all of whose answers are new takes the phase itself."""
    if not row.values or touched >= set(row.values):
        row.labeled_by, row.labeled_by_user, row.sources = phase, actor, {}
        return
    sources = {key: source for key, source in row.sources.items() if key in values and key not in touched}
    if phase != row.labeled_by:
        sources |= {key: str(phase) for key in touched if key in values}
    row.sources = sources


def fresh(phase: str, actor: User, now: datetime, **fields: Any) -> dict[str, Any]:
    """Fields of a row made by a first answer."""
    return {"labeled_by": phase, "labeled_by_user": actor, "created_at": now, "updated_at": now, **fields}


def phase_in(is_review: bool, asked_phase: str | None) -> str:
    """Who answers come from: EXTERNAL where the caller says so, else the caller's role."""
    if asked_phase == Phase.EXTERNAL:
        return Phase.EXTERNAL
    return Phase.REVIEWER if is_review else Phase.LABELER
