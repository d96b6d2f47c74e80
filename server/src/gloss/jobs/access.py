"""Who may see a job: its owner while they belong to its team, and the admins and supervisors of the team."""

from __future__ import annotations

from collections.abc import Iterable

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.jobs.models import Job
from gloss.teams.models import InvitationStatus, Role, TeamMember

MOST_AT_ONCE = 1000


def readable(user: User, job_ids: Iterable[str]) -> list[Job]:
    """Return the visible ones among ``job_ids`` in that order; unknown and foreign ids are left out.

    Raises:
        BadInput: more than a thousand ids.
    """
    wanted = list(dict.fromkeys(job_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise BadInput(f"Ask for at most {MOST_AT_ONCE} jobs at once.", field="jobIds")
    jobs = {job.id: job for job in Job.objects.filter(id__in=wanted)}
    roles = _roles(user, {job.team_id for job in jobs.values() if job.team_id})
    found = (jobs.get(job_id) for job_id in wanted)
    return [job for job in found if job and _may_read(user, job, roles)]


def _roles(user: User, team_ids: set[int]) -> dict[int, str]:
    """The role of ``user`` in those of the teams they belong to."""
    if not team_ids:
        return {}
    rows = TeamMember.objects.filter(
        user=user, team_id__in=team_ids, is_deleted=False, invitation_status=InvitationStatus.ACCEPTED
    )
    return dict(rows.values_list("team_id", "role"))


def _may_read(user: User, job: Job, roles: dict[int, str]) -> bool:
    if job.team_id is None:
        return job.owner_id == user.pk
    role = roles.get(job.team_id)
    return role in (Role.ADMIN, Role.SUPERVISOR) or (role is not None and job.owner_id == user.pk)
