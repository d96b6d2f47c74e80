"""Answers to a set of questions: checking what callers send, and the wire's shape.

Inside, values are keyed by question id as text ("0"), groups likewise. On the wire keys
are ``Q<question id>``; rows may also come in keyed by ``Q<column id>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gloss.core.errors import BadInput
from gloss.question_types import QUESTION_TYPES, type_of
from gloss.question_types.base import kind_of, refuse
from gloss.question_types.logic import visible
from gloss.question_types.question import Json, Question
from gloss.question_types.wire import walk


def check_answers(
    questions: Sequence[Question],
    raw: Mapping[str, Json],
    *,
    column_ids: Mapping[int, int] | None = None,
    partial: bool = False,
) -> dict[str, Json]:
    """Return the checked values keyed by question id.

    ``column_ids`` maps table column id to question id; with it, keys may count columns, which
    is assumed only when not all keys are question ids. Null, "" and [] clear an answer.
    With ``partial`` a missing key leaves the answer, and a cleared one is None in the result:
    pass it to ``merge_answers``. Otherwise missing means unanswered and answers of hidden
    questions are dropped. Raises BadInput naming the field.
    """
    if not isinstance(raw, Mapping):
        refuse(f"Answers must be an object, got {kind_of(raw)}.", "answers")
    by_field = {question.field: question for question in questions}
    names = _names(questions, raw, by_field, column_ids)
    values: dict[str, Json] = {}
    for key, value in raw.items():
        question = names.get(key)
        if question is None:
            known = ", ".join(by_field) or "none"
            refuse(f"There is no question {key}. Known: {known}.", key)
        if question.type == "NESTED" and names is not by_field and column_ids is not None:
            value = _rename_groups(question, value, column_ids)
        values[question.key] = type_of(question).check_answer(question, value)
    if partial:
        return values
    return merge_answers(questions, {}, values)


def _names(
    questions: Sequence[Question],
    raw: Mapping[str, Json],
    by_field: dict[str, Question],
    column_ids: Mapping[int, int] | None,
) -> Mapping[str, Question]:
    if column_ids is None or all(key in by_field for key in raw):
        return by_field
    by_id = {question.id: question for question in questions}
    return {f"Q{column}": by_id[target] for column, target in column_ids.items() if target in by_id}


def _rename_groups(question: Question, value: Json, column_ids: Mapping[int, int]) -> Json:
    """Turn column keys inside groups into question keys; keys that are no column stay."""
    ids = {child.id for child in question.children}
    names = {f"Q{column}": f"Q{target}" for column, target in column_ids.items() if target in ids}
    if isinstance(value, list):
        return [_rename_groups(question, item, column_ids) for item in value]
    return {names.get(key, key): item for key, item in value.items()} if isinstance(value, dict) else value


def merge_answers(
    questions: Sequence[Question], before: Mapping[str, Json], changes: Mapping[str, Json]
) -> dict[str, Json]:
    """Apply partial changes, then drop cleared answers and those of questions that are now hidden."""
    merged = {key: value for key, value in {**before, **changes}.items() if value is not None}
    kept: dict[str, Json] = {}
    for question in visible(questions, merged, QUESTION_TYPES):
        value = merged.get(question.key)
        if question.type == "NESTED" and value:
            value = [group for group in (_shown_group(question, item) for item in value) if group]
        if type_of(question).is_answered(value):
            kept[question.key] = value
    return kept


def _shown_group(question: Question, group: Mapping[str, Json]) -> dict[str, Json]:
    shown = visible(question.children, group, QUESTION_TYPES)
    return {child.key: group[child.key] for child in shown if group.get(child.key) is not None}


def missing_required(questions: Sequence[Question], answers: Mapping[str, Json]) -> list[Question]:
    """Return the required questions that are shown but unanswered; children count in every group given."""
    missing: list[Question] = []
    for question in visible(questions, answers, QUESTION_TYPES):
        value = answers.get(question.key)
        if question.required and not type_of(question).is_answered(value):
            missing.append(question)
        for group in (value or []) if question.type == "NESTED" else ():
            missing += [child for child in missing_required(question.children, group) if child not in missing]
    return missing


def require_answers(questions: Sequence[Question], answers: Mapping[str, Json]) -> None:
    """Raise BadInput naming the first required question without an answer."""
    missing = missing_required(questions, answers)
    if missing:
        labels = ", ".join(f"'{question.label}'" for question in missing)
        raise BadInput(f"Required and not answered: {labels}.", field=missing[0].field)


def wire_answers(questions: Sequence[Question], values: Mapping[str, Json]) -> dict[str, Json]:
    """Return the public shape: keys ``Q<id>`` in question order, also inside groups."""
    out: dict[str, Json] = {}
    for question in questions:
        value = values.get(question.key)
        if value is None:
            continue
        if question.type == "NESTED":
            value = [wire_answers(question.children, group) for group in value]
        out[question.field] = value
    return out


def column_ids(questions: Sequence[Question], data_columns: int) -> dict[int, int]:
    """Map table column ids to question ids: the question columns go on counting after the data columns."""
    return {data_columns + question.id: question.id for question in walk(questions)}
