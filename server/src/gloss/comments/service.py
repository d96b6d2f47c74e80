"""Writing comment threads. A thread is one comment and its replies, one level deep."""

from __future__ import annotations

from django.db import transaction

from gloss.accounts.models import User
from gloss.comments import anchors, notifications, people, queries
from gloss.comments.models import Comment, CommentType
from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.documents import service as documents
from gloss.documents.models import Document
from gloss.events import live

MAX_MESSAGE = 10_000
MAX_ANCHOR = 2000
_TYPES = {
    "SPAN": CommentType.SPAN_LABEL,
    "ARROW": CommentType.ARROW_LABEL,
    "SPAN_TEXT": CommentType.SPAN_TEXT,
}


def create(document: Document, hash_code: str, message: str, actor: User) -> Comment:
    """Start a thread on what ``hash_code`` names: a label, text, a row, an answer, or (empty) the document."""
    if len(hash_code) > MAX_ANCHOR:
        raise BadInput(f"A hash code has at most {MAX_ANCHOR} characters.", field="hashCode")
    kind = _TYPES.get(hash_code.partition(":")[0], CommentType.COMMENT)
    comment = Comment(document=document, type=kind, hash_code=hash_code or None, user=actor)
    anchor = anchors.parse(hash_code)
    comment.quote = anchors.quote(anchor, documents.lines_at(document, anchor.lines()))
    return _write(comment, message, actor)


def reply(comment: Comment, message: str, actor: User) -> Comment:
    """Answer a thread; an answer to an answer joins the thread."""
    return _write(Comment(document=comment.document, parent=comment.parent or comment, user=actor), message, actor)


def update(comment: Comment, message: str, actor: User) -> Comment:
    """Change the text. People the new text mentions and the old one did not are told."""
    comment.edited_at = clock.now()
    return _write(comment, message, actor)


def _write(comment: Comment, message: str, actor: User) -> Comment:
    comment.message = message.strip()
    if not 1 <= len(comment.message) <= MAX_MESSAGE:
        raise BadInput(f"A comment has 1 to {MAX_MESSAGE:,} characters.", field="message")
    named = people.mentioned(comment.message, people.known_to(actor, comment.document))
    with transaction.atomic():
        is_new = comment.pk is None
        known = set() if is_new else set(comment.mentions.values_list("pk", flat=True))
        comment.save()
        comment.mentions.set(named)
        added = [user for user in named if user.pk not in known]
        if is_new:
            notifications.on_written(comment, actor, added)
        else:
            notifications.on_mentioned(comment, actor, added)
        _tell(comment)
    return comment


def delete(comment: Comment) -> None:
    """Delete a comment and the replies to it."""
    with transaction.atomic():
        _tell(comment)
        comment.delete()


def set_resolved(comment: Comment, resolved: bool, actor: User) -> Comment:
    """Resolve or reopen a thread. Doing it again changes nothing.

    Raises:
        BadInput: the comment is a reply.
    """
    if comment.parent_id is not None:
        raise BadInput("Only a whole thread can be resolved: name its first comment.", field="commentId")
    if resolved == (comment.resolved_at is not None):
        return comment
    comment.resolved_at, comment.resolved_by = (clock.now(), actor) if resolved else (None, None)
    with transaction.atomic():
        comment.save(update_fields=["resolved_at", "resolved_by", "updated_at"])
        _tell(comment)
    return comment


def _tell(comment: Comment) -> None:
    document = comment.document
    live.publish(
        f"project:{document.project.uid}",
        {"type": "COMMENTS_CHANGED", "originDocumentId": queries.root_uid(document)},
    )
