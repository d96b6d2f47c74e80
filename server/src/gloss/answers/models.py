"""Answers to questions, per row (or line) and per document."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import DocumentCopy
from gloss.labels.models import LabelStatus, Phase


class AnswerBase(models.Model):
    """``values`` maps a question's id (as text) to its native value; an absent key is unanswered.

    In the review copy ``conflicts`` lists the undecided questions in the wire's
    ConflictAnswer shape, ``conflict_count`` how many, and ``decided`` the ids of questions
    that a reviewer settled; those are never recomputed. ``sources`` maps question ids to the
    phase they come from where it differs from ``labeled_by``.
    """

    values = models.JSONField(default=dict)
    labeled_by = models.CharField(max_length=16, choices=Phase.choices, default=Phase.LABELER)
    status = models.CharField(max_length=16, choices=LabelStatus.choices, default=LabelStatus.LABELED)
    labeled_by_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    accepted_by_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    rejected_by_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    sources = models.JSONField(default=dict)
    conflicts = models.JSONField(default=list)
    conflict_count = models.PositiveIntegerField(default=0)
    decided = models.JSONField(default=list)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True


class RowAnswer(AnswerBase):
    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="row_answers", db_index=False)
    line = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "line"], name="answers_row_line")]
        indexes = [
            models.Index(fields=["copy", "line"], condition=models.Q(conflict_count__gt=0), name="answers_row_conflict")
        ]


class DocumentAnswer(AnswerBase):
    copy = models.OneToOneField(DocumentCopy, on_delete=models.CASCADE, related_name="document_answer")
