"""The status machine: how work moves documents, cabinets and the project along.

``next_status`` is the table of the product, free of the database; the other functions are
called by whoever writes and apply it. All expect to run inside the caller's transaction
or open their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import F

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.documents import hooks, queries
from gloss.documents.models import Cabinet, CabinetRole, CabinetStatus, CopyStatus, DocumentCopy
from gloss.projects import activity
from gloss.projects.models import Project, ProjectStatus
from gloss.projects.settings import ProjectSettings


class Event(StrEnum):
    LABELER_STARTED = "LABELER_STARTED"
    REVIEWER_STARTED = "REVIEWER_STARTED"
    LABELER_COMPLETED = "LABELER_COMPLETED"
    LABELER_REOPENED = "LABELER_REOPENED"
    REVIEWER_COMPLETED = "REVIEWER_COMPLETED"
    REVIEWER_REOPENED = "REVIEWER_REOPENED"
    WORK_ADDED = "WORK_ADDED"
    WORK_REMOVED = "WORK_REMOVED"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table needs to know. ``one_step``: completing the labeling completes the project."""

    has_labelers: bool
    all_labelers_done: bool
    one_step: bool = False


def next_status(current: str, event: Event, facts: Facts) -> str:
    """Return the overall status after ``event``; the same one when nothing changes."""
    status = ProjectStatus(current)
    if event == Event.REVIEWER_COMPLETED:
        return ProjectStatus.COMPLETE
    if event == Event.REVIEWER_REOPENED:
        return _reopened(status, facts)
    if event == Event.LABELER_STARTED:
        return ProjectStatus.IN_PROGRESS if status == ProjectStatus.CREATED else status
    if event == Event.REVIEWER_STARTED:
        return _review_started(status, facts)
    if event in (Event.LABELER_COMPLETED, Event.WORK_REMOVED):
        return _labeling_advanced(status, event, facts)
    return _work_grown(status, event, facts)


def _work_grown(status: ProjectStatus, event: Event, facts: Facts) -> ProjectStatus:
    if status == ProjectStatus.CREATED:
        return status
    if facts.has_labelers and not facts.all_labelers_done:
        return ProjectStatus.IN_PROGRESS
    if event == Event.WORK_ADDED and status == ProjectStatus.COMPLETE:
        return ProjectStatus.IN_REVIEW
    return status


def _reopened(status: ProjectStatus, facts: Facts) -> ProjectStatus:
    if status != ProjectStatus.COMPLETE:
        return status
    return ProjectStatus.IN_REVIEW if facts.all_labelers_done or not facts.has_labelers else ProjectStatus.IN_PROGRESS


def _review_started(status: ProjectStatus, facts: Facts) -> ProjectStatus:
    if status == ProjectStatus.REVIEW_READY:
        return ProjectStatus.IN_REVIEW
    if status == ProjectStatus.CREATED:
        return ProjectStatus.IN_PROGRESS if facts.has_labelers else ProjectStatus.IN_REVIEW
    return status


def _labeling_advanced(status: ProjectStatus, event: Event, facts: Facts) -> ProjectStatus:
    started = status in (ProjectStatus.CREATED, ProjectStatus.IN_PROGRESS)
    if not started or not facts.all_labelers_done or not facts.has_labelers:
        return status
    if event == Event.WORK_REMOVED and status == ProjectStatus.CREATED:
        return status
    return ProjectStatus.COMPLETE if facts.one_step else ProjectStatus.REVIEW_READY


def facts_of(project: Project) -> Facts:
    """Read the facts. The owner of a personal project counts as its labeler once they have a labeler's cabinet."""
    if project.team_id is None:
        cabinet = queries.cabinet_of(project, CabinetRole.LABELER, project.owner)
        settings = ProjectSettings.load(project)
        done = cabinet is not None and cabinet.status == CabinetStatus.COMPLETE
        one_step = settings.mode == "PEER_REVIEW" and settings.consensus == 1
        return Facts(cabinet is not None, done, one_step)
    labelers = queries.labeler_ids(project)
    return Facts(bool(labelers), bool(labelers) and labelers <= queries.completed_labeler_ids(project))


def advance(project: Project, event: Event, actor: User) -> bool:
    """Apply ``event`` to the project under a lock; return whether its status changed."""
    with transaction.atomic():
        locked = Project.objects.select_for_update(of=("self",)).select_related("owner").get(pk=project.pk)
        before = locked.status
        project.status = next_status(before, event, facts_of(locked))
        if project.status == before:
            return False
        project.completed_at = now() if project.status == ProjectStatus.COMPLETE else None
        project.updated_at = now()
        project.save(update_fields=["status", "completed_at", "updated_at"])
        activity.note("PROJECT_STATUS_CHANGED", actor, project, before=before, after=project.status)
        if project.status == ProjectStatus.REVIEW_READY:
            hooks.run(hooks.REVIEW_READY, project, actor)
        return True


def labeling_started(copy: DocumentCopy, actor: User) -> None:
    """Note a change in ``copy`` by a labeler or reviewer. Free when nothing is left to note."""
    cabinet, project = copy.cabinet, copy.cabinet.project
    is_new = copy.status == CopyStatus.NOT_STARTED or cabinet.started_at is None
    if is_new or project.status in (ProjectStatus.CREATED, ProjectStatus.REVIEW_READY):
        _note_start(copy, cabinet, project, actor)


@transaction.atomic
def _note_start(copy: DocumentCopy, cabinet: Cabinet, project: Project, actor: User) -> None:
    moment = now()
    if copy.status == CopyStatus.NOT_STARTED:
        copy.status = CopyStatus.IN_PROGRESS
        copy.save(update_fields=["status"])
    if cabinet.started_at is None:
        cabinet.started_at = moment
        cabinet.save(update_fields=["started_at"])
    if cabinet.role == CabinetRole.LABELER:
        if project.status == ProjectStatus.CREATED:
            advance(project, Event.LABELER_STARTED, actor)
    elif project.status in (ProjectStatus.CREATED, ProjectStatus.REVIEW_READY):
        advance(project, Event.REVIEWER_STARTED, actor)


@transaction.atomic
def complete_copy(copy: DocumentCopy, actor: User) -> None:
    """Mark one document complete; completing twice changes nothing."""
    if copy.status == CopyStatus.COMPLETE:
        return
    labeling_started(copy, actor)
    copy.status, copy.completed_at = CopyStatus.COMPLETE, now()
    copy.save(update_fields=["status", "completed_at"])
    Cabinet.objects.filter(pk=copy.cabinet_id).update(completed_count=F("completed_count") + 1)
    hooks.run(hooks.COPY_COMPLETED, copy, actor)
    activity.note(
        "DOCUMENT_COMPLETED", actor, copy.cabinet.project, documentId=str(copy.uid), fileName=copy.document.file_name
    )


@transaction.atomic
def reopen_copy(copy: DocumentCopy, actor: User) -> None:
    if copy.status != CopyStatus.COMPLETE:
        return
    copy.status, copy.completed_at = CopyStatus.IN_PROGRESS, None
    copy.save(update_fields=["status", "completed_at"])
    Cabinet.objects.filter(pk=copy.cabinet_id).update(completed_count=F("completed_count") - 1)
    activity.note(
        "DOCUMENT_REOPENED", actor, copy.cabinet.project, documentId=str(copy.uid), fileName=copy.document.file_name
    )


@transaction.atomic
def complete_cabinet(cabinet: Cabinet, actor: User) -> None:
    """Mark a cabinet and all its documents complete, and move the project along."""
    if cabinet.status == CabinetStatus.COMPLETE:
        return
    _complete_all(cabinet, actor)
    is_labeler = cabinet.role == CabinetRole.LABELER
    hooks.run(hooks.CABINET_COMPLETED, cabinet, actor)
    advance(cabinet.project, Event.LABELER_COMPLETED if is_labeler else Event.REVIEWER_COMPLETED, actor)
    if is_labeler and cabinet.project.status == ProjectStatus.COMPLETE:
        _complete_review_too(cabinet.project, actor)
    activity.note("LABELING_COMPLETED" if is_labeler else "PROJECT_REVIEWED", actor, cabinet.project)


@transaction.atomic
def reopen_cabinet(cabinet: Cabinet, actor: User) -> None:
    """Mark a cabinet in progress again; its documents stay complete until reopened one by one."""
    if cabinet.status != CabinetStatus.COMPLETE:
        return
    project, was_complete = cabinet.project, cabinet.project.status == ProjectStatus.COMPLETE
    _set_cabinet(cabinet, CabinetStatus.IN_PROGRESS, actor)
    is_labeler = cabinet.role == CabinetRole.LABELER
    hooks.run(hooks.CABINET_REOPENED, cabinet, actor)
    advance(project, Event.LABELER_REOPENED if is_labeler else Event.REVIEWER_REOPENED, actor)
    if is_labeler and was_complete and project.status != ProjectStatus.COMPLETE:
        project.cabinets.filter(role=CabinetRole.REVIEWER).update(status=CabinetStatus.IN_PROGRESS, completed_at=None)
    activity.note("LABELING_REOPENED" if is_labeler else "REVIEW_REOPENED", actor, project)


def work_added(project: Project, actor: User, user_ids: set[int]) -> None:
    """Reopen the cabinets of people who got new documents, the review, and the project with them."""
    project.cabinets.filter(role=CabinetRole.LABELER, owner_id__in=user_ids).update(
        status=CabinetStatus.IN_PROGRESS, completed_at=None, completed_by=None
    )
    if project.status == ProjectStatus.COMPLETE:
        project.cabinets.filter(role=CabinetRole.REVIEWER).update(
            status=CabinetStatus.IN_PROGRESS, completed_at=None, completed_by=None
        )
    advance(project, Event.WORK_ADDED, actor)


def _complete_all(cabinet: Cabinet, actor: User) -> None:
    shown = queries.visible_copies([cabinet]).order_by().values("pk")
    shown_copies = cabinet.copies.filter(pk__in=shown)
    shown_copies.exclude(status=CopyStatus.COMPLETE).update(status=CopyStatus.COMPLETE, completed_at=now())
    cabinet.completed_count = shown_copies.count()
    _set_cabinet(cabinet, CabinetStatus.COMPLETE, actor)


def _set_cabinet(cabinet: Cabinet, status: CabinetStatus, actor: User) -> None:
    done = status == CabinetStatus.COMPLETE
    cabinet.status = status
    cabinet.completed_at, cabinet.completed_by = (now(), actor) if done else (None, None)
    if done and cabinet.started_at is None:
        cabinet.started_at = cabinet.completed_at
    cabinet.save(update_fields=["status", "completed_at", "completed_by", "started_at", "completed_count"])


def _complete_review_too(project: Project, actor: User) -> None:
    review = queries.cabinet_of(project, CabinetRole.REVIEWER, None)
    if review is None:
        return
    _complete_all(review, actor)
