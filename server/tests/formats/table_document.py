"""A table document for the writers' tests, held in memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gloss.formats.base import Reader, Writer, WriteReport
from gloss.formats.document import Answers, Arrow, Cell, Column, Comment, Header, LabelSet, Line, ReadOptions, Span
from gloss.question_types.question import Question
from gloss.question_types.wire import to_export


@dataclass
class TableDocument:
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[str]] = ()
    answers: Sequence[Answers] = ()
    questions: Sequence[Question] = ()
    kinds: Sequence[str] = ("ROW_BASED",)
    per_document: Sequence[Question] = ()
    document_answers: Answers | None = None
    include_conflicts: bool = False
    header_is_data: bool = False
    document_name: str = "reviews.csv"
    line_numbers: Sequence[int] | None = None
    project_id: str = "Zk3Pq9"
    project_name: str = "Recipes"
    project_completed_at: str | None = None
    document_id: str = "3f0c2f0e-5d2b-4a55-9a44-1f0d2b7c9e01"
    url: str = ""
    labeler: None = None
    label_sets: Sequence[LabelSet] = ()
    comments: Sequence[Comment] = field(default_factory=tuple)

    @property
    def row_questions(self) -> list[dict[str, Any]]:
        return [to_export(question) for question in self.questions]

    @property
    def document_questions(self) -> list[dict[str, Any]]:
        return [to_export(question) for question in self.per_document]

    def lines(self) -> Iterator[Line]:
        numbers = self.line_numbers or range(len(self.rows))
        for number, row in zip(numbers, self.rows, strict=True):
            yield Line(number, [Cell(text) for text in row])

    def row_answers(self) -> Iterator[Answers]:
        return iter(self.answers)

    def spans(self) -> Iterator[Span]:
        return iter(())

    def arrows(self) -> Iterator[Arrow]:
        return iter(())

    def span_hash(self, span: Span) -> str:
        raise NotImplementedError


def read(reader: Reader, content: bytes, name: str, **options: Any) -> tuple[list[str], list[list[str]]]:
    """Return the column names and the rows of ``content``."""
    options.setdefault("first_row_as_header", True)
    names: list[str] = []
    rows: list[list[str]] = []
    for record in reader.read(io.BytesIO(content), ReadOptions(file_name=name, **options)):
        if isinstance(record, Header):
            names = [column.name for column in record.columns]
        elif isinstance(record, Line):
            assert record.index == len(rows)
            rows.append([cell.content for cell in record.cells])
    return names, rows


def write(writer: Writer, document: TableDocument) -> tuple[bytes, WriteReport]:
    out = io.BytesIO()
    report = writer.write(document, out)
    return out.getvalue(), report


def columns(*names: str) -> list[Column]:
    return [Column(name) for name in names]
