"""Comments on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ariadne import MutationType, QueryType

from gloss.accounts import shapes as account_shapes
from gloss.comments import access, queries, service
from gloss.comments.models import Comment
from gloss.core.clock import iso
from gloss.core.errors import BadInput
from gloss.core.hashcode import arrow_head
from gloss.core.paging import page_of
from gloss.core.selection import selected
from gloss.documents import columns
from gloss.documents import service as documents
from gloss.documents.models import Document

query, mutation = QueryType(), MutationType()
MAX_SHOWN_LINES = 5
_NOBODY = {"id": "0", "email": "", "name": "Deleted user", "displayName": "Deleted user"}


@query.field("getComments")
def get_comments(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    wanted = input.get("filter") or {}
    uid = wanted.get("documentId") or wanted.get("originDocumentId")
    if not uid:
        raise BadInput("Say whose comments you want: documentId or originDocumentId.", field="filter.documentId")
    document = access.document_for_reader(info.context.user, uid)
    rows, page = queries.searched(document, wanted, input.get("sort") or []), page_of(input)
    total = rows.count()
    comments = list(rows[page.skip : page.skip + page.take])
    nodes = _shaped(info, document, comments, "nodes.commentedContent")
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


@mutation.field("createComment")
def create_comment(_: Any, info: Any, documentId: str, hashCode: str, message: str) -> dict[str, Any]:
    document = access.document_for_writer(info.context.user, documentId)
    return _one(info, service.create(document, hashCode, message, info.context.user))


@mutation.field("replyComment")
def reply_comment(_: Any, info: Any, commentId: str, message: str) -> dict[str, Any]:
    comment = access.comment_for_writer(info.context.user, commentId)
    return _one(info, service.reply(comment, message, info.context.user))


@mutation.field("deleteComment")
def delete_comment(_: Any, info: Any, commentId: str) -> bool:
    service.delete(access.comment_for_deletion(info.context.user, commentId))
    return True


@mutation.field("setCommentResolved")
def set_comment_resolved(_: Any, info: Any, commentId: str, resolved: bool) -> dict[str, Any]:
    comment = access.comment_for_writer(info.context.user, commentId)
    return _one(info, service.set_resolved(comment, resolved, info.context.user))


def _one(info: Any, comment: Comment) -> dict[str, Any]:
    comment.reply_count = comment.replies.count()  # type: ignore[attr-defined]
    return _shaped(info, comment.document, [comment], "commentedContent")[0]


def _shaped(info: Any, document: Document, comments: Sequence[Comment], content: str) -> list[dict[str, Any]]:
    origin = queries.root_uid(document)
    own = queries.own_copy_uid(document, info.context.user.pk) or origin
    texts = _texts(info, document, comments) if content in selected(info) else {}
    return [_comment(comment, own, origin, texts) for comment in comments]


def _comment(comment: Comment, document_id: str, origin_id: str, texts: dict[int, str]) -> dict[str, Any]:
    return {
        "id": str(comment.pk),
        "documentId": document_id,
        "originDocumentId": origin_id,
        "hashCode": comment.hash_code,
        "message": comment.message,
        "parentId": str(comment.parent_id) if comment.parent_id else None,
        "repliesCount": comment.reply_count,  # type: ignore[attr-defined]
        "resolved": comment.resolved_at is not None,
        "resolvedAt": iso(comment.resolved_at),
        "resolvedBy": account_shapes.user(comment.resolved_by),
        "createdAt": iso(comment.created_at),
        "updatedAt": iso(comment.updated_at),
        "user": account_shapes.user(comment.user) or _NOBODY,
        "userId": comment.user_id or 0,
        "commentedContent": _content(comment, texts),
    }


def _content(comment: Comment, texts: dict[int, str]) -> dict[str, Any] | None:
    """The lines a thread is anchored to, as they are now."""
    if comment.hash_code is None:
        return None
    lines = [{"sentenceId": line, "sentenceText": texts[line]} for line in _lines(comment) if line in texts]
    return {"hashCodeType": comment.type, "contexts": [], "currentValue": lines}


def _texts(info: Any, document: Document, comments: Sequence[Comment]) -> dict[int, str]:
    numbers = {line for comment in comments for line in _lines(comment)}
    hidden = columns.hidden_from(info.context.user, document.project)
    views = documents.lines_at(document, numbers)
    return {
        number: "\t".join(text for index, text in enumerate(view.cells) if index not in hidden)
        for number, view in views.items()
    }


def _lines(comment: Comment) -> list[int]:
    """Read the lines out of an anchor; no lines from one that is not ours."""
    parts = arrow_head(comment.hash_code or "").removesuffix(":undefined:undefined").split(":")
    place = parts[1:9] if parts[0] == "SPAN_TEXT" else parts[-9:-1]
    if parts[0] not in ("SPAN_TEXT", "SPAN", "ARROW") or len(place) != 8 or not all(p.isdigit() for p in place):
        return []
    first, last = sorted((int(place[0]), int(place[4])))
    return list(range(first, min(last, first + MAX_SHOWN_LINES - 1) + 1))


BINDINGS = [query, mutation]
