"""Labeling guidelines: Markdown texts of a team, one of which a project may show."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.teams.models import Team


class Guideline(models.Model):
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="guidelines")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    content = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
