"""Label sets and library entries as the wire shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gloss.accounts import shapes as accounts
from gloss.core.clock import iso
from gloss.labelsets.models import LabelSet, LabelSetTemplate

_QUESTION_SETTINGS = (
    "defaultValue",
    "format",
    "hint",
    "max",
    "maxLength",
    "min",
    "minLength",
    "multiline",
    "pattern",
    "step",
    "theme",
)


def label_set(row: LabelSet, *, with_items: bool = True) -> dict[str, Any]:
    """A label set; ``project`` should be loaded, since its name is part of the shape."""
    project = row.project
    return {
        "id": str(row.pk),
        "index": row.index,
        "name": row.name,
        "signature": row.signature,
        "tagItems": row.items if with_items else [],
        "arrowLabelRequired": row.arrow_label_required,
        "leafOnly": row.leaf_only,
        "lastUsedBy": {"projectId": project.uid, "name": project.name} if project else None,
    }


def template(row: LabelSetTemplate, *, with_items: bool = True) -> dict[str, Any]:
    """A library entry; its items are flat, a group's questions after it with ``parentIndex``."""
    stored = row.items if with_items else []
    items = [shown for at, item in enumerate(stored) for shown in _items(row, item, str(at), None)]
    return {
        "id": str(row.pk),
        "name": row.name,
        "type": row.type,
        "owner": accounts.user(row.owner),
        "count": row.item_count,
        "items": items,
        "leafOnly": row.leaf_only,
        "arrowLabelRequired": row.arrow_label_required,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def _items(row: LabelSetTemplate, item: Mapping[str, Any], index: str, parent: str | None) -> list[dict[str, Any]]:
    config = item.get("config") or {}
    options = item["options"] if item["type"] == "TOKEN" else config.get("options")
    shown = {
        "id": f"{row.pk}.{index}",
        "index": index,
        "parentIndex": parent,
        "labelSetTemplateId": str(row.pk),
        "type": item["type"],
        "name": item.get("name") or "",
        "description": item.get("label") or "",
        "required": item.get("required", False),
        "arrowLabelRequired": row.arrow_label_required,
        "bindToColumn": item.get("bindToColumn"),
        "activationConditionLogic": item.get("activationConditionLogic"),
        "multipleChoice": config.get("multiple"),
        "options": [_option(option) for option in options] if options is not None else None,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
        **{name: config.get(name) for name in _QUESTION_SETTINGS},
    }
    children = [
        below
        for at, child in enumerate(item.get("questions") or ())
        for below in _items(row, child, f"{index}.{at}", index)
    ]
    return [shown, *children]


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": option["id"],
        "label": option.get("tagName", option.get("label")),
        "color": option.get("color"),
        "description": option.get("desc", option.get("description")),
        "parentId": option.get("parentId"),
        "type": option.get("type") or "ALL",
        "arrowRules": option.get("arrowRules"),
    }
