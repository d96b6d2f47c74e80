"""Mails about new and finished work, sent after commit; a mail server that is down loses no work."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from gloss.accounts import mail
from gloss.accounts.models import User
from gloss.documents.models import Cabinet, CabinetRole, CabinetStatus
from gloss.projects import queries as projects
from gloss.projects.models import AssignmentRole, Project
from gloss.projects.queries import LABELING_ROLES
from gloss.projects.settings import ProjectSettings
from gloss.teams.models import Role, TeamMember


def on_cabinet_completed(cabinet: Cabinet, actor: User) -> None:
    """Tell labelers that the review is done, or leads that enough labelers are."""
    if cabinet.project.team_id is None:
        return
    if cabinet.role == CabinetRole.REVIEWER:
        _review_done(cabinet.project, actor)
    else:
        _labeler_done(cabinet.project, actor)


def on_assigned(project: Project, people: Iterable[tuple[TeamMember, str]], actor: User) -> None:
    """Tell members of their new role or documents, except whoever assigned themselves."""
    for member, role in people:
        if member.user is None or member.user_id == actor.pk:
            continue
        wanted = AssignmentRole(role).label.lower().replace("_", " ")
        text = f"{actor.name} assigned you to the project {project.name} as {wanted}. Sign in to start."
        _send({member.user.email}, f"You have work in {project.name}", text)


def on_review_ready(project: Project, actor: User) -> None:
    """Tell the project's reviewers, or without any its creator, that all labelers are done."""
    if project.team_id is None:
        return
    reviewers = projects.assignments(project).filter(role__in=projects.REVIEWING_ROLES, member__user__isnull=False)
    addresses = {row.member.user.email for row in reviewers} or {project.owner.email}
    text = f"All labelers of {project.name} have marked their work as complete. The review can begin."
    _send(addresses - {actor.email}, f"{project.name}: ready for review", text)


def _review_done(project: Project, actor: User) -> None:
    labelers = projects.assignments(project).filter(role__in=LABELING_ROLES, member__user__isnull=False)
    text = (
        f"The review of {project.name} is complete.\n\n"
        "Open the project to see the reviewed result and your own figures."
    )
    _send({row.member.user.email for row in labelers} - {actor.email}, f"{project.name}: review complete", text)


def _labeler_done(project: Project, actor: User) -> None:
    wanted = ProjectSettings.load(project).labeler_project_completion_notification
    if not wanted["enabled"]:
        return
    done = project.cabinets.filter(role=CabinetRole.LABELER, status=CabinetStatus.COMPLETE).count()
    if done != wanted["threshold"]:
        return
    text = f"{done} labeler(s) of {project.name} have marked their work as complete. The last one was {actor.name}."
    _send(_leads(project), f"{project.name}: {done} labeler(s) done", text)


def _leads(project: Project) -> set[str]:
    """Addresses of admins, supervisors and of this project's reviewers."""
    members = TeamMember.objects.filter(team=project.team, is_deleted=False, user__isnull=False)
    leads = members.filter(role__in=(Role.ADMIN, Role.SUPERVISOR)).values_list("user__email", flat=True)
    reviewers = projects.assignments(project).filter(role__in=projects.REVIEWING_ROLES, member__user__isnull=False)
    return {*leads, *(row.member.user.email for row in reviewers)}


def _send(addresses: set[str], subject: str, text: str) -> None:
    for address in sorted(addresses):
        transaction.on_commit(lambda address=address: mail.send(address, subject, text), robust=True)
