"""Who labels which document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from gloss.accounts.models import User
from gloss.core.batches import parts
from gloss.core.clock import now
from gloss.core.errors import BadInput
from gloss.core.ids import parse_int, parse_uuid
from gloss.documents import hooks, notifications, releasing, slots, status
from gloss.documents.models import (
    Cabinet,
    CabinetRole,
    Document,
    DocumentAssignment,
    DocumentCopy,
    ReleasedDocument,
)
from gloss.projects import activity
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment, ProjectStatus
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
    lock(project)
    present = {row.member_id: row for row in project.assignments.all()}
    for item in wanted:
        if item.take_over_from:
            _transfer(project, item.take_over_from, item.member)
    kept = {item.member.pk for item in wanted}
    for row in project.assignments.exclude(member_id__in=kept).select_related("member"):
        _remove(row)
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


def lock(project: Project) -> None:
    """Let nobody else change who works on the project until the transaction ends, and read its state again."""
    fields = ("status", "is_archived", "settings")
    found = Project.objects.select_for_update(of=("self",)).filter(pk=project.pk).values_list(*fields)[0]
    for name, value in zip(fields, found, strict=True):
        setattr(project, name, value)


def _remove(row: ProjectAssignment) -> None:
    """Take a member off the project; their work is hidden."""
    drop(row, row.documents.values_list("document_id", flat=True))
    row.delete()


def drop(row: ProjectAssignment, document_ids: Iterable[int]) -> None:
    """Take documents from a member; their copies are hidden."""
    gone = set(document_ids)
    for part in parts(sorted(gone), BATCH_ROWS):
        row.documents.filter(document_id__in=part).delete()
    releasing.release(gone, row.member.user_id)
    if row.member.user_id is not None:
        releasing.recount_cabinets(row.project, [row.member.user_id])
    _changed(row.project, gone)


def _changed(project: Project, document_ids: Collection[int]) -> None:
    slots.recount(document_ids)
    _tell(project, document_ids)


def _tell(project: Project, document_ids: Collection[int]) -> None:
    for hook in hooks.LABELERS_CHANGED:
        hook(project, document_ids)


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
        drop(row, had - wants)
    add(row, wants - had)
    row.document_count = len(wants)
    row.save(update_fields=["document_count"])
    return bool(wants - had)


def add(row: ProjectAssignment, document_ids: Collection[int]) -> None:
    """Give a member documents that they do not have."""
    _insert(row, dict.fromkeys(document_ids))
    _changed(row.project, document_ids)


def take(row: ProjectAssignment, numbers: Mapping[int, int]) -> None:
    """Like ``add``, for slots that the member took, numbered: free ones a moment ago."""
    _insert(row, dict(numbers))
    Document.objects.filter(pk__in=list(numbers)).update(labeler_count=F("labeler_count") + 1)
    if row.project.status != ProjectStatus.CREATED:  # Before, there is nothing that a review follows from.
        _tell(row.project, numbers.keys())


def _insert(row: ProjectAssignment, numbers: Mapping[int, int | None]) -> None:
    made = [DocumentAssignment(assignment=row, document_id=pk, slot=slot) for pk, slot in sorted(numbers.items())]
    DocumentAssignment.objects.bulk_create(made, batch_size=BATCH_ROWS)
    releasing.restore(row.project, numbers, row.member.user_id)


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
    if target.user is not None and releasing.worked_before(project, target.user):
        raise BadInput(
            f"{target.invitation_email} has worked on this project already and cannot take over.",
            field="transferTeamMemberId",
        )
    assigned = project.assignments.filter(member=source, role__in=LABELING_ROLES).exists()
    if not assigned or target.user_id is None:
        raise BadInput("Work can be handed from a labeler to a member who has joined.", field="transferTeamMemberId")
    Cabinet.objects.filter(project=project, role=CabinetRole.LABELER, owner=source.user).update(owner=target.user)
    moved = ReleasedDocument.objects.filter(document__project=project, user=source.user_id)
    moved.update(user=target.user)


def assign_new(project: Project, wanted: Sequence[Wanted], actor: User) -> None:
    """Add new documents to people's assignments; nobody loses a document.

    Raises:
        BadInput: a role that somebody with the present one cannot get.
    """
    present = {row.member_id: row for row in project.assignments.select_related("member")}
    gained = set()
    for item in wanted:
        row = present.get(item.member.pk)
        check_role(row.role if row else None, item.role, item.member.invitation_email)
        if assign(project, item, row, keep=True) and item.member.user_id:
            gained.add(item.member.user_id)
            notifications.on_assigned(project, [(item.member, item.role)], actor)
    status.work_added(project, actor, gained)


ALLOWED_ROLES: dict[str | None, frozenset[str]] = {
    None: frozenset(AssignmentRole),
    AssignmentRole.LABELER: frozenset({AssignmentRole.LABELER, AssignmentRole.LABELER_AND_REVIEWER}),
    AssignmentRole.REVIEWER: frozenset({AssignmentRole.REVIEWER, AssignmentRole.LABELER_AND_REVIEWER}),
    AssignmentRole.LABELER_AND_REVIEWER: frozenset({AssignmentRole.LABELER_AND_REVIEWER}),
}
"""By the role somebody has in the project: what they may be for documents that are added."""


def check_role(before: str | None, wanted: str, name: str, field: str = "documentAssignments") -> None:
    """Raise BadInput unless somebody with the role ``before`` may get new documents as ``wanted``."""
    if wanted not in ALLOWED_ROLES[before]:
        allowed = " or ".join(sorted(AssignmentRole(role).label.lower() for role in ALLOWED_ROLES[before]))
        raise BadInput(
            f"{name} is {AssignmentRole(before).label.lower()} in this project already, "
            f"and can get new documents as {allowed} only.",
            field=field,
        )


def all_documents(project: Project) -> frozenset[int]:
    return frozenset(Document.objects.filter(project=project).values_list("pk", flat=True))
