"""What each member of a team has done, for all members at once."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.projects.models import Project, ProjectStatus
from gloss.teams.models import TeamMember

MAX_INT = 2**31 - 1


def accuracy(accepted: int, rejected: int) -> float:
    """Accepted labels among the judged ones; 0 while none has been judged."""
    return accepted / (accepted + rejected) if accepted + rejected else 0.0


def work_by_owner(team_id: int, project: Project | None = None) -> QuerySet[Any, dict[str, Any]]:
    """Sums over the labelers' copies, one row an owner: labels, answers, accepted, rejected, millis."""
    copies = DocumentCopy.objects.filter(
        cabinet__project__team=team_id, cabinet__project__is_ready=True, cabinet__role=CabinetRole.LABELER
    )
    copies = copies.filter(cabinet__project=project) if project else copies
    return (
        copies.order_by("cabinet__owner_id")
        .values("cabinet__owner_id", "cabinet__owner__name", "cabinet__owner__email")
        .annotate(
            labels=Sum("label_count"),
            answers=Sum("answered_count"),
            accepted=Sum("accepted_count"),
            rejected=Sum("rejected_count"),
            millis=Sum("active_millis"),
        )
    )


def of_team(team_id: int) -> dict[int, dict[str, Any]]:
    """The wire's TeamMemberPerformance of everybody who has an account, by member id."""
    work = {row["cabinet__owner_id"]: row for row in work_by_owner(team_id)}
    found = {}
    for member, user, *counts in _assignments(team_id):
        row = work.get(user, {})
        millis = min(row.get("millis") or 0, MAX_INT)
        found[member] = {
            "id": str(member),
            "userId": user,
            "accuracy": accuracy(row.get("accepted") or 0, row.get("rejected") or 0),
            "totalTimeSpent": millis,
            "effectiveTotalTimeSpent": millis,
            "projectStatistic": dict(zip(("total", "created", "completed", "inProgress"), counts, strict=True)),
        }
    return found


def _assignments(team_id: int) -> QuerySet[Any, tuple[int, ...]]:
    """Member, user, and how many projects: all, created, complete, in between."""
    ready = Q(assignments__project__is_ready=True)
    created = Q(assignments__project__status=ProjectStatus.CREATED)
    complete = Q(assignments__project__status=ProjectStatus.COMPLETE)
    members = TeamMember.objects.filter(team=team_id, user__isnull=False).order_by()
    return members.values_list("pk", "user_id").annotate(
        total=Count("assignments", ready),
        created=Count("assignments", ready & created),
        complete=Count("assignments", ready & complete),
        between=Count("assignments", ready & ~created & ~complete),
    )
