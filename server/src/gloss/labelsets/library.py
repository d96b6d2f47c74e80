"""The library of label sets (and, in its older part, questions): entries are copies, never links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSetTemplate
from gloss.question_types import QUESTION_TYPES
from gloss.question_types.question import Question
from gloss.teams.models import Team

LONGEST_NAME = 255
MOST_QUESTIONS = 100


def create(
    actor: User,
    team: Team | None,
    name: str,
    questions: Sequence[Mapping[str, Any]],
    *,
    leaf_only: bool = False,
    arrow_label_required: bool = False,
) -> LabelSetTemplate:
    """Add an entry. ``questions`` is the wire's list: for a label set one entry of type TOKEN with the options.

    Raises:
        BadInput: the name is taken, label items and questions are mixed, or one of them will not do.
    """
    kind, items = parse(questions)
    row = LabelSetTemplate(owner=actor, team=team, name=_name(name), type=kind, items=items)
    row.leaf_only, row.arrow_label_required = leaf_only, arrow_label_required
    _save(row)
    return row


def update(
    row: LabelSetTemplate,
    *,
    name: str | None = None,
    questions: Sequence[Mapping[str, Any]] | None = None,
    leaf_only: bool | None = None,
    arrow_label_required: bool | None = None,
) -> LabelSetTemplate:
    """Change what is given; projects made from the entry do not change."""
    if questions is not None:
        kind, items = parse(questions)
        if kind != row.type:
            raise BadInput("A label set stays a label set, a question set a question set.", field="questions")
        row.items = items
    row.name = _name(name) if name is not None else row.name
    row.leaf_only = row.leaf_only if leaf_only is None else leaf_only
    row.arrow_label_required = row.arrow_label_required if arrow_label_required is None else arrow_label_required
    _save(row)
    return row


def delete(rows: Sequence[LabelSetTemplate]) -> None:
    LabelSetTemplate.objects.filter(pk__in=[row.pk for row in rows]).delete()


def parse(questions: Sequence[Mapping[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Check the wire's list and return the entry's type (TOKEN or QUESTION) with what to store."""
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise BadInput(f"An entry holds 1 to {MOST_QUESTIONS} questions.", field="questions")
    are_tokens = [(question.get("type") or "TOKEN") == "TOKEN" for question in questions]
    if all(are_tokens):
        return "TOKEN", [_token(question, at) for at, question in enumerate(questions)]
    if any(are_tokens):
        raise BadInput("Label items and questions cannot share one entry.", field="questions")
    return "QUESTION", [_question(question, f"questions[{at}]") for at, question in enumerate(questions)]


def _token(question: Mapping[str, Any], at: int) -> dict[str, Any]:
    options = (question.get("config") or {}).get("options") or []
    items = label_items.parse_items(options, prefix=f"questions[{at}].config.options")
    return {
        "type": "TOKEN",
        "name": question.get("name") or question.get("label") or "",
        "required": bool(question.get("required")),
        "options": [label_items.to_wire(item) for item in items],
    }


def _question(question: Mapping[str, Any], path: str, *, nested: bool = False) -> dict[str, Any]:
    label = (question.get("label") or question.get("name") or "").strip()
    kind = question.get("type")
    if not label:
        raise BadInput("A question needs a label.", field=f"{path}.label")
    if nested and kind == "NESTED":
        raise BadInput("A group cannot hold another group.", field=f"{path}.type")
    config = {key: value for key, value in (question.get("config") or {}).items() if value is not None}
    raw_children = config.pop("questions", None) or []
    logic = config.pop("activationConditionLogic", None)
    children = [
        _question(child, f"{path}.config.questions[{at}]", nested=True) for at, child in enumerate(raw_children)
    ]
    _check(kind, label, config, children, path)
    return {
        "type": kind,
        "name": (question.get("name") or label).strip(),
        "label": label,
        "required": bool(question.get("required")),
        "bindToColumn": question.get("bindToColumn"),
        "activationConditionLogic": logic,
        "config": config,
        "questions": children,
    }


def _check(kind: Any, label: str, config: dict[str, Any], children: list[dict[str, Any]], path: str) -> None:
    below = tuple(
        Question(id=at, type=child["type"], name=child["name"], label=child["label"], config=child["config"])
        for at, child in enumerate(children, 1)
    )
    try:
        QUESTION_TYPES[kind].check_settings(Question(0, kind, label, label, config=dict(config), children=below))
    except BadInput as error:
        raise BadInput(error.message, field=f"{path}.{error.details.get('field', 'config')}") from error


def _name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(f"Give the entry a name of 1 to {LONGEST_NAME} characters.", field="name")
    return name


def _save(row: LabelSetTemplate) -> None:
    row.item_count = sum(len(item["options"]) for item in row.items) if row.type == "TOKEN" else len(row.items)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        message = f"The library has an entry named {row.name} already. Choose another name, or replace that entry."
        raise BadInput(message, field="name") from error
