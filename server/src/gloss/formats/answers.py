"""Answers and table cells: reading bound columns, and what each question writes where."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gloss.core.errors import BadInput
from gloss.formats.document import Answers, Header, Json, Line, Warning_
from gloss.question_types import type_of
from gloss.question_types.base import compact
from gloss.question_types.names import added_names, column_name
from gloss.question_types.nested import Nested
from gloss.question_types.question import Question
from gloss.question_types.script_generated import ScriptGenerated

GROUP_SEPARATOR = "|"


class Slot(Protocol):
    """Where a question's answer goes in a row: the text of a cell or the JSON of a column."""

    def text(self, values: Mapping[str, Json]) -> str: ...
    def json(self, values: Mapping[str, Json]) -> Json: ...


@dataclass(frozen=True, slots=True)
class RootSlot:
    question: Question

    def text(self, values: Mapping[str, Json]) -> str:
        value = values.get(self.question.key)
        return "" if value is None else type_of(self.question).to_cell(self.question, value)

    def json(self, values: Mapping[str, Json]) -> Json:
        return type_of(self.question).to_json(self.question, values.get(self.question.key))


@dataclass(frozen=True, slots=True)
class ChildSlot:
    """A question of a group that is bound to a column of its own: one part per group."""

    parent: Question
    child: Question

    def _parts(self, values: Mapping[str, Json]) -> list[Json]:
        return [group.get(self.child.key) for group in values.get(self.parent.key) or ()]

    def text(self, values: Mapping[str, Json]) -> str:
        kind = type_of(self.child)
        parts = self._parts(values)
        texts = [kind.to_cell(self.child, part) for part in parts]
        if not self.parent.multiple:
            return "".join(texts)
        if any(GROUP_SEPARATOR in text or text != text.strip() for text in texts) or "".join(texts[:1]).startswith("["):
            return compact([kind.to_cell_json(self.child, part) for part in parts])
        return GROUP_SEPARATOR.join(texts) if any(texts) else ""

    def json(self, values: Mapping[str, Json]) -> Json:
        parts = [type_of(self.child).to_json(self.child, part) for part in self._parts(values)]
        return parts if any(part is not None for part in parts) else None


@dataclass(frozen=True, slots=True)
class GroupSlot:
    """The questions of a group that have no column of their own, as JSON."""

    parent: Question
    kind: Nested
    children: tuple[Question, ...]

    def text(self, values: Mapping[str, Json]) -> str:
        groups = self.kind.cell_groups(self.parent, self.children, values.get(self.parent.key))
        return compact(groups) if any(groups) else ""

    def json(self, values: Mapping[str, Json]) -> Json:
        keys = {child.key for child in self.children}
        groups = values.get(self.parent.key) or []
        shown = self.kind.to_json(self.parent, [{k: v for k, v in group.items() if k in keys} for group in groups])
        return shown if any(shown) else None


@dataclass(frozen=True, slots=True)
class DeclaredSlot:
    """One of the questions that a script makes; several answers are joined as elsewhere in cells."""

    question: Question
    name: str

    def text(self, values: Mapping[str, Json]) -> str:
        value = self.json(values)
        if isinstance(value, list):
            return ";".join(value) if not any(";" in item for item in value) else compact(value)
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else str(value)

    def json(self, values: Mapping[str, Json]) -> Json:
        return (values.get(self.question.key) or {}).get(self.name)


@dataclass(slots=True)
class Slots:
    """``bound`` by index of an original column; ``added`` columns stand to its right, ``names`` are their headings."""

    bound: dict[int, Slot]
    names: list[str]
    added: list[Slot]


def slots_for(questions: Sequence[Question], columns: Sequence[str], *, prefix: str = "", bind: bool = True) -> Slots:
    """Plan the columns of ``questions`` in a table with the given original columns.

    A question bound to a column that does not exist gets a column of its own.
    """
    places = {name: index for index, name in enumerate(columns)} if bind else {}
    bound: dict[int, Slot] = {}
    added: list[tuple[str, Slot]] = []
    for question in questions:
        kind = type_of(question)
        if isinstance(kind, ScriptGenerated):
            added += [(name, DeclaredSlot(question, name)) for name in kind.names(question)]
        elif isinstance(kind, Nested):
            loose = []
            for child in question.children:
                place = places.get(child.bind_to_column or "")
                if place is None:
                    loose.append(child)
                else:
                    bound[place] = ChildSlot(question, child)
            if loose:
                added.append((column_name(question), GroupSlot(question, kind, tuple(loose))))
        else:
            place = places.get(question.bind_to_column or "")
            if place is None:
                added.append((column_name(question), RootSlot(question)))
            else:
                bound[place] = RootSlot(question)
    names = added_names(columns, [prefix + name for name, _ in added])
    return Slots(bound, names, [slot for _, slot in added])


class AnswerBinder:
    """Reads the answers that bound columns hold. Make one per document and feed it every line.

    ``missing`` lists the columns that questions are bound to but the table does not have.
    """

    def __init__(self, questions: Sequence[Question], header: Header) -> None:
        places = {column.name: index for index, column in enumerate(header.columns)}
        self._roots: list[tuple[int, Question]] = []
        self._groups: list[tuple[Question, list[tuple[int, Question]]]] = []
        self.missing: list[str] = []
        for question in questions:
            children = [pair for child in question.children for pair in self._place(child, places)]
            if children:
                self._groups.append((question, children))
            self._roots += self._place(question, places)

    def _place(self, question: Question, places: Mapping[str, int]) -> list[tuple[int, Question]]:
        name = question.bind_to_column
        if not name:
            return []
        if name not in places:
            self.missing.append(name)
            return []
        return [(places[name], question)]

    def read(self, line: Line) -> tuple[Answers | None, list[Warning_]]:
        """Return the line's answers, None if it has none, and a warning per unusable cell.

        Warnings count lines and columns from 1.
        """
        values: dict[str, Json] = {}
        problems: list[Warning_] = []
        for place, question in self._roots:
            value, why = type_of(question).from_cell(question, line.cells[place].content)
            if value is not None:
                values[question.key] = value
            if why is not None:
                problems.append(Warning_(why, line.index + 1, place + 1))
        for question, children in self._groups:
            groups = self._read_groups(line, question, children, problems)
            if groups:
                values[question.key] = groups
        return (Answers(line.index, values) if values else None), problems

    def _read_groups(
        self, line: Line, parent: Question, children: list[tuple[int, Question]], problems: list[Warning_]
    ) -> list[dict[str, Json]]:
        groups: list[dict[str, Json]] = []
        for place, child in children:
            parts = _group_parts(child, line.cells[place].content, parent.multiple)
            for number, (value, why) in enumerate(parts):
                if why is not None:
                    problems.append(Warning_(why, line.index + 1, place + 1))
                while len(groups) <= number:
                    groups.append({})
                if value is not None:
                    groups[number][child.key] = value
        return [group for group in groups if group]


def bound_answers(questions: Sequence[Question], header: Header, line: Line) -> tuple[Answers | None, list[Warning_]]:
    """Read one line; for many lines of a table make an ``AnswerBinder``."""
    return AnswerBinder(questions, header).read(line)


def _group_parts(child: Question, text: str, several: bool) -> list[tuple[Json, str | None]]:
    """Read a bound child's cell into ``(value, problem)`` per group."""
    kind = type_of(child)
    if not several:
        return [kind.from_cell(child, text)]
    items = _json_list(text)
    if items is None:
        return [kind.from_cell(child, part.strip()) for part in text.split(GROUP_SEPARATOR)]
    parts: list[tuple[Json, str | None]] = []
    for item in items:
        try:
            parts.append((kind.check_answer(child, item), None))
        except BadInput as error:
            parts.append((None, error.message))
    return parts


def _json_list(text: str) -> list[Json] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        items = json.loads(text)
    except ValueError:
        return None
    return items if isinstance(items, list) else None
