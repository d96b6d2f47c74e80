"""Services and transformers as the wire shows them. A secret never leaves."""

from __future__ import annotations

from typing import Any

from gloss.assist.models import CustomAPI, FileTransformer
from gloss.core.clock import iso


def custom_api(row: CustomAPI, id: object = None) -> dict[str, Any]:
    """``id`` is for rows that have just been deleted."""
    return {
        "id": str(id or row.pk),
        "name": row.name,
        "purpose": row.purpose,
        "endpointURL": row.endpoint_url,
        "teamId": str(row.team_id),
    }


def transformer(row: FileTransformer, id: object = None) -> dict[str, Any]:
    return {
        "id": str(id or row.pk),
        "name": row.name,
        "purpose": row.purpose,
        "language": row.language,
        "content": row.content,
        "transpiled": None,
        "externalId": None,
        "readonly": False,
        "warmup": False,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }
