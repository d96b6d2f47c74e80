"""Who takes part in a document's threads, under which name each reader knows them, and who a message mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gloss.accounts.models import User
from gloss.documents.models import Document
from gloss.projects import names
from gloss.projects import queries as projects
from gloss.projects.queries import LABELING_ROLES, REVIEWING_ROLES
from gloss.teams import queries as teams
from gloss.teams.models import Role


@dataclass(frozen=True, slots=True)
class Participant:
    """``handle`` is what follows the @ sign: the name, or where two share it the address."""

    user: User
    name: str
    handle: str


def participants(document: Document) -> list[User]:
    """Everybody who may read the document's threads: its labelers, the project's reviewers, the team's staff."""
    project = document.project
    if project.team_id is None:
        return [project.owner]
    slots = document.assignments.values_list("assignment_id", flat=True)
    assigned = {
        row.member_id
        for row in projects.assignments(project)
        if row.role in REVIEWING_ROLES or (row.role in LABELING_ROLES and row.pk in set(slots))
    }
    members = teams.active_members(project.team_id).select_related("user")
    return [row.user for row in members if row.user and (row.role != Role.LABELER or row.pk in assigned)]


def known_to(viewer: User, document: Document, people: Iterable[User] | None = None) -> list[Participant]:
    """The participants as ``viewer`` knows them, by name."""
    hidden = names.hidden_from(viewer, document.project)
    listed = list(participants(document) if people is None else people)
    shown = {user.pk: shown_name(user, viewer, hidden) for user in listed}
    often = Counter(name.casefold() for name in shown.values())
    found = [
        Participant(user, shown[user.pk], user.email if often[shown[user.pk].casefold()] > 1 else shown[user.pk])
        for user in listed
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.user.pk))


def shown_name(user: User, viewer: User, hidden: Mapping[int, str]) -> str:
    return user.name if user.pk == viewer.pk else hidden.get(user.pk, user.name)


def mentioned(message: str, people: Iterable[Participant]) -> list[User]:
    """The people a message names after an @ sign, by name or address; the longest name that fits counts."""
    words: list[tuple[str, User]] = []
    for one in people:
        words += [(one.handle.casefold(), one.user), (one.name.casefold(), one.user)]
        if one.name == one.user.name:
            words += [(one.user.email.casefold(), one.user)]
    words.sort(key=lambda entry: -len(entry[0]))
    text, found = message.casefold(), {}
    at = text.find("@")
    while at >= 0:
        if at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "._-+"):
            word = next((word for word, _ in words if _stands(text, at + 1, word)), None)
            found |= {user.pk: user for name, user in words if name == word}
        at = text.find("@", at + 1)
    return list(found.values())


def _stands(text: str, start: int, word: str) -> bool:
    end = start + len(word)
    return bool(word) and text.startswith(word, start) and (end == len(text) or not text[end].isalnum())


def veiled(message: str, viewer: User, hidden: Mapping[int, str], mentions: Iterable[User]) -> str:
    """The message without the names that are hidden from ``viewer``."""
    for user in mentions:
        if user.pk in hidden and user.pk != viewer.pk:
            message = message.replace(f"@{user.name}", f"@{hidden[user.pk]}")
            message = message.replace(f"@{user.email}", f"@{hidden[user.pk]}")
    return message
