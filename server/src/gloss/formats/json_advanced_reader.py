"""Reader of JSON_ADVANCED: sentences with tokens, and spans and arrows by token position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from gloss.formats.base import SPAN_KINDS, FormatError
from gloss.formats.document import Arrow, LabelSet, ReadOptions, Record, Span, Warning_
from gloss.formats.json_labels import (
    ItemNames,
    Places,
    check_layer,
    label_id,
    layer_of,
    read_cell,
    read_label_sets,
    text_or_none,
)
from gloss.formats.json_stream import JsonFile
from gloss.formats.reading import LineMaker

_POSITION = ("CellLine", "CellIndex", "TokenIndex", "CharIndex")
_START = tuple(f"start{name}" for name in _POSITION)
_END = tuple(f"end{name}" for name in _POSITION)


class JsonAdvancedReader:
    """Takes labels from the top-level ``labels`` if there are any, else from each sentence.

    Characters count UTF-16 units; ``l`` and ``labelSetItemId`` may be class names.
    """

    key = "JSON_ADVANCED"
    kinds = SPAN_KINDS
    extensions = (".json",)

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        file = JsonFile(source, options.file_name)
        reader = LabelReader(LineMaker(options), list(file.items("labelSets")))
        top = any(True for _ in file.items("labels"))
        yield from reader.label_sets
        pending: list[tuple[Any, str]] = []
        for position, sentence in enumerate(file.items("sentences")):
            where = f"sentences[{position}]"
            cell = read_cell(reader.make, sentence, where)
            reader.places.index.add(cell)
            yield reader.make.line(cell)
            if not top:
                pending += [(label, where) for label in sentence.get("labels") or ()]
                ready = [one for one in pending if _last_line(one[0]) < reader.make.count]
                pending = [one for one in pending if _last_line(one[0]) >= reader.make.count]
                for label, place in ready:
                    yield from reader.sentence_label(label, place)
        if not reader.make.count:
            raise FormatError("EMPTY_FILE", "The file holds no sentence.", file_name=options.file_name)
        for label, where in pending:
            yield from reader.sentence_label(label, where)
        if top:
            yield from reader.labels(file.items("labels"))


class LabelReader:
    """Reads label objects of one file once its lines are known."""

    def __init__(self, make: LineMaker, label_sets: list[Any]) -> None:
        self.make = make
        self.places = Places(make)
        self.label_sets: list[LabelSet] = read_label_sets(make, label_sets)
        self._names = ItemNames(self.label_sets)
        self._spans: set[str] = set()

    def sentence_label(self, label: Any, where: str) -> Iterator[Record]:
        if not isinstance(label, dict):
            self.make.fail("PARSE_ERROR", f"{where}.labels must hold objects.", field=where)
        if label.get("deleted") is True:
            return
        identity = self.make.next_id()
        start, end = self.places.pair(label.get("id", identity), *_sentence_place(label))
        item, name, layer = self._item(label, "l", where)
        yield Span(identity, layer, start, end, item=item, item_name=name, counter=_counter(label))

    def labels(self, items: Iterator[Any]) -> Iterator[Record]:
        """Yield spans, then arrows; other types are listed in one warning each."""
        arrows: list[tuple[Mapping[str, Any], str]] = []
        ignored: dict[str, int] = {}
        for position, label in enumerate(items):
            where = f"labels[{position}]"
            identity = label_id(self.make, label, where)
            kind = label.get("type", "SPAN")
            if (
                label.get("deleted") is True
                or label.get("status") == "REJECTED"
                or label.get("labeledBy") == "CONFLICT"
            ):
                continue
            if kind == "SPAN":
                yield self.span(label, identity, where)
            elif kind == "ARROW":
                arrows.append((label, where))
            else:
                ignored[str(kind)] = ignored.get(str(kind), 0) + 1
        for label, where in arrows:
            yield self.arrow(label, where)
        for kind, count in ignored.items():
            yield Warning_(f"{count} labels of type {kind} were left out: this reader takes SPAN and ARROW.")

    def span(self, label: Mapping[str, Any], identity: str, where: str) -> Span:
        start, end = self.places.pair(identity, [label.get(key) for key in _START], [label.get(key) for key in _END])
        item, name, layer = self._item(label, "labelSetItemId", where)
        self._spans.add(identity)
        return Span(
            identity,
            layer,
            start,
            end,
            item=item,
            item_name=name,
            counter=_counter(label),
            created_at=text_or_none(label.get("createdAt")) or "",
            updated_at=text_or_none(label.get("updatedAt")) or "",
        )

    def arrow(self, label: Mapping[str, Any], where: str) -> Arrow:
        identity = label_id(self.make, label, where)
        origin, destination = str(label.get("originId")), str(label.get("destinationId"))
        for end in (origin, destination):
            if end not in self._spans:
                self.make.fail(
                    "LABEL_OUT_OF_RANGE",
                    f"Arrow {identity} joins label {end}, which is no span here.",
                    labelId=identity,
                )
        item, name, layer = self._item(label, "labelSetItemId", where)
        return Arrow(identity, layer, origin, destination, item=item, item_name=name, counter=_counter(label))

    def _item(self, label: Mapping[str, Any], key: str, where: str) -> tuple[str, str, int]:
        layer = layer_of(self.make, label, where)
        check_layer(self.make, layer, self.label_sets, str(label.get("id", where)))
        value = label.get(key)
        if value is None or value == "":
            return "", "", layer
        return *self._names.resolve(layer, str(value)), layer


def _sentence_place(label: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return start and end of a sentence's label, in either of its two spellings."""
    start, end = label.get("start"), label.get("end")
    if isinstance(start, dict) and isinstance(end, dict):
        return (
            [start.get("sentenceId"), 0, start.get("tokenId"), start.get("charId")],
            [end.get("sentenceId"), 0, end.get("tokenId"), end.get("charId")],
        )
    return (
        [label.get("sidS"), 0, label.get("s"), label.get("charS")],
        [label.get("sidE"), 0, label.get("e"), label.get("charE")],
    )


def _last_line(label: Any) -> int:
    """Return the line a sentence's label ends in; -1 for a malformed one, to be refused at once."""
    line = _sentence_place(label)[1][0] if isinstance(label, dict) else None
    return line if type(line) is int else -1


def _counter(label: Mapping[str, Any]) -> int:
    """Return the label's counter; sentence labels carry it at the end of their id, if at all."""
    counter = label.get("counter")
    if type(counter) is int:
        return counter
    tail = str(label.get("id", "")).split(":")
    return int(tail[-1]) if len(tail) >= 9 and tail[-1].isdigit() else 0
