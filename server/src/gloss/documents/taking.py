"""Labelers who take documents themselves, and give back those they have not completed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput, Conflict, Forbidden, NotFound
from gloss.documents import assignments, slots, status
from gloss.documents.models import CabinetRole, CabinetStatus, CopyStatus, DocumentAssignment, DocumentCopy
from gloss.projects import access as projects
from gloss.projects import activity, queries
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment, ProjectStatus
from gloss.projects.queries import LABELING_ROLES
from gloss.teams import access as teams
from gloss.teams.models import TeamMember
from gloss.teams.settings import team_settings

ATTEMPTS = 5
"""How often taking starts over when others were faster."""
MOST_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody may give back, as row ids of documents."""

    untouched: frozenset[int]
    touched: frozenset[int]


def project_for_taking(user: User, project_uid: str) -> tuple[Project, TeamMember]:
    """Return the project and the user's membership, if they may take documents of it.

    Raises:
        NotFound: a stranger, or somebody who does not see the project while nobody may take documents.
        Forbidden: the workspace does not let labelers take documents.
    """
    project = queries.find(str(project_uid))
    if project is None or project.team is None:
        raise NotFound("project", project_uid)
    try:
        member = teams.member(user, project.team_id)
    except NotFound as error:
        raise NotFound("project", project_uid) from error
    if not team_settings(project.team).allow_self_assignment:
        projects.project_for_reader(user, project_uid)
        raise Forbidden("This workspace does not let people assign themselves. Ask an admin for documents.")
    return project, member


def take(project: Project, member: TeamMember, wanted: int) -> list[int]:
    """Give ``member`` up to ``wanted`` documents that are short of labelers; return their row ids.

    Two people never get the same slot: the lowest free number of each document is taken,
    and the database refuses the second who tries.

    Raises:
        BadInput: a number that cannot be.
        Conflict: the project is archived or complete, or (NOTHING_LEFT) there is nothing to take.
    """
    if not 1 <= wanted <= MOST_AT_ONCE:
        raise BadInput(f"Take 1 to {MOST_AT_ONCE} documents at a time.", field="numberOfDocuments")
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _take(project, member, wanted)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    return []


def _take(project: Project, member: TeamMember, wanted: int) -> list[int]:
    assignments.lock(project)
    _check_open(project)
    chosen = list(slots.free_for(project, member).values_list("pk", flat=True)[:wanted])
    if not chosen:
        raise Conflict("Nothing is left to take in this project: every document has its labelers.", code="NOTHING_LEFT")
    row = ProjectAssignment.objects.filter(project=project, member=member).first()
    if row is None:
        row = ProjectAssignment(project=project, member=member, role=AssignmentRole.LABELER)
    elif row.role == AssignmentRole.REVIEWER:
        row.role = AssignmentRole.LABELER_AND_REVIEWER
    row.project, row.member = project, member
    row.document_count += len(chosen)
    row.save()
    assignments.take(row, slots.free_number(chosen))
    activity.note("DOCUMENTS_TAKEN", member.user, project, count=len(chosen))
    assert member.user is not None
    if _moves_status(project, member.user):
        status.work_added(project, member.user, {member.user.pk})
    return chosen


def _moves_status(project: Project, user: User) -> bool:
    """Whether anything is complete that more work opens again; mostly nothing is, and people wait for the lock."""
    if project.status not in (ProjectStatus.CREATED, ProjectStatus.IN_PROGRESS):
        return True
    own = project.cabinets.filter(role=CabinetRole.LABELER, owner=user, status=CabinetStatus.COMPLETE)
    return own.exists()


def _check_open(project: Project) -> None:
    if project.is_archived:
        raise Conflict("This project is archived. Restore it to change anything.", code="READ_ONLY")
    if project.status == ProjectStatus.COMPLETE:
        raise Conflict("This project is complete. Reopen it to change anything.", code="READ_ONLY")


def own_documents(project: Project, user: User) -> Own:
    """The documents of ``user`` that are not complete."""
    rows = DocumentAssignment.objects.filter(
        assignment__project=project, assignment__member__user=user, assignment__role__in=LABELING_ROLES
    )
    assigned = set(rows.values_list("document_id", flat=True))
    copies = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.LABELER)
    states = dict(copies.filter(cabinet__owner=user).values_list("document_id", "status"))
    touched = frozenset(pk for pk in assigned if states.get(pk) == CopyStatus.IN_PROGRESS)
    complete = {pk for pk in assigned if states.get(pk) == CopyStatus.COMPLETE}
    return Own(frozenset(assigned - complete) - touched, touched)


def give_back(project: Project, member: TeamMember, *, untouched_only: bool) -> int:
    """Take the member's incomplete documents off them; return how many. Their work is hidden.

    Raises:
        Conflict: the project is archived or complete, or (NOTHING_LEFT) there is nothing to give back.
    """
    assert member.user is not None
    with transaction.atomic():
        assignments.lock(project)
        _check_open(project)
        own = own_documents(project, member.user)
        gone = own.untouched if untouched_only else own.untouched | own.touched
        if not gone:
            raise Conflict("There is nothing to give back: your documents are complete.", code="NOTHING_LEFT")
        _drop(project, member, gone)
        activity.note("DOCUMENTS_GIVEN_BACK", member.user, project, count=len(gone))
        status.advance(project, status.Event.WORK_REMOVED, member.user)
    return len(gone)


def _drop(project: Project, member: TeamMember, gone: Collection[int]) -> None:
    """Without documents a labeler leaves the project, and a reviewer only reviews again."""
    row = ProjectAssignment.objects.get(project=project, member=member)
    row.project, row.member = project, member
    assignments.drop(row, gone)
    row.document_count = row.documents.count()
    if row.document_count:
        row.save(update_fields=["document_count"])
    elif row.role == AssignmentRole.LABELER_AND_REVIEWER:
        row.role = AssignmentRole.REVIEWER
        row.save(update_fields=["role", "document_count"])
    else:
        row.delete()
