"""Questions of projects, and the team's library of question sets."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.projects.models import Project
from gloss.teams.models import Team


class Level(models.TextChoices):
    """What a question is asked about: each row (or line of text), or the whole document."""

    ROW = "ROW"
    DOCUMENT = "DOCUMENT"


class ProjectQuestionSet(models.Model):
    """The questions of one level of a project, normalized by ``questionsets.questions``."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="question_sets")
    level = models.CharField(max_length=16, choices=Level.choices)
    questions = models.JSONField(default=list)
    signature = models.CharField(max_length=64)
    next_internal_id = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "level"], name="questionsets_project_level")]


class QuestionSet(models.Model):
    """A library entry."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="question_sets")
    creator = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    items = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team", Lower("name"), condition=models.Q(team__isnull=False), name="questionsets_set_team"
            ),
            models.UniqueConstraint(
                "creator", Lower("name"), condition=models.Q(team__isnull=True), name="questionsets_set_creator"
            ),
        ]


class QuestionSetTemplate(models.Model):
    """The older library, kept for old clients: questions as JSON text."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="question_set_templates")
    name = models.CharField(max_length=255)
    template = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
