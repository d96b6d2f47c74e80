"""Conflicts as the wire shows them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gloss.accounts import shapes as account_shapes
from gloss.accounts.models import User
from gloss.documents.models import DocumentCopy
from gloss.labels import scalars as label_shapes
from gloss.labels.models import Label
from gloss.labels.queries import load_ends
from gloss.labels.text import TokenTexts
from gloss.projects import names
from gloss.projects import queries as projects
from gloss.projects.models import Project
from gloss.projects.settings import ProjectSettings
from gloss.review import queries


def conflict_labels(copy: DocumentCopy, labels: Sequence[Label], *, resolved: bool) -> list[dict[str, Any]]:
    """The wire's ConflictTextLabelScalar: a label's scalar with its ``ref``, its people and its text."""
    load_ends(labels)
    texts = TokenTexts(copy)
    texts.load(label_shapes.lines_of(labels))
    found = queries.contributors(label.pk for label in labels)
    return [_conflict_label(copy, label, texts, found.get(label.pk, []), resolved) for label in labels]


def _conflict_label(
    copy: DocumentCopy, label: Label, texts: TokenTexts, people: list[int], resolved: bool
) -> dict[str, Any]:
    scalar = label_shapes.scalar(label, texts)
    older = label_shapes.text_label(scalar, copy.uid)
    return {
        **scalar,
        "documentId": str(copy.uid),
        "ref": scalar["hashCode"],
        "l": older["l"],
        "start": older["start"],
        "end": older["end"],
        "text": texts.token(label.start_line, label.start_cell, label.start_token) or "",
        "labelerIds": people,
        "contributorIds": people,
        "resolved": resolved,
    }


def add_contributors(copy: DocumentCopy, user: User, scalars: list[dict[str, Any]]) -> None:
    """Decorator of ``labels.hooks``: say who stands behind each label of the review."""
    found = queries.contributors(int(scalar["id"]) for scalar in scalars)
    for scalar in scalars:
        scalar["contributorIds"] = found.get(int(scalar["id"]), [])


def conflict_answers(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The wire's ConflictAnswerScalar: values as they would be sent back, users as ids."""
    return [
        {
            **entry,
            "answers": [
                {**answer, "userIds": [str(user) for user in answer["userIds"]]} for answer in entry["answers"]
            ],
        }
        for entry in entries
    ]


def conflict_answer_objects(entries: Sequence[Mapping[str, Any]], project: Project) -> list[dict[str, Any]]:
    """The wire's ConflictAnswer objects: values as text, with the people behind them."""
    voters = {user for entry in entries for answer in entry["answers"] for user in answer["userIds"]}
    people = shown_people(project, voters)
    return [
        {
            **entry,
            "answers": [
                {
                    "value": _text(answer["value"]),
                    "userIds": [str(user) for user in answer["userIds"]],
                    "users": [people[user] for user in answer["userIds"] if user in people],
                    "resolved": answer["resolved"],
                }
                for answer in entry["answers"]
            ],
        }
        for entry in entries
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shown_people(project: Project, user_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return the wire's users by id; where names are hidden during review, they become Labeler 1, 2, …"""
    people = queries.people(user_ids)
    shown = {pk: account_shapes.user(person) or {} for pk, person in people.items()}
    if not ProjectSettings.load(project).hide_labeler_names_during_review:
        return shown
    known = names.numbered(projects.assignments(project))
    return {pk: account_shapes.nameless(person, known.get(pk, names.STRANGER)) for pk, person in shown.items()}
