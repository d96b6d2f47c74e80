"""What a team registers of its own: text-extraction services and file transformers."""

from __future__ import annotations

from django.db import models

from gloss.teams.models import Team


class CustomAPIPurpose(models.TextChoices):
    OCR_API = "OCR_API"
    ASR_API = "ASR_API"


class CustomAPI(models.Model):
    """A service that turns pictures (OCR) or sound (ASR) into text. ``secret`` is sealed (``storage.secrets``)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="custom_apis")
    name = models.CharField(max_length=255)
    purpose = models.CharField(max_length=16, choices=CustomAPIPurpose.choices)
    endpoint_url = models.TextField()
    secret = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)


class TransformerPurpose(models.TextChoices):
    IMPORT = "IMPORT"
    EXPORT = "EXPORT"


class FileTransformer(models.Model):
    """A TypeScript function that reads or writes files. Kept only: this version runs none."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="file_transformers")
    name = models.CharField(max_length=255)
    purpose = models.CharField(max_length=16, choices=TransformerPurpose.choices)
    language = models.CharField(max_length=16, default="TYPESCRIPT")
    content = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
