"""Label items (classes) of a label set: checking, colours, hierarchy, signature. Pure: no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gloss.core.errors import BadInput
from gloss.formats.document import LabelItem
from gloss.labelsets import colors

__all__ = [
    "MAX_ITEMS",
    "LabelItem",
    "append_items",
    "from_wire",
    "leaf_ids",
    "parse_items",
    "paths",
    "signature",
    "to_wire",
]

MAX_ITEMS = 50_000
MAX_NAME = 255
MAX_DESCRIPTION = 10_000
RULE_SIDES = ("originIds", "destinationIds")
TYPES = ("SPAN", "ARROW", "ALL")


class ItemError(BadInput):
    """One item is wrong; ``index`` is its position in the list, ``key`` the wire's name of the bad part."""

    def __init__(self, message: str, index: int, key: str, prefix: str = "tagItems") -> None:
        super().__init__(message, field=f"{prefix}[{index}].{key}")
        self.index = index
        self.key = key


def parse_items(
    raw: Sequence[Mapping[str, Any]], *, existing: Sequence[LabelItem] = (), prefix: str = "tagItems"
) -> list[LabelItem]:
    """Check a list in the wire's ``TagItemInput`` shape and return the normalized items.

    Names may be under ``tagName`` or ``label``, clarifications under ``desc`` or
    ``description``. A missing id becomes the next free number, a missing colour the next
    of the palette, in turn. With ``existing`` the new items join those: ids, names and
    parents are checked against both, only the new ones are returned. Raises ItemError.
    """
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
        raise BadInput("Label items must be a list.", field=prefix)
    if len(raw) + len(existing) > MAX_ITEMS:
        raise BadInput(f"A label set holds at most {MAX_ITEMS} items.", field=prefix)
    try:
        items = [_item(entry, at) for at, entry in enumerate(raw)]
        _give_ids(items, existing)
        _give_colors(items, existing)
        _check_tree(items, existing)
        _check_rules(items, existing)
    except ItemError as error:
        raise ItemError(error.message, error.index, error.key, prefix) from None
    return items


def append_items(existing: Sequence[LabelItem], raw: Sequence[Mapping[str, Any]]) -> list[LabelItem]:
    """Return the whole list with the new items at its end."""
    return [*existing, *parse_items(raw, existing=existing)]


def to_wire(item: LabelItem) -> dict[str, Any]:
    """Return the wire's ``TagItem``; this is also what is stored."""
    return {
        "id": item.id,
        "tagName": item.name,
        "color": item.color,
        "desc": item.description,
        "type": item.type,
        "parentId": item.parent_id,
        "arrowRules": item.arrow_rules,
    }


def from_wire(stored: Iterable[Mapping[str, Any]]) -> list[LabelItem]:
    """Rebuild items that were checked before; nothing is validated."""
    return [
        LabelItem(
            id=entry["id"],
            name=entry["tagName"],
            parent_id=entry.get("parentId"),
            color=entry.get("color"),
            description=entry.get("desc"),
            type=entry.get("type") or "ALL",
            arrow_rules=entry.get("arrowRules"),
        )
        for entry in stored
    ]


def signature(items: Sequence[LabelItem]) -> str:
    """Return 64 hex digits over names, parents and types; neither order, colours nor ids count."""
    named = paths(items)
    lines = sorted(f"{_fold(named[item.id])}|{item.type}" for item in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _fold(path: tuple[str, ...]) -> str:
    return f"{path[-1].lower()}|{'/'.join(part.lower() for part in path[:-1])}"


def paths(items: Sequence[LabelItem]) -> dict[str, tuple[str, ...]]:
    """Return the names from the root down to each item, by id."""
    by_id = {item.id: item for item in items}
    found: dict[str, tuple[str, ...]] = {}
    for item in items:
        chain = []
        current: LabelItem | None = item
        while current is not None and current.id not in found:
            chain.append(current)
            current = by_id.get(current.parent_id) if current.parent_id else None
        path = found[current.id] if current is not None else ()
        for link in reversed(chain):
            path = found[link.id] = (*path, link.name)
    return found


def leaf_ids(items: Sequence[LabelItem]) -> set[str]:
    """The ids of items without children: all that may be applied when a set is limited to its lowest level."""
    parents = {item.parent_id for item in items}
    return {item.id for item in items if item.id not in parents}


def _item(entry: Mapping[str, Any], at: int) -> LabelItem:
    if not isinstance(entry, Mapping):
        raise ItemError("A label item must be an object.", at, "tagName")
    name = _text(entry.get("tagName", entry.get("label")), at, "tagName", MAX_NAME)
    if not name:
        raise ItemError("A label item needs a name.", at, "tagName")
    kind = str(entry.get("type") or "ALL").upper()
    if kind not in TYPES:
        raise ItemError(f"The type '{entry.get('type')}' is not one of {', '.join(TYPES)}.", at, "type")
    parent = entry.get("parentId", entry.get("parent_id"))
    return LabelItem(
        id=_text(entry.get("id"), at, "id", MAX_NAME),
        name=name,
        parent_id=_text(parent, at, "parentId", MAX_NAME) or None,
        color=_color(entry.get("color"), at),
        description=_text(entry.get("desc", entry.get("description")), at, "desc", MAX_DESCRIPTION) or None,
        type=kind,  # type: ignore[arg-type]
        arrow_rules=_rules(entry.get("arrowRules"), at),
    )


def _text(value: object, at: int, key: str, limit: int) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ItemError(f"'{key}' must be text.", at, key)
    if len(value) > limit:
        raise ItemError(f"'{key}' has {len(value)} characters; at most {limit} are possible.", at, key)
    return value.strip()


def _color(value: object, at: int) -> str | None:
    if value is None or value == "":
        return None
    color = colors.normalize(value) if isinstance(value, str) else None
    if color is None:
        raise ItemError(f"'{value}' is not a colour: write #rrggbb, rgb(r,g,b) or a CSS name.", at, "color")
    return color


def _rules(value: object, at: int) -> list[dict[str, list[str]]] | None:
    if not value:
        return None
    if not isinstance(value, list):
        raise ItemError("'arrowRules' must be a list.", at, "arrowRules")
    rules = []
    for rule in value:
        sides = {side: rule.get(side) if isinstance(rule, Mapping) else None for side in RULE_SIDES}
        if not all(isinstance(ids, list) for ids in sides.values()):
            raise ItemError("An arrow rule holds the lists originIds and destinationIds.", at, "arrowRules")
        rules.append({side: [str(name) for name in ids or ()] for side, ids in sides.items()})
    return rules


def _give_ids(items: list[LabelItem], existing: Sequence[LabelItem]) -> None:
    used = {item.id for item in existing}
    for at, item in enumerate(items):
        if item.id and item.id in used:
            raise ItemError(f"The id '{item.id}' occurs twice.", at, "id")
        used.add(item.id)
    number = len(existing)
    for item in items:
        while not item.id:
            number += 1
            if str(number) not in used:
                item.id = str(number)


def _give_colors(items: list[LabelItem], existing: Sequence[LabelItem]) -> None:
    turn = len(existing)
    for item in items:
        if item.color is None:
            item.color = colors.PALETTE[turn % len(colors.PALETTE)]
            turn += 1


def _check_tree(items: list[LabelItem], existing: Sequence[LabelItem]) -> None:
    parents = {item.id: item.parent_id for item in (*existing, *items)}
    names = {(item.parent_id, item.name.lower()) for item in existing}
    safe = {item.id for item in existing}
    for at, item in enumerate(items):
        if item.parent_id is not None and item.parent_id not in parents:
            raise ItemError(f"The parent '{item.parent_id}' of '{item.name}' does not exist.", at, "parentId")
        name = (item.parent_id, item.name.lower())
        if name in names:
            raise ItemError(f"'{item.name}' occurs twice under one parent (case does not count).", at, "tagName")
        names.add(name)
    for at, item in enumerate(items):
        _walk_up(item, at, parents, safe)


def _walk_up(item: LabelItem, at: int, parents: Mapping[str, str | None], safe: set[str]) -> None:
    chain: set[str] = set()
    current: str | None = item.id
    while current is not None and current not in safe:
        if current in chain:
            raise ItemError(f"'{item.name}' is its own ancestor.", at, "parentId")
        chain.add(current)
        current = parents[current]
    safe |= chain


def _check_rules(items: list[LabelItem], existing: Sequence[LabelItem]) -> None:
    known = {item.id for item in (*existing, *items)}
    for at, item in enumerate(items):
        for rule in item.arrow_rules or ():
            unknown = next((name for side in rule.values() for name in side if name not in known), None)
            if unknown is not None:
                raise ItemError(f"The arrow rule of '{item.name}' names the unknown id '{unknown}'.", at, "arrowRules")
            if item.type == "SPAN":
                raise ItemError(f"'{item.name}' is for spans only and cannot have arrow rules.", at, "arrowRules")
