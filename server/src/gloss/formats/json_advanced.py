"""Writer of JSON_ADVANCED: sentences with their spans, then every label with its full record."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

import orjson

from gloss.core.hashcode import SpanKey, arrow_hash, span_hash
from gloss.formats.base import JSON_MEDIA, SPAN_KINDS, WriteReport
from gloss.formats.document import Arrow, Comment, ExportDocument, LabelSet, Line, Span
from gloss.formats.writing import LongTexts, Output, WireUnits, exported_spans, long_texts, token_texts

_dumps = orjson.dumps
_TOGETHER = 100
_BLOCK = 1 << 18
_Sentence = tuple[int, bytes, bytes, LongTexts]
"""Line, what stands before and behind its labels, and what ``WireUnits`` wants to know."""


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
        lines = _LookAhead(document.prepared(self.key, _sentence), labels.units)
        for index, before, behind, _ in lines:
            report.lines += 1
            if ahead is None or ahead.start.line > index:
                yield before + behind
                continue
            found = []
            while ahead is not None and ahead.start.line <= index:
                if ahead.end.line > index:
                    lines.through(ahead.end.line)
                found.append(labels.add(ahead))
                ahead = next(spans, None)
            yield b"%b%b%b" % (before, ",".join(found).encode(), behind)
        while ahead is not None:
            labels.add(ahead)
            ahead = next(spans, None)


def _sentence(line: Line) -> _Sentence:
    cell = line.cells[0]
    before = _dumps({"id": line.index, "content": cell.content, "tokens": token_texts(line)})
    behind = b'],"metadata":' + _dumps(list(cell.metadata)) + b"}"
    return line.index, before[:-1] + b',"labels":[', behind, long_texts(line)


class _LookAhead:
    """The sentences of a document, read on where a span ends further down."""

    def __init__(self, source: Iterator[_Sentence], units: WireUnits) -> None:
        self._source = source
        self._units = units
        self._window: deque[_Sentence] = deque()

    def __iter__(self) -> Iterator[_Sentence]:
        while self._window or self._fill():
            yield self._window.popleft()

    def through(self, number: int) -> None:
        """Read until line ``number`` has been seen."""
        while (not self._window or self._window[-1][0] < number) and self._fill():
            pass

    def _fill(self) -> bool:
        one = next(self._source, None)
        if one is None:
            return False
        if one[3]:
            self._units.note(one[0], one[3])
        self._window.append(one)
        return True


class _Labels:
    """Writes the full records of spans aside while the sentences pass: they stand behind them in the file."""

    def __init__(self, document: ExportDocument, report: WriteReport, aside: BinaryIO) -> None:
        self.units = WireUnits()
        self._document = _quoted(document.document_id)
        self._report = report
        self._ends = ArrowEnds(document, report)
        self._file = aside
        self._waiting: list[str] = []
        self._is_first = True

    def add(self, span: Span) -> str:
        """Keep the record of a span and return what its sentence says of it."""
        key = self.units.key(span)
        self._ends.add(span, key)
        hash_code = span_hash(key)
        hash_code = f'"{hash_code}"' if _is_plain(key.item) else _quote(hash_code)
        self._keep(_record(span, self._document, key[2:10], hash_code, _NO_ENDS))
        return _sentence_label(span, key, hash_code, self._document)

    def finish(self, output: Output) -> None:
        """Write all spans, then the arrows."""
        for arrow, origin, destination in self._ends.arrows():
            place = (*origin[2:6], *destination[6:10])
            hash_code = _quote(arrow_hash(arrow.item, arrow.layer, origin, destination, arrow.counter))
            self._keep(_record(arrow, self._document, place, hash_code, _ends(arrow)))
        self._flush()
        self._file.seek(0)
        while block := self._file.read(_BLOCK):
            output.write(block)

    def _keep(self, record: str) -> None:
        self._report.labels += 1
        self._waiting.append(record)
        if len(self._waiting) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._file.write(b"" if self._is_first else b",")
            self._file.write(",".join(self._waiting).encode())
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


# Millions of labels are written: made as text, they take half the time of dicts that are then encoded.


def _quote(text: str) -> str:
    return _dumps(text).decode()


_quoted = lru_cache(maxsize=1 << 12)(_quote)


@lru_cache(maxsize=1 << 12)
def _is_plain(text: str) -> bool:
    return len(_quote(text)) == len(text) + 2


def _number(one: int | None) -> int | str:
    return "null" if one is None else one


def _sentence_label(span: Span, key: SpanKey, hash_code: str, document: str) -> str:
    item, layer, start_line, _, start_token, start_char, end_line, _, end_token, end_char, counter = key
    quoted = _quoted(item)
    return (
        f'{{"l":{quoted},"layer":{layer},"id":{quoted[:-1]}:{layer}:{start_line}:{start_token}:{start_char}:'
        f'{end_line}:{end_token}:{end_char}:{counter}","deleted":false,"labeledBy":"{span.labeled_by}",'
        f'"hashCode":{hash_code},"documentId":{document},"sidS":{start_line},"s":{start_token},"charS":{start_char},'
        f'"sidE":{end_line},"e":{end_token},"charE":{end_char}}}'
    )


_NO_ENDS = '"originId":null,"originNumber":"0","destinationId":null,"destinationNumber":"0","type":"SPAN"'


def _ends(arrow: Arrow) -> str:
    return (
        f'"originId":{_quote(arrow.origin)},"originNumber":"0",'
        f'"destinationId":{_quote(arrow.destination)},"destinationNumber":"0","type":"ARROW"'
    )


def _record(label: Span | Arrow, document: str, place: tuple[int, ...], hash_code: str, ends: str) -> str:
    start_line, start_cell, start_token, start_char, end_line, end_cell, end_token, end_char = place
    by = label.labeled_by_user
    return (
        f'{{"labelText":null,"id":{_quote(label.id)},"documentId":{document},'
        f'"labeledByUserId":{"null" if by is None else by},'
        f'"startCellIndex":{start_cell},"startCellLine":{start_line},'
        f'"startTokenIndex":{start_token},"startCharIndex":{start_char},'
        f'"endCellIndex":{end_cell},"endCellLine":{end_line},"endTokenIndex":{end_token},"endCharIndex":{end_char},'
        f'"layer":{label.layer},"counter":{label.counter},"labeledBy":"{label.labeled_by}",'
        f"{_deciders(label.accepted_by_user, label.rejected_by_user)},{ends},"
        f'{_facts(label.item, label.status, label.created_at, label.updated_at)},"hashCode":{hash_code}}}'
    )


@lru_cache(maxsize=1 << 12)
def _deciders(accepted: int | None, rejected: int | None) -> str:
    return f'"acceptedByUserId":{_number(accepted)},"rejectedByUserId":{_number(rejected)}'


@lru_cache(maxsize=1 << 12)
def _facts(item: str, status: str, created: str, updated: str) -> str:
    return (
        f'"labelSetItemId":{_quote(item)},"status":"{status}","createdAt":{_quote(created)},'
        f'"updatedAt":{_quote(updated)}'
    )
