"""Which lines of one copy a view shows, step by step in the order of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from gloss.answers import wire
from gloss.answers.models import RowAnswer
from gloss.answers.questions import Asked, asked
from gloss.comments.models import Comment
from gloss.core.errors import BadInput
from gloss.documents import order
from gloss.documents.models import DocumentCopy, EditedLine, LineStatus
from gloss.questionsets.models import Level
from gloss.search import basic, engine, matching
from gloss.search.conditions import All, Condition, Facts, Text
from gloss.search.facts import texts_of
from gloss.search.matching import Matcher
from gloss.search.scope import Scope

KEYS = ("answerState", "text", "column", "answers", "search", "sort")
STATES = ("ANSWERED", "UNANSWERED", "INVALID", "CONFLICT")
BATCH = 4000


@dataclass(frozen=True)
class InColumn(Text):
    """The text stands in one column."""

    column: int = 0

    def holds(self, facts: Facts) -> bool:
        return any(cell == self.column and self.matcher.found_in(text) for cell, text in facts.shown())


@dataclass(frozen=True, slots=True)
class Step:
    """Lines found up to the number ``next`` (exclusive)."""

    lines: list[int]
    next: int


def check(scope: Scope, wanted: Mapping[str, Any]) -> None:
    """Raise BadInput for a filter or an order that cannot be."""
    condition_of(wanted)
    sort = wanted.get("sort")
    questions = {question.key for question in _asked(scope).questions} if wanted.get("answers") or sort else set()
    for number in [entry["questionId"] for entry in wanted.get("answers") or ()]:
        if str(number) not in questions:
            raise BadInput(f"There is no question {number}.", field="answers")
    columns = [("column", wanted.get("column")), ("sort", (sort or {}).get("column"))]
    for field, column in columns:
        if column is not None and (not 0 <= column < _columns(scope) or column in scope.hidden):
            raise BadInput(f"There is no column {column}.", field=field)
    if sort and (sort.get("column") is None) == (sort.get("questionId") is None):
        raise BadInput("Sort by a column or by a question.", field="sort")
    if sort and sort.get("questionId") is not None and str(sort["questionId"]) not in questions:
        raise BadInput(f"There is no question {sort['questionId']}.", field="sort")


def _columns(scope: Scope) -> int:
    assert scope.copy is not None
    return scope.copy.document.column_count


def condition_of(wanted: Mapping[str, Any]) -> Condition | None:
    """What the text, labels and so on of a line must be; None if there is no such filter."""
    parts: list[Condition] = []
    if (wanted.get("text") or "").strip():
        if len(wanted["text"]) > matching.MAX_TEXT:
            raise BadInput(f"The text has at most {matching.MAX_TEXT} characters.", field="text")
        found = matching.contains(wanted["text"])
        column = wanted.get("column")
        parts.append(Text(found) if column is None else InColumn(found, column))
    if wanted.get("search"):
        parts.append(basic.read(wanted["search"]))
    return All(tuple(parts)) if parts else None


def needs_answers(wanted: Mapping[str, Any]) -> bool:
    sort = wanted.get("sort") or {}
    return bool(wanted.get("answerState") or wanted.get("answers") or sort.get("questionId") is not None)


def newest_comment(copy: DocumentCopy) -> datetime | None:
    return Comment.objects.filter(document=copy.document_id).aggregate(last=Max("updated_at"))["last"]


def steps(scope: Scope, wanted: Mapping[str, Any], start: int) -> Iterator[Step]:
    """Find lines from the number ``start`` on, some thousand at a time."""
    condition = condition_of(wanted)
    judge = AnswerJudge(scope, wanted)
    if condition is None:
        yield from _all_lines(scope, judge, start)
        return
    copy = scope.copy
    assert copy is not None
    with closing(engine.steps(scope, condition, (copy.document_id, start - 1))) as running:
        for step in running:
            numbers = [hit.facts.line for hit in step.hits]
            yield Step(judge.keep(numbers), step.last[1] + 1)


def _all_lines(scope: Scope, judge: AnswerJudge, start: int) -> Iterator[Step]:
    copy = scope.copy
    assert copy is not None
    deleted = set(EditedLine.objects.filter(copy=copy, status=LineStatus.DELETED).values_list("line", flat=True))
    count = copy.document.line_count
    for first in range(start, count, BATCH):
        end = min(first + BATCH, count)
        yield Step(judge.keep([line for line in range(first, end) if line not in deleted]), end)
    inserted = [line for line, _ in order.of_copy(copy).inserted if line >= max(start, count)]
    if inserted:
        numbers = sorted(line for line in inserted if line not in deleted)
        yield Step(judge.keep(numbers), max(inserted) + 1)


class AnswerJudge:
    """Keeps the lines whose answers are as wanted."""

    def __init__(self, scope: Scope, wanted: Mapping[str, Any]) -> None:
        assert scope.copy is not None
        self.copy, self.state = scope.copy, wanted.get("answerState")
        self.tests = [(str(entry["questionId"]), _test(entry)) for entry in wanted.get("answers") or ()]
        self.ask = _asked(scope)
        self.is_needed = bool(self.state or self.tests)
        self.empty_fits = not self.is_needed or self._is_valid(None)

    def keep(self, lines: list[int]) -> list[int]:
        if not self.is_needed or not lines:
            return lines
        rows = self._rows(lines)
        return [line for line in lines if self._fits(rows.get(line))]

    def _rows(self, lines: list[int]) -> dict[int, RowAnswer]:
        rows = RowAnswer.objects.filter(copy=self.copy, line__gte=min(lines), line__lte=max(lines))
        if self.state == "CONFLICT":
            rows = rows.filter(conflict_count__gt=0)
        if max(lines) - min(lines) > 4 * len(lines):
            rows = rows.filter(line__in=lines)
        needed = ["line", "values"]
        if self.state in ("INVALID", "CONFLICT"):
            needed += ["conflicts", "conflict_count", "updated_at"]
        return {row.line: row for row in rows.only(*needed)}

    def _fits(self, row: RowAnswer | None) -> bool:
        if self.state and self._state_fits(row) is False:
            return False
        return all(row is not None and test(texts_of(row.values.get(key))) for key, test in self.tests)

    def _state_fits(self, row: RowAnswer | None) -> bool:
        if self.state == "CONFLICT":
            return row is not None
        if self.state == "INVALID":
            return not (self.empty_fits if row is None else self._is_valid(row))
        return bool(row is not None and row.values) == (self.state == "ANSWERED")

    def _is_valid(self, row: RowAnswer | None) -> bool:
        if row is None:
            return self.ask.is_valid({}, self.ask.updated_at, frozenset())
        return self.ask.is_valid(row.values, row.updated_at, wire.disputed_questions(row))


def _asked(scope: Scope) -> Asked:
    return asked(scope.project, Level.ROW)


def _test(entry: Mapping[str, Any]) -> Any:
    if entry.get("contains"):
        matcher: Matcher = matching.contains(entry["contains"], name="answers")
        return lambda texts: any(matcher.found_in(text) for text in texts)
    if entry.get("value") is None:
        raise BadInput("Say what the answer equals or contains.", field="answers")
    wanted = _comparable(entry["value"])
    return lambda texts: any(_comparable(text) == wanted for text in texts)


def _comparable(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
