"""Deleting a project with a million rows while others work: small batches, deepest rows first.

Walks the relations that the models declare, so that a new domain's rows go along without
being listed here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models import CASCADE, Max, QuerySet

from gloss.projects.models import Project

BATCH_ROWS = 2000
Tick = Callable[[], None]
"""Called after every batch, outside its transaction."""


def purge(project: Project, tick: Tick) -> None:
    """Delete the project and all that hangs on it. Calling it again after a crash goes on."""
    purge_rows(Project.objects.filter(pk=project.pk), tick)


def purge_rows(rows: QuerySet[Any], tick: Tick = lambda: None) -> None:
    """Delete rows and everything that depends on them."""
    _purge(rows, tick, frozenset())


def _purge(rows: QuerySet[Any], tick: Tick, path: frozenset[type[models.Model]]) -> None:
    model = rows.model
    if model in path or not rows.exists():
        return
    for field in model._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            _purge_relation(rows, field, tick, path | {model})
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        return
    for field in model._meta.concrete_fields:
        if field.remote_field and field.remote_field.model is model:
            _delete(rows.filter(**{f"{field.name}__isnull": False}), tick)
    _delete(rows, tick)


def _purge_relation(rows: QuerySet[Any], relation: Any, tick: Tick, path: frozenset[type[models.Model]]) -> None:
    if relation.on_delete is not CASCADE:
        return
    related, name = relation.related_model, relation.field.name
    if isinstance(related._meta.pk, models.CompositePrimaryKey):
        _delete_numbered(rows, related, relation.field, tick)
    else:
        _purge(related._base_manager.filter(**{f"{name}__in": rows.values("pk")}), tick, path)


def _delete(rows: QuerySet[Any], tick: Tick) -> None:
    while True:
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH_ROWS])
        if not ids:
            return
        with transaction.atomic():
            doomed = rows.model._base_manager.filter(pk__in=ids)
            doomed._raw_delete(doomed.db)
        tick()


def _delete_numbered(parents: QuerySet[Any], model: Any, field: Any, tick: Tick) -> None:
    """Delete rows whose key is (parent, number) by ranges of numbers."""
    number = next(part.name for part in model._meta.pk_fields if part is not field)
    for parent in parents.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000):
        own = model._base_manager.filter(**{field.attname: parent})
        last = own.aggregate(last=Max(number))["last"]
        for start in range(0, -1 if last is None else last + 1, BATCH_ROWS):
            with transaction.atomic():
                batch = own.filter(**{f"{number}__gte": start, f"{number}__lt": start + BATCH_ROWS})
                batch._raw_delete(batch.db)
            tick()
