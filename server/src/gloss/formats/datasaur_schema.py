"""Writer of DATASAUR_SCHEMA for text, row and document projects: everything a copy holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import orjson

from gloss.core.hashcode import SpanKey, arrow_hash, span_hash
from gloss.formats.base import JSON_MEDIA, TABLE_KINDS, TEXT_KINDS, WriteReport
from gloss.formats.document import Answers, Arrow, ExportDocument, LabelSet, Span
from gloss.formats.json_advanced import ArrowEnds, comment_json, label_items, labeler_info, write_items
from gloss.formats.writing import Labels, Output, WireUnits, exported_spans, token_texts

_dumps = orjson.dumps


class DatasaurSchemaWriter:
    """Characters count UTF-16 units. Unresolved labels and answers are marked CONFLICT, without a user."""

    key = "DATASAUR_SCHEMA"
    extension = ".json"
    media_type = JSON_MEDIA
    kinds = TEXT_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        units = WireUnits()
        ends = ArrowEnds(document, report)
        output = Output(out)
        output.write(b'{"version":"1","data":{')
        output.write(_dumps(_head(document))[1:-1])
        _array(output, "rows", _rows(document, units, report))
        _value(output, "labelerInfo", labeler_info(document))
        _value(output, "labelSets", [_label_set(one) for one in document.label_sets])
        _array(output, "spanLabels", _spans(document, units, ends, report))
        _array(output, "arrowLabels", _arrows(document, ends, report))
        _value(output, "boundingBoxLabels", [])
        _value(output, "timeLabels", [])
        _value(output, "comments", [comment_json(one) for one in document.comments])
        _value(output, "url", document.url)
        if not TABLE_KINDS.isdisjoint(document.kinds) or document.row_questions or document.document_questions:
            _value(output, "headers", _headers(document))
            _value(output, "rowQuestions", list(document.row_questions))
            _value(output, "documentQuestions", list(document.document_questions))
        _array(output, "rowAnswers", _row_answers(document, report))
        _array(output, "documentAnswers", _document_answers(document, report))
        output.write(b"}}\n")
        output.close()
        return report


def _value(output: Output, key: str, value: object) -> None:
    output.write(f',"{key}":'.encode())
    output.write(_dumps(value))


def _array(output: Output, key: str, items: Iterator[bytes]) -> None:
    output.write(f',"{key}":['.encode())
    write_items(output, items)
    output.write(b"]")


def _head(document: ExportDocument) -> dict[str, Any]:
    project: dict[str, Any] = {"id": document.project_id, "name": document.project_name}
    if document.project_completed_at:
        project["completedAt"] = document.project_completed_at
    return {
        "project": project,
        "document": {"id": document.document_id, "name": document.document_name},
        "kinds": list(document.kinds),
    }


def _label_set(one: LabelSet) -> dict[str, Any]:
    return {"name": one.name, "index": one.index, "labelItems": label_items(one), "leafOnlyOption": one.leaf_only}


def _headers(document: ExportDocument) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "displayed": one.displayed, "labelerRestricted": one.labeler_restricted}
        for one in document.columns
    ]


def _rows(document: ExportDocument, units: WireUnits, report: WriteReport) -> Iterator[bytes]:
    for line in document.lines():
        report.lines += 1
        units.add(line)
        yield _dumps(
            [
                {"content": cell.content, "tokens": token_texts(line, column), "metadata": list(cell.metadata)}
                for column, cell in enumerate(line.cells)
            ]
        )


def _users(label: Span | Arrow | Answers) -> dict[str, Any]:
    if label.labeled_by == "CONFLICT":
        return {"labeledByUserId": None, "acceptedByUserId": None, "rejectedByUserId": None}
    return {
        "labeledByUserId": label.labeled_by_user,
        "acceptedByUserId": label.accepted_by_user,
        "rejectedByUserId": label.rejected_by_user,
    }


def _spans(document: ExportDocument, units: WireUnits, ends: ArrowEnds, report: WriteReport) -> Iterator[bytes]:
    labels = Labels(document)
    for span in exported_spans(document, report, conflicts=True):
        key = units.key(span)
        ends.add(span, key)
        report.labels += 1
        yield _dumps(_span(span, key, labels))


def _span(span: Span, key: SpanKey, labels: Labels) -> dict[str, Any]:
    item = labels.item(span)
    _, _, start_line, start_cell, start_token, start_char, end_line, end_cell, end_token, end_char, _ = key
    return {
        "id": span.id,
        "labelSetIndex": span.layer,
        "labeledBy": span.labeled_by,
        **_users(span),
        "layer": span.layer,
        "counter": span.counter,
        "status": span.status,
        "hashCode": span_hash(key),
        "labelName": span.item,
        "labelItem": {"id": item.id, "labelName": item.name, "parentId": item.parent_id, "color": item.color},
        "textPosition": {
            "start": {"row": start_line, "column": start_cell, "tokenIndex": start_token, "charIndex": start_char},
            "end": {"row": end_line, "column": end_cell, "tokenIndex": end_token, "charIndex": end_char},
        },
        "confidenceScore": span.confidence,
    }


def _arrows(document: ExportDocument, ends: ArrowEnds, report: WriteReport) -> Iterator[bytes]:
    labels = Labels(document)
    for arrow, origin, destination in ends.arrows(conflicts=document.include_conflicts):
        report.labels += 1
        yield _dumps(
            {
                "id": arrow.id,
                "labeledBy": arrow.labeled_by,
                **_users(arrow),
                "layer": arrow.layer,
                "counter": arrow.counter,
                "status": arrow.status,
                "hashCode": arrow_hash(arrow.item, arrow.layer, origin, destination, arrow.counter),
                "labelName": arrow.item,
                "labelItem": {"id": arrow.item, "labelName": labels.name(arrow)},
                "originId": arrow.origin,
                "destinationId": arrow.destination,
                "confidenceScore": arrow.confidence,
            }
        )


def _row_answers(document: ExportDocument, report: WriteReport) -> Iterator[bytes]:
    for answers in document.row_answers():
        yield from _answer_items(answers, {"line": answers.line}, document.include_conflicts, report)


def _document_answers(document: ExportDocument, report: WriteReport) -> Iterator[bytes]:
    answers = document.document_answers
    if answers is not None:
        yield from _answer_items(answers, {}, document.include_conflicts, report)


def _answer_items(answers: Answers, place: dict[str, Any], conflicts: bool, report: WriteReport) -> Iterator[bytes]:
    """Yield one item per answered question, one per leaf of a group, one per unresolved candidate."""
    users = _users(answers)
    for question, value in answers.values.items():
        for leaf, parent, index, one in leaves(question, value):
            report.answers += 1
            yield _dumps(
                {
                    **place,
                    **_question(leaf, parent, index),
                    "value": one,
                    "labeledBy": answers.labeled_by,
                    **users,
                    "status": answers.status,
                }
            )
    for question, candidates in answers.candidates.items() if conflicts else ():
        for candidate in candidates:
            report.answers += 1
            parent = candidate.get("parentQuestionId")
            yield _dumps(
                {
                    **place,
                    **_question(question, parent, candidate.get("nestedAnswerIndex")),
                    "value": candidate["value"],
                    "labeledBy": "CONFLICT",
                    "labeledByUserId": None,
                    "acceptedByUserId": None,
                    "rejectedByUserId": None,
                    "status": "LABELED",
                    "userIds": candidate.get("userIds", []),
                }
            )


def leaves(question: str, value: object) -> Iterator[tuple[str, str | None, int | None, object]]:
    """Yield (question, parent, group number, value): a group of answers becomes one item per leaf."""
    if not isinstance(value, list) or not value or not all(isinstance(group, Mapping) for group in value):
        yield question, None, None, value
        return
    for number, group in enumerate(value):
        for leaf, one in group.items():
            yield leaf, question, number, one


def _question(question: str, parent: object, index: object) -> dict[str, Any]:
    return {
        "questionId": _number(question),
        "parentQuestionId": _number(parent),
        "nestedAnswerIndex": index,
    }


def _number(identity: object) -> object:
    """Question ids are numbers in the file; a made-up text id stays a text."""
    return int(identity) if isinstance(identity, str) and identity.isdecimal() else identity
