"""What happens to answers when a project's questions change.

Answers are a higher domain's: ``gloss.wiring`` puts its function into ``LISTENERS``. They
run inside the transaction that changes the questions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gloss.accounts.models import User
from gloss.projects.models import Project
from gloss.questionsets.models import Level
from gloss.questionsets.questions import Question, walk


@dataclass(frozen=True, slots=True)
class QuestionsChange:
    """The questions of one level before and after. Ids may shift; ``internal_id`` says which is which."""

    project: Project
    level: Level
    before: tuple[Question, ...]
    after: tuple[Question, ...]
    actor: User

    def pairs(self) -> list[tuple[Question, Question | None]]:
        """Each question of before (those of groups too) with what became of it; None when it is gone."""
        by_internal = {question.internal_id: question for question in walk(self.after)}
        return [(question, by_internal.get(question.internal_id)) for question in walk(self.before)]

    @property
    def touches_answers(self) -> bool:
        """May an answer need to move, be checked again or go?"""
        return any(
            new is None or (old.id, old.type, old.config) != (new.id, new.type, new.config) for old, new in self.pairs()
        )


LISTENERS: list[Callable[[QuestionsChange], None]] = []


def run(change: QuestionsChange) -> None:
    if change.touches_answers:
        for listener in LISTENERS:
            listener(change)
