"""Who may see a job: its owner, and the admins and supervisors of its team."""

from __future__ import annotations

from collections.abc import Iterable

from gloss.accounts.models import User
from gloss.jobs.models import Job
from gloss.teams.models import InvitationStatus, Role, TeamMember


def readable(user: User, job_ids: Iterable[str]) -> list[Job]:
    """Return the visible ones among ``job_ids`` in that order; unknown and foreign ids are left out."""
    wanted = list(dict.fromkeys(job_ids))
    jobs = {job.id: job for job in Job.objects.filter(id__in=wanted)}
    foreign_teams = {job.team_id for job in jobs.values() if job.owner_id != user.id and job.team_id}
    led = set(
        TeamMember.objects.filter(
            user=user,
            team_id__in=foreign_teams,
            is_deleted=False,
            invitation_status=InvitationStatus.ACCEPTED,
            role__in=[Role.ADMIN, Role.SUPERVISOR],
        ).values_list("team_id", flat=True)
        if foreign_teams
        else ()
    )
    found = (jobs.get(job_id) for job_id in wanted)
    return [job for job in found if job and (job.owner_id == user.id or job.team_id in led)]
