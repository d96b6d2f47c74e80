"""Questions as JSON: the shape of the public API, of export files and of our own storage."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gloss.question_types.question import Json, Question


def to_wire(question: Question) -> dict[str, Json]:
    """Return the question with every key of the API; this is also what is stored (see ``from_wire``)."""
    return {
        "id": question.id,
        "internalId": question.internal_id,
        "name": question.name,
        "label": question.label,
        "required": question.required,
        "type": question.type,
        "bindToColumn": question.bind_to_column,
        "activationConditionLogic": question.activation_condition_logic,
        "config": _config(question, [to_wire(child) for child in question.children], question_id=True),
    }


def to_export(question: Question) -> dict[str, Json]:
    """Return the question as export files show it: without internal id and logic."""
    return {
        "id": question.id,
        "name": question.name,
        "label": question.label,
        "required": question.required,
        "type": question.type,
        "bindToColumn": question.bind_to_column,
        "config": _config(question, [to_export(child) for child in question.children], question_id=False),
    }


def to_file(question: Question) -> dict[str, Json]:
    """Return the question as a question-set file holds it: no ids, so that it can join any set."""
    config = _config(question, [to_file(child) for child in question.children], question_id=False)
    entry: dict[str, Json] = {
        "type": question.type,
        "name": question.name,
        "label": question.label,
        "required": question.required,
        "bindToColumn": question.bind_to_column,
        "activationConditionLogic": question.activation_condition_logic,
        "config": {key: value for key, value in config.items() if value is not None},
    }
    return entry


def _config(question: Question, children: list[dict[str, Json]], *, question_id: bool) -> dict[str, Json]:
    config = dict(question.config)
    if question_id and isinstance(config.get("options"), list):
        config["options"] = [{**option, "questionId": question.key} for option in config["options"]]
    if children:
        config["questions"] = children
    return config


def from_wire(items: Iterable[Mapping[str, Any]]) -> list[Question]:
    """Rebuild questions that were checked before (from storage or an export); nothing is validated."""
    return [_from_wire(item) for item in items]


def _from_wire(item: Mapping[str, Any]) -> Question:
    config = dict(item.get("config") or {})
    children = tuple(_from_wire(child) for child in config.pop("questions", None) or ())
    if isinstance(config.get("options"), list):
        config["options"] = [
            {key: value for key, value in option.items() if key != "questionId"} for option in config["options"]
        ]
    return Question(
        id=int(item["id"]),
        type=item["type"],
        name=item.get("name") or item.get("label") or "",
        label=item.get("label") or item.get("name") or "",
        required=bool(item.get("required")),
        internal_id=int(item.get("internalId") or 0),
        bind_to_column=item.get("bindToColumn"),
        activation_condition_logic=item.get("activationConditionLogic"),
        config=config,
        children=children,
    )


def walk(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield every question in the order of ids: all roots, then the children of each group."""
    yield from questions
    for question in questions:
        yield from walk(question.children)


def signature(questions: Sequence[Question]) -> str:
    """Return 64 hex digits that change with every change of the set."""
    text = json.dumps([to_wire(question) for question in questions], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
