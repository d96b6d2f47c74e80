"""The list of projects: what a user sees in a workspace, filtered and sorted.

Filters use reverse relations by name, so that this domain need not import higher ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Lower

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.core.ids import parse_int
from gloss.projects.models import Project, ProjectAssignment, ProjectStatus
from gloss.projects.queries import LABELING_ROLES, REVIEWING_ROLES, ready
from gloss.teams import access as teams
from gloss.teams.models import Role, TeamMember
from gloss.teams.settings import team_settings

SORT_FIELDS: dict[str, Any] = {
    "id": F("id"),
    "name": Lower("name"),
    "createdDate": F("created_at"),
    "updatedDate": F("updated_at"),
    "completedDate": F("completed_at"),
    "exportedDate": F("exported_at"),
    "status": F("status"),
}
LEGACY_SORTS = {
    f"{name}_{order}": (field, order)
    for name, field in (("UPDATED", "updatedDate"), ("CREATED", "createdDate"), ("NAME", "name"))
    for order in ("ASC", "DESC")
}
OWN_STATUSES = ("NOT_STARTED",)


def visible(user: User, team_id: int | None) -> QuerySet[Project]:
    """Return the projects ``user`` may see in a team, or (null) in their personal workspace.

    Raises:
        NotFound: not a member of the team.
    """
    if team_id is None:
        return ready().filter(team=None, owner=user)
    member = teams.member(user, team_id)
    projects = ready().filter(team_id=team_id)
    if member.role == Role.LABELER:
        projects = projects.filter(Exists(_assignments().filter(member=member)))
    return projects


ASSIGNABLE: list[Callable[[QuerySet[Project], TeamMember], QuerySet[Project]]] = []
"""Narrow projects to those of which a member could take documents; filled by ``gloss.wiring``."""


def assignable(user: User, team_id: int | None) -> QuerySet[Project]:
    """Return the running projects of a team of which ``user`` could take documents; none if nobody may.

    Raises:
        NotFound: not a member of the team.
    """
    if team_id is None:
        return Project.objects.none()
    member = teams.member(user, team_id)
    if not team_settings(member.team).allow_self_assignment:
        return Project.objects.none()
    projects = ready().filter(team_id=team_id, is_archived=False).exclude(status=ProjectStatus.COMPLETE)
    for narrow in ASSIGNABLE:
        projects = narrow(projects, member)
    return projects


def filtered(projects: QuerySet[Project], user: User, wanted: Mapping[str, Any]) -> QuerySet[Project]:
    """Apply a ``GetProjectsFilterInput``: values in one field are ORed, fields are ANDed, empty means any."""
    for name, apply in _FILTERS.items():
        value = wanted.get(name)
        if value is not None and value != [] and value != "":
            projects = apply(projects, value, user)
    return projects


def ordered(projects: QuerySet[Project], sorts: Sequence[Mapping[str, str]] | None) -> QuerySet[Project]:
    """Sort by the given fields (default: last changed first); nulls and ties come last and by id.

    Raises:
        BadInput: an unknown field.
    """
    columns = []
    for sort in sorts or [{"field": "updatedDate", "order": "DESC"}]:
        name, order = LEGACY_SORTS.get(sort["field"], (sort["field"], sort["order"]))
        if name not in SORT_FIELDS:
            names = ", ".join(SORT_FIELDS)
            raise BadInput(f"Projects cannot be sorted by '{name}'. Possible fields: {names}.", field="sort")
        columns.append(OrderBy(SORT_FIELDS[name], descending=order == "DESC", nulls_last=True))
    return projects.order_by(*columns, "-id")


def _assignments() -> QuerySet[ProjectAssignment]:
    return ProjectAssignment.objects.filter(project=OuterRef("pk"), member__is_deleted=False)


def _by_keyword(projects: QuerySet[Project], value: str, user: User) -> QuerySet[Project]:
    tagged = Project.tags.through.objects.filter(project_id=OuterRef("pk"), tag__name__icontains=value.strip())
    return projects.filter(Q(name__icontains=value.strip()) | Exists(tagged))


def _by_kinds(projects: QuerySet[Project], value: list[str], user: User) -> QuerySet[Project]:
    condition = Q()
    for kind in value:
        condition |= Q(kinds_text__contains=f'"{kind}"')
    return projects.annotate(kinds_text=Cast("kinds", TextField())).filter(condition)


def _by_statuses(projects: QuerySet[Project], value: list[str], user: User) -> QuerySet[Project]:
    condition = Q(status__in=[status for status in value if status not in OWN_STATUSES])
    if "NOT_STARTED" in value:
        condition |= Q(Exists(_own_labeling(user))) & ~Q(pk__in=_started(user))
    return projects.filter(condition)


def _own_labeling(user: User) -> QuerySet[ProjectAssignment]:
    return _assignments().filter(member__user=user, role__in=LABELING_ROLES)


def _started(user: User) -> QuerySet[Project]:
    started = {"cabinets__role": "LABELER", "cabinets__owner": user, "cabinets__started_at__isnull": False}
    return Project.objects.filter(**started).values("pk")


def _by_tags(projects: QuerySet[Project], value: list[str], user: User) -> QuerySet[Project]:
    """Ids, or exact names as some scripts send."""
    ids = [number for number in map(parse_int, value) if number is not None]
    tagged = Project.tags.through.objects.filter(project_id=OuterRef("pk"))
    return projects.filter(Exists(tagged.filter(Q(tag_id__in=ids) | Q(tag__name__in=value))))


def _by_signatures(projects: QuerySet[Project], value: list[str], user: User) -> QuerySet[Project]:
    return projects.filter(pk__in=Project.objects.filter(label_sets__signature__in=value).values("pk"))


def _by_members(roles: Sequence[str]) -> Callable[[QuerySet[Project], list[str], User], QuerySet[Project]]:
    def apply(projects: QuerySet[Project], value: list[str], user: User) -> QuerySet[Project]:
        ids = [number for number in map(parse_int, value) if number is not None]
        return projects.filter(Exists(_assignments().filter(member_id__in=ids, role__in=roles)))

    return apply


def _by_days(column: str, field: str) -> Callable[[QuerySet[Project], Mapping[str, Any], User], QuerySet[Project]]:
    def apply(projects: QuerySet[Project], value: Mapping[str, Any], user: User) -> QuerySet[Project]:
        newest = _midnight(value["newestDate"], field) + timedelta(days=1)
        projects = projects.filter(**{f"{column}__lt": newest})
        if value.get("oldestDate"):
            projects = projects.filter(**{f"{column}__gte": _midnight(value["oldestDate"], field)})
        return projects

    return apply


def _midnight(text: str, field: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text[:10]), time(), tzinfo=UTC)
    except ValueError as error:
        raise BadInput(f"'{text}' is not a date. Write yyyy-mm-dd.", field=field) from error


_FILTERS: dict[str, Callable[[QuerySet[Project], Any, User], QuerySet[Project]]] = {
    "keyword": _by_keyword,
    "kinds": _by_kinds,
    "types": lambda projects, value, user: projects.filter(type__in=value),
    "statuses": _by_statuses,
    "tags": _by_tags,
    "labelSetSignatures": _by_signatures,
    "labelerTeamMemberIds": _by_members(LABELING_ROLES),
    "reviewerTeamMemberIds": _by_members(REVIEWING_ROLES),
    "daysCreatedRange": _by_days("created_at", "daysCreatedRange"),
    "daysUpdatedRange": _by_days("updated_at", "daysUpdatedRange"),
    "isArchived": lambda projects, value, user: projects.filter(is_archived=value),
}
