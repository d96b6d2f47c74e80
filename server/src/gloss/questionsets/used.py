"""Questions that projects were made with join the workspace's library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gloss.accounts.models import User
from gloss.core.names import free_name
from gloss.questionsets import library
from gloss.questionsets.models import QuestionSet
from gloss.questionsets.questions import from_wire, signature
from gloss.teams.models import Team


def keep(actor: User, team: Team, name: str, items: Sequence[dict[str, Any]]) -> QuestionSet | None:
    """Add a project's questions (in their stored shape) unless there are none or the library has their equal."""
    if not items:
        return None
    wanted = signature(from_wire(items))
    present = QuestionSet.objects.filter(team=team)
    if any(signature(from_wire(entry)) == wanted for entry in present.values_list("items", flat=True)):
        return None
    taken = {other.lower() for other in present.values_list("name", flat=True)}
    row = QuestionSet(creator=actor, team=team, name=free_name(name, taken, library.LONGEST_NAME), items=list(items))
    row.save()
    return row
