"""A team's buckets as wire objects."""

from __future__ import annotations

from typing import Any

from gloss.core.clock import iso
from gloss.storage import secrets
from gloss.storage.files import FileMeta
from gloss.storage.models import ExternalObjectStorage

MASK = "********"
READABLE = ("roleArn", "externalId", "accessKeyId", "endpoint", "region")
MASKED = ("serviceAccount", "connectionString")
MAX_INT = 2**31 - 1


def storage(row: ExternalObjectStorage, with_credentials: bool) -> dict[str, Any]:
    """The wire's ExternalObjectStorage; secrets are masked, and without ``with_credentials`` nothing is told."""
    return {
        "id": str(row.pk),
        "bucketName": row.bucket_name,
        "cloudService": row.cloud_service,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
        "credentials": _credentials(row) if with_credentials else {},
        "team": row.team,
        "row": row,
    }


def meta(found: FileMeta) -> dict[str, Any]:
    """The wire's ObjectMeta. Sizes past 2 GiB do not fit its integer and are cut to the largest one."""
    return {"key": found.key, "sizeInBytes": min(found.size, MAX_INT), "createdAt": iso(found.modified_at)}


def _credentials(row: ExternalObjectStorage) -> dict[str, str]:
    try:
        kept = secrets.unseal(row.credentials)
    except secrets.Unreadable:
        return {}
    shown = {name: kept[name] for name in READABLE if name in kept}
    return shown | {name: MASK for name in MASKED if name in kept}
