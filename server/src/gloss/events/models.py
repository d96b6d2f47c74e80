"""What happened: every labeling act (append-only) and every event of a team's timeline."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import DocumentCopy
from gloss.teams.models import Team


class LabelingAct(models.Model):
    """One act of one person on one document copy. ``act_id`` is made by the client: sending twice changes nothing."""

    act_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=32)
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="acts")
    line = models.IntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reply = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["copy", "id"], name="events_act_copy"),
            models.Index(fields=["at"], name="events_act_at"),
        ]


class TimelineEvent(models.Model):
    """A line of the activity page. The project's name is kept, so that deleted ones stay readable."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="timeline")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    target_user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    event = models.CharField(max_length=64)
    project_uid = models.CharField(max_length=16, blank=True)
    project_name = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["team", "-at", "-id"], name="events_timeline_team")]
