"""Tags: made, renamed, deleted. Names are unique whatever their case; the first spelling stays."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.tags import queries
from gloss.tags.models import Tag
from gloss.teams.models import Team

LONGEST_NAME = 255
MOST_AT_ONCE = 1000


def clean(name: str) -> str:
    """Return the name with single spaces. Raises BadInput when it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise BadInput("Give the tag a name.", field="name")
    if len(name) > LONGEST_NAME:
        raise BadInput(f"A tag's name may have at most {LONGEST_NAME} characters.", field="name")
    return name


def create(actor: User, team: Team | None, name: str) -> Tag:
    """Make a tag in the team, or in ``actor``'s personal workspace. Raises BadInput when the name is taken."""
    name = clean(name)
    if queries.named(actor, team, name) is not None:
        raise _taken(name)
    try:
        with transaction.atomic():
            return _insert(actor, team, name)
    except IntegrityError as error:
        raise _taken(name) from error


def ensure(actor: User, team: Team | None, names: Sequence[str]) -> list[Tag]:
    """Return one tag per name, in the order of ``names`` and each once, making those that are missing.

    A global tag is found before an own one of the same name.
    """
    if len(names) > MOST_AT_ONCE:
        raise BadInput(f"Name at most {MOST_AT_ONCE} tags at once.", field="names")
    spellings: dict[str, str] = {}
    for name in map(clean, names):
        spellings.setdefault(name.lower(), name)
    with transaction.atomic():
        tags = [queries.named(actor, team, name) or _insert(actor, team, name) for name in spellings.values()]
    return list({tag.pk: tag for tag in tags}.values())


def rename(actor: User, tag: Tag, name: str) -> Tag:
    """Rename an own tag. Raises BadInput when another tag has the name."""
    name = clean(name)
    other = queries.named(actor, tag.team, name)
    if other is not None and other.pk != tag.pk:
        raise _taken(name)
    tag.name = name
    try:
        with transaction.atomic():
            tag.save(update_fields=["name"])
    except IntegrityError as error:
        raise _taken(name) from error
    return tag


def remove(actor: User, team: Team | None, ids: Sequence[object]) -> list[Tag]:
    """Delete own tags, also from the projects that carry them, and return those that went.

    Ids that are unknown here, or gone already, are left out of the answer.

    Raises:
        BadInput: one is global; nothing is deleted.
    """
    fixed = queries.by_ids(queries.global_tags(), ids)
    if fixed:
        names = ", ".join(tag.name for tag in fixed)
        raise BadInput(f"Tags of the product cannot be deleted: {names}.", field="tagIds")
    with transaction.atomic():
        tags = queries.by_ids(queries.in_scope(actor, team), ids)
        Tag.objects.filter(pk__in=[tag.pk for tag in tags]).delete()
    return tags


def _insert(actor: User, team: Team | None, name: str) -> Tag:
    return Tag.objects.create(team=team, owner=None if team else actor, name=name)


def _taken(name: str) -> BadInput:
    return BadInput(f"There is already a tag named {name}. Choose another name.", field="name")
