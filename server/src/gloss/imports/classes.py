"""Label sets of an import: what the project has, what its files bring, what labels need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gloss.formats.base import FormatError
from gloss.formats.document import Arrow, LabelItem, LabelSet, Span
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSet as LabelSetRow

MAX_SETS = 10


class _Set:
    """One label set while it may still grow, with its items by id and by name."""

    def __init__(self, index: int, name: str, items: list[LabelItem], **options: Any) -> None:
        self.index, self.name, self.items, self.options = index, name, items, options
        self.by_id: dict[str, LabelItem] = {}
        self.by_name: dict[str, LabelItem] = {}
        self.by_joined: dict[str, LabelItem] = {}
        for item in items:
            self._note(item)

    def _note(self, item: LabelItem) -> None:
        self.by_id[item.id] = item
        self.by_name.setdefault(item.name.lower(), item)
        self.by_joined.setdefault(joined(item.name), item)

    def add(self, name: str, item_id: str = "", **values: Any) -> LabelItem:
        """Add a class with the next palette colour; the id is made when it is taken."""
        raw = {"tagName": name, "id": item_id if item_id and item_id not in self.by_id else None, **values}
        made = label_items.parse_items([raw], existing=self.items)[0]
        self.items.append(made)
        self._note(made)
        return made


def joined(name: str) -> str:
    """Return a name as formats without spaces write it, in small letters."""
    return "_".join(name.lower().split())


class Classes:
    """Resolves the classes that labels name. ``changed`` tells that the sets must be stored."""

    def __init__(self, sets: Iterable[dict[str, Any]]) -> None:
        self._sets: dict[int, _Set] = {}
        for entry in sets:
            self._sets[entry["index"]] = _Set(
                entry["index"],
                entry["name"],
                label_items.from_wire(entry["items"]),
                arrow_label_required=entry["arrow_label_required"],
                leaf_only=entry["leaf_only"],
            )
        self.changed = False
        self._translated: dict[tuple[int, str], str] = {}
        self._found: dict[tuple[type, int, str, str], tuple[int, str]] = {}

    def adopt(self, found: LabelSet) -> None:
        """Take over a set that a file brings: as it is when the project has none at its index, else by names."""
        if not 0 <= found.index < MAX_SETS:
            return
        present = self._sets.get(found.index)
        if present is None:
            self._sets[found.index] = _Set(
                found.index,
                found.name or f"Label set {found.index + 1}",
                label_items.parse_items([_raw(item) for item in found.items]),
                arrow_label_required=found.arrow_label_required,
                leaf_only=found.leaf_only,
            )
            self.changed = True
            return
        for item in found.items:
            if item.id in present.by_id and present.by_id[item.id].name.lower() == item.name.lower():
                continue
            known = present.by_name.get(item.name.lower())
            if known is None:
                parent = self._translated.get((found.index, item.parent_id or ""), item.parent_id)
                raw = {**_raw(item), "parentId": parent if parent in present.by_id else None, "arrowRules": None}
                known = present.add(raw.pop("tagName"), raw.pop("id"), **raw)
                self.changed = True
            self._translated[(found.index, item.id)] = known.id
        self._found.clear()

    def resolve(self, label: Span | Arrow, file_name: str) -> tuple[int, str]:
        """Return the set index and item id of a label; the id is empty for one that has no class.

        Raises:
            FormatError: the class is for the other type of label, or its set cannot exist.
        """
        key = (type(label), label.layer, label.item, label.item_name)
        found = self._found.get(key)
        if found is None:
            found = self._look_up(label.layer, label.item, label.item_name, file_name)
            if found[1]:
                self._check_type(label, found, file_name)
            self._found[key] = found
        return found

    def _look_up(self, layer: int, item_id: str, name: str, file_name: str) -> tuple[int, str]:
        if not item_id and not name:
            return layer, ""
        known = self._known(layer, self._translated.get((layer, item_id), item_id), name)
        if known is not None:
            return known
        if not 0 <= layer < MAX_SETS:
            reason = f"Label set {layer} is not possible: the index is 0 to {MAX_SETS - 1}."
            raise FormatError("UNKNOWN_LABEL_SET", reason, file_name=file_name)
        own = self._sets.get(layer)
        if own is None:
            own = self._sets[layer] = _Set(
                layer, f"Label set {layer + 1}", [], arrow_label_required=False, leaf_only=False
            )
        self.changed = True
        return layer, own.add(name or item_id, item_id).id

    def _known(self, layer: int, item_id: str, name: str) -> tuple[int, str] | None:
        """The class by id, else by name in its own set, else (name alone) in the first other set that has it."""
        own = self._sets.get(layer)
        if own and item_id in own.by_id:
            return layer, item_id
        wanted = (name or item_id).lower()
        if own and wanted in own.by_name:
            return layer, own.by_name[wanted].id
        if item_id:
            return None
        others = (entry for index, entry in sorted(self._sets.items()) if wanted in entry.by_name)
        by_name = next(((entry.index, entry.by_name[wanted].id) for entry in others), None)
        return by_name or (self._joined(layer, wanted) if "_" in wanted else None)

    def _joined(self, layer: int, wanted: str) -> tuple[int, str] | None:
        """The class whose name CONLL_2003, which cannot hold spaces, writes as ``wanted``; its own set first."""
        ordered = sorted(self._sets.values(), key=lambda entry: (entry.index != layer, entry.index))
        found = (entry for entry in ordered if wanted in entry.by_joined)
        return next(((entry.index, entry.by_joined[wanted].id) for entry in found), None)

    def _check_type(self, label: Span | Arrow, found: tuple[int, str], file_name: str) -> None:
        item = self._sets[found[0]].by_id[found[1]]
        wanted = "SPAN" if isinstance(label, Span) else "ARROW"
        if item.type not in ("ALL", wanted):
            reason = (
                f"The class {item.name} is for {item.type.lower()}s only, but the file uses it on {wanted.lower()}s."
            )
            raise FormatError("PARSE_ERROR", reason, file_name=file_name)

    def rows(self) -> list[dict[str, Any]]:
        """Return the sets in the stored shape, with their signatures."""
        return [
            {
                "index": entry.index,
                "name": entry.name,
                "items": [label_items.to_wire(item) for item in entry.items],
                "signature": label_items.signature(entry.items),
                **entry.options,
            }
            for entry in sorted(self._sets.values(), key=lambda entry: entry.index)
        ]


def of_project(rows: Iterable[LabelSetRow]) -> list[dict[str, Any]]:
    """Return a project's sets in the shape of a plan."""
    return [
        {
            "index": row.index,
            "name": row.name,
            "items": row.items,
            "arrow_label_required": row.arrow_label_required,
            "leaf_only": row.leaf_only,
        }
        for row in rows
    ]


def _raw(item: LabelItem) -> dict[str, Any]:
    return {**label_items.to_wire(item)}
