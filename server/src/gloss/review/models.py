"""Which labelers stand behind each label of the review copy."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.labels.models import Label


class Contribution(models.Model):
    """One labeler applied this label of the review copy."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="contributions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["label", "user"], name="review_contribution_once")]
