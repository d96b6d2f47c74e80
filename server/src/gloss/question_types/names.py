"""Names of questions and of the columns they add to a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gloss.question_types.question import Question

_AUTO = re.compile(r"Q[0-9]+")


def unique_names(names: Sequence[str]) -> list[str]:
    """Tell repeated names apart with " (2)", " (3)"…; the first keeps its name."""
    taken = set(names)
    seen: set[str] = set()
    result = []
    for name in names:
        candidate, number = name, 1
        while candidate in seen or (number > 1 and candidate in taken):
            number += 1
            candidate = f"{name} ({number})"
        seen.add(candidate)
        result.append(candidate)
    return result


def column_name(question: Question) -> str:
    """The heading of a question's own column: its name, or its label if the name is an automatic ``Q1``."""
    return question.label if not question.name or _AUTO.fullmatch(question.name) else question.name


def added_names(columns: Sequence[str], added: Sequence[str]) -> list[str]:
    """Make the names of added columns differ from the original columns and from each other."""
    taken = set(columns)
    result = []
    for name in added:
        candidate, number = name, 1
        while candidate in taken:
            number += 1
            candidate = f"{name} ({number})"
        taken.add(candidate)
        result.append(candidate)
    return result
