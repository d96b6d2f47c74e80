"""What people changed about the panels; what they never touched has no row."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import Cabinet


class ExtensionPanel(models.Model):
    """The panel of one cabinet."""

    cabinet = models.OneToOneField(Cabinet, primary_key=True, on_delete=models.CASCADE, related_name="panel")
    width = models.PositiveIntegerField(default=360)


class ExtensionElement(models.Model):
    """One extension in the panel of one cabinet. ``setting`` holds its public part, ``secret`` the sealed API token."""

    cabinet = models.ForeignKey(Cabinet, on_delete=models.CASCADE, related_name="panel_elements")
    extension = models.CharField(max_length=64)
    enabled = models.BooleanField(default=True)
    is_deleted = models.BooleanField(default=False)
    order = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    setting = models.JSONField(default=dict)
    secret = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cabinet", "extension"], name="extensions_element_once")]


class PanelArrangement(models.Model):
    """One person's arrangement of panels for a kind of project; the web app's own JSON text."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="panel_arrangements")
    kind = models.CharField(max_length=64)
    arrangement = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="extensions_arrangement_once")]
