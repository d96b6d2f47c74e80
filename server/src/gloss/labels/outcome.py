"""The answer to a labeling act, as it is given now and as it is given again when the act is repeated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Scalar = dict[str, Any]


@dataclass(slots=True)
class LabelOutcome:
    """Touched labels ``before`` and ``after`` as wire scalars; one in both was changed.

    ``rejected`` holds the wire's RejectedLabels.
    """

    before: list[Scalar] = field(default_factory=list)
    after: list[Scalar] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)

    @property
    def lines(self) -> list[int]:
        """The lines whose labels changed."""
        edges = {scalar[key] for scalar in (*self.before, *self.after) for key in ("startCellLine", "endCellLine")}
        return sorted(edges)

    @property
    def removed(self) -> list[Scalar]:
        """Labels that were there before and are gone."""
        kept = {scalar["hashCode"] for scalar in self.after}
        return [scalar for scalar in self.before if scalar["hashCode"] not in kept]

    @property
    def made(self) -> list[Scalar]:
        """Labels that were not there before."""
        known = {scalar["hashCode"] for scalar in self.before}
        return [scalar for scalar in self.after if scalar["hashCode"] not in known]
