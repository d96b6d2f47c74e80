"""Sets that projects were made with join the workspace's library, so that the next project can pick them."""

from __future__ import annotations

from collections.abc import Sequence

from gloss.accounts.models import User
from gloss.core.names import free_name
from gloss.labelsets import items as label_items
from gloss.labelsets import library
from gloss.labelsets.models import LabelSetTemplate
from gloss.teams.models import Team


def keep(
    actor: User,
    team: Team,
    name: str,
    items: Sequence[dict[str, object]],
    *,
    leaf_only: bool = False,
    arrow_label_required: bool = False,
) -> LabelSetTemplate | None:
    """Add a project's set (in its stored shape) unless it is empty or the library has its equal.

    A name that is taken gets a number. Returns the new entry, or None.
    """
    if not items:
        return None
    wanted = label_items.signature(label_items.from_wire(items))
    present = LabelSetTemplate.objects.filter(team=team, type="TOKEN")
    same_size = present.filter(item_count=len(items)).values_list("items", flat=True)
    if any(_signature(entry) == wanted for entry in same_size):
        return None
    taken = {other.lower() for other in present.values_list("name", flat=True)}
    row = LabelSetTemplate(
        owner=actor,
        team=team,
        name=free_name(name, taken, library.LONGEST_NAME),
        type="TOKEN",
        items=[{"type": "TOKEN", "name": name, "required": False, "options": list(items)}],
        item_count=len(items),
        leaf_only=leaf_only,
        arrow_label_required=arrow_label_required,
    )
    row.save()
    return row


def _signature(entry: Sequence[dict[str, list[dict[str, object]]]]) -> str:
    return label_items.signature(label_items.from_wire([option for part in entry for option in part["options"]]))
