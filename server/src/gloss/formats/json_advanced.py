"""Writer of JSON_ADVANCED: sentences with their spans, then every label with its full record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from gloss.core.hashcode import SpanKey, arrow_hash, span_hash
from gloss.formats.base import JSON_MEDIA, SPAN_KINDS, WriteReport
from gloss.formats.document import Arrow, Comment, ExportDocument, LabelSet, Line, Span
from gloss.formats.writing import LookAhead, Output, WireUnits, exported_spans, token_texts

_dumps = orjson.dumps
_TOGETHER = 100
_BLOCK = 1 << 18


class JsonAdvancedWriter:
    """Characters count UTF-16 units. Conflicts have no place here and are left out."""

    key = "JSON_ADVANCED"
    extension = ".json"
    media_type = JSON_MEDIA
    kinds = SPAN_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        output = Output(out)
        with document.aside() as aside:
            labels = _Labels(document, report, aside)
            output.write(b'{"sentences":[')
            write_items(output, self._sentences(document, labels, report))
            output.write(b'],"labelerInfo":')
            output.write(_dumps(labeler_info(document)))
            output.write(b',"labelSets":')
            output.write(_dumps([_label_set(one) for one in document.label_sets]))
            output.write(b',"labels":[')
            labels.finish(output)
        output.write(b'],"comments":')
        output.write(_dumps([comment_json(one) for one in document.comments]))
        output.write(b"}\n")
        output.close()
        return report

    def _sentences(self, document: ExportDocument, labels: _Labels, report: WriteReport) -> Iterator[bytes]:
        spans = exported_spans(document, report)
        ahead = next(spans, None)
        lines = LookAhead(document, labels.units)
        for line in lines:
            report.lines += 1
            found = []
            while ahead is not None and ahead.start.line <= line.index:
                if ahead.end.line > line.index:
                    lines.through(ahead.end.line)
                found.append(labels.add(ahead))
                ahead = next(spans, None)
            yield _dumps(_sentence(line, found))
        while ahead is not None:
            labels.add(ahead)
            ahead = next(spans, None)


class _Labels:
    """Writes the full records of spans aside while the sentences pass: they stand behind them in the file."""

    def __init__(self, document: ExportDocument, report: WriteReport, aside: BinaryIO) -> None:
        self.units = WireUnits()
        self._document_id = document.document_id
        self._report = report
        self._ends = ArrowEnds(document, report)
        self._file = aside
        self._waiting: list[dict[str, Any]] = []
        self._is_first = True

    def add(self, span: Span) -> dict[str, Any]:
        """Keep the record of a span and return what its sentence says of it."""
        key = self.units.key(span)
        self._ends.add(span, key)
        hash_code = span_hash(key)
        self._keep(_label(span, self._document_id, key[2:10], hash_code, "SPAN"))
        return _sentence_label(span, key, hash_code, self._document_id)

    def finish(self, output: Output) -> None:
        """Write all spans, then the arrows."""
        for arrow, origin, destination in self._ends.arrows():
            place = (*origin[2:6], *destination[6:10])
            hash_code = arrow_hash(arrow.item, arrow.layer, origin, destination, arrow.counter)
            self._keep(_label(arrow, self._document_id, place, hash_code, "ARROW"))
        self._flush()
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            output.write(block)

    def _keep(self, label: dict[str, Any]) -> None:
        self._report.labels += 1
        self._waiting.append(label)
        if len(self._waiting) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._file.write(b"" if self._is_first else b",")
            self._file.write(_dumps(self._waiting)[1:-1])
            self._waiting, self._is_first = [], False


class ArrowEnds:
    """Remembers the spans that arrows join while all spans pass by."""

    def __init__(self, document: ExportDocument, report: WriteReport) -> None:
        self._document = document
        self._report = report
        self._wanted = {end for arrow in document.arrows() for end in (arrow.origin, arrow.destination)}
        self._keys: dict[str, SpanKey] = {}

    def add(self, span: Span, key: SpanKey) -> None:
        if self._wanted and span.id in self._wanted:
            self._keys[span.id] = key

    def arrows(self, *, conflicts: bool = False) -> Iterator[tuple[Arrow, SpanKey, SpanKey]]:
        """Yield each arrow with the wire keys of its two spans; lists those that miss one as dropped."""
        for arrow in self._document.arrows():
            origin, destination = self._keys.get(arrow.origin), self._keys.get(arrow.destination)
            if arrow.labeled_by == "CONFLICT" and not conflicts:
                self._report.skip("UNRESOLVED_DROPPED", "This format does not hold unresolved labels.", label=arrow.id)
            elif origin is None or destination is None:
                self._report.skip("ARROW_DROPPED", "An end of the arrow is not in the file.", label=arrow.id)
            else:
                yield arrow, origin, destination


def write_items(output: Output, items: Iterator[bytes]) -> None:
    """Write the items of a JSON array, comma separated."""
    separator = b""
    for item in items:
        output.write(separator)
        output.write(item)
        separator = b","


def labeler_info(document: ExportDocument) -> dict[str, Any] | None:
    labeler = document.labeler
    if labeler is None:
        return None
    return {"id": labeler.id, "email": labeler.email, "displayName": labeler.display_name}


def label_items(one: LabelSet) -> list[dict[str, Any]]:
    return [
        {"id": item.id, "labelName": item.name, "parentId": item.parent_id, "color": item.color} for item in one.items
    ]


def comment_json(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "parentId": comment.parent_id,
        "hashCode": comment.hash_code,
        "message": comment.message,
        "type": comment.type,
        "userId": comment.user_id,
        "createdAt": comment.created_at,
    }


def _label_set(one: LabelSet) -> dict[str, Any]:
    return {"index": one.index, "labelItems": label_items(one)}


def _sentence(line: Line, labels: list[dict[str, Any]]) -> dict[str, Any]:
    cell = line.cells[0]
    return {
        "id": line.index,
        "content": cell.content,
        "tokens": token_texts(line),
        "labels": labels,
        "metadata": list(cell.metadata),
    }


def _sentence_label(span: Span, key: SpanKey, hash_code: str, document_id: str) -> dict[str, Any]:
    item, layer, start_line, _, start_token, start_char, end_line, _, end_token, end_char, counter = key
    return {
        "l": item,
        "layer": layer,
        "id": f"{item}:{layer}:{start_line}:{start_token}:{start_char}:{end_line}:{end_token}:{end_char}:{counter}",
        "deleted": False,
        "labeledBy": span.labeled_by,
        "hashCode": hash_code,
        "documentId": document_id,
        "sidS": start_line,
        "s": start_token,
        "charS": start_char,
        "sidE": end_line,
        "e": end_token,
        "charE": end_char,
    }


def _label(label: Span | Arrow, document_id: str, place: tuple[int, ...], hash_code: str, kind: str) -> dict[str, Any]:
    start_line, start_cell, start_token, start_char, end_line, end_cell, end_token, end_char = place
    arrow = label if isinstance(label, Arrow) else None
    return {
        "labelText": None,
        "id": label.id,
        "documentId": document_id,
        "labeledByUserId": label.labeled_by_user,
        "startCellIndex": start_cell,
        "startCellLine": start_line,
        "startTokenIndex": start_token,
        "startCharIndex": start_char,
        "endCellIndex": end_cell,
        "endCellLine": end_line,
        "endTokenIndex": end_token,
        "endCharIndex": end_char,
        "layer": label.layer,
        "counter": label.counter,
        "labeledBy": label.labeled_by,
        "acceptedByUserId": label.accepted_by_user,
        "rejectedByUserId": label.rejected_by_user,
        "originId": arrow.origin if arrow else None,
        "originNumber": "0",
        "destinationId": arrow.destination if arrow else None,
        "destinationNumber": "0",
        "type": kind,
        "labelSetItemId": label.item,
        "status": label.status,
        "createdAt": label.created_at,
        "updatedAt": label.updated_at,
        "hashCode": hash_code,
    }
