"""Queries over comments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from gloss.accounts.models import User
from gloss.comments.models import Comment
from gloss.core.ids import parse_int
from gloss.core.sorting import ordering
from gloss.documents.models import CabinetRole, Document, DocumentCopy

_COLUMNS = {"createdAt": F("created_at"), "updatedAt": F("updated_at"), "id": F("pk")}


def find(comment_id: object) -> Comment | None:
    number = parse_int(comment_id)
    rows = Comment.objects.select_related("document__project__team", "user", "resolved_by", "parent")
    return rows.filter(pk=number).first() if number is not None else None


def searched(
    document: Document, wanted: dict[str, Any], sort: Iterable[dict[str, Any]], viewer: User
) -> QuerySet[Comment]:
    """The document's comments, narrowed by the wire's GetCommentsFilterInput; oldest first unless sorted."""
    rows = Comment.objects.filter(document=document).select_related("user", "resolved_by").prefetch_related("mentions")
    if wanted.get("hashCodes"):
        rows = rows.filter(hash_code__in=wanted["hashCodes"])
    if wanted.get("parentId") is not None:
        rows = rows.filter(parent=parse_int(wanted["parentId"]) or 0)
    if wanted.get("userId") is not None:
        rows = rows.filter(user=wanted["userId"])
    if wanted.get("resolved") is not None:
        rows = rows.filter(parent__isnull=True, resolved_at__isnull=not wanted["resolved"])
    if wanted.get("threadsOnly"):
        rows = rows.filter(parent__isnull=True)
    if wanted.get("mine"):
        rows = rows.filter(_concerning(viewer))
    return rows.annotate(reply_count=Count("replies", distinct=True)).order_by(
        *ordering(sort, _COLUMNS, default="createdAt")
    )


def _concerning(user: User) -> Q:
    """Comments in threads the person began, answered or is mentioned in."""
    theirs = Comment.objects.filter(Q(pk=OuterRef("pk")) | Q(parent=OuterRef("pk")))
    own = Q(Exists(theirs.filter(user=user))) | Q(Exists(theirs.filter(mentions=user)))
    return own | Q(parent__user=user)


def open_threads(document: Document) -> QuerySet[Comment]:
    return Comment.objects.filter(document=document, parent__isnull=True, resolved_at__isnull=True).order_by("pk")


def thread_people(comment: Comment) -> set[int]:
    """Who began a comment's thread and who answered in it."""
    thread = comment.parent_id or comment.pk
    rows = Comment.objects.filter(Q(pk=thread) | Q(parent=thread), user__isnull=False)
    return set(rows.values_list("user_id", flat=True))


def root_uid(document: Document) -> str:
    """The public id of the document itself, apart from anybody's copy."""
    uid = DocumentCopy.objects.filter(document=document, cabinet__role=CabinetRole.ROOT).values_list("uid", flat=True)
    return str(uid.first() or document.uid)


def own_copy(document: Document, user_id: int) -> DocumentCopy | None:
    """A labeler's own copy, else the review's."""
    copies = DocumentCopy.objects.filter(document=document).select_related("document", "cabinet")
    own = copies.filter(cabinet__role=CabinetRole.LABELER, cabinet__owner=user_id).first()
    return own or copies.filter(cabinet__role=CabinetRole.REVIEWER).first()


def place_for(document: Document, user_id: int) -> tuple[str | None, str]:
    """The copy a person works in, and the screen it opens on: their own to ``label``, else the one to ``review``."""
    copy = own_copy(document, user_id)
    if copy is None:
        return None, "review"
    return str(copy.uid), "label" if copy.cabinet.role == CabinetRole.LABELER else "review"
