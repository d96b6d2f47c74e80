"""Comments as the wire shows them to one reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gloss.accounts import shapes as account_shapes
from gloss.accounts.models import User
from gloss.comments import anchors, people, queries
from gloss.comments.models import Comment
from gloss.core.clock import iso
from gloss.documents import columns
from gloss.documents import service as documents
from gloss.documents.lines import LineView
from gloss.documents.models import Document
from gloss.projects import access as projects
from gloss.projects import names

_NOBODY = {"id": "0", "email": "", "name": "Deleted user", "displayName": "Deleted user"}


class Reader:
    """One person's view on the comments of one document: names, columns and rights, loaded once."""

    def __init__(self, user: User, document: Document) -> None:
        self.user = user
        self.document = document
        self.names = names.hidden_from(user, document.project)
        self.hidden = columns.hidden_from(user, document.project)
        self.may_moderate = projects.rights(user, document.project).can_review
        self.origin = queries.root_uid(document)
        self.copy = queries.own_copy(document, user.pk)

    def shown(self, comments: Sequence[Comment], *, with_text: bool) -> list[dict[str, Any]]:
        """Shape comments; ``with_text`` reads the lines they are about, from the reader's own copy alone."""
        found = [anchors.parse(comment.hash_code) for comment in comments]
        numbers = {number for anchor in found for number in anchor.lines()} if with_text else set()
        views = documents.lines_at(self.copy or self.document, numbers) if numbers else {}
        return [self._comment(one, anchor, views) for one, anchor in zip(comments, found, strict=True)]

    def _comment(self, comment: Comment, anchor: anchors.Anchor, views: Mapping[int, LineView]) -> dict[str, Any]:
        mentions = list(comment.mentions.all())
        is_own = comment.user_id == self.user.pk
        return {
            "id": str(comment.pk),
            "documentId": str(self.copy.uid) if self.copy else self.origin,
            "originDocumentId": self.origin,
            "hashCode": comment.hash_code,
            "message": people.veiled(comment.message, self.user, self.names, mentions),
            "parentId": str(comment.parent_id) if comment.parent_id else None,
            "repliesCount": comment.reply_count,  # type: ignore[attr-defined]
            "resolved": comment.resolved_at is not None,
            "resolvedAt": iso(comment.resolved_at),
            "resolvedBy": self._person(comment.resolved_by),
            "createdAt": iso(comment.created_at),
            "updatedAt": iso(comment.updated_at),
            "editedAt": iso(comment.edited_at),
            "user": self._person(comment.user) or _NOBODY,
            "userId": comment.user_id or 0,
            "canEdit": is_own,
            "canDelete": is_own or self.may_moderate,
            "mentions": [self._person(user) for user in mentions],
            "anchor": self._anchor(comment, anchor, views),
            "commentedContent": self._content(comment, anchor, views),
        }

    def _person(self, user: User | None) -> dict[str, Any] | None:
        shape = account_shapes.user(user)
        if shape is None or user is None or user.pk not in self.names or user.pk == self.user.pk:
            return shape
        return account_shapes.nameless(shape, self.names[user.pk])

    def _anchor(self, comment: Comment, anchor: anchors.Anchor, views: Mapping[int, LineView]) -> dict[str, Any] | None:
        if comment.parent_id is not None:
            return None
        then = [part for part in comment.quote if part["cell"] not in self.hidden]
        now = [part for part in anchors.quote(anchor, views) if part["cell"] not in self.hidden]
        return {
            "kind": anchor.kind,
            "line": anchor.line,
            "cell": anchor.cell,
            "question": anchor.question,
            "quote": "\n".join(part["text"] for part in then) or None,
            "isChanged": bool(comment.quote) and bool(views) and then != now,
        }

    def _content(
        self, comment: Comment, anchor: anchors.Anchor, views: Mapping[int, LineView]
    ) -> dict[str, Any] | None:
        """The lines a thread is anchored to, as they are now."""
        if comment.hash_code is None:
            return None
        lines = [
            {"sentenceId": line, "sentenceText": self._text(views[line])} for line in anchor.lines() if line in views
        ]
        return {"hashCodeType": comment.type, "contexts": [], "currentValue": lines}

    def _text(self, view: LineView) -> str:
        return "\t".join(text for index, text in enumerate(view.cells) if index not in self.hidden)
