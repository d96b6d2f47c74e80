"""Span and arrow labels of document copies."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import DocumentCopy


class LabelKind(models.TextChoices):
    SPAN = "SPAN"
    ARROW = "ARROW"


class Phase(models.TextChoices):
    """Who a label or answer comes from (the wire's labeledBy)."""

    AUTO = "AUTO"
    CONFLICT = "CONFLICT"
    EXTERNAL = "EXTERNAL"
    LABELER = "LABELER"
    PRELABELED = "PRELABELED"
    REVIEWER = "REVIEWER"


class LabelStatus(models.TextChoices):
    LABELED = "LABELED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


class Label(models.Model):
    """One span or arrow.

    Positions are inclusive at both ends; ``*_char`` counts code points inside its token.
    An arrow's start is its origin's start and its end its destination's end. ``hash64`` is
    the digest of the label's hash code (``core.hashcode``, chars in code points): equal in
    two copies exactly when the labels agree. Deleting an origin deletes its arrows.
    """

    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="labels", db_index=False)
    kind = models.CharField(max_length=8, choices=LabelKind.choices, default=LabelKind.SPAN)
    layer = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=255, blank=True)
    start_line = models.IntegerField()
    start_cell = models.PositiveSmallIntegerField(default=0)
    start_token = models.IntegerField()
    start_char = models.IntegerField()
    end_line = models.IntegerField()
    end_cell = models.PositiveSmallIntegerField(default=0)
    end_token = models.IntegerField()
    end_char = models.IntegerField()
    counter = models.PositiveSmallIntegerField(default=0)
    hash64 = models.BigIntegerField()
    origin = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="outgoing", db_index=False)
    destination = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="incoming", db_index=False
    )
    labeled_by = models.CharField(max_length=16, choices=Phase.choices, default=Phase.LABELER)
    status = models.CharField(max_length=16, choices=LabelStatus.choices, default=LabelStatus.LABELED)
    labeled_by_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    accepted_by_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    rejected_by_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    confidence = models.FloatField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "hash64"], name="labels_label_hash")]
        indexes = [
            models.Index(fields=["copy", "start_line", "start_token"], name="labels_label_place"),
            models.Index(
                fields=["copy", "end_line"],
                condition=~models.Q(start_line=models.F("end_line")),
                name="labels_label_long",
            ),
            # Most labels are spans, which have no ends: they stay out of these.
            models.Index(fields=["origin"], condition=models.Q(origin__isnull=False), name="labels_label_origin"),
            models.Index(
                fields=["destination"], condition=models.Q(destination__isnull=False), name="labels_label_destination"
            ),
        ]
