"""Queries on questions of projects and on the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.core.ids import parse_int
from gloss.core.sorting import ordering
from gloss.projects.models import Project
from gloss.questionsets.models import Level, ProjectQuestionSet, QuestionSet, QuestionSetTemplate
from gloss.questionsets.questions import Question, from_wire
from gloss.teams.models import Team


def set_of_project(project: Project, level: Level) -> ProjectQuestionSet | None:
    return ProjectQuestionSet.objects.filter(project=project, level=level).first()


def locked_set(project: Project, level: Level, empty_signature: str) -> tuple[ProjectQuestionSet, bool]:
    """Read the set for a change, making an empty one if need be; nobody else changes it meanwhile."""
    rows = ProjectQuestionSet.objects.select_for_update()
    return rows.get_or_create(project=project, level=level, defaults={"signature": empty_signature})


def of_project(project: Project, level: Level) -> list[Question]:
    """Return the questions of one level; a project without them has none."""
    row = set_of_project(project, level)
    return from_wire(row.questions) if row else []


def question_set(set_id: object) -> QuestionSet | None:
    number = parse_int(set_id)
    return QuestionSet.objects.select_related("team", "creator").filter(pk=number).first() if number else None


def searched_library(
    user: User,
    team: Team | None,
    *,
    keyword: str = "",
    creator_ids: Iterable[object] = (),
    sort: Sequence[Mapping[str, Any]] = (),
) -> QuerySet[QuestionSet]:
    """The team's library (``user``'s personal one without a team), narrowed by name and creators (none: any)."""
    rows = QuestionSet.objects.select_related("creator")
    rows = rows.filter(team=team) if team else rows.filter(team__isnull=True, creator=user)
    if keyword.strip():
        rows = rows.filter(name__icontains=keyword.strip())
    creators = [parse_int(id) for id in creator_ids if id is not None]
    if creators:
        rows = rows.filter(creator_id__in=[number for number in creators if number is not None])
    columns = {"name": Lower("name"), "createdAt": F("created_at"), "updatedAt": F("updated_at"), "id": F("pk")}
    return rows.order_by(*ordering(sort, columns, default="name"))


def templates(team: Team) -> QuerySet[QuestionSetTemplate]:
    """The older library of a team, by name."""
    return QuestionSetTemplate.objects.filter(team=team).order_by(Lower("name"), "pk")


def template(team: Team, template_id: object) -> QuestionSetTemplate | None:
    number = parse_int(template_id)
    return templates(team).filter(pk=number).first() if number is not None else None
