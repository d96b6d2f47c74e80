"""One question of a set, with its settings already normalized."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = Any


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``id`` counts from 0 over the roots; children of groups are numbered after all roots.

    ``internal_id`` stays with the question when others are added or removed. ``config``
    uses the wire's keys and only those of its type. ``cache`` is room for what a type
    derives from the settings (option indexes, compiled patterns); it is not part of the value.
    """

    id: int
    type: str
    name: str
    label: str
    required: bool = False
    internal_id: int = 0
    bind_to_column: str | None = None
    activation_condition_logic: str | None = None
    config: dict[str, Json] = field(default_factory=dict)
    children: tuple[Question, ...] = ()
    cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The question's key in answers: its id as text."""
        return str(self.id)

    @property
    def field(self) -> str:
        """The question's key on the wire, also used to name it in errors."""
        return f"Q{self.id}"

    @property
    def multiple(self) -> bool:
        return bool(self.config.get("multiple"))
