"""The questions of a project as the writers of answers need them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gloss.core.errors import BadInput, Conflict
from gloss.projects.models import Project
from gloss.questionsets.models import Level, ProjectQuestionSet
from gloss.questionsets.questions import (
    Question,
    check_answers,
    column_ids,
    from_wire,
    missing_required,
    walk,
    wire_answers,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One level's questions. ``updated_at`` tells since when answers have been checked against them."""

    questions: tuple[Question, ...] = ()
    signature: str = ""
    updated_at: datetime | None = None

    @property
    def has_required(self) -> bool:
        return any(question.required for question in walk(self.questions))

    def check_signature(self, signature: str | None) -> None:
        """Raise Conflict if ``signature`` is given and the questions have changed since."""
        if signature and signature != self.signature:
            message = "The questions have changed since you opened them. Load them again."
            raise Conflict(message, field="questionSetSignature")

    def read(self, raw: Any, columns: int | None, line: int | None = None) -> dict[str, Any]:
        """Check what a caller sends; the result is for ``merge_answers``.

        With ``columns`` (the number of data columns) keys may count columns.

        Raises:
            BadInput: naming the question, and the line if there is one.
        """
        if not self.questions:
            raise BadInput("This project asks no such questions.", field="answers")
        ids = column_ids(self.questions, columns) if columns is not None else None
        try:
            return check_answers(self.questions, raw, column_ids=ids, partial=True)
        except BadInput as error:
            where = {} if line is None else {"line": line}
            raise BadInput(error.message, **{**error.details, **where}) from None

    def wire(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return wire_answers(self.questions, values)

    def is_valid(self, values: Mapping[str, Any], saved_at: datetime | None, disputed: frozenset[str]) -> bool:
        """Whether nothing required is missing and every answer still fits its question.

        ``disputed`` questions are not missing: they wait for a reviewer. Answers saved
        after the last change of the questions were checked then.
        """
        missing = missing_required(self.questions, values)
        if any(question.key not in disputed for question in missing):
            return False
        if saved_at is not None and self.updated_at is not None and saved_at >= self.updated_at:
            return True
        try:
            check_answers(self.questions, self.wire(values))
        except BadInput:
            return False
        return True


def asked(project: Project, level: Level) -> Asked:
    """Load one level; a project without it asks nothing."""
    sets = ProjectQuestionSet.objects.filter(project=project, level=level)
    row = sets.values_list("pk", "signature", "updated_at").first()
    return _asked(*row) if row else Asked()


@functools.lru_cache(maxsize=64)
def _asked(set_id: int, signature: str, updated_at: datetime) -> Asked:
    stored = ProjectQuestionSet.objects.values_list("questions", flat=True).get(pk=set_id)
    return Asked(tuple(from_wire(stored)), signature, updated_at)
