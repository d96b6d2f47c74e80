"""Where lines that can satisfy a condition are to be found: places in order, a superset of the answer."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile

from django.db.models import Q

from gloss.comments import anchors
from gloss.labels.models import LabelStatus, Phase
from gloss.search import queries
from gloss.search.conditions import (
    All,
    AnswerIs,
    CommentIs,
    Condition,
    LabelIs,
    MetadataIs,
    Some,
    Text,
    Value,
)
from gloss.search.index import Index, Place
from gloss.search.matching import Literals
from gloss.search.scope import Scope


@dataclass
class Source:
    """A way to the places of one condition. The lower the ``rank``, the fewer they usually are."""

    rank: int
    places: Iterator[Place]


class Sources:
    """Finds the best way for a condition. ``index`` is None where lines are read one after the other."""

    def __init__(self, scope: Scope, index: Index | None, after: Place) -> None:
        self.scope, self.index, self.after = scope, index, after

    def of(self, condition: Condition) -> Source | None:
        """None: every line must be looked at."""
        if isinstance(condition, All):
            found = [source for child in condition.children if (source := self.of(child)) is not None]
            return min(found, key=lambda source: source.rank) if found else None
        if isinstance(condition, Some):
            return self._some(condition)
        if isinstance(condition, Text):
            return self._text(condition.matcher.literals)
        if isinstance(condition, LabelIs):
            return Source(2, queries.labeled_places(self.scope, self.after, _labels(condition)))
        if isinstance(condition, CommentIs) and not condition.test.is_negated:
            return Source(0, self._commented())
        if isinstance(condition, AnswerIs) and not condition.test.is_negated:
            return Source(3, queries.answered_places(self.scope, self.after))
        return self._metadata(condition) if isinstance(condition, MetadataIs) else None

    def _some(self, condition: Some) -> Source | None:
        found = [self.of(child) for child in condition.children]
        sources = [source for source in found if source is not None]
        if len(sources) < len(found) or not sources:
            return None
        return Source(max(source.rank for source in sources), heapq.merge(*(source.places for source in sources)))

    def _text(self, literals: Literals) -> Source | None:
        if self.index is None or not self.index.supports(literals):
            return None
        found = self.index.places(literals, self.after, self.scope.document_id)
        return Source(1, heapq.merge(found, self._edited()))

    def _metadata(self, condition: MetadataIs) -> Source | None:
        literals = metadata_literals(condition.entries)
        if self.index is None or not self.index.supports(literals, metadata=True):
            return None
        return Source(1, self.index.places(literals, self.after, self.scope.document_id, metadata=True))

    def _edited(self) -> Iterator[Place]:
        return dropwhile(lambda place: place <= self.after, iter(queries.edited_places(self.scope)))

    def _commented(self) -> Iterator[Place]:
        found = {(document, anchors.parse(code).line or 0) for document, code, _, _ in queries.threads(self.scope)}
        return iter(sorted(place for place in found if place > self.after))


def metadata_literals(entries: tuple[tuple[str, Value], ...]) -> Literals:
    """Texts as the index holds them: ``key=value`` where the value is one fixed text, else the key."""
    texts = []
    for key, test in entries:
        if test.is_negated:
            return ()
        value = next(iter(test.among)) if test.among is not None and len(test.among) == 1 else ""
        texts.append(f"{key}={value}")
    return (tuple(texts),)


def _labels(condition: LabelIs) -> Q:
    """As much of the condition as columns can tell."""
    found = Q() if condition.layer is None else Q(layer=condition.layer)
    for name, test in condition.tests:
        if name == "status" and test.among is not None and not test.is_negated:
            found &= statuses(test.among)
    return found


def statuses(wanted: frozenset[str]) -> Q:
    """Labels of any of the wire's SearchLabelStatus."""
    found = Q(status=LabelStatus.REJECTED) if "REJECTED" in wanted else Q(pk__in=[])
    phases = {Phase.CONFLICT if name == "UNRESOLVED" else name for name in wanted} - {"REJECTED"}
    return found | (Q(labeled_by__in=phases) & ~Q(status=LabelStatus.REJECTED)) if phases else found
