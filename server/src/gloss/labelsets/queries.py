"""Queries on label sets and their library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, Max, QuerySet
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.core.ids import parse_int
from gloss.core.sorting import ordering
from gloss.labelsets.models import LabelSet, LabelSetTemplate
from gloss.projects.models import Project
from gloss.teams.models import Team


def of_project(project: Project) -> list[LabelSet]:
    """Return the project's sets in the order of their index."""
    rows = list(LabelSet.objects.filter(project=project).order_by("index"))
    for row in rows:
        row.project = project
    return rows


def at_index(project: Project, index: int) -> LabelSet | None:
    return LabelSet.objects.filter(project=project, index=index).first()


def find(label_set_id: object) -> LabelSet | None:
    number = parse_int(label_set_id)
    if number is None:
        return None
    return LabelSet.objects.select_related("project__team", "owner").filter(pk=number).first()


def locked(label_set: LabelSet) -> LabelSet:
    """Read the row again for a change; nobody else changes it meanwhile."""
    return LabelSet.objects.select_for_update(of=("self",)).select_related("project").get(pk=label_set.pk)


def used_in_team(team: Team, *, labeler: User | None = None) -> QuerySet[LabelSet]:
    """The latest set of each signature among the team's projects, or among those assigned to ``labeler``."""
    rows = LabelSet.objects.filter(project__team=team, project__is_ready=True)
    if labeler is not None:
        mine = {"project__assignments__member__user": labeler, "project__assignments__member__is_deleted": False}
        rows = rows.filter(**mine)
    latest = rows.order_by().values("signature").annotate(latest=Max("pk")).values("latest")
    return LabelSet.objects.filter(pk__in=latest).select_related("project").order_by(Lower("name"), "pk")


def template(template_id: object) -> LabelSetTemplate | None:
    number = parse_int(template_id)
    if number is None:
        return None
    return LabelSetTemplate.objects.select_related("team", "owner").filter(pk=number).first()


def templates_by_ids(ids: Iterable[object]) -> list[LabelSetTemplate]:
    numbers = [number for number in map(parse_int, ids) if number is not None]
    return list(LabelSetTemplate.objects.select_related("team").filter(pk__in=numbers))


def library(user: User, team: Team | None) -> QuerySet[LabelSetTemplate]:
    """The team's library, or ``user``'s personal one when there is no team."""
    rows = LabelSetTemplate.objects.select_related("owner")
    return rows.filter(team=team) if team else rows.filter(team__isnull=True, owner=user)


def searched_library(
    user: User,
    team: Team | None,
    *,
    keyword: str = "",
    owner_ids: Sequence[object] = (),
    types: Sequence[str] = (),
    sort: Sequence[Mapping[str, Any]] = (),
) -> QuerySet[LabelSetTemplate]:
    """The library narrowed by name, owners and types (none: any), by name unless ``sort`` says otherwise."""
    rows = library(user, team)
    if keyword.strip():
        rows = rows.filter(name__icontains=keyword.strip())
    if owner_ids:
        rows = rows.filter(owner_id__in=list(owner_ids))
    if types:
        rows = rows.filter(type__in=list(types))
    columns = {"name": Lower("name"), "createdAt": F("created_at"), "updatedAt": F("updated_at"), "id": F("pk")}
    return rows.order_by(*ordering(sort, columns, default="name"))
