"""What the JSON formats with token positions share: label sets, positions, checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from gloss.formats.document import Cell, LabelItem, LabelSet, Position
from gloss.formats.positions import TokenIndex
from gloss.formats.reading import LineMaker

ITEM_TYPES = ("SPAN", "ARROW", "ALL")


def read_cell(make: LineMaker, item: Any, where: str) -> Cell:
    """Read ``{content, tokens?, metadata?}``; tokens given are kept."""
    number = make.count + 1
    content = item.get("content") if isinstance(item, dict) else None
    if not isinstance(content, str):
        make.fail("PARSE_ERROR", f"{where} must be an object with a content text.", number, field=f"{where}.content")
    tokens = item.get("tokens")
    if tokens is not None and not (isinstance(tokens, list) and all(isinstance(one, str) for one in tokens)):
        make.fail("PARSE_ERROR", f"{where}.tokens must be an array of texts.", number, field=f"{where}.tokens")
    metadata = item.get("metadata") or []
    if not isinstance(metadata, list) or not all(isinstance(one, dict) and "key" in one for one in metadata):
        make.fail(
            "PARSE_ERROR",
            f"{where}.metadata must be an array of objects with a key.",
            number,
            field=f"{where}.metadata",
        )
    return make.cell(content, tokens, metadata)


def read_label_sets(make: LineMaker, items: Iterable[Any]) -> list[LabelSet]:
    """Read ``[{index, name?, labelItems: [{id, labelName, parentId?, color?}], leafOnlyOption?}]``."""
    found = []
    for position, one in enumerate(items):
        where = f"labelSets[{position}]"
        if not isinstance(one, dict) or not isinstance(one.get("labelItems"), list):
            make.fail("PARSE_ERROR", f"{where} must be an object with labelItems.", field=where)
        index = one.get("index", position)
        if type(index) is not int or index < 0:
            make.fail("PARSE_ERROR", f"{where}.index must be a whole number from 0.", field=f"{where}.index")
        labels = [_read_item(make, item, f"{where}.labelItems[{at}]") for at, item in enumerate(one["labelItems"])]
        name = one.get("name")
        found.append(
            LabelSet(
                index,
                name if isinstance(name, str) and name else f"Label set {index + 1}",
                labels,
                arrow_label_required=one.get("arrowLabelRequired") is True,
                leaf_only=one.get("leafOnlyOption") is True,
            )
        )
    return found


def _read_item(make: LineMaker, item: Any, where: str) -> LabelItem:
    name = item.get("labelName") if isinstance(item, dict) else None
    if not isinstance(name, str) or not name or not isinstance(item.get("id"), (str, int)):
        make.fail("PARSE_ERROR", f"{where} needs an id and a labelName.", field=where)
    parent = item.get("parentId")
    kind = item.get("type")
    return LabelItem(
        str(item["id"]),
        name,
        parent_id=None if parent is None else str(parent),
        color=text_or_none(item.get("color")),
        description=text_or_none(item.get("description")),
        type=kind if kind in ITEM_TYPES else "ALL",
        arrow_rules=item.get("arrowRules") if isinstance(item.get("arrowRules"), list) else None,
    )


class ItemNames:
    """Finds what a label calls its item: an id of the file's own sets, or a class name."""

    def __init__(self, label_sets: Iterable[LabelSet]) -> None:
        self._names = {(one.index, item.id): item.name for one in label_sets for item in one.items}
        self._layers = {layer for layer, _ in self._names}

    def resolve(self, layer: int, value: str) -> tuple[str, str]:
        """Return (item id, class name); both are ``value`` where the file does not say which it is."""
        name = self._names.get((layer, value))
        if name is not None:
            return value, name
        return ("", value) if layer in self._layers else (value, value)


def text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def number_or_none(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


class Places:
    """Checks and converts the positions of labels against the lines read so far."""

    def __init__(self, make: LineMaker) -> None:
        self.index = TokenIndex()
        self._make = make

    def pair(self, label: object, start: Iterable[Any], end: Iterable[Any]) -> tuple[Position, Position]:
        """Turn two wire positions (line, cell, token, UTF-16 char; end inclusive) into ours.

        Raises FormatError LABEL_OUT_OF_RANGE naming the label's id.
        """
        first, last = self._one(label, start), self._one(label, end)
        if last < first:
            self._fail(label, first.line, "ends before it starts")
        if not self._make.options.character_based:
            first = Position(first.line, first.cell, first.token, 0)
            last = self.index.widened_end(last)
        return first, last

    def _one(self, label: object, numbers: Iterable[Any]) -> Position:
        place = tuple(numbers)
        if any(type(number) is not int for number in place):
            self._make.fail("PARSE_ERROR", f"Label {label} has no full position.", labelId=str(label))
        found = self.index.from_wire(*place)
        if found is None:
            line, cell, token, char = place
            self._fail(label, line, f"points at token {token}, character {char} of cell {cell}, which does not exist")
        return found

    def _fail(self, label: object, line: int, reason: str) -> NoReturn:
        self._make.fail(
            "LABEL_OUT_OF_RANGE", f"Label {label} {reason} (counted from 0).", max(line, 0) + 1, labelId=str(label)
        )


def label_id(make: LineMaker, item: Any, where: str) -> str:
    """Return the id of a label object, or the next free number when it has none."""
    if not isinstance(item, dict):
        make.fail("PARSE_ERROR", f"{where} must be an object.", field=where)
    found = item.get("id")
    return make.next_id() if found is None else str(found)


def layer_of(make: LineMaker, item: Mapping[str, Any], where: str, key: str = "layer") -> int:
    """Return the label set index a label names; 0 when it names none."""
    layer = item.get(key, 0)
    if type(layer) is not int or layer < 0:
        make.fail("UNKNOWN_LABEL_SET", f"{where}.{key} must be the index of a label set.", field=f"{where}.{key}")
    return layer


def check_layer(make: LineMaker, layer: int, label_sets: Iterable[LabelSet], label: str) -> None:
    """Refuse a label of a set the file does not list, if it lists any."""
    known = {one.index for one in label_sets}
    if known and layer not in known:
        make.fail(
            "UNKNOWN_LABEL_SET", f"Label {label} belongs to set {layer}, which the file does not list.", labelId=label
        )
