"""Guidelines as the wire shows them."""

from __future__ import annotations

from typing import Any

from gloss.core.clock import iso
from gloss.guidelines.models import Guideline


def guideline(row: Guideline | None) -> dict[str, Any] | None:
    """None stays None."""
    if row is None:
        return None
    return {
        "id": str(row.pk),
        "name": row.name,
        "content": row.content,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }
