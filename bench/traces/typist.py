"""Types on a labeling page with the keyboard alone, and counts what each thing costs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from bench.traces.material import ENTITIES, ITEMS, RELATIONS, Entity, Relation

CAPTIONS = "() => document.querySelectorAll('.gx-cap').length"
ARROWS = "() => document.querySelectorAll('.gx-arrow-label').length"


@dataclass(slots=True)
class Cost:
    """Keys of one entity, arrow or answer. ``find`` keys bring the caret there, ``typed`` letters name a target."""

    what: str
    keys: list[str] = field(default_factory=list)
    find: int = 0
    typed: int = 0
    seconds: float = 0.0

    def line(self) -> str:
        typed = f" + {self.typed} letters of the target" if self.typed else ""
        shown = " ".join(self.keys)
        return f"{self.what:<52} {len(self.keys)} keys{typed}: {shown} ({self.find} to get there, {self.seconds:.2f} s)"


class Typist:
    """``tokens`` are those of the server, line by line."""

    def __init__(self, page: Page, tokens: Sequence[Sequence[str]]) -> None:
        self.page = page
        self.tokens = tokens
        self.costs: list[Cost] = []
        self.at: tuple[int, int] = (0, 0)
        self.selected = False

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def start(self) -> None:
        """Focus the text by keyboard order and go to its first token."""
        self.page.get_by_role("application").focus()
        self.press("Control+Home")
        self.at, self.selected = (0, 0), True

    def token_range(self, entity: Entity) -> tuple[int, int]:
        """First and last token of an entity in its line."""
        tokens = self.tokens[entity.line]
        matches = [
            (first, last)
            for first in range(len(tokens))
            for last in range(first, len(tokens))
            if "".join(tokens[first : last + 1]) == entity.text.replace(" ", "")
        ]
        return matches[entity.nth]

    def go(self, line: int, token: int) -> int:
        """Move the caret with the arrow keys; return the number of keys."""
        flat = [(at, index) for at, words in enumerate(self.tokens) for index in range(len(words))]
        distance = flat.index((line, token)) - flat.index(self.at)
        keys = 0
        if not self.selected:
            self.press("ArrowRight")
            keys += 1
        backwards = distance < 0
        # In a line that runs from right to left the next token lies on the left.
        for _ in range(abs(distance)):
            forward = "ArrowLeft" if is_right_to_left(self.tokens[self.at[0]]) else "ArrowRight"
            backward = "ArrowRight" if forward == "ArrowLeft" else "ArrowLeft"
            self.press(backward if backwards else forward)
            self.at = flat[flat.index(self.at) + (-1 if backwards else 1)]
            keys += 1
        self.selected = True
        return keys

    def label(self, entity: Entity) -> Cost:
        """From a caret on the first token: grow if it is longer, then the class key."""
        first, last = self.token_range(entity)
        cost = Cost(f"{entity.text} = {entity.item}", find=self.go(entity.line, first))
        begin = time.perf_counter()
        before = self.page.evaluate(CAPTIONS)
        if last > first:
            self._type(
                cost,
                "Control+Shift+ArrowRight" if last > first + 1 else "Shift+ArrowRight",
            )
        self._type(cost, class_key(entity.item))
        self.page.wait_for_function(f"(before) => ({CAPTIONS})() > before", arg=before)
        self.at, self.selected = (entity.line, last), False
        cost.seconds = time.perf_counter() - begin
        self.costs.append(cost)
        return cost

    def arrow(self, relation: Relation) -> Cost:
        """From a caret on the origin: ``r``, letters of the target, Enter, the class key."""
        origin, target = ENTITIES[relation.origin], ENTITIES[relation.target]
        first, _ = self.token_range(origin)
        cost = Cost(
            f"{origin.text} - {relation.item} -> {target.text}",
            find=self.go(origin.line, first),
        )
        begin = time.perf_counter()
        before = self.page.evaluate(ARROWS)
        self._type(cost, "r")
        for letter in relation.typed:
            self.press(letter)
        cost.typed = len(relation.typed)
        self._type(cost, "Enter")
        self._type(cost, arrow_key(relation.item))
        self.page.wait_for_function(f"(before) => ({ARROWS})() > before", arg=before)
        self.at, self.selected = (origin.line, first), False
        cost.seconds = time.perf_counter() - begin
        self.costs.append(cost)
        return cost

    def everything(
        self,
        entities: Sequence[Entity] = ENTITIES,
        relations: Sequence[Relation] = RELATIONS,
    ) -> None:
        self.start()
        for entity in entities:
            self.label(entity)
        if relations:
            self.start()
        for relation in relations:
            self.arrow(relation)

    def _type(self, cost: Cost, key: str) -> None:
        cost.keys.append(key)
        self.press(key)


def is_right_to_left(tokens: Sequence[str]) -> bool:
    first = next((letter for token in tokens for letter in token if letter.isalpha()), "a")
    return "\u0590" <= first <= "\u08ff"


def class_key(item: str) -> str:
    spans = [key for key, _, kind in ITEMS if kind != "ARROW"]
    return str(spans.index(item) + 1)


def arrow_key(item: str) -> str:
    arrows = [key for key, _, kind in ITEMS if kind == "ARROW"]
    return str(arrows.index(item) + 1)


def label_sets() -> list[dict[str, Any]]:
    """The classes as createProject takes them."""
    return [
        {
            "name": "News",
            "options": [{"id": key, "label": name, "type": kind} for key, name, kind in ITEMS],
        }
    ]


def expected_spans(typist: Typist, entities: Sequence[Entity] = ENTITIES) -> list[tuple[str, int, int, int]]:
    """What the server must have: (item, line, first token, last token), in reading order."""
    places = [(entity.item, entity.line, *typist.token_range(entity)) for entity in entities]
    return sorted(places, key=lambda place: place[1:])
