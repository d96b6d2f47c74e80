"""Counting in the log of labeling acts, without reading what the acts hold."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Func, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from gloss.analytics.period import Period
from gloss.events.models import LabelingAct
from gloss.events.service import ROW_HIGHLIGHTED

ROWS = "ROW_ANSWERS"
WORK = ("LABELS", ROWS, "DOCUMENT_ANSWERS")
"""Acts by which a person labels; what models and consensus add is not among them."""


class _Length(Func):
    """How many entries a JSON list has."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="json_array_length", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="jsonb_array_length", **context)


def during(period: Period, *kinds: str) -> QuerySet[LabelingAct]:
    """Acts of people who still have an account, on projects that still exist."""
    return LabelingAct.objects.filter(
        kind__in=kinds,
        at__gte=period.start,
        at__lt=period.end,
        actor__isnull=False,
        copy__cabinet__project__is_ready=True,
    )


def applied() -> Coalesce:
    """Sum of the labels, rows or answers that acts left behind; going to a row counts one."""
    one = When(kind=ROW_HIGHLIGHTED, then=Value(1))
    return Coalesce(Sum(Case(one, default=_Length(F("after")), output_field=IntegerField())), 0)
