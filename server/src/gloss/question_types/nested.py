"""Grouped attributes: questions that are answered together, once or several times."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from gloss.core.errors import BadInput
from gloss.question_types.base import MAX_ANSWERS, QuestionType, compact, kind_of, refuse
from gloss.question_types.question import Json, Question


class Nested(QuestionType):
    """The answer is a list of groups, also when only one is allowed; a group maps child ids to native values.

    Groups come in keyed by ``Q<child id>``, by child id, or (from cells) by the child's name.
    """

    key = "NESTED"
    rules = frozenset()
    may_shuffle = True

    def __init__(self, type_of: Callable[[str], QuestionType]) -> None:
        self._type_of = type_of

    def check_config(self, question: Question, config: dict[str, Json]) -> dict[str, Json]:
        if not question.children:
            refuse(f"'{question.label}' groups no questions.", "config.questions")
        for index, child in enumerate(question.children):
            if child.type in ("NESTED", "SCRIPT_GENERATED"):
                refuse(f"A group cannot hold a question of type {child.type}.", f"config.questions[{index}].type")
        if question.bind_to_column:
            refuse("A group cannot be bound to a column; bind the questions in it.", "bindToColumn")
        return config

    def check_answer(self, question: Question, value: Json) -> Json:
        if value is None or value == "" or value == []:
            return None
        groups = value if isinstance(value, list) else [value]
        if len(groups) > (MAX_ANSWERS if question.multiple else 1):
            refuse(f"'{question.label}' takes one group of answers, got {len(groups)}.", question.field)
        checked = [self._group(question, group, f"{question.field}[{at}]") for at, group in enumerate(groups)]
        return [group for group in checked if group] or None

    def _group(self, question: Question, group: Json, path: str) -> dict[str, Json]:
        if group is None:
            return {}
        if not isinstance(group, dict):
            refuse(f"'{question.label}' takes groups of answers, got {kind_of(group)}.", path)
        by_key = self._children(question)
        values: dict[str, Json] = {}
        for key, raw in group.items():
            child = by_key.get(key)
            if child is None:
                refuse(f"'{question.label}' has no question {key}.", f"{path}.{key}")
            try:
                value = self._type_of(child.type).check_answer(child, raw)
            except BadInput as error:
                refuse(error.message, f"{path}.{child.field}")
            if value is not None:
                values[child.key] = value
        return values

    def _children(self, question: Question) -> dict[str, Question]:
        found: dict[str, Question] | None = question.cache.get("children")
        if found is None:
            found = {child.name: child for child in question.children}
            found |= {child.key: child for child in question.children}
            found |= {child.field: child for child in question.children}
            question.cache["children"] = found
        return found

    def is_answered(self, value: Json) -> bool:
        return bool(value) and any(bool(group) for group in value)

    def to_cell(self, question: Question, value: Json) -> str:
        groups = self.cell_groups(question, question.children, value)
        return compact(groups) if any(groups) else ""

    def cell_groups(self, question: Question, children: tuple[Question, ...], value: Json) -> list[dict[str, Json]]:
        """Return the groups keyed by name, holding only ``children``; unanswered ones are left out."""
        return [
            {
                child.name: self._type_of(child.type).to_cell_json(child, group[child.key])
                for child in children
                if group.get(child.key) is not None
            }
            for group in value or []
        ]

    def from_cell(self, question: Question, text: str) -> tuple[Json, str | None]:
        if not text.strip():
            return None, None
        try:
            return self.check_answer(question, json.loads(text)), None
        except ValueError:
            return None, f"'{question.label}' takes a JSON array of groups."
        except BadInput as error:
            return None, error.message

    def to_json(self, question: Question, value: Json) -> Json:
        if value is None:
            return None
        return [
            {
                child.name: self._type_of(child.type).to_json(child, group.get(child.key))
                for child in question.children
                if group.get(child.key) is not None
            }
            for group in value
        ]

    def values_for_conflicts(self, question: Question, value: Json) -> list[Json]:
        """Groups are judged leaf by leaf: see ``parts``."""
        return []

    def parts(self, question: Question, value: Json) -> Iterator[tuple[int, Question, Json]]:
        """Yield ``(group index, child question, value)`` for every answered child."""
        for index, group in enumerate(value or []):
            for child in question.children:
                if group.get(child.key) is not None:
                    yield index, child, group[child.key]
