"""Who labels which document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.core.errors import BadInput
from gloss.core.ids import parse_int, parse_uuid
from gloss.documents import notifications, status
from gloss.documents.models import Cabinet, CabinetRole, Document, DocumentAssignment, DocumentCopy
from gloss.projects import activity
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment
from gloss.projects.queries import LABELING_ROLES
from gloss.teams.models import TeamMember

BATCH_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one member shall do. ``document_ids`` are row ids; ``take_over_from`` hands their labeling on."""

    member: TeamMember
    role: str
    document_ids: frozenset[int]
    take_over_from: TeamMember | None = None


def member_of(project: Project, member_id: object, field: str = "teamMemberId") -> TeamMember:
    """Return an active member of the project's team, or BadInput naming ``field``."""
    number = parse_int(member_id)
    member = TeamMember.objects.filter(pk=number, team=project.team, is_deleted=False).select_related("user").first()
    if number is None or project.team_id is None or member is None:
        raise BadInput(f"No member of this workspace has the id {member_id}.", field=field)
    return member


def document_ids(project: Project, uids: Iterable[object]) -> frozenset[int]:
    """Return the documents behind ids of any of their copies.

    Raises:
        BadInput: an id that is no document of the project.
    """
    parsed = {str(uid): parse_uuid(uid) for uid in uids}
    copies = DocumentCopy.objects.filter(cabinet__project=project, uid__in=[uid for uid in parsed.values() if uid])
    found = dict(copies.values_list("uid", "document_id"))
    unknown = [given for given, uid in parsed.items() if uid not in found]
    if unknown:
        raise BadInput(f"The project has no document with the id {unknown[0]}.", field="documentIds")
    return frozenset(found.values())


@transaction.atomic
def replace(project: Project, actor: User, wanted: Sequence[Wanted]) -> None:
    """Make the assignments of the project exactly ``wanted``.

    Work on documents taken away stays stored but hidden. People who get more documents
    find their cabinet open again.

    Raises:
        BadInput: a member named twice, or a transfer that is not possible.
    """
    _check(wanted)
    present = {row.member_id: row for row in project.assignments.all()}
    for item in wanted:
        if item.take_over_from:
            _transfer(project, item.take_over_from, item.member)
    kept = {item.member.pk for item in wanted}
    project.assignments.exclude(member_id__in=kept).delete()
    gained, told = set(), []
    for item in wanted:
        row = present.get(item.member.pk)
        is_new = row is None or row.role != item.role
        has_more = assign(project, item, row)
        if has_more and item.member.user_id:
            gained.add(item.member.user_id)
        if is_new or has_more:
            told.append((item.member, item.role))
    notifications.on_assigned(project, told, actor)
    project.updated_at = now()
    project.save(update_fields=["updated_at"])
    activity.note("PROJECT_ASSIGNMENT_UPDATED", actor, project)
    if gained:
        status.work_added(project, actor, gained)
    status.advance(project, status.Event.WORK_REMOVED, actor)


def assign(project: Project, wanted: Wanted, present: ProjectAssignment | None = None, *, keep: bool = False) -> bool:
    """Store one member's assignment; return whether they got documents they did not have.

    With ``keep`` the documents they have stay theirs.
    """
    row = present or ProjectAssignment(project=project, member=wanted.member)
    row.role = wanted.role
    labels = wanted.role in LABELING_ROLES
    row.save()
    had = set(row.documents.values_list("document_id", flat=True))
    wants = (set(wanted.document_ids) if labels else set()) | (had if keep and labels else set())
    if had - wants:
        row.documents.filter(document_id__in=had - wants).delete()
    slots = [DocumentAssignment(assignment=row, document_id=document_id) for document_id in sorted(wants - had)]
    DocumentAssignment.objects.bulk_create(slots, batch_size=BATCH_ROWS)
    row.document_count = len(wants)
    row.save(update_fields=["document_count"])
    return bool(wants - had)


def _check(wanted: Sequence[Wanted]) -> None:
    members = [item.member.pk for item in wanted]
    if len(set(members)) != len(members):
        raise BadInput("A member can be listed once only.", field="assignees")
    sources = [item.take_over_from.pk for item in wanted if item.take_over_from]
    if len(set(sources)) != len(sources):
        raise BadInput("The work of one member can be handed to one other only.", field="transferTeamMemberId")
    if set(sources) & set(members):
        raise BadInput(
            "Who hands their work on cannot stay assigned: leave them out of the list.", field="transferTeamMemberId"
        )


def _transfer(project: Project, source: TeamMember, target: TeamMember) -> None:
    """Give the labeler cabinet of ``source`` to ``target``, with everything in it."""
    if project.cabinets.filter(role=CabinetRole.LABELER, owner=target.user).exists():
        raise BadInput(
            f"{target.invitation_email} has worked on this project already and cannot take over.",
            field="transferTeamMemberId",
        )
    assigned = project.assignments.filter(member=source, role__in=LABELING_ROLES).exists()
    if not assigned or target.user_id is None:
        raise BadInput("Work can be handed from a labeler to a member who has joined.", field="transferTeamMemberId")
    Cabinet.objects.filter(project=project, role=CabinetRole.LABELER, owner=source.user).update(owner=target.user)


def assign_new(project: Project, wanted: Sequence[Wanted], actor: User) -> None:
    """Add new documents to people's assignments; roles only widen, nobody loses a document."""
    present = {row.member_id: row for row in project.assignments.all()}
    gained = set()
    for item in wanted:
        row = present.get(item.member.pk)
        merged = _widened(row.role, item.role) if row else item.role
        widened = Wanted(item.member, merged, item.document_ids)
        if assign(project, widened, row, keep=True) and item.member.user_id:
            gained.add(item.member.user_id)
            notifications.on_assigned(project, [(item.member, merged)], actor)
    status.work_added(project, actor, gained)


def _widened(before: str, wanted: str) -> str:
    return before if before == wanted else AssignmentRole.LABELER_AND_REVIEWER


def all_documents(project: Project) -> frozenset[int]:
    return frozenset(Document.objects.filter(project=project).values_list("pk", flat=True))
