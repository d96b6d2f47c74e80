"""Guidelines as the wire shows them."""

from __future__ import annotations

from typing import Any

from gloss.accounts import shapes as accounts
from gloss.core.clock import iso
from gloss.guidelines.models import Acknowledgement, Guideline, GuidelineVersion
from gloss.storage import links

ROW = "_row"
"""Where a shown guideline carries its row for the fields that need a query."""


def guideline(row: Guideline | None) -> dict[str, Any] | None:
    """None stays None."""
    if row is None:
        return None
    return {
        ROW: row,
        "id": str(row.pk),
        "name": row.name,
        "content": row.content,
        "version": row.version,
        "fileName": row.file_name or None,
        "fileUrl": _file_url(row),
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def version(row: GuidelineVersion) -> dict[str, Any]:
    return {
        "number": row.number,
        "content": row.content,
        "fileName": row.file_name or None,
        "fileUrl": _file_url(row),
        "note": row.note or None,
        "isMinor": row.is_minor,
        "author": accounts.user(row.author),
        "createdAt": iso(row.created_at),
    }


def acknowledgement(row: Acknowledgement) -> dict[str, Any]:
    return {"user": accounts.user(row.user), "version": row.version, "createdAt": iso(row.created_at)}


def _file_url(row: Guideline | GuidelineVersion) -> str | None:
    return links.path(row.file_key, "application/pdf", row.file_name) if row.file_key else None
