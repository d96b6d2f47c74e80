"""Who may open which cabinet and which copy of a document."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import Conflict, Forbidden, NotFound
from gloss.documents import queries
from gloss.documents.models import Cabinet, CabinetRole, CabinetStatus, CopyStatus, DocumentCopy
from gloss.projects import access as projects
from gloss.projects.access import ProjectRights
from gloss.projects.models import Project, ProjectStatus


def project_in_role(user: User, project_uid: str, role: str) -> Project:
    """Return the project if ``user`` may open it as LABELER or as REVIEWER."""
    project = projects.project_for_reader(user, project_uid)
    rights = projects.rights(user, project)
    if role == CabinetRole.LABELER and not rights.can_label:
        raise Forbidden("You are not a labeler of this project. Ask an admin to assign documents to you.")
    if role == CabinetRole.REVIEWER and not rights.can_review:
        raise Forbidden("Only reviewers may open this project's review.")
    return project


def cabinet(user: User, project_uid: str, role: str) -> Cabinet:
    """Return the caller's own cabinet (LABELER) or the shared review cabinet (REVIEWER).

    Raises:
        NotFound: the labeler never opened the project; ``replicateCabinet`` makes the cabinet.
    """
    project = project_in_role(user, project_uid, role)
    found = queries.cabinet_of(project, role, user if role == CabinetRole.LABELER else None)
    if found is None:
        raise NotFound("cabinet", hint="Call replicateCabinet first: it makes your copy of the project.")
    found.project = project
    return found


def cabinet_by_id(user: User, cabinet_id: object) -> Cabinet:
    """Return a cabinet that ``user`` may read."""
    found = queries.find_cabinet(cabinet_id)
    if found is None or not may_read(user, found, projects.rights(user, found.project)):
        raise NotFound("cabinet", cabinet_id)
    return found


def may_read(user: User, cabinet: Cabinet, rights: ProjectRights) -> bool:
    """Own cabinet, any cabinet for reviewers, the review for everybody once it is done."""
    if rights.can_review:
        return True
    if cabinet.role == CabinetRole.LABELER:
        return rights.can_label and cabinet.owner_id == user.pk
    return rights.can_see and cabinet.role == CabinetRole.REVIEWER and cabinet.project.status == ProjectStatus.COMPLETE


def copy_for_reader(user: User, copy_uid: object) -> DocumentCopy:
    """Return a copy that ``user`` may read, with cabinet, project, team and document loaded."""
    copy = queries.find_copy(copy_uid)
    if copy is None:
        raise NotFound("document", copy_uid)
    rights = projects.rights(user, copy.cabinet.project)
    if not may_read(user, copy.cabinet, rights) or not _is_theirs(user, copy, rights):
        raise NotFound("document", copy_uid)
    return copy


def copy_for_writer(user: User, copy_uid: object) -> DocumentCopy:
    """Return a copy that ``user`` may change now.

    Raises:
        NotFound: no such copy for this user.
        Forbidden: they may only read it.
        Conflict: code READ_ONLY; the project, cabinet or document is complete, or the project archived.
    """
    copy = copy_in_own_work(user, copy_uid)
    check_open(copy)
    return copy


def copy_in_own_work(user: User, copy_uid: object) -> DocumentCopy:
    """Like ``copy_for_writer``, but the copy may be complete."""
    copy = queries.find_copy(copy_uid)
    if copy is None:
        raise NotFound("document", copy_uid)
    cabinet, rights = copy.cabinet, projects.rights(user, copy.cabinet.project)
    own = cabinet.role == CabinetRole.LABELER and cabinet.owner_id == user.pk and rights.can_label
    review = cabinet.role == CabinetRole.REVIEWER and rights.can_review
    if (own or review) and _is_theirs(user, copy, rights):
        return copy
    if may_read(user, cabinet, rights):
        raise Forbidden("This is somebody else's copy: you can look at it, but not change it.")
    raise NotFound("document", copy_uid)


def check_open(copy: DocumentCopy) -> None:
    """Raise Conflict with code READ_ONLY unless work on the copy may go on."""
    project = copy.cabinet.project
    if project.is_archived:
        raise Conflict("This project is archived. Restore it to change anything.", code="READ_ONLY")
    if project.status == ProjectStatus.COMPLETE:
        raise Conflict("This project is complete. Reopen it to change anything.", code="READ_ONLY")
    if copy.cabinet.status == CabinetStatus.COMPLETE:
        raise Conflict("You marked your work as complete. Reopen it to change anything.", code="READ_ONLY")
    if copy.status == CopyStatus.COMPLETE:
        raise Conflict("This document is marked as complete. Reopen it to change anything.", code="READ_ONLY")


def shows_text(user: User, copy: DocumentCopy, rights: ProjectRights) -> bool:
    """Whether a copy reached through a project or assignment may show its text and file.

    Labelers see the root copies of their own documents, and nobody else's work.
    """
    if copy.cabinet.role == CabinetRole.ROOT and not rights.can_review:
        return rights.can_label and queries.is_assigned(user.pk, copy.document_id)
    return may_read(user, copy.cabinet, rights) and _is_theirs(user, copy, rights)


def _is_theirs(user: User, copy: DocumentCopy, rights: ProjectRights) -> bool:
    """Whether an own labeler copy is still assigned; other copies are judged by ``may_read`` alone."""
    if copy.cabinet.role != CabinetRole.LABELER or copy.cabinet.owner_id != user.pk:
        return True
    if copy.cabinet.project.team_id is None:
        return True
    return queries.is_assigned(user.pk, copy.document_id)
