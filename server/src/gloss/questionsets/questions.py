"""A set of questions as callers send it: checked, numbered and ready to store.

The other functions on questions live in ``gloss.question_types`` because formats use them
too; they are named here as well, so that the domain has one place to import from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from gloss.core.errors import BadInput
from gloss.question_types import QUESTION_TYPES
from gloss.question_types import logic as question_logic
from gloss.question_types.answers import (
    check_answers,
    column_ids,
    merge_answers,
    missing_required,
    require_answers,
    wire_answers,
)
from gloss.question_types.names import unique_names
from gloss.question_types.question import Question
from gloss.question_types.wire import from_wire, signature, to_export, to_file, to_wire, walk

__all__ = [
    "MAX_QUESTIONS",
    "Question",
    "check_answers",
    "column_ids",
    "from_input",
    "from_wire",
    "merge_answers",
    "missing_required",
    "next_internal_id",
    "require_answers",
    "signature",
    "to_export",
    "to_file",
    "to_wire",
    "unique_names",
    "walk",
    "wire_answers",
]

MAX_QUESTIONS = 100
MAX_NAME = 255
MAX_LABEL = 5000


def from_input(items: Sequence[Mapping[str, Any]], *, next_internal: int = 1) -> list[Question]:
    """Check a list in the wire's ``QuestionInput`` shape and number it.

    Roots get the ids 0, 1, … and children of groups follow after all roots. An item with
    ``delete`` is left out; one with ``internalId`` keeps it, others count on from
    ``next_internal``. Repeated names get " (2)". Raises BadInput with the path of the
    field, such as ``questions[2].config.options[0].label``.
    """
    if not isinstance(items, Sequence) or isinstance(items, str | bytes):
        raise BadInput("Questions must be a list.", field="questions")
    kept = [(f"questions[{at}]", item) for at, item in enumerate(items) if not _deleted(item, at)]
    drafts = [_draft(item, path) for path, item in kept]
    total = sum(1 for _ in walk(drafts))
    if total > MAX_QUESTIONS:
        raise BadInput(f"A set holds at most {MAX_QUESTIONS} questions, got {total}.", field="questions")
    numbered = _renumber(drafts, _internal_ids(drafts, next_internal))
    return _checked(_named(numbered), "questions", [path for path, _ in kept])


def next_internal_id(questions: Sequence[Question]) -> int:
    """Return an internal id that no question of the set has."""
    return max((question.internal_id for question in walk(questions)), default=0) + 1


def _deleted(item: object, at: int) -> bool:
    if not isinstance(item, Mapping):
        raise BadInput("A question must be an object.", field=f"questions[{at}]")
    return bool(item.get("delete"))


def _draft(item: Mapping[str, Any], path: str) -> Question:
    """Read one item without numbers; its type is known, its settings are not checked yet."""
    kind = item.get("type")
    if kind not in QUESTION_TYPES:
        known = ", ".join(QUESTION_TYPES)
        raise BadInput(f"'{kind}' is not a question type. Types: {known}.", field=f"{path}.type")
    label, name = _text(item, "label", path, MAX_LABEL), _text(item, "name", path, MAX_NAME)
    if not label and not name:
        raise BadInput("A question needs a label.", field=f"{path}.label")
    config = item.get("config") or {}
    if not isinstance(config, Mapping):
        raise BadInput("The config must be an object.", field=f"{path}.config")
    return Question(
        id=0,
        type=str(kind),
        name=name or label[:MAX_NAME],
        label=label or name,
        required=_boolean(item, "required", path),
        internal_id=_internal(item.get("internalId"), path),
        bind_to_column=_text(item, "bindToColumn", path, MAX_NAME) or None,
        activation_condition_logic=_text(item, "activationConditionLogic", path, 20_000) or None,
        config={key: value for key, value in config.items() if key != "questions"},
        children=tuple(_children(config, path)) if kind == "NESTED" else (),
    )


def _children(config: Mapping[str, Any], path: str) -> list[Question]:
    children = config.get("questions") or []
    if not isinstance(children, list) or not all(isinstance(child, Mapping) for child in children):
        raise BadInput("The questions of a group must be a list of objects.", field=f"{path}.config.questions")
    nested = next((at for at, child in enumerate(children) if child.get("type") == "NESTED"), None)
    if nested is not None:
        raise BadInput("A group cannot hold another group.", field=f"{path}.config.questions[{nested}].type")
    return [_draft(child, f"{path}.config.questions[{at}]") for at, child in enumerate(children)]


def _text(item: Mapping[str, Any], key: str, path: str, limit: int) -> str:
    value = item.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(f"'{key}' must be text.", field=f"{path}.{key}")
    if len(value) > limit:
        raise BadInput(f"'{key}' has {len(value)} characters; at most {limit} are possible.", field=f"{path}.{key}")
    return value.strip()


def _boolean(item: Mapping[str, Any], key: str, path: str) -> bool:
    value = item.get(key)
    if value is not None and not isinstance(value, bool):
        raise BadInput(f"'{key}' must be true or false.", field=f"{path}.{key}")
    return bool(value)


def _internal(value: object, path: str) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadInput("'internalId' must be a whole number.", field=f"{path}.internalId")
    return value


def _internal_ids(drafts: list[Question], start: int) -> list[int]:
    """Give each question, in the order of ``walk``, its own internal id or the next free one."""
    used = {draft.internal_id for draft in walk(drafts)} - {0}
    following = max(start, max(used, default=0) + 1)
    ids: list[int] = []
    for draft in walk(drafts):
        if draft.internal_id and draft.internal_id not in ids:
            ids.append(draft.internal_id)
        else:
            ids.append(following)
            following += 1
    return ids


def _renumber(drafts: list[Question], internal: list[int]) -> list[Question]:
    following = len(drafts)
    result = []
    for at, draft in enumerate(drafts):
        children = []
        for child in draft.children:
            children.append(replace(child, id=following, internal_id=internal[following], cache={}))
            following += 1
        result.append(replace(draft, id=at, internal_id=internal[at], children=tuple(children), cache={}))
    return result


def _named(questions: list[Question]) -> list[Question]:
    names = unique_names([question.name for question in questions])
    result = []
    for question, name in zip(questions, names, strict=True):
        children = _named(list(question.children)) if question.children else []
        result.append(replace(question, name=name, children=tuple(children), cache={}))
    return result


def _checked(questions: list[Question], prefix: str, paths: list[str] | None = None) -> list[Question]:
    """Check settings and logic; the logic of a question sees only the ones before it."""
    done: list[Question] = []
    for at, question in enumerate(questions):
        path = paths[at] if paths else f"{prefix}[{at}]"
        if question.children:
            children = _checked(list(question.children), f"{path}.config.questions")
            question = replace(question, children=tuple(children), cache={})
        try:
            checked = QUESTION_TYPES[question.type].check_settings(question)
            question_logic.check(checked, done, QUESTION_TYPES)
        except BadInput as error:
            raise BadInput(error.message, field=f"{path}.{error.details['field']}") from None
        done.append(checked)
    return done
