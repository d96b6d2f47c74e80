"""Carries out a search: places that may match, in order; their facts; what is found. In bounded time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

from gloss.core.batches import parts
from gloss.documents.models import DocumentCopy
from gloss.search import preparation, queries
from gloss.search.conditions import Condition, Facts, bounds
from gloss.search.facts import FactLoader
from gloss.search.index import Index, Place
from gloss.search.queries import Stored
from gloss.search.scope import Scope
from gloss.search.sources import Sources

PAGE_SECONDS = 2.0
COUNT_SECONDS = 0.15
MAX_COUNT = 1000
BEFORE_ALL: Place = (0, -1)
FIRST_BATCH, BATCH = 100, 500


@dataclass(slots=True)
class Hit:
    copy: DocumentCopy
    facts: Facts

    @property
    def place(self) -> Place:
        return self.copy.document_id, self.facts.line


@dataclass(slots=True)
class Found:
    """``next`` is the place to go on after, None at the end; the page may be short when time ran out."""

    hits: list[Hit]
    next: Place | None
    total: int
    is_total_exact: bool
    is_complete: bool


@dataclass(slots=True)
class Step:
    """One batch of places that were looked at, up to ``last``."""

    hits: list[Hit]
    last: Place


def page(scope: Scope, condition: Condition, after: Place, take: int, *, count: bool) -> Found:
    """Find the next ``take`` lines; with ``count`` go on a little to know how many there are in all.

    Raises:
        TooSlow: a regular expression used up its time.
    """
    hits: list[Hit] = []
    started = time.monotonic()
    ended, last = True, after
    limit = take + 1 if not count or after != BEFORE_ALL else MAX_COUNT + 1
    with closing(steps(scope, condition, after)) as running:
        for step in running:
            hits += step.hits
            last = step.last
            spent = time.monotonic() - started
            if len(hits) >= limit or spent > PAGE_SECONDS or (len(hits) > take and spent > COUNT_SECONDS):
                ended = False
                break
    if len(hits) > take:
        following: Place | None = hits[take - 1].place
    else:
        following = None if ended else last
    total = min(len(hits), MAX_COUNT)
    is_exact = ended and len(hits) <= MAX_COUNT and after == BEFORE_ALL
    return Found(hits[:take], following, total, is_exact, ended or len(hits) >= take)


def steps(scope: Scope, condition: Condition, after: Place) -> Iterator[Step]:
    """Look at places in order, some hundred at a time, for as long as the caller goes on."""
    loader = FactLoader(scope, condition)
    index = preparation.ready_index(scope.project)
    try:
        for places, rows in _batches(scope, condition, index, after):
            loaded = loader.load(places, rows)
            hits = [Hit(copy, facts) for copy, facts in loaded if condition.holds(facts)]
            yield Step(hits, places[-1])
    finally:
        if index is not None:
            index.close()


def _batches(
    scope: Scope, condition: Condition, index: Index | None, after: Place
) -> Iterator[tuple[Sequence[Place], Sequence[Stored] | None]]:
    source = Sources(scope, index, after).of(condition)
    if source is not None:
        first, last = bounds(condition)
        inside = (
            place for place, _ in groupby(source.places) if place[1] >= first and (last is None or place[1] <= last)
        )
        later = (place for place in inside if place > after)
        yield from ((part, None) for part in _growing(later))
        return
    own = iter(_after(queries.edited_places(scope), after))
    pending = next(own, None)
    for rows in queries.stored_after(scope, after, *bounds(condition)):
        places = [(row[0], row[1]) for row in rows]
        known = set(places)
        while pending is not None and places and pending <= places[-1]:
            if pending not in known:
                places.append(pending)
            pending = next(own, None)
        if places:
            yield sorted(places), rows
    rest = [place for place in (pending, *own) if place is not None]
    yield from ((part, None) for part in parts(rest, BATCH))


def _after(places: list[Place], after: Place) -> list[Place]:
    return [place for place in places if place > after]


def _growing(places: Iterator[Place]) -> Iterator[list[Place]]:
    """A small batch first, so that the first page comes soon."""
    size = FIRST_BATCH
    while part := next(parts(places, size), None):
        yield part
        size = BATCH
