"""JSON (simplified): an array with one object per line, spans by character offsets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from gloss.formats.base import JSON_MEDIA, SPAN_KINDS, FormatError, WriteReport
from gloss.formats.document import ExportDocument, Line, ReadOptions, Record, Span, Warning_
from gloss.formats.json_stream import JsonFile
from gloss.formats.positions import to_offsets, to_tokens
from gloss.formats.reading import Counters, LineMaker
from gloss.formats.writing import Labels, Output, lines_with_pieces, report_arrows


class JsonReader:
    """Offsets are code points in the line with an exclusive end; a lone object is one line."""

    key = "JSON"
    kinds = SPAN_KINDS
    extensions = (".json",)

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        file = JsonFile(source, options.file_name)
        make = LineMaker(options)
        for item in file.items() if file.is_array else [file.value("")]:
            yield from _read_item(make, item)
        if not make.count:
            raise FormatError("EMPTY_FILE", "The array holds no line.", file_name=options.file_name)


def _read_item(make: LineMaker, item: Any) -> Iterator[Record]:
    number = make.count + 1
    text = item.get("text") if isinstance(item, dict) else None
    if not isinstance(text, str):
        make.fail("PARSE_ERROR", "Each item must be an object with a text.", number, field="text")
    line = make.line(make.cell(text))
    yield line
    entities = item.get("entities")
    if not entities:
        return
    if not isinstance(entities, list):
        make.fail("PARSE_ERROR", "entities must be an array.", number, field="entities")
    counters = Counters()
    for position, entity in enumerate(entities):
        span, warning = _read_entity(make, line, entity, f"entities[{position}]", counters)
        if warning is not None:
            yield warning
        yield span


def _read_entity(
    make: LineMaker, line: Line, entity: Any, where: str, counters: Counters
) -> tuple[Span, Warning_ | None]:
    number, cell = line.index + 1, line.cells[0]
    if not isinstance(entity, dict):
        make.fail("PARSE_ERROR", f"{where} must be an object.", number, field=where)
    name, start, end = entity.get("type"), entity.get("start_idx"), entity.get("end_idx")
    if not isinstance(name, str) or not name:
        make.fail("PARSE_ERROR", f"{where}.type must be a class name.", number, field=f"{where}.type")
    if type(start) is not int or type(end) is not int:
        make.fail("PARSE_ERROR", f"{where} needs whole numbers start_idx and end_idx.", number, field=where)
    if not 0 <= start < end <= len(cell.content):
        make.fail(
            "LABEL_OUT_OF_RANGE",
            f"{where} runs from {start} to {end}, but the text has {len(cell.content)} characters.",
            number,
            field=where,
        )
    tokens = cell.tokens or ()
    place = to_tokens(tokens, start, end)
    if place is None:
        make.fail("LABEL_OUT_OF_RANGE", f"{where} covers white space only.", number, field=where)
    said, warning = entity.get("text"), None
    if isinstance(said, str) and said != cell.content[start:end]:
        reason = f"{where}: the text {said!r} differs from {cell.content[start:end]!r} at its offsets."
        warning = Warning_(reason, number)
    place = make.fitted(tokens, place)
    return make.span(line.index, place, name, counter=counters.next((place, name))), warning


class JsonWriter:
    """Names stand without their set; spans are cut at line ends; arrows are dropped."""

    key = "JSON"
    extension = ".json"
    media_type = JSON_MEDIA
    kinds = SPAN_KINDS

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        report = WriteReport()
        labels = Labels(document)
        output = Output(out)
        separator = b"["
        for line, pieces in lines_with_pieces(document, report):
            content = line.cells[0].content
            tokens = line.cells[0].tokens or ()
            entities = []
            for span, place in pieces:
                start, end = to_offsets(tokens, place)
                entities.append(
                    {"text": content[start:end], "type": labels.name(span), "start_idx": start, "end_idx": end}
                )
            output.write(separator)
            output.write(orjson.dumps({"text": content, "entities": entities}))
            separator = b","
        output.write(b"]\n" if separator == b"," else b"[]\n")
        output.close()
        report_arrows(document, report)
        return report
