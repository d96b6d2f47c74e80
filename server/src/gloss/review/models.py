"""What the review knows of its copies: who stands behind each label, disputed lines, from what all was computed."""

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


class LineVerdict(models.Model):
    """A line of a review copy whose text labelers disagree on (open), or that a reviewer settled.

    ``labeler`` is whose version was chosen; null: the original, or a text of the reviewer's own.
    """

    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="line_verdicts")
    line = models.IntegerField()
    is_open = models.BooleanField(default=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    labeler = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "line"], name="review_line_once")]
