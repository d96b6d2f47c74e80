"""Label sets of projects, and the team's library of them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.projects.models import Project
from gloss.teams.models import Team


class LabelSet(models.Model):
    """A set of label items, at ``index`` of a project or (without one) waiting to be used by id.

    ``items`` is the normalized list of ``labelsets.items``; ``signature`` is computed from
    it alone.
    """

    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="label_sets")
    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    index = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=255)
    arrow_label_required = models.BooleanField(default=False)
    leaf_only = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    signature = models.CharField(max_length=64, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "index"], condition=models.Q(project__isnull=False), name="labelsets_set_index"
            )
        ]


class LabelSetTemplate(models.Model):
    """A library entry: label items (``TOKEN``) or questions (``QUESTION``). Copies, never links."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="label_set_templates")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=16, default="TOKEN")
    items = models.JSONField(default=list)
    item_count = models.PositiveIntegerField(default=0)
    leaf_only = models.BooleanField(default=False)
    arrow_label_required = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team", "type", Lower("name"), condition=models.Q(team__isnull=False), name="labelsets_template_team"
            ),
            models.UniqueConstraint(
                "owner", "type", Lower("name"), condition=models.Q(team__isnull=True), name="labelsets_template_owner"
            ),
        ]
