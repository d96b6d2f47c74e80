"""Tags on projects. Global tags are made by the product and belong to nobody."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from gloss.accounts.models import User
from gloss.teams.models import Team


class Tag(models.Model):
    """A team's tag (``team`` set), a personal tag (``owner`` set) or a global one (neither)."""

    team = models.ForeignKey(Team, null=True, on_delete=models.CASCADE, related_name="tags")
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="personal_tags")
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team", Lower("name"), condition=models.Q(team__isnull=False), name="tags_team_name"
            ),
            models.UniqueConstraint(
                "owner", Lower("name"), condition=models.Q(owner__isnull=False), name="tags_owner_name"
            ),
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(team__isnull=True, owner__isnull=True), name="tags_global_name"
            ),
        ]

    @property
    def is_global(self) -> bool:
        return self.team_id is None and self.owner_id is None
