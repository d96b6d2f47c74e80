"""Missing and invalid answers, and documents that complete themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from gloss.accounts.models import User
from gloss.answers import queries, wire
from gloss.answers.models import AnswerBase
from gloss.answers.questions import Asked, asked
from gloss.documents import order, status
from gloss.documents.models import DocumentCopy
from gloss.documents.validation import Problem
from gloss.projects.models import Project
from gloss.projects.settings import ProjectSettings
from gloss.questionsets.models import Level

MAX_LINES = 1000


@dataclass(frozen=True, slots=True)
class Invalid:
    """A copy with missing or invalid answers; ``lines`` None means the document's own, else at most ``MAX_LINES``."""

    copy: DocumentCopy
    lines: tuple[int, ...] | None


def invalid_rows(copies: Iterable[DocumentCopy], limit: int = MAX_LINES) -> Iterator[Invalid]:
    """Yield the copies (of one project) with lines that keep them from completion."""
    ask: Asked | None = None
    for copy in copies:
        ask = asked(copy.cabinet.project, Level.ROW) if ask is None else ask
        lines = tuple(_first(_invalid_lines(copy, ask), limit)) if ask.questions else ()
        if lines:
            yield Invalid(copy, lines)


def invalid_documents(copies: Iterable[DocumentCopy]) -> Iterator[Invalid]:
    """Yield the copies (of one project) whose document questions are not answered as they must be."""
    ask: Asked | None = None
    for copy in copies:
        ask = asked(copy.cabinet.project, Level.DOCUMENT) if ask is None else ask
        if ask.questions and not _fits(queries.document_answer(copy), ask):
            yield Invalid(copy, None)


def validator(copies: list[DocumentCopy]) -> Iterator[Problem]:
    """For ``documents.validation``: required and malformed answers."""
    for found in (*invalid_rows(copies), *invalid_documents(copies)):
        yield Problem("INVALID_ANSWERS", found.copy, found.lines or ())


def _invalid_lines(copy: DocumentCopy, ask: Asked) -> Iterator[int]:
    """The document's lines and those the copy has inserted, without those it has deleted."""
    empty_fits = not ask.has_required or ask.is_valid({}, ask.updated_at, frozenset())
    inserted, deleted = order.numbers(copy)
    rows = queries.iter_rows(copy)
    row = next(rows, None)
    for line in chain(range(copy.document.line_count), inserted):
        while row is not None and row.line < line:
            row = next(rows, None)
        here = row if row is not None and row.line == line else None
        if here is None and row is None and empty_fits:
            return
        fits = empty_fits if here is None else _fits(here, ask)
        if not fits and line not in deleted:
            yield line


def _fits(row: AnswerBase | None, ask: Asked) -> bool:
    if row is None:
        return ask.is_valid({}, ask.updated_at, frozenset())
    return ask.is_valid(row.values, row.updated_at, wire.disputed_questions(row))


def _first(lines: Iterator[int], limit: int) -> Iterator[int]:
    for count, line in enumerate(lines):
        if count == limit:
            return
        yield line


def complete_if_wanted(copy: DocumentCopy, actor: User) -> None:
    """Complete the document if the project wants that and every question is answered as it must be.

    A table is complete when every row has an answer and none lacks a required one; a
    document's own questions when there is an answer and none is missing.
    """
    project = copy.cabinet.project
    if not ProjectSettings.load(project).auto_mark_document_as_complete or copy.conflict_count:
        return
    if _all_given(copy, project):
        status.complete_copy(copy, actor)


def _all_given(copy: DocumentCopy, project: Project) -> bool:
    rows, about = asked(project, Level.ROW), asked(project, Level.DOCUMENT)
    lines = order.count(copy) - len(order.numbers(copy)[1])
    expected = lines * bool(rows.questions) + bool(about.questions)
    if copy.answered_count < expected:
        return False
    return not any(invalid_rows([copy], 1)) and not any(invalid_documents([copy]))
