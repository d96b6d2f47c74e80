"""Tags as the wire shows them."""

from __future__ import annotations

from typing import Any

from gloss.tags.models import Tag


def tag(row: Tag) -> dict[str, Any]:
    return {"id": str(row.pk), "name": row.name, "globalTag": row.is_global}
