"""Questions and answers of an import: what the project asks, what its files bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gloss.core.errors import BadInput
from gloss.formats.answers import AnswerBinder
from gloss.formats.document import Answers, Header, Line, QuestionSet, Warning_
from gloss.question_types import type_of
from gloss.question_types.question import Question
from gloss.questionsets import questions as rules

Warn = Callable[[Warning_], None]


class Level:
    """The questions of one level (ROW or DOCUMENT) while files may still bring them."""

    def __init__(self, stored: Sequence[dict[str, Any]], *, is_used: bool) -> None:
        self.questions = rules.from_wire(stored)
        self._is_used = is_used
        self.changed = False
        self._names: dict[str, Question | None] = {}

    def adopt(self, found: QuestionSet) -> None:
        """Use a file's questions when the project has none; remember which is which otherwise."""
        if self._is_used and not self.questions:
            self.questions = rules.from_input(found.questions)
            self.changed = True
        by_label = {question.label.lower(): question for question in self.questions}
        by_name = {question.name.lower(): question for question in self.questions}
        for place, item in enumerate(found.questions):
            key = str(item.get("id", place))
            label, name = str(item.get("label") or "").lower(), str(item.get("name") or "").lower()
            same = by_label.get(label) or by_name.get(name)
            self._names[key] = same if same is None or same.type == item.get("type") else None

    def accepted(self, given: Answers, warn: Warn) -> dict[str, Any]:
        """Return the usable values by question id; the others are warned about."""
        by_id = {question.key: question for question in self.questions}
        values = {}
        for key, value in given.values.items():
            question = self._names[key] if key in self._names else by_id.get(key)
            if question is None:
                warn(Warning_(f"The project has no question for the answers under {key!r}.", _shown(given.line)))
                continue
            try:
                checked = type_of(question).check_answer(question, value)
            except BadInput as error:
                warn(Warning_(f"{question.label}: {error.message}", _shown(given.line)))
                continue
            if checked is not None:
                values[question.key] = checked
        return values

    def binder(self, header: Header, warn: Warn) -> Callable[[Line], Answers | None] | None:
        """Return a reader of the columns that questions are bound to, or None when none is."""
        if not any(question.bind_to_column for question in rules.walk(self.questions)):
            return None
        bound = AnswerBinder(self.questions, header)
        for name in bound.missing:
            warn(Warning_(f"The table has no column {name!r}, which a question is bound to."))

        def read(line: Line) -> Answers | None:
            answers, problems = bound.read(line)
            for problem in problems:
                warn(problem)
            return answers

        return read

    def stored(self) -> list[dict[str, Any]]:
        return [rules.to_wire(question) for question in self.questions]


def _shown(line: int | None) -> int | None:
    return None if line is None else line + 1
