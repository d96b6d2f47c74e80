"""Label sets of projects: made, extended, replaced, deleted. The only writer of ``LabelSet``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput, Conflict
from gloss.labelsets import items as label_items
from gloss.labelsets import queries, removal
from gloss.labelsets.items import LabelItem
from gloss.labelsets.models import LabelSet, LabelSetTemplate
from gloss.projects.models import Project
from gloss.teams.models import Team

MOST_SETS = 10
LONGEST_NAME = 255
DEFAULT_NAME = "Label set"


def items_of(label_set: LabelSet) -> list[LabelItem]:
    return label_items.from_wire(label_set.items)


def create(
    actor: User,
    items: Sequence[LabelItem],
    *,
    name: str | None = None,
    project: Project | None = None,
    index: int | None = None,
    team: Team | None = None,
    arrow_label_required: bool = False,
    leaf_only: bool = False,
) -> LabelSet:
    """Make a set: at ``index`` of ``project`` (None: the first free one), or waiting to be used by its id.

    Raises:
        BadInput: index outside 0 to 9 or taken, no index free, a project without span labeling.
    """
    row = LabelSet(
        owner=actor,
        team=project.team if project else team,
        name=_name(name),
        arrow_label_required=arrow_label_required,
        leaf_only=leaf_only,
    )
    _put(row, items)
    if project is None:
        row.index = _checked_index(index or 0)
        row.save(force_insert=True)
        return row
    if "TOKEN_BASED" not in project.kinds:
        raise BadInput("This project has no span labeling, so it takes no label sets.", field="projectId")
    try:
        with transaction.atomic():
            row.project, row.index = project, _free_index(project, index)
            row.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(row.index) from error
    return row


def copy_to_project(source: LabelSet, project: Project, index: int, actor: User) -> LabelSet:
    """Give ``project`` a set equal to ``source`` (which stays as it is, so that many projects can use it)."""
    return create(
        actor,
        items_of(source),
        name=source.name,
        project=project,
        index=index,
        arrow_label_required=source.arrow_label_required,
        leaf_only=source.leaf_only,
    )


def append(
    label_set: LabelSet,
    raw: Sequence[Mapping[str, Any]],
    *,
    signature: str | None = None,
    arrow_label_required: bool | None = None,
) -> list[LabelItem]:
    """Add items at the end of a set and return them with their ids.

    Raises:
        BadInput: an item will not do, alone or beside the present ones; nothing is added.
        Conflict: ``signature`` is given and no longer current.
    """
    with transaction.atomic():
        row = queries.locked(label_set)
        check_signature(row, signature)
        before = items_of(row)
        after = label_items.append_items(before, raw)
        _put(row, after)
        if arrow_label_required is not None:
            row.arrow_label_required = arrow_label_required
        row.save()
    return after[len(before) :]


def update(
    label_set: LabelSet,
    actor: User,
    *,
    name: str | None = None,
    raw: Sequence[Mapping[str, Any]] | None = None,
    signature: str | None = None,
    arrow_label_required: bool | None = None,
    leaf_only: bool | None = None,
) -> LabelSet:
    """Change what is given. Items keep their labels as long as their id stays; labels of ids that go, go too.

    Raises:
        BadInput: an item will not do; nothing is changed.
        Conflict: ``signature`` is given and no longer current.
    """
    with transaction.atomic():
        row = queries.locked(label_set)
        check_signature(row, signature)
        gone: frozenset[str] = frozenset()
        if raw is not None:
            after = label_items.parse_items(raw)
            gone = removed_items(row, after)
            _put(row, after)
        row.name = _name(name) if name is not None else row.name
        if arrow_label_required is not None:
            row.arrow_label_required = arrow_label_required
        if leaf_only is not None:
            row.leaf_only = leaf_only
        row.save()
        if gone and row.project is not None:
            removal.run(removal.ItemRemoval(row.project, row.index, gone, actor))
    return row


def removed_items(label_set: LabelSet, after: Sequence[LabelItem]) -> frozenset[str]:
    """Return the ids that ``label_set`` has and ``after`` has not."""
    return frozenset(item["id"] for item in label_set.items) - {item.id for item in after}


def use_template(project: Project, index: int, template: LabelSetTemplate, actor: User) -> LabelSet:
    """Put a copy of a library entry at ``index``. A set that was there goes, with all its labels.

    Raises:
        BadInput: index outside 0 to 9, or the entry holds questions.
    """
    index = _checked_index(index)
    if template.type != "TOKEN" or not template.items:
        message = f"{template.name} holds questions, not label items. Choose a label set."
        raise BadInput(message, field="labelSetTemplateId")
    items = label_items.from_wire(template.items[0]["options"])
    with transaction.atomic():
        present = queries.at_index(project, index)
        if present is None:
            return create(
                actor,
                items,
                name=template.name,
                project=project,
                index=index,
                arrow_label_required=template.arrow_label_required,
                leaf_only=template.leaf_only,
            )
        row = queries.locked(present)
        row.name, row.leaf_only = template.name, template.leaf_only
        row.arrow_label_required = template.arrow_label_required
        _put(row, items)
        row.save()
        removal.run(removal.ItemRemoval(project, index, None, actor))
    return row


def delete(label_set: LabelSet, actor: User) -> None:
    """Delete a set and the labels made with it. The indexes of other sets stay."""
    with transaction.atomic():
        row = queries.locked(label_set)
        if row.project is not None:
            removal.run(removal.ItemRemoval(row.project, row.index, None, actor))
        row.delete()


def check_signature(label_set: LabelSet, signature: str | None) -> None:
    if signature and signature != label_set.signature:
        message = "Somebody changed this label set meanwhile. Load it again and repeat your change."
        raise Conflict(message, signature=label_set.signature)


def _put(row: LabelSet, items: Sequence[LabelItem]) -> None:
    row.items = [label_items.to_wire(item) for item in items]
    row.signature = label_items.signature(items)


def _name(name: str | None) -> str:
    name = (name or "").strip() or DEFAULT_NAME
    if len(name) > LONGEST_NAME:
        raise BadInput(f"A label set's name may have at most {LONGEST_NAME} characters.", field="name")
    return name


def _checked_index(index: int) -> int:
    if not 0 <= index < MOST_SETS:
        message = f"A project has at most {MOST_SETS} label sets: the index is 0 to {MOST_SETS - 1}."
        raise BadInput(message, field="index")
    return index


def _free_index(project: Project, index: int | None) -> int:
    taken = {row.index for row in queries.of_project(project)}
    if index is None:
        free = next((number for number in range(MOST_SETS) if number not in taken), None)
        if free is None:
            raise BadInput(f"The project has {MOST_SETS} label sets already; that is the limit.", field="index")
        return free
    if _checked_index(index) in taken:
        raise _taken(index)
    return index


def _taken(index: int) -> BadInput:
    return BadInput(f"There is a label set at index {index} already. Choose a free one.", field="index")
