"""Dynamic review: agreement completes a project by itself, disagreement finds it a reviewer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q

from gloss.accounts import mail
from gloss.accounts.models import User
from gloss.core.ids import parse_int
from gloss.documents import assignments, status
from gloss.documents.assignments import Wanted
from gloss.documents.models import Cabinet, CabinetRole
from gloss.jobs import service as jobs
from gloss.jobs.runner import JobResult, JobRun
from gloss.projects import activity
from gloss.projects import queries as projects
from gloss.projects.models import AssignmentRole, Project, ProjectStatus
from gloss.projects.settings import ProjectSettings
from gloss.review import service
from gloss.teams import queries as teams
from gloss.teams.models import Role, TeamMember


def on_cabinet_completed(cabinet: Cabinet, actor: User) -> None:
    """Hook: a labeler is done. Whether everybody is shows after the commit."""
    project = cabinet.project
    if cabinet.role != CabinetRole.LABELER or project.team_id is None:
        return
    if ProjectSettings.load(project).dynamic_review_method:
        jobs.enqueue(
            "review.dynamic",
            owner=actor,
            team=project.team,
            project_uid=project.uid,
            payload={"project": project.uid},
            queue="ConsensusQueue",
        )


def decide(run: JobRun) -> JobResult:
    """Handler of ``review.dynamic``: complete the project, or give it a reviewer, once all labelers are done.

    Doing it again changes nothing: a complete project or one with a reviewer is left alone.
    """
    project = Project.objects.select_related("team", "owner").filter(uid=run.payload["project"]).first()
    if project is None or project.status != ProjectStatus.REVIEW_READY:
        return JobResult(result="NOTHING_TO_DO")
    conflicts = 0
    for copy in service.review_copies(project):
        service.recompute_document(copy, tick=run.report)
        conflicts += copy.conflict_count
    if not conflicts:
        review = project.cabinets.get(role=CabinetRole.REVIEWER)
        review.project = project
        status.complete_cabinet(review, run.job.owner)
        return JobResult(result="COMPLETED")
    if projects.assignments(project).filter(role__in=projects.REVIEWING_ROLES).exists():
        return JobResult(result="HAS_REVIEWER")
    member = _choose(candidates(project))
    if member is None:
        _tell_admins(project)
        return JobResult(result="NO_CANDIDATE")
    _assign(project, member, run.job.owner)
    return JobResult(result="ASSIGNED", additional_data={"teamMemberId": str(member.pk)})


def candidates(project: Project) -> list[TeamMember]:
    """Return who may become the reviewer: by the project's method, labelers of the project excluded."""
    settings = ProjectSettings.load(project)
    labelers = projects.assignments(project).filter(role__in=projects.LABELING_ROLES).values("member_id")
    members = teams.active_members(project.team_id).exclude(pk__in=labelers)
    if settings.dynamic_review_method == "DEDICATED_MEMBER":
        members = members.filter(pk=parse_int(settings.dynamic_review_member_id) or 0)
    elif settings.dynamic_review_method == "ANY_REVIEWER":
        members = members.filter(role=Role.REVIEWER)
    return list(members)


def _choose(members: Sequence[TeamMember]) -> TeamMember | None:
    """One of those with the fewest open reviews, at random."""
    unfinished = [state for state in ProjectStatus if state != ProjectStatus.COMPLETE]
    is_open = Q(assignments__role__in=projects.REVIEWING_ROLES, assignments__project__status__in=unfinished)
    rows = TeamMember.objects.filter(pk__in=[member.pk for member in members])
    loads = dict(rows.annotate(load=Count("assignments", filter=is_open)).values_list("pk", "load"))
    least = min(loads.values(), default=0)
    chosen = [member for member in members if loads.get(member.pk) == least]
    return secrets.choice(chosen) if chosen else None


def _assign(project: Project, member: TeamMember, actor: User) -> None:
    with transaction.atomic():
        assignments.assign(project, Wanted(member, AssignmentRole.REVIEWER, frozenset()))
        activity.note("PROJECT_ASSIGNMENT_UPDATED", actor, project, target_user=member.user)
    text = f"The labelers of {project.name} disagree in places, and you have been chosen to review the project."
    mail.send(member.invitation_email, f"{project.name}: please review", text)


def _tell_admins(project: Project) -> None:
    text = (
        f"The labelers of {project.name} disagree in places, but nobody fits its dynamic review setting.\n\n"
        "Assign a reviewer, or review the project yourself."
    )
    for member in teams.admins(project.team_id):
        mail.send(member.invitation_email, f"{project.name}: needs a reviewer", text)
