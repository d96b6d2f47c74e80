"""Comment threads. They belong to the document, so that all its labelers and reviewers share them."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import Document


class CommentType(models.TextChoices):
    COMMENT = "COMMENT"
    SPAN_LABEL = "SPAN_LABEL"
    ARROW_LABEL = "ARROW_LABEL"
    SPAN_TEXT = "SPAN_TEXT"


class Comment(models.Model):
    """``hash_code`` anchors the first comment of a thread; replies carry ``parent`` instead.

    ``quote`` keeps the anchored text of the uploaded document (never of anybody's edited
    lines) as it was when the thread began, by cell.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    type = models.CharField(max_length=16, choices=CommentType.choices, default=CommentType.COMMENT)
    hash_code = models.TextField(null=True)
    quote = models.JSONField(default=list)
    message = models.TextField()
    mentions = models.ManyToManyField(User, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    edited_at = models.DateTimeField(null=True)
