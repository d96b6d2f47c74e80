"""Who may read and write the comments of a document: its labelers and everybody who may review."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.comments import queries
from gloss.comments.models import Comment
from gloss.core.errors import Conflict, Forbidden, NotFound
from gloss.documents import queries as documents
from gloss.documents.models import Document
from gloss.projects import access as projects


def document_for_reader(user: User, copy_uid: object) -> Document:
    """Return the document behind any of its copies.

    Raises:
        NotFound: no such copy, or the user neither labels nor reviews the document.
    """
    copy = documents.find_copy(copy_uid)
    if copy is None:
        raise NotFound("document", copy_uid)
    document, project = copy.document, copy.cabinet.project
    document.project = project
    if not _takes_part(user, document):
        raise NotFound("document", copy_uid)
    return document


def document_for_writer(user: User, copy_uid: object) -> Document:
    document = document_for_reader(user, copy_uid)
    _check_open(document)
    return document


def comment_for_writer(user: User, comment_id: object) -> Comment:
    """Return a comment the user may reply to or resolve."""
    comment = queries.find(comment_id)
    if comment is None or not _takes_part(user, comment.document):
        raise NotFound("comment", comment_id)
    _check_open(comment.document)
    return comment


def comment_for_author(user: User, comment_id: object) -> Comment:
    """Return a comment of the user's own. Raises Forbidden for somebody else's."""
    comment = comment_for_writer(user, comment_id)
    if comment.user_id != user.pk:
        raise Forbidden("Only its author may change a comment.")
    return comment


def comment_for_deletion(user: User, comment_id: object) -> Comment:
    """Return a comment of the user's own, or any for those who review.

    Raises:
        Forbidden: somebody else's comment.
    """
    comment = comment_for_writer(user, comment_id)
    if comment.user_id != user.pk and not projects.rights(user, comment.document.project).can_review:
        raise Forbidden("Only its author or a reviewer may delete a comment.")
    return comment


def _takes_part(user: User, document: Document) -> bool:
    rights = projects.rights(user, document.project)
    if rights.can_review:
        return True
    return rights.can_label and documents.is_assigned(user.pk, document.pk)


def _check_open(document: Document) -> None:
    if document.project.is_archived:
        raise Conflict("This project is archived. Restore it to comment.", code="READ_ONLY")
