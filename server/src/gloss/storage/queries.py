"""Queries on teams' buckets."""

from __future__ import annotations

from django.db.models import QuerySet

from gloss.core.ids import parse_int
from gloss.storage.models import ExternalObjectStorage


def find_storage(storage_id: object) -> ExternalObjectStorage | None:
    number = parse_int(storage_id)
    if number is None:
        return None
    return ExternalObjectStorage.objects.select_related("team", "team__owner").filter(pk=number).first()


def storages_of(team_id: int) -> QuerySet[ExternalObjectStorage]:
    return ExternalObjectStorage.objects.select_related("team", "team__owner").filter(team_id=team_id).order_by("pk")


def count_projects(storage: ExternalObjectStorage) -> int:
    return int(storage.projects.count())  # type: ignore[attr-defined]
