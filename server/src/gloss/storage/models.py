"""Files that Gloss keeps, and buckets that belong to a team."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.teams.models import Team


class UploadedFile(models.Model):
    """A file sent to the upload proxy, waiting to be used by a project.

    Unclaimed ones are deleted after a day; only the uploader and members of a team that
    the uploader belongs to may use ``key``.
    """

    key = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    claimed_at = models.DateTimeField(null=True)


class CloudService(models.TextChoices):
    AWS_S3 = "AWS_S3"
    GOOGLE_CLOUD_STORAGE = "GOOGLE_CLOUD_STORAGE"
    AZURE_BLOB_STORAGE = "AZURE_BLOB_STORAGE"
    S3_COMPATIBLE = "S3_COMPATIBLE"


class ExternalObjectStorage(models.Model):
    """A team's own bucket. ``credentials`` is encrypted JSON (``storage.secrets``)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="external_storages")
    cloud_service = models.CharField(max_length=32, choices=CloudService.choices)
    bucket_name = models.CharField(max_length=255)
    credentials = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
