"""Runs the scripts of a project's questions on rows, and checks what they return."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from gloss import sandbox
from gloss.accounts.models import User
from gloss.answers.questions import asked
from gloss.core.errors import BadInput
from gloss.documents import columns, lines
from gloss.documents.lines import LineView
from gloss.documents.models import DocumentCopy
from gloss.question_types import QUESTION_TYPES
from gloss.question_types.question import Question
from gloss.question_types.wire import to_wire
from gloss.questionsets.models import Level

MAX_ROWS = 100
TOTAL_SECONDS = 5.0
MAX_OPTIONS = 10_000
FUNCTION = "generate"
KEYS = ("name", "label", "required", "options")


@dataclass(frozen=True)
class Generated:
    line: int
    question: Question
    questions: list[dict[str, Any]]
    error: str | None = None


def of_rows(user: User, copy: DocumentCopy, start: int, end: int) -> Iterator[Generated]:
    """Make the questions of the rows from ``start`` up to ``end``, question by question.

    Columns that are hidden from the reader are hidden from the script too. After some
    seconds the remaining rows get an error instead.
    """
    scripted = [entry for entry in asked(copy.cabinet.project, Level.ROW).questions if entry.type == "SCRIPT_GENERATED"]
    if not scripted:
        return
    hidden = columns.hidden_in(copy, user)
    names = dict(copy.cabinet.project.columns.values_list("index", "name"))
    views = [view for view in lines.lines(copy, start, end) if view.status == "DISPLAYED"]
    started = time.monotonic()
    for question in scripted:
        yield from _of_question(question, [(view.line, _row(view, names, hidden)) for view in views], started)


def _row(view: LineView, names: Mapping[int, str], hidden: frozenset[int]) -> dict[str, str]:
    shown = ((index, text) for index, text in enumerate(view.cells) if index not in hidden)
    return {names.get(index, str(index)): text for index, text in shown}


def _of_question(question: Question, rows: Sequence[tuple[int, dict[str, str]]], started: float) -> Iterator[Generated]:
    script = question.config.get("script")
    if not script:
        yield from (Generated(line, question, [], "The question has no script.") for line, _ in rows)
        return
    identifiers = question.config["identifiers"]
    outcomes = sandbox.call_each(script, FUNCTION, [{"row": row, "identifiers": identifiers} for _, row in rows])
    done = 0
    for line, _ in rows:
        if time.monotonic() - started > TOTAL_SECONDS:
            break
        outcome = next(iter(islice(outcomes, 1)))
        done += 1
        if outcome.error is not None:
            yield Generated(line, question, [], outcome.error)
        else:
            yield _checked(line, question, outcome.value)
    late = "The scripts of these rows take too long together. Ask for fewer rows at a time."
    yield from (Generated(line, question, [], late) for line, _ in rows[done:])


def _checked(line: int, question: Question, value: Any) -> Generated:
    try:
        if not isinstance(value, list):
            raise BadInput(f"{FUNCTION} must return a list, not {type(value).__name__}.")
        made = [_question(question, entry) for entry in value]
        repeated = {entry["name"] for entry in made}
        if len(repeated) < len(made):
            raise BadInput("The script returns the same question twice.")
    except BadInput as error:
        return Generated(line, question, [], error.message)
    return Generated(line, question, made)


def _question(question: Question, entry: Any) -> dict[str, Any]:
    """One question as declared, with what the script adds."""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise BadInput("Each question of the list is a dict with a 'name'.")
    name = entry["name"]
    declared = question.config["identifiers"].get(name)
    if declared is None:
        raise BadInput(f"'{name}' is not declared in the identifiers.")
    unknown = next((key for key in entry if key not in KEYS), None)
    if unknown is not None:
        raise BadInput(f"A question has no '{unknown}'; it has {', '.join(KEYS)}.")
    config = dict(declared["config"])
    if entry.get("options") is not None:
        config["options"] = _options(name, entry["options"])
    kind = QUESTION_TYPES.get(declared["type"])
    if kind is None:
        raise BadInput(f"'{declared['type']}' is not a question type.")
    label = entry.get("label") or declared["label"]
    made = replace(
        question,
        id=declared["id"],
        type=declared["type"],
        name=name,
        label=str(label),
        required=entry.get("required") is True,
        config=config,
        cache={},
    )
    shown = to_wire(kind.check_settings(made))
    return {key: shown[key] for key in ("name", "label", "type", "required", "config")}


def _options(name: str, options: Any) -> list[dict[str, str]]:
    if not isinstance(options, list) or len(options) > MAX_OPTIONS:
        raise BadInput(f"The options of '{name}' are a list of at most {MAX_OPTIONS}.")
    made = []
    for number, option in enumerate(options, 1):
        if isinstance(option, dict):
            made.append({key: str(option[key]) for key in ("id", "label", "parentId") if option.get(key) is not None})
        else:
            made.append({"id": str(number), "label": str(option)})
    return made
