"""A document as a table: original columns, answers, and on request the unresolved answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gloss.formats.answers import Slot, slots_for
from gloss.formats.base import DOCUMENT_BASED, ROW_BASED, WriteReport
from gloss.formats.document import Answers, ExportDocument, Json, Line
from gloss.question_types.names import added_names
from gloss.question_types.question import Question
from gloss.question_types.wire import from_wire

DOCUMENT_PREFIX = "Document: "
FILE_COLUMN = "File"
STATUS_COLUMNS = ("Label Status", "Line")
RESOLVED, CONFLICTED = "RESOLVED", "CONFLICTED"
_NONE: Mapping[str, Json] = {}


class TableExport:
    """The heading and the records of one document's table; every call streams from the start.

    A row project gives its rows with the row answers, and the document's answers repeated
    under "Document: " headings if it has any. A document project gives one record, with
    the file's name first. With ``conflicts`` (and a document that includes them) a row has
    one record per set of candidates, and the columns Label Status and Line stand last.
    """

    def __init__(self, document: ExportDocument, report: WriteReport, *, conflicts: bool = False) -> None:
        self._document = document
        self._report = report
        self._conflicts = conflicts and document.include_conflicts
        self._by_row = ROW_BASED in document.kinds
        self._row_questions = from_wire(document.row_questions) if self._by_row else []
        with_document = DOCUMENT_BASED in document.kinds or not self._by_row
        self._document_questions = from_wire(document.document_questions) if with_document else []
        originals = [column.name for column in document.columns] if self._by_row else [FILE_COLUMN]
        rows = slots_for(self._row_questions, originals)
        self._bound: list[tuple[int, Slot]] = sorted(rows.bound.items())
        self._added: list[Slot] = rows.added
        self.header = [*originals, *rows.names]
        prefix = DOCUMENT_PREFIX if self._by_row else ""
        per_document = slots_for(self._document_questions, self.header, prefix=prefix, bind=False)
        self._constant: list[Slot] = per_document.added
        self.header += per_document.names
        if self._conflicts:
            self.header += added_names(self.header, STATUS_COLUMNS)

    def text_rows(self) -> Iterator[list[str]]:
        """Yield the cell texts of every record below the heading."""
        return self._document_texts() if not self._by_row else self._row_texts()

    def json_rows(self) -> Iterator[list[Json]]:
        """Yield JSON values: original cells as texts, answers in their own types, null when unanswered."""
        answers = self._document.document_answers
        constant = [slot.json(answers.values if answers else _NONE) for slot in self._constant]
        if not self._by_row:
            self._count(answers)
            yield [self._document.document_name, *constant]
            return
        for line, found in self._rows():
            cells: list[Json] = [cell.content for cell in line.cells]
            values = found.values if found else _NONE
            if found:
                for place, slot in self._bound:
                    cells[place] = slot.json(values)
            yield [*cells, *(slot.json(values) for slot in self._added), *constant]

    def _document_texts(self) -> Iterator[list[str]]:
        answers = self._document.document_answers
        self._count(answers)
        for values, status in self._candidates(answers, self._document_questions):
            record = [self._document.document_name, *(slot.text(values) for slot in self._constant)]
            yield [*record, status, ""] if self._conflicts else record

    def _row_texts(self) -> Iterator[list[str]]:
        answers = self._document.document_answers
        constant = [slot.text(answers.values if answers else _NONE) for slot in self._constant]
        for line, found in self._rows():
            original = [cell.content for cell in line.cells]
            for values, status in self._candidates(found, self._row_questions):
                cells = original.copy()
                if found:
                    # A row nobody answered keeps what stands in its bound columns.
                    for place, slot in self._bound:
                        cells[place] = slot.text(values)
                cells += [slot.text(values) for slot in self._added]
                cells += constant
                if self._conflicts:
                    cells += (status, str(line.index))
                yield cells

    def _rows(self) -> Iterator[tuple[Line, Answers | None]]:
        """Join the lines with their answers: both come in ascending order."""
        answers = self._document.row_answers()
        width = len(self._document.columns)
        current = next(answers, None)
        for line in self._document.lines():
            while current is not None and current.line is not None and current.line < line.index:
                current = next(answers, None)
            found = current if current is not None and current.line == line.index else None
            if len(line.cells) != width:
                raise ValueError(f"Line {line.index} has {len(line.cells)} cells in a table of {width} columns.")
            self._report.lines += 1
            self._count(found)
            yield line, found

    def _count(self, answers: Answers | None) -> None:
        if answers is None:
            return
        self._report.answers += len(answers.values)
        if answers.candidates and not self._conflicts:
            count = len(answers.candidates)
            self._report.skip("UNRESOLVED_DROPPED", f"{count} unresolved answers were left out.", line=answers.line)

    def _candidates(
        self, answers: Answers | None, questions: Sequence[Question]
    ) -> Iterator[tuple[Mapping[str, Json], str]]:
        if answers is None:
            yield _NONE, RESOLVED
        elif not self._conflicts or not answers.candidates:
            yield answers.values, RESOLVED
        else:
            for number in range(max(len(found) for found in answers.candidates.values())):
                yield _candidate(answers, questions, number), CONFLICTED


def _candidate(answers: Answers, questions: Sequence[Question], number: int) -> dict[str, Json]:
    """Return the resolved values with each open question's candidate of that number, if it has so many."""
    values = dict(answers.values)
    for key, found in answers.candidates.items():
        if number >= len(found):
            continue
        for question in questions:
            if question.key == key:
                values[key] = _joined(question, values.get(key), found[number].get("value"))
                break
            child = next((child for child in question.children if child.key == key), None)
            if child is not None:
                values[question.key] = _in_group(values.get(question.key), child, found[number])
                break
    return values


def _joined(question: Question, resolved: Json, candidate: Json) -> Json:
    if not question.multiple or question.type == "NESTED":
        return candidate
    extra = candidate if isinstance(candidate, list) else [candidate]
    return [*(resolved or []), *extra]


def _in_group(groups: Json, child: Question, candidate: Mapping[str, Any]) -> list[dict[str, Json]]:
    copied = [dict(group) for group in groups or ()]
    index = int(candidate.get("nestedAnswerIndex") or 0)
    copied += [{} for _ in range(index + 1 - len(copied))]
    copied[index][child.key] = _joined(child, copied[index].get(child.key), candidate.get("value"))
    return copied
