"""Guidelines: written, changed, deleted."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.guidelines.models import Guideline
from gloss.teams.models import Team

LONGEST_NAME = 255
LONGEST_CONTENT = 1_000_000


def create(actor: User, team: Team | None, name: str, content: str) -> Guideline:
    """Write a guideline (Markdown) for a team, or for ``actor``'s personal workspace."""
    return Guideline.objects.create(team=team, owner=actor, name=_name(name), content=_content(content))


def update(guideline: Guideline, *, name: str | None, content: str | None) -> Guideline:
    """Change what is given; None leaves it as it is. Projects that show the guideline show the new text."""
    if name is not None:
        guideline.name = _name(name)
    if content is not None:
        guideline.content = _content(content)
    guideline.save(update_fields=["name", "content", "updated_at"])
    return guideline


def delete(guideline: Guideline) -> None:
    """Delete it; projects that showed it show none."""
    guideline.delete()


def _name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(f"Give the guideline a name of 1 to {LONGEST_NAME} characters.", field="name")
    return name


def _content(content: str) -> str:
    if len(content) > LONGEST_CONTENT:
        raise BadInput(f"A guideline may have at most {LONGEST_CONTENT:,} characters.", field="content")
    return content
