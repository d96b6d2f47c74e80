"""Text and its classes, as three cloud services want them for training."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from gloss.formats.base import CSV_MEDIA, ROW_BASED, TABLE_KINDS, WriteReport
from gloss.formats.csv_rows import BATCH
from gloss.formats.document import Answers, ExportDocument, Line
from gloss.question_types import type_of
from gloss.question_types.question import Question
from gloss.question_types.wire import from_wire

CHOICE_TYPES = ("DROPDOWN", "HIERARCHICAL_DROPDOWN", "SINGLE_CHOICE", "MULTIPLE_CHOICE")
SAMPLE = 2000
_TEXT = re.compile(r"(?<![a-z])text(?![a-z])", re.IGNORECASE)
Example = tuple[str, list[str]]


class AmazonComprehendRows:
    """``label,text`` without heading; several labels are joined by ``|``."""

    key = "AMAZON_COMPREHEND_CSV"
    extension = ".csv"
    media_type = CSV_MEDIA
    kinds = TABLE_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        return _write(document, out, lambda text, labels: _record(["|".join(labels), text]))


class AzureAutoml:
    """``text,labels`` with that heading; labels are joined by commas in one cell."""

    key = "AZURE_AUTOML_CSV"
    extension = ".csv"
    media_type = CSV_MEDIA
    kinds = TABLE_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        out.write(b"text,labels\r\n")
        return _write(document, out, lambda text, labels: _record([text, ",".join(labels)]))


class GcpVertexAi:
    """``"text",label1,label2`` without heading; the text is always quoted."""

    key = "GCP_VERTEX_AI_CSV"
    extension = ".csv"
    media_type = CSV_MEDIA
    kinds = TABLE_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        return _write(document, out, _vertex_record)


def _vertex_record(text: str, labels: list[str]) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}",{_record(labels)}'


def _record(cells: list[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _write(document: ExportDocument, out: BinaryIO, shape: Callable[[str, list[str]], str]) -> WriteReport:
    report = WriteReport()
    by_row = ROW_BASED in document.kinds
    questions = from_wire(document.row_questions if by_row else document.document_questions)
    question = next((question for question in questions if question.type in CHOICE_TYPES), None)
    if question is None:
        report.skip("ANSWER_DROPPED", "The project has no dropdown or choice question, so there is nothing to write.")
        return report
    examples = _row_examples(document, question, report) if by_row else _document_example(document, question, report)
    while batch := list(islice(examples, BATCH)):
        out.write("".join(shape(text, labels) for text, labels in batch).encode("utf-8", "replace"))
    return report


def _row_examples(document: ExportDocument, question: Question, report: WriteReport) -> Iterator[Example]:
    column = text_column(document)
    answers = document.row_answers()
    current = next(answers, None)
    for line in document.lines():
        while current is not None and current.line is not None and current.line < line.index:
            current = next(answers, None)
        labels = _labels(question, current) if current is not None and current.line == line.index else []
        yield from _example(line.cells[column].content, labels, line.index, report)


def _document_example(document: ExportDocument, question: Question, report: WriteReport) -> Iterator[Example]:
    labels = _labels(question, document.document_answers)
    text = "\n".join(_line_text(line) for line in document.lines()) if labels else ""
    if labels and not text:
        report.skip("ROW_DROPPED", "The document has no text.")
        return
    yield from _example(text, labels, None, report)


def _example(text: str, labels: list[str], line: int | None, report: WriteReport) -> Iterator[Example]:
    if not labels:
        report.skip("ROW_DROPPED", "No answer, so it is no example.", line=line)
        return
    report.lines += 1
    report.answers += 1
    yield text, labels


def _line_text(line: Line) -> str:
    return " ".join(cell.content for cell in line.cells)


def _labels(question: Question, answers: Answers | None) -> list[str]:
    value = answers.values.get(question.key) if answers else None
    if value is None:
        return []
    kind = type_of(question)
    return [str(kind.readable(question, item)) for item in (value if isinstance(value, list) else [value])]


def text_column(document: ExportDocument) -> int:
    """Choose the column to train on.

    The first one with the word "text" in its name, else the displayed one with the longest
    cells on average over the first 2,000 rows.
    """
    columns = document.columns
    for index, column in enumerate(columns):
        if _TEXT.search(column.name):
            return index
    shown = [index for index, column in enumerate(columns) if column.displayed] or list(range(len(columns)))
    totals = dict.fromkeys(shown, 0)
    for line in islice(document.lines(), SAMPLE):
        for index in shown:
            totals[index] += len(line.cells[index].content)
    return max(shown, key=lambda index: totals[index], default=0)
