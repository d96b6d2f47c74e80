"""What is compared: labels on the same place side by side, answers question by question."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from gloss.agreement.pairs import EMPTY
from gloss.question_types import type_of
from gloss.question_types.question import Question

FREE_TEXT = frozenset({"TEXT", "DATA", "URL", "SCRIPT_GENERATED"})
"""Types of questions whose answers are hardly ever equal; they stay out of a project's values."""


def aligned(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    """Put the labels of two people on one place side by side.

    Equal labels meet first, then what is left in order of name, then ``EMPTY`` fills up.
    """
    left, right = sorted(first), sorted(second)
    records = []
    for label in sorted(first):
        if label in right:
            records.append((label, label))
            left.remove(label)
            right.remove(label)
    return records + list(zip_longest(left, right, fillvalue=EMPTY))


def slots(given: Mapping[int, Sequence[str]]) -> list[dict[int, str]]:
    """Spread several people's labels on one place over items with one label each.

    The label most people gave comes first; all who gave it meet in one item. For two people
    this is ``aligned``.
    """
    people: dict[str, list[int]] = {}
    for person, labels in given.items():
        for label in labels:
            people.setdefault(label, []).append(person)
    items: list[dict[int, str]] = []
    for label in sorted(people, key=lambda name: (-len(people[name]), name)):
        item = next((item for item in items if not any(person in item for person in people[label])), None)
        if item is None:
            item = {}
            items.append(item)
        item.update(dict.fromkeys(people[label], label))
    return items


def answer_items(
    questions: Sequence[Question], values: Mapping[str, Any]
) -> Iterator[tuple[Question, tuple[Hashable, ...], str]]:
    """Yield ``(question, path, category)`` for every answer given.

    The path tells items of one question apart: the place of the group, and in questions
    with several answers the answer itself, so that each is an item of its own.
    """
    for question in questions:
        value = values.get(question.key)
        if value is None:
            continue
        if question.type == "NESTED":
            for index, group in enumerate(value):
                for child in question.children:
                    if group.get(child.key) is not None:
                        yield from _items(child, group[child.key], (index,))
        else:
            yield from _items(question, value, ())


def _items(
    question: Question, value: Any, path: tuple[Hashable, ...]
) -> Iterator[tuple[Question, tuple[Hashable, ...], str]]:
    repeats = question.multiple or isinstance(value, list)
    texts = dict.fromkeys(category(question, one) for one in type_of(question).values_for_conflicts(question, value))
    for text in texts:
        yield question, (*path, text) if repeats else path, text


def category(question: Question, value: Any) -> str:
    """An answer as the name of a category: as people read it, without spaces around it, in NFC."""
    kind = type_of(question)
    return unicodedata.normalize("NFC", kind.text(kind.readable(question, value)).strip())
