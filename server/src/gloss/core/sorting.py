"""Sort wishes of the wire (``[{field, order}]``) turned into an ordering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gloss.core.errors import BadInput


def ordering(wishes: Sequence[Mapping[str, Any]] | None, columns: Mapping[str, Any], *, default: str) -> list[Any]:
    """Return what to pass to ``order_by``: the wished columns, then the primary key so that pages never overlap.

    ``columns`` maps a wire name to a database expression (with ``asc`` and ``desc``).
    Without wishes ``default`` orders, a name that may start with ``-``.

    Raises:
        BadInput: a field that is not in ``columns``.
    """
    chosen = [(wish["field"], wish["order"] == "DESC") for wish in wishes or ()]
    if not chosen:
        chosen = [(default.removeprefix("-"), default.startswith("-"))]
    unknown = [name for name, _ in chosen if name not in columns]
    if unknown:
        known = ", ".join(columns)
        raise BadInput(f"There is no sorting by {', '.join(unknown)}. Choose among: {known}.", field="sort")
    return [*(columns[name].desc() if descends else columns[name].asc() for name, descends in chosen), "pk"]
