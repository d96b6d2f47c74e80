"""Mails about finished work, sent after commit; a mail server that is down loses no work."""

from __future__ import annotations

from django.db import transaction

from gloss.accounts import mail
from gloss.accounts.models import User
from gloss.documents.models import Cabinet, CabinetRole, CabinetStatus
from gloss.projects import queries as projects
from gloss.projects.models import Project
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
