"""Labeling guidelines: Markdown texts or PDF files of a team, one of which a project may show."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.teams.models import Team


class Guideline(models.Model):
    """``content`` and ``file_key`` are those of the newest version; a guideline with a file shows it instead of text.

    ``asked_version`` is the newest version that readers are asked to confirm: small changes do not move it.
    """

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="guidelines")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    content = models.TextField()
    file_key = models.CharField(max_length=255, blank=True, default="")
    file_name = models.CharField(max_length=255, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    asked_version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)


class GuidelineVersion(models.Model):
    """One text a guideline had; ``note`` says what changed in the author's words."""

    guideline = models.ForeignKey(Guideline, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    file_key = models.CharField(max_length=255, blank=True, default="")
    file_name = models.CharField(max_length=255, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True)
    is_minor = models.BooleanField(default=False)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "number"], name="guidelines_version_number")]


class Acknowledgement(models.Model):
    """Somebody confirmed that they have read a version."""

    guideline = models.ForeignKey(Guideline, on_delete=models.CASCADE, related_name="acknowledgements")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guideline", "user", "version"], name="guidelines_read_once")]
