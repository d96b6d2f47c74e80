"""Work in the background. The row is the truth; the queue only carries its id."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.teams.models import Team


class JobStatus(models.TextChoices):
    QUEUED = "QUEUED"
    IN_PROGRESS = "IN_PROGRESS"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"


class Job(models.Model):
    """``id`` is ``<QueueName>:<uuid or hash>`` as on the wire; ``kind`` names the handler."""

    id = models.CharField(primary_key=True, max_length=128)
    kind = models.CharField(max_length=64)
    status = models.CharField(max_length=16, choices=JobStatus.choices, default=JobStatus.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    payload = models.JSONField(default=dict)
    checkpoint = models.JSONField(null=True)
    result_id = models.CharField(max_length=128, blank=True)
    result = models.JSONField(null=True)
    additional_data = models.JSONField(null=True)
    errors = models.JSONField(default=list)
    attempt = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="jobs")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="jobs")
    project_uid = models.CharField(max_length=16, blank=True)
    dedupe_key = models.CharField(max_length=160, null=True, unique=True)
    run_after = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "heartbeat_at"], name="jobs_job_waiting"),
            models.Index(fields=["owner", "-created_at"], name="jobs_job_owner"),
        ]
