"""What people searched for, prepared views of lines, and how far the index of each document is."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import Document, DocumentCopy


class SearchKeyword(models.Model):
    """One search of a person, newest last used first."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="search_keywords")
    keyword = models.CharField(max_length=1000)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "keyword"], name="search_keyword_once")]
        indexes = [models.Index(fields=["user", "-used_at"], name="search_keyword_recent")]


class LineView(models.Model):
    """The lines of a copy that a filter shows, in order; filled step by step.

    ``key`` is the digest of the filter and of whatever hides text from its reader,
    ``signature`` adds the state of the copy that the view was made from. ``next_line`` is
    the position from which to go on.
    """

    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="line_views")
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)
    wanted = models.JSONField(default=dict)
    next_line = models.BigIntegerField(default=0)
    line_count = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    job_id = models.CharField(max_length=128, blank=True)
    progress = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "signature"], name="search_view_signature")]
        indexes = [models.Index(fields=["used_at"], name="search_view_used")]


class LineViewPart(models.Model):
    """A run of a view's lines as 32-bit numbers, the ``number``-th counted from zero; all but the last are full."""

    view = models.ForeignKey(LineView, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    lines = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["view", "number"], name="search_view_part")]


class IndexedDocument(models.Model):
    """How far a document's lines are in the index, where the index is in this database (PostgreSQL)."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="+")
    next_line = models.PositiveIntegerField(default=0)


class IndexedLine(models.Model):
    """The searchable text of one line, where the index is in this database (PostgreSQL); ``metadata`` may be empty."""

    pk = models.CompositePrimaryKey("document_id", "line")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", db_index=False)
    line = models.IntegerField()
    body = models.TextField()
    metadata = models.TextField(blank=True)
