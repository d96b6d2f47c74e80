"""Which values enough labelers agree on, and which are left to a reviewer.

``needed`` is the number of labelers who must agree; None means that reviewers decide
everything. The order in which labelers are listed never changes the result.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from gloss.question_types import type_of
from gloss.question_types.question import Question

Json = Any
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Verdict(Generic[Key]):
    """Keys with their supporters in ascending order."""

    accepted: dict[Key, tuple[int, ...]] = field(default_factory=dict)
    disputed: dict[Key, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class AnswerVerdict:
    """``values`` is keyed by question id like stored answers.

    ``conflicts`` holds one entry per undecided question (in groups: per group and child),
    each ``{"type", "questionId", "parentQuestionId", "nestedAnswerIndex", "answers"}`` with
    answers ``{"value", "userIds", "resolved"}``.
    """

    values: dict[str, Json] = field(default_factory=dict)
    conflicts: list[dict[str, Json]] = field(default_factory=list)


def threshold(consensus: int, labelers: int) -> int:
    """Return how many must agree when only ``labelers`` work on the document: never more than there are."""
    return max(1, min(consensus, labelers))


def supporters(votes: Mapping[int, Iterable[Key]]) -> dict[Key, tuple[int, ...]]:
    """Return who stands behind each key; a labeler counts once however often they name it."""
    found: dict[Key, list[int]] = {}
    for labeler in sorted(votes):
        for key in dict.fromkeys(votes[labeler]):
            found.setdefault(key, []).append(labeler)
    return {key: tuple(people) for key, people in found.items()}


def judge(votes: Mapping[int, Iterable[Key]], needed: int | None) -> Verdict[Key]:
    """Split the keys (spans, arrows, values) by whether ``needed`` labelers gave them."""
    verdict: Verdict[Key] = Verdict()
    for key, people in supporters(votes).items():
        agreed = needed is not None and len(people) >= needed
        (verdict.accepted if agreed else verdict.disputed)[key] = people
    return verdict


def judge_answers(
    questions: Sequence[Question], votes: Mapping[int, Mapping[str, Json]], needed: int | None
) -> AnswerVerdict:
    """Judge the answers of one row or document, given per labeler and question id.

    A single answer is accepted when ``needed`` labelers gave it and no other value has as
    many supporters; several answers are judged value by value; groups child by child, by
    their place in the list. Whoever left a question out agrees with nobody.
    """
    verdict = AnswerVerdict()
    for question in questions:
        given = {labeler: answers[question.key] for labeler, answers in votes.items() if question.key in answers}
        if not given:
            continue
        if question.type == "NESTED":
            _judge_groups(question, given, needed, verdict)
            continue
        value, disputed = _judge_leaf(question, given, needed)
        if value is not None:
            verdict.values[question.key] = value
        if disputed:
            verdict.conflicts.append(_conflict(question, disputed))
    return verdict


def _judge_groups(question: Question, given: Mapping[int, Json], needed: int | None, verdict: AnswerVerdict) -> None:
    sizes = [len(groups) for groups in given.values()]
    accepted: list[dict[str, Json]] = [{} for _ in range(max(sizes))]
    for index in range(len(accepted)):
        for child in question.children:
            leaf = {
                labeler: groups[index][child.key]
                for labeler, groups in given.items()
                if index < len(groups) and groups[index].get(child.key) is not None
            }
            value, disputed = _judge_leaf(child, leaf, needed)
            if value is not None:
                accepted[index][child.key] = value
            if disputed:
                verdict.conflicts.append(_conflict(child, disputed, parent=question, index=index))
    while accepted and not accepted[-1]:
        accepted.pop()
    if accepted:
        verdict.values[question.key] = accepted


def _judge_leaf(
    question: Question, given: Mapping[int, Json], needed: int | None
) -> tuple[Json, list[tuple[Json, tuple[int, ...]]]]:
    """Return the accepted value and the disputed ones with their supporters."""
    originals: dict[str, Json] = {}
    votes: dict[int, list[str]] = {}
    repeats = question.multiple
    for labeler in sorted(given):
        values = type_of(question).values_for_conflicts(question, given[labeler])
        repeats = repeats or isinstance(given[labeler], list)
        votes[labeler] = [_key(value) for value in values]
        for value in values:
            originals.setdefault(_key(value), value)
    verdict = judge(votes, needed)
    if repeats:
        accepted = [originals[key] for key in verdict.accepted]
        return accepted or None, [(originals[key], people) for key, people in verdict.disputed.items()]
    winner = _winner(verdict.accepted)
    if winner is not None:
        return originals[winner], []
    everyone = {**verdict.accepted, **verdict.disputed}
    return None, [(originals[key], everyone[key]) for key in originals if key in everyone]


def _winner(accepted: Mapping[str, tuple[int, ...]]) -> str | None:
    """The value with most supporters, None when two have equally many."""
    ranked = sorted(accepted, key=lambda key: -len(accepted[key]))
    if not ranked or (len(ranked) > 1 and len(accepted[ranked[0]]) == len(accepted[ranked[1]])):
        return None
    return ranked[0]


def _conflict(
    question: Question,
    disputed: list[tuple[Json, tuple[int, ...]]],
    parent: Question | None = None,
    index: int | None = None,
) -> dict[str, Json]:
    return {
        "type": "MULTIPLE" if parent is None else "NESTED",
        "questionId": question.key,
        "parentQuestionId": parent.key if parent else None,
        "nestedAnswerIndex": index,
        "answers": [{"value": value, "userIds": list(people), "resolved": False} for value, people in disputed],
    }


def _key(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
