"""What people do with their cabinets and documents, labels and answers aside."""

from __future__ import annotations

import time

import regex
from django.db import transaction
from django.db.models import F, Sum

from gloss.accounts.models import User
from gloss.core import patterns
from gloss.core.clock import now
from gloss.core.errors import BadInput, Conflict
from gloss.documents import access, hooks, order, queries, status, validation
from gloss.documents.models import Cabinet, CabinetRole, CabinetStatus, CopyStatus, Document, DocumentCopy
from gloss.projects import activity, deletion
from gloss.projects.models import Project, ProjectStatus

MAX_ACTIVE_MILLIS = 120_000
REGEX_SECONDS = 2.0
MAX_NAME = 512


def validate(cabinet: Cabinet) -> None:
    """Raise Conflict saying what is missing before the cabinet can be completed."""
    copies = list(queries.visible_copies([cabinet]))
    for copy in copies:
        copy.cabinet = cabinet
    validation.check(copies)


def toggle_cabinet(cabinet: Cabinet, actor: User, *, skip_validation: bool) -> Cabinet:
    """Complete a cabinet that is in progress, or reopen a complete one."""
    if cabinet.project.is_archived:
        raise Conflict("This project is archived. Restore it to change anything.", code="READ_ONLY")
    if cabinet.status == CabinetStatus.COMPLETE:
        _check_reopening(cabinet)
        status.reopen_cabinet(cabinet, actor)
        return cabinet
    if not skip_validation:
        validate(cabinet)
    status.complete_cabinet(cabinet, actor)
    return cabinet


def _check_reopening(cabinet: Cabinet) -> None:
    project = cabinet.project
    if cabinet.role == CabinetRole.LABELER and project.team_id and project.status == ProjectStatus.COMPLETE:
        raise Conflict("The review is complete. Ask a reviewer to reopen the project.", code="READ_ONLY")


def toggle_copy(copy: DocumentCopy, actor: User, *, skip_validation: bool) -> DocumentCopy:
    """Complete a document or reopen it; the cabinet must be open for either."""
    if copy.status == CopyStatus.COMPLETE:
        copy.status = CopyStatus.IN_PROGRESS
        try:
            access.check_open(copy)
        finally:
            copy.status = CopyStatus.COMPLETE
        status.reopen_copy(copy, actor)
        return copy
    access.check_open(copy)
    if not skip_validation:
        validation.check([copy])
    status.complete_copy(copy, actor)
    return copy


def set_last_opened(cabinet: Cabinet, copy: DocumentCopy) -> Cabinet:
    if copy.cabinet_id != cabinet.pk:
        raise BadInput("This document is not part of the cabinet.", field="documentId")
    cabinet.last_opened_uid = copy.uid
    cabinet.save(update_fields=["last_opened_uid"])
    return cabinet


def move_cursor(copy: DocumentCopy, line: int, actor: User) -> None:
    """Remember the line the user is at."""
    last = max(order.count(copy) - 1, 0)
    if not 0 <= line <= last:
        raise BadInput(f"The document's lines are 0 to {last}.", field="currentSentenceCursor")
    copy.cursor_line = line
    with transaction.atomic():
        copy.save(update_fields=["cursor_line"])
        hooks.run(hooks.CURSOR_MOVED, copy, actor)


def rename_document(document: Document, name: str) -> None:
    """Change the title; the file name stays, exports and assignments refer to it."""
    name = name.strip()
    if not 1 <= len(name) <= MAX_NAME:
        raise BadInput(f"A document name has 1 to {MAX_NAME} characters.", field="name")
    document.name = name
    document.save(update_fields=["name"])


def add_active_time(copy: DocumentCopy, actor: User, millis: int) -> None:
    if not 0 <= millis <= MAX_ACTIVE_MILLIS:
        raise BadInput(f"Report 0 to {MAX_ACTIVE_MILLIS} milliseconds at a time.", field="durationMillis")
    with transaction.atomic():
        DocumentCopy.objects.filter(pk=copy.pk).update(active_millis=F("active_millis") + millis)
        for hook in hooks.TIME_SPENT:
            hook(copy, actor, millis)


def origin_ids_by_name(project: Project, pattern: str) -> list[str]:
    """Return the ids of root copies whose document name matches a regular expression somewhere.

    Raises:
        BadInput: a pattern that is wrong or takes too long.
    """
    deadline = time.monotonic() + REGEX_SECONDS
    try:
        compiled = patterns.compiled(pattern)
        copies = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.ROOT)
        rows = copies.order_by("document__position", "document_id").values_list("uid", "document__name")
        return [
            str(uid) for uid, name in rows if compiled.search(name, timeout=max(deadline - time.monotonic(), 0.001))
        ]
    except regex.error as error:
        raise BadInput(f"The pattern is not a regular expression: {error}.", field="nameRegexString") from error
    except TimeoutError as error:
        raise BadInput("The pattern takes too long. Make it simpler.", field="nameRegexString") from error


def delete_document(document: Document, actor: User) -> None:
    """Delete a document in all cabinets, for good.

    Raises:
        Conflict: it is the project's last one.
    """
    project = document.project
    if project.documents.count() < 2:
        raise Conflict("This is the last document. Delete the project instead.", code="LAST_DOCUMENT")
    with transaction.atomic():
        for copy in document.copies.filter(status=CopyStatus.COMPLETE):
            Cabinet.objects.filter(pk=copy.cabinet_id).update(completed_count=F("completed_count") - 1)
        for slot in document.assignments.select_related("assignment"):
            slot.assignment.document_count = max(slot.assignment.document_count - 1, 0)
            slot.assignment.save(update_fields=["document_count"])
        activity.note("DOCUMENT_DELETED", actor, project, fileName=document.file_name)
    deletion.purge_rows(Document.objects.filter(pk=document.pk))
    refresh_totals(project)
    status.advance(project, status.Event.WORK_REMOVED, actor)


def refresh_totals(project: Project) -> None:
    """Count the project's documents, lines and tokens from its documents."""
    totals = project.documents.aggregate(lines=Sum("line_count"), tokens=Sum("token_count"))
    project.document_count = project.documents.count()
    project.line_count, project.token_count = totals["lines"] or 0, totals["tokens"] or 0
    project.updated_at = now()
    project.save(update_fields=["document_count", "line_count", "token_count", "updated_at"])
