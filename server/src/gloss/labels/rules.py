"""What may be labeled with which item: the project's label sets, ready for many checks."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime

from gloss.db.prepared import Prepared
from gloss.formats.document import LabelItem
from gloss.labels.models import LabelKind
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project


@dataclass(frozen=True, slots=True)
class SetRules:
    """One label set. ``parents`` are the ids of items that have children."""

    name: str
    items: dict[str, LabelItem]
    parents: frozenset[str]
    leaf_only: bool
    arrow_label_required: bool


class LabelRules:
    """The label sets of a project by layer, with the reasons against a label."""

    def __init__(self, layers: dict[int, SetRules]) -> None:
        self.layers = layers

    def refusal(self, kind: str, layer: int, item: str) -> str | None:
        """Say why ``item`` of ``layer`` may not label a span or arrow; None if it may."""
        found = self.layers.get(layer)
        if found is None:
            known = ", ".join(map(str, sorted(self.layers))) or "none"
            return f"There is no label set {layer} in this project. Known: {known}."
        if not item:
            return self._without_item(kind, found)
        known_item = found.items.get(item)
        if known_item is None:
            return f"The label set '{found.name}' has no item with id '{item}'."
        if known_item.type not in (kind, "ALL"):
            other = "arrows" if kind == LabelKind.SPAN else "spans"
            return f"'{known_item.name}' is only for {other}."
        if found.leaf_only and item in found.parents:
            return f"'{known_item.name}' has items below it, and only the lowest ones may be used here."
        return None

    def _without_item(self, kind: str, found: SetRules) -> str | None:
        if kind == LabelKind.SPAN:
            return "A span needs a label item."
        return f"Arrows of the label set '{found.name}' need a label item." if found.arrow_label_required else None

    def arrow_refusal(self, layer: int, item: str, origin: str, destination: str) -> str | None:
        """Say why an arrow may not join spans of these two items; None if it may."""
        known_item = self.layers[layer].items.get(item)
        rules = known_item.arrow_rules if known_item else None
        if not rules or any(origin in rule["originIds"] and destination in rule["destinationIds"] for rule in rules):
            return None
        names = {key: found.name for found_set in self.layers.values() for key, found in found_set.items.items()}
        ends = f"from '{names.get(origin, origin)}' to '{names.get(destination, destination)}'"
        return f"The rules of '{known_item.name if known_item else item}' do not allow an arrow {ends}."


_SETS: Prepared[tuple[int, int, str, datetime, bool, bool]] = Prepared(
    lambda project: LabelSet.objects.filter(project_id=project).values_list(
        "pk", "index", "name", "updated_at", "leaf_only", "arrow_label_required"
    ),
    project=int,
)


def of_project(project: Project) -> LabelRules:
    """Load the rules of a project. Items are read again only when a set has changed."""
    layers = {}
    for pk, index, name, updated_at, leaf_only, arrow_label_required in _SETS.all(project=project.pk):
        items, parents = _items(pk, updated_at)
        layers[index] = SetRules(name, items, parents, leaf_only, arrow_label_required)
    return LabelRules(layers)


@functools.lru_cache(maxsize=64)
def _items(label_set_id: int, updated_at: datetime) -> tuple[dict[str, LabelItem], frozenset[str]]:
    """Return the items by id and the ids of parents. ``updated_at`` names the state."""
    stored = LabelSet.objects.values_list("items", flat=True).get(pk=label_set_id)
    items = {item.id: item for item in label_items.from_wire(stored)}
    return items, frozenset(item.parent_id for item in items.values() if item.parent_id)


def unused_items(row: LabelSet, used: set[tuple[int, str]]) -> list[LabelItem]:
    """Return the items of a set that label nothing in ``used`` (pairs of layer and item id).

    Items that may not be applied, parents of a set limited to its lowest level, do not count.
    """
    items, parents = _items(row.pk, row.updated_at)
    barred = parents if row.leaf_only else frozenset()
    return [item for key, item in items.items() if key not in barred and (row.index, key) not in used]
