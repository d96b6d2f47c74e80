"""Projects and who works on them."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.core.ids import project_id
from gloss.guidelines.models import Guideline
from gloss.storage.models import ExternalObjectStorage
from gloss.tags.models import Tag
from gloss.teams.models import Team, TeamMember


class ProjectStatus(models.TextChoices):
    CREATED = "CREATED"
    IN_PROGRESS = "IN_PROGRESS"
    REVIEW_READY = "REVIEW_READY"
    IN_REVIEW = "IN_REVIEW"
    COMPLETE = "COMPLETE"


class Project(models.Model):
    """One labeling task. ``uid`` is its id on the wire.

    ``is_ready`` turns true when every document has been read; until then nobody sees the
    project. ``settings`` holds ``ProjectSettings`` and ``document_settings`` the labeling
    and viewing settings, both as plain JSON checked by ``projects.settings``.
    The counters are kept up to date by the writers; lists never count.
    """

    uid = models.CharField(max_length=16, unique=True, default=project_id)
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="projects")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(max_length=255)
    kinds = models.JSONField(default=list)
    type = models.CharField(max_length=32, default="CUSTOM")
    purpose = models.CharField(max_length=16, default="LABELING")
    status = models.CharField(max_length=16, choices=ProjectStatus.choices, default=ProjectStatus.CREATED)
    settings = models.JSONField(default=dict)
    document_settings = models.JSONField(default=dict)
    creation_settings = models.JSONField(default=dict)
    labeler_extensions = models.JSONField(default=list)
    reviewer_extensions = models.JSONField(default=list)
    guideline = models.ForeignKey(Guideline, null=True, on_delete=models.SET_NULL, related_name="projects")
    external_storage = models.ForeignKey(
        ExternalObjectStorage, null=True, on_delete=models.SET_NULL, related_name="projects"
    )
    tags = models.ManyToManyField(Tag, related_name="projects")
    is_ready = models.BooleanField(default=False)
    is_archived = models.BooleanField(default=False)
    delete_at = models.DateTimeField(null=True)
    job_id = models.CharField(max_length=128, blank=True)
    document_count = models.PositiveIntegerField(default=0)
    line_count = models.PositiveBigIntegerField(default=0)
    token_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "is_ready", "is_archived", "-updated_at", "-id"], name="projects_project_list"
            ),
            models.Index(fields=["owner", "is_ready", "-updated_at"], name="projects_project_personal"),
        ]


class AssignmentRole(models.TextChoices):
    LABELER = "LABELER"
    REVIEWER = "REVIEWER"
    LABELER_AND_REVIEWER = "LABELER_AND_REVIEWER"


class ProjectAssignment(models.Model):
    """What one member does in one project. A labeler's documents are ``documents.DocumentAssignment`` rows.

    ``document_count`` counts those; their writer keeps it, so that lists need not count.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assignments")
    member = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=24, choices=AssignmentRole.choices)
    document_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "member"], name="projects_assignment_member")]
