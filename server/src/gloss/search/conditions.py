"""What a search asks of a line: a tree of conditions, and whether the facts of a line satisfy it. No database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gloss.search.matching import Matcher


@dataclass(slots=True)
class LabelFact:
    """One label as conditions see it; ``labelers`` holds ids, addresses and names, all as text."""

    row: Any
    names: frozenset[str]
    set_names: frozenset[str]
    statuses: frozenset[str]
    labelers: frozenset[str]
    is_rejected: bool = False


@dataclass(slots=True)
class Facts:
    """Everything conditions may ask about one line. What no condition needs is not loaded."""

    line: int
    cells: Sequence[str] = ()
    labels: Sequence[LabelFact] = ()
    comments: Sequence[tuple[int, str]] = ()
    answers: dict[str, list[str]] = field(default_factory=dict)
    metadata: Sequence[Sequence[dict[str, Any]]] = ()
    hidden: frozenset[int] = frozenset()

    def shown(self) -> Iterator[tuple[int, str]]:
        return ((cell, text) for cell, text in enumerate(self.cells) if cell not in self.hidden)


class Condition:
    """One node. ``children`` are the conditions it joins."""

    children: tuple[Condition, ...] = ()

    def holds(self, facts: Facts) -> bool:
        raise NotImplementedError


@dataclass(frozen=True)
class All(Condition):
    """Every child holds; of no children that is always so."""

    children: tuple[Condition, ...] = ()

    def holds(self, facts: Facts) -> bool:
        return all(child.holds(facts) for child in self.children)


@dataclass(frozen=True)
class Some(Condition):
    """At least one child holds."""

    children: tuple[Condition, ...] = ()

    def holds(self, facts: Facts) -> bool:
        return any(child.holds(facts) for child in self.children)


@dataclass(frozen=True)
class Not(Condition):
    child: Condition

    @property
    def children(self) -> tuple[Condition, ...]:  # type: ignore[override]
        return (self.child,)

    def holds(self, facts: Facts) -> bool:
        return not self.child.holds(facts)


@dataclass(frozen=True)
class Text(Condition):
    """A visible cell holds the text."""

    matcher: Matcher

    def holds(self, facts: Facts) -> bool:
        return any(self.matcher.found_in(text) for _, text in facts.shown())


@dataclass(frozen=True)
class LineNumber(Condition):
    """The line's number lies between two, both included, or is one of a list."""

    first: int = 0
    last: int | None = None
    among: frozenset[int] | None = None

    def holds(self, facts: Facts) -> bool:
        if self.among is not None:
            return facts.line in self.among
        return facts.line >= self.first and (self.last is None or facts.line <= self.last)


@dataclass(frozen=True)
class Value:
    """A test of one of several texts: the name of a class, a status, a person, an answer."""

    matcher: Matcher | None = None
    among: frozenset[str] | None = None
    is_negated: bool = False

    def fits(self, texts: frozenset[str] | Sequence[str]) -> bool:
        if self.among is not None:
            fits = any(text in self.among for text in texts)
        elif self.matcher is not None:
            fits = any(self.matcher.found_in(text) for text in texts)
        else:
            fits = bool(texts)
        return fits != self.is_negated


@dataclass(frozen=True)
class LabelIs(Condition):
    """One label satisfies all the tests. Rejected ones count only where the status is asked for."""

    tests: tuple[tuple[str, Value], ...]
    """Pairs of ``label``, ``labelSet``, ``status`` or ``labeler`` and a test."""
    layer: int | None = None

    def holds(self, facts: Facts) -> bool:
        return next(self.among(facts), None) is not None

    def among(self, facts: Facts) -> Iterator[LabelFact]:
        sees_rejected = any(name == "status" for name, _ in self.tests)
        return (fact for fact in facts.labels if (sees_rejected or not fact.is_rejected) and self._fits(fact))

    def _fits(self, fact: LabelFact) -> bool:
        if self.layer is not None and fact.row.layer != self.layer:
            return False
        values = {"label": fact.names, "labelSet": fact.set_names, "status": fact.statuses, "labeler": fact.labelers}
        return all(test.fits(values[name]) for name, test in self.tests)


@dataclass(frozen=True)
class CommentIs(Condition):
    test: Value

    def holds(self, facts: Facts) -> bool:
        return self.test.fits([message for _, message in facts.comments])

    def threads(self, facts: Facts) -> list[int]:
        return [] if self.test.is_negated else [thread for thread, text in facts.comments if self.test.fits([text])]


@dataclass(frozen=True)
class AnswerIs(Condition):
    """An answer to the question of this name or label."""

    question: str
    test: Value

    def holds(self, facts: Facts) -> bool:
        return self.test.fits(facts.answers.get(self.question, []))


@dataclass(frozen=True)
class MetadataIs(Condition):
    """One visible cell has all the entries."""

    entries: tuple[tuple[str, Value], ...]

    def holds(self, facts: Facts) -> bool:
        return next(self.cells(facts), None) is not None

    def cells(self, facts: Facts) -> Iterator[int]:
        for cell, items in enumerate(facts.metadata):
            if cell not in facts.hidden and all(self._has(items, key, test) for key, test in self.entries):
                yield cell

    @staticmethod
    def _has(items: Sequence[dict[str, Any]], key: str, test: Value) -> bool:
        return test.fits([str(item.get("value", "")) for item in items if item.get("key") == key])


def walk(condition: Condition) -> Iterator[Condition]:
    yield condition
    for child in condition.children:
        yield from walk(child)


def positive(condition: Condition) -> Iterator[Condition]:
    """The conditions that do not stand below a "not": what they find can be shown."""
    if isinstance(condition, Not):
        return
    yield condition
    for child in condition.children:
        yield from positive(child)


def needs(condition: Condition, kind: type[Condition]) -> bool:
    return any(isinstance(part, kind) for part in walk(condition))


def bounds(condition: Condition) -> tuple[int, int | None]:
    """The first and last line that can satisfy the condition; None: no last one."""
    if isinstance(condition, LineNumber):
        if condition.among is not None:
            return (min(condition.among), max(condition.among)) if condition.among else (0, -1)
        return condition.first, condition.last
    if isinstance(condition, All) and condition.children:
        parts = [bounds(child) for child in condition.children]
        ends = [end for _, end in parts if end is not None]
        return max(start for start, _ in parts), min(ends) if ends else None
    if isinstance(condition, Some) and condition.children:
        parts = [bounds(child) for child in condition.children]
        ends = [end for _, end in parts]
        return min(start for start, _ in parts), None if None in ends else max(end for end in ends if end is not None)
    return 0, None
