"""Page inputs and cursors of the wire.

A cursor carries position and page size, so that a client may go on with the cursor alone;
the last page's next cursor is None.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gloss.core.errors import BadInput

DEFAULT_TAKE = 20
MAX_TAKE = 10_000


@dataclass(frozen=True)
class Page:
    """``take`` items after the first ``skip``."""

    skip: int
    take: int

    def cursors(self, total: int) -> dict[str, str | None]:
        """Return the wire's ``PageInfo`` for this page of a list with ``total`` items."""
        following, previous = self.skip + self.take, self.skip - self.take
        return {
            "nextCursor": encode(following, self.take) if following < total else None,
            "prevCursor": encode(max(previous, 0), self.take) if self.skip > 0 else None,
        }


def encode(skip: int, take: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([skip, take]).encode()).decode().rstrip("=")


def decode(cursor: str) -> Page:
    try:
        skip, take = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return _checked(int(skip), int(take))
    except (ValueError, TypeError) as error:
        raise BadInput("The cursor is not one of ours; start again without it.", field="cursor") from error


def page_of(source: Mapping[str, Any] | None, *, default_take: int = DEFAULT_TAKE, max_take: int = MAX_TAKE) -> Page:
    """Read ``cursor`` or ``page`` (skip/take, or start/end with an exclusive end) of an input object.

    Raises:
        BadInput: a negative skip, or a take outside 1..``max_take``.
    """
    source = source or {}
    if source.get("cursor"):
        return decode(source["cursor"])
    page = source.get("page")
    if not page:
        return Page(0, default_take)
    if "start" in page:
        return _checked(page["start"], page["end"] - page["start"], max_take)
    return _checked(page["skip"], page["take"], max_take)


def _checked(skip: int, take: int, max_take: int = MAX_TAKE) -> Page:
    if skip < 0 or not 1 <= take <= max_take:
        raise BadInput(f"A page starts at 0 or later and takes 1 to {max_take} items.", field="page")
    return Page(skip, take)
