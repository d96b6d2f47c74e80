"""Comments on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.comments import access, anchors, people, queries, service, shapes
from gloss.comments.models import Comment
from gloss.core.errors import BadInput
from gloss.core.paging import page_of
from gloss.core.selection import selected

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]
MOST_MARKS = 5000
_TEXT_FIELDS = {"nodes.commentedContent", "nodes.anchor.isChanged"}


@query.field("getComments")
def get_comments(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    wanted = input.get("filter") or {}
    uid = wanted.get("documentId") or wanted.get("originDocumentId")
    if not uid:
        raise BadInput("Say whose comments you want: documentId or originDocumentId.", field="filter.documentId")
    viewer = info.context.user
    document = access.document_for_reader(viewer, uid)
    rows, page = queries.searched(document, wanted, input.get("sort") or [], viewer), page_of(input)
    total = rows.count()
    comments = list(rows[page.skip : page.skip + page.take])
    nodes = shapes.Reader(viewer, document).shown(comments, with_text=bool(_TEXT_FIELDS & selected(info)))
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


@query.field("getCommentMarks")
def get_comment_marks(_: Any, info: Any, documentId: str) -> list[dict[str, Any]]:
    document = access.document_for_reader(info.context.user, documentId)
    rows = queries.open_threads(document).values_list("pk", "hash_code")[:MOST_MARKS]
    found = [(pk, code, anchors.parse(code)) for pk, code in rows]
    return [
        {"threadId": str(pk), "hashCode": code}
        | {"kind": one.kind, "line": one.line, "cell": one.cell, "question": one.question}
        for pk, code, one in found
    ]


@query.field("getCommentPeople")
def get_comment_people(_: Any, info: Any, documentId: str) -> list[dict[str, Any]]:
    viewer = info.context.user
    document = access.document_for_reader(viewer, documentId)
    known = people.known_to(viewer, document)
    return [{"id": str(one.user.pk), "name": one.name, "handle": one.handle} for one in known]


@mutation.field("createComment")
def create_comment(_: Any, info: Any, documentId: str, hashCode: str, message: str) -> dict[str, Any]:
    document = access.document_for_writer(info.context.user, documentId)
    return _one(info, service.create(document, hashCode, message, info.context.user))


@mutation.field("replyComment")
def reply_comment(_: Any, info: Any, commentId: str, message: str) -> dict[str, Any]:
    comment = access.comment_for_writer(info.context.user, commentId)
    return _one(info, service.reply(comment, message, info.context.user))


@mutation.field("updateComment")
def update_comment(_: Any, info: Any, commentId: str, message: str) -> dict[str, Any]:
    comment = access.comment_for_author(info.context.user, commentId)
    return _one(info, service.update(comment, message, info.context.user))


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
    return shapes.Reader(info.context.user, comment.document).shown([comment], with_text=True)[0]
