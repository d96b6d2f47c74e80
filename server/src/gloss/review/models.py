"""Which labelers stand behind each label of the review copy, and from what the copy was computed."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import DocumentCopy
from gloss.labels.models import Label


class Contribution(models.Model):
    """One labeler applied this label of the review copy."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="contributions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "user"], name="review_contribution_once")]


class ReviewState(models.Model):
    """When and from what a review copy was last computed.

    ``basis`` is a digest of everything the result depends on; ``rule`` of that part which,
    once changed, makes every answer count again rather than the ones saved since.
    """

    copy = models.OneToOneField(DocumentCopy, on_delete=models.CASCADE, related_name="review_state")
    basis = models.CharField(max_length=64)
    rule = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
