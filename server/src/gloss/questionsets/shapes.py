"""Questions and library entries as the wire shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from gloss.accounts import shapes as accounts
from gloss.core.clock import iso
from gloss.questionsets.models import ProjectQuestionSet, QuestionSet, QuestionSetTemplate
from gloss.questionsets.questions import Question, to_wire
from gloss.questionsets.service import EMPTY_SIGNATURE

_SETTINGS = (
    "format",
    "hint",
    "max",
    "maxLength",
    "min",
    "minLength",
    "multiline",
    "pattern",
    "step",
    "theme",
    "options",
)


def questions(rows: Sequence[Question]) -> list[dict[str, Any]]:
    return [to_wire(row) for row in rows]


def project_question_set(row: ProjectQuestionSet | None) -> dict[str, Any]:
    """A project without questions has an empty set, with the signature of that."""
    if row is None:
        return {"questions": [], "signature": EMPTY_SIGNATURE}
    return {"questions": row.questions, "signature": row.signature}


def question_set(row: QuestionSet) -> dict[str, Any]:
    numbers = count(1)
    return {
        "id": str(row.pk),
        "name": row.name,
        "creator": accounts.user(row.creator),
        "items": [_item(row, item, at, None, numbers) for at, item in enumerate(row.items)],
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def _item(
    row: QuestionSet, item: Mapping[str, Any], index: int, parent: str | None, numbers: Iterator[int]
) -> dict[str, Any]:
    config = item["config"]
    id = f"{row.pk}.{next(numbers)}"
    children = config.get("questions")
    return {
        "id": id,
        "parentId": parent,
        "questionSetId": str(row.pk),
        "index": index,
        "label": item["label"],
        "type": item["type"],
        "required": item["required"],
        "bindToColumn": item.get("bindToColumn"),
        "activationConditionLogic": item.get("activationConditionLogic"),
        "multipleAnswer": config.get("multiple"),
        "defaultValue": "NOW" if config.get("defaultValue") == "NOW" else None,
        **{name: config.get(name) for name in _SETTINGS},
        "nestedQuestions": [_item(row, child, at, id, numbers) for at, child in enumerate(children)]
        if children
        else None,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def template(row: QuestionSetTemplate) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "teamId": str(row.team_id),
        "name": row.name,
        "template": row.template,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }
