"""Figures that are computed ahead: agreement of projects, and the work of each day."""

from __future__ import annotations

from django.db import models

from gloss.accounts.models import User
from gloss.documents.models import CabinetRole, Document, DocumentCopy
from gloss.projects.models import Project


class ProjectAgreement(models.Model):
    """When the agreement of a project was computed, and what it is for all labelers together.

    ``layers`` is the wire's list of AgreementLayers, ``raters`` that of the people (null:
    the reviewer) in the order of the pairs.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="agreement")
    computed_at = models.DateTimeField()
    layers = models.JSONField(default=list)
    raters = models.JSONField(default=list)


class PairAgreement(models.Model):
    """Two people in one layer of a project, or (``layer`` empty) in all that count together.

    ``second`` is null for the reviewer. ``table`` lists ``[label, label, count]``, empty for
    the whole project. Values are null where they are undefined; ``alpha_n`` counts the
    items that both labeled.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pair_agreements")
    layer = models.CharField(max_length=64, blank=True)
    first = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    n = models.PositiveIntegerField()
    equal = models.PositiveIntegerField()
    kappa = models.FloatField(null=True)
    kappa_low = models.FloatField(null=True)
    kappa_high = models.FloatField(null=True)
    alpha_n = models.PositiveIntegerField()
    alpha = models.FloatField(null=True)
    alpha_low = models.FloatField(null=True)
    alpha_high = models.FloatField(null=True)
    table = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["project", "layer"], name="analytics_pair_layer")]


class DocumentAgreement(models.Model):
    """How well the labelers of one document agree, over all layers that count."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="agreement")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    n = models.PositiveIntegerField()
    percent = models.FloatField(null=True)
    alpha = models.FloatField(null=True)

    class Meta:
        indexes = [models.Index(fields=["project", "percent", "document"], name="analytics_document_worst")]


class DailyWork(models.Model):
    """What one person labeled by hand on one day (UTC) in one project, by mode and label.

    ``kind`` is SPAN, ARROW, ROW or DOCUMENT; ``label`` is ``<layer>:<item>`` or
    ``<question>:<answer>``, without the answer for free texts. ``gloss.analytics.ingest``
    adds up the log of acts.
    """

    day = models.DateField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=CabinetRole.choices)
    kind = models.CharField(max_length=16)
    label = models.CharField(max_length=255, blank=True)
    applied = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "day", "user", "role", "kind", "label"], name="analytics_work_once"
            )
        ]


class DailyTime(models.Model):
    """One person's day in one project: entries of acts, and time.

    ``active_millis`` is what the client reported, ``act_millis`` the time between acts,
    pauses left out; ``entries`` counts labels, rows and documents as charts do.
    """

    day = models.DateField()
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=CabinetRole.choices)
    entries = models.PositiveIntegerField(default=0)
    act_millis = models.PositiveBigIntegerField(default=0)
    active_millis = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "day", "user", "role"], name="analytics_time_once")]


class IngestState(models.Model):
    """How far the log of acts has been added up: one row.

    ``last_acts`` holds the epoch milliseconds of each person's last act by user id, from
    which the next pause is counted.
    """

    last_act = models.BigIntegerField(default=0)
    last_acts = models.JSONField(default=dict)
    until = models.DateTimeField(null=True)


class CopyTime(models.Model):
    """The time a client reported for one person, document copy and day (UTC); for reports by document."""

    day = models.DateField()
    copy = models.ForeignKey(DocumentCopy, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    active_millis = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "day", "user"], name="analytics_copy_time_once")]
