"""Reader of DATASAUR_SCHEMA for text, row and document projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from gloss.formats.base import TEXT_KINDS, FormatError
from gloss.formats.document import (
    Answers,
    Arrow,
    Column,
    Header,
    LabelSet,
    QuestionSet,
    ReadOptions,
    Record,
    Span,
    Warning_,
)
from gloss.formats.json_labels import (
    Places,
    check_layer,
    label_id,
    layer_of,
    number_or_none,
    read_cell,
    read_label_sets,
    text_or_none,
)
from gloss.formats.json_stream import JsonFile
from gloss.formats.reading import LineMaker

_PLACE = ("row", "column", "tokenIndex", "charIndex")


class DatasaurSchemaReader:
    """Everything comes in as PRELABELED and LABELED; conflicts, rejected labels and comments are left out."""

    key = "DATASAUR_SCHEMA"
    kinds = TEXT_KINDS
    extensions = (".json",)

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        file = JsonFile(source, options.file_name)
        make = LineMaker(options)
        if str(file.value("version")) != "1":
            make.fail("PARSE_ERROR", 'The version of a Datasaur Schema must be "1".', field="version")
        label_sets = read_label_sets(make, file.items("data.labelSets"))
        columns = _header(make, file)
        if columns:
            yield Header(columns)
        yield from label_sets
        yield from _questions(make, file)
        places = Places(make)
        yield from _rows(make, file, places)
        if not make.count and "DOCUMENT_BASED" not in options.kinds:  # answers beside media come without text
            raise FormatError("EMPTY_FILE", "data.rows holds no row.", file_name=options.file_name)
        labels = _Labels(make, places, label_sets)
        yield from labels.spans(file.items("data.spanLabels"))
        yield from labels.arrows(file.items("data.arrowLabels"))
        yield from _answers(make, file.items("data.rowAnswers"), rows=True)
        yield from _answers(make, file.items("data.documentAnswers"), rows=False)
        yield from labels.warnings()


def _header(make: LineMaker, file: JsonFile) -> list[Column]:
    found = []
    for position, item in enumerate(file.items("data.headers")):
        name = item.get("name") if isinstance(item, dict) else None
        if not isinstance(name, str):
            make.fail("PARSE_ERROR", f"headers[{position}] needs a name.", field=f"headers[{position}].name")
        found.append(Column(name, item.get("displayed") is not False, item.get("labelerRestricted") is True))
    return found


def _questions(make: LineMaker, file: JsonFile) -> Iterator[QuestionSet]:
    for scope, key in (("ROW", "rowQuestions"), ("DOCUMENT", "documentQuestions")):
        questions = list(file.items(f"data.{key}"))
        for position, question in enumerate(questions):
            if not isinstance(question, dict) or not isinstance(question.get("type"), str):
                make.fail("PARSE_ERROR", f"{key}[{position}] needs a type.", field=f"{key}[{position}].type")
        if questions:
            yield QuestionSet("ROW" if scope == "ROW" else "DOCUMENT", questions)


def _rows(make: LineMaker, file: JsonFile, places: Places) -> Iterator[Record]:
    width = 0
    for position, row in enumerate(file.items("data.rows")):
        where = f"rows[{position}]"
        if not isinstance(row, list) or not row:
            make.fail("PARSE_ERROR", f"{where} must be an array of cells.", position + 1, field=where)
        if not width:
            width = len(row)
            places.index.set_columns(width)
        elif len(row) != width:
            make.fail(
                "COLUMN_COUNT_MISMATCH",
                f"The row has {len(row)} cells, the rows before it have {width}.",
                position + 1,
                min(len(row), width) + 1,
            )
        cells = [read_cell(make, item, f"{where}[{column}]") for column, item in enumerate(row)]
        for cell in cells:
            places.index.add(cell)
        yield make.line(*cells)


class _Labels:
    def __init__(self, make: LineMaker, places: Places, label_sets: list[LabelSet]) -> None:
        self._make = make
        self._places = places
        self._sets = label_sets
        self._spans: set[str] = set()
        self._left_out = {"CONFLICT": 0, "REJECTED": 0}

    def _kept(self, item: Mapping[str, Any]) -> bool:
        for reason, found in (("CONFLICT", item.get("labeledBy")), ("REJECTED", item.get("status"))):
            if found == reason:
                self._left_out[reason] += 1
                return False
        return True

    def spans(self, items: Iterator[Any]) -> Iterator[Span]:
        for position, item in enumerate(items):
            where = f"spanLabels[{position}]"
            identity = label_id(self._make, item, where)
            if not self._kept(item):
                continue
            layer = layer_of(self._make, item, where, "labelSetIndex" if "labelSetIndex" in item else "layer")
            check_layer(self._make, layer, self._sets, identity)
            place = item.get("textPosition")
            ends = [place.get(key) if isinstance(place, dict) else None for key in ("start", "end")]
            if not all(isinstance(end, dict) for end in ends):
                self._make.fail("PARSE_ERROR", f"{where} needs a textPosition.", field=f"{where}.textPosition")
            start, end = self._places.pair(identity, *([one.get(key) for key in _PLACE] for one in ends if one))
            self._spans.add(identity)
            name = _named(item)
            yield Span(
                identity,
                layer,
                start,
                end,
                item=name[0],
                item_name=name[1],
                counter=_counter(item),
                confidence=number_or_none(item.get("confidenceScore")),
            )

    def arrows(self, items: Iterator[Any]) -> Iterator[Arrow]:
        for position, item in enumerate(items):
            where = f"arrowLabels[{position}]"
            identity = label_id(self._make, item, where)
            if not self._kept(item):
                continue
            origin, destination = str(item.get("originId")), str(item.get("destinationId"))
            missing = [end for end in (origin, destination) if end not in self._spans]
            if missing and any(self._left_out.values()):
                continue
            if missing:
                self._make.fail(
                    "LABEL_OUT_OF_RANGE",
                    f"Arrow {identity} joins label {missing[0]}, which is no span here.",
                    labelId=identity,
                )
            name = _named(item)
            yield Arrow(
                identity,
                layer_of(self._make, item, where),
                origin,
                destination,
                item=name[0],
                item_name=name[1],
                counter=_counter(item),
                confidence=number_or_none(item.get("confidenceScore")),
            )

    def warnings(self) -> Iterator[Warning_]:
        for reason, count in self._left_out.items():
            if count:
                yield Warning_(f"{count} labels marked {reason} were left out.")


def _named(item: Mapping[str, Any]) -> tuple[str, str]:
    """Return the item's id and name: ``labelItem`` says both, a bare ``labelName`` may be either."""
    found = item.get("labelItem")
    if isinstance(found, dict):
        identity = found.get("id")
        return "" if identity is None else str(identity), text_or_none(found.get("labelName")) or ""
    name = item.get("labelName")
    value = "" if name is None else str(name)
    return value, value


def _counter(item: Mapping[str, Any]) -> int:
    counter = item.get("counter")
    return counter if type(counter) is int else 0


def _answers(make: LineMaker, items: Iterator[Any], *, rows: bool) -> Iterator[Answers]:
    """Gather the answers of one line after the other; those of a line stand together."""
    key = "rowAnswers" if rows else "documentAnswers"
    current: Answers | None = None
    for position, item in enumerate(items):
        where = f"{key}[{position}]"
        if not isinstance(item, dict) or "questionId" not in item or "value" not in item:
            make.fail("PARSE_ERROR", f"{where} needs questionId and value.", field=where)
        if item.get("labeledBy") == "CONFLICT" or item.get("status") == "REJECTED":
            continue
        line = item.get("line") if rows else None
        if rows and (type(line) is not int or not 0 <= line < make.count):
            make.fail(
                "LABEL_OUT_OF_RANGE", f"{where} answers line {line}, which does not exist.", field=f"{where}.line"
            )
        if current is None or current.line != line:
            if current is not None:
                yield current
            current = Answers(line, {})
        _put(current.values, item)
    if current is not None:
        yield current


def _put(values: dict[str, Any], item: Mapping[str, Any]) -> None:
    """Store one answer, that of a grouped question inside its group."""
    parent, index = item.get("parentQuestionId"), item.get("nestedAnswerIndex")
    if parent is None:
        values[str(item["questionId"])] = item["value"]
        return
    groups = values.setdefault(str(parent), [])
    number = index if type(index) is int and 0 <= index < 10_000 else 0
    while len(groups) <= number:
        groups.append({})
    groups[number][str(item["questionId"])] = item["value"]
