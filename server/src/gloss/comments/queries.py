"""Queries over comments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, QuerySet

from gloss.comments.models import Comment
from gloss.core.ids import parse_int
from gloss.core.sorting import ordering
from gloss.documents.models import CabinetRole, Document, DocumentCopy

_COLUMNS = {"createdAt": F("created_at"), "updatedAt": F("updated_at"), "id": F("pk")}


def find(comment_id: object) -> Comment | None:
    number = parse_int(comment_id)
    rows = Comment.objects.select_related("document__project__team", "user", "resolved_by", "parent")
    return rows.filter(pk=number).first() if number is not None else None


def searched(document: Document, wanted: dict[str, Any], sort: Iterable[dict[str, Any]]) -> QuerySet[Comment]:
    """The document's comments, narrowed by the wire's GetCommentsFilterInput; oldest first unless sorted."""
    rows = Comment.objects.filter(document=document).select_related("user", "resolved_by")
    if wanted.get("hashCodes"):
        rows = rows.filter(hash_code__in=wanted["hashCodes"])
    if wanted.get("parentId") is not None:
        rows = rows.filter(parent=parse_int(wanted["parentId"]) or 0)
    if wanted.get("userId") is not None:
        rows = rows.filter(user=wanted["userId"])
    if wanted.get("resolved") is not None:
        rows = rows.filter(parent__isnull=True, resolved_at__isnull=not wanted["resolved"])
    return rows.annotate(reply_count=Count("replies")).order_by(*ordering(sort, _COLUMNS, default="createdAt"))


def root_uid(document: Document) -> str:
    """The public id of the document itself, apart from anybody's copy."""
    uid = DocumentCopy.objects.filter(document=document, cabinet__role=CabinetRole.ROOT).values_list("uid", flat=True)
    return str(uid.first() or document.uid)


def own_copy_uid(document: Document, user_id: int) -> str | None:
    """The id of a labeler's own copy, else of the review's."""
    copies = DocumentCopy.objects.filter(document=document)
    own = copies.filter(cabinet__role=CabinetRole.LABELER, cabinet__owner=user_id)
    review = copies.filter(cabinet__role=CabinetRole.REVIEWER)
    uid = own.values_list("uid", flat=True).first() or review.values_list("uid", flat=True).first()
    return str(uid) if uid else None
