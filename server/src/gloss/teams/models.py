"""Workspaces. The public API calls them teams; a null team is somebody's personal workspace."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from gloss.accounts.models import User


class Role(models.TextChoices):
    """Workspace roles. The wire's ids are in ``ROLE_IDS``."""

    ADMIN = "ADMIN"
    SUPERVISOR = "SUPERVISOR"
    REVIEWER = "REVIEWER"
    LABELER = "LABELER"


ROLE_IDS = {Role.ADMIN: "1", Role.REVIEWER: "2", Role.SUPERVISOR: "3", Role.LABELER: "4"}


class Team(models.Model):
    name = models.CharField(max_length=255)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="owned_teams")
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)


class TeamLogo(models.Model):
    """A team's picture, small enough for the database. Its ``version`` changes with it, so that links can be cached."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="logo")
    content = models.BinaryField()
    content_type = models.CharField(max_length=64)
    version = models.CharField(max_length=16)


class InvitationStatus(models.TextChoices):
    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"


class TeamMember(models.Model):
    """A person in a team, or an invitation waiting (``user`` is null until it is accepted)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.LABELER)
    invitation_email = models.EmailField()
    invitation_key = models.CharField(max_length=64, blank=True, db_index=True)
    invitation_status = models.CharField(
        max_length=16, choices=InvitationStatus.choices, default=InvitationStatus.PENDING
    )
    invitation_expires_at = models.DateTimeField(null=True)
    is_deleted = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", Lower("invitation_email"), name="teams_member_email"),
            models.UniqueConstraint(
                fields=["team", "user"], condition=models.Q(user__isnull=False), name="teams_member_user"
            ),
        ]
