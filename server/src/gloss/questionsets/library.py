"""The library of question sets: entries are copies, never links. Its older part keeps JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.questionsets.models import QuestionSet, QuestionSetTemplate
from gloss.questionsets.questions import from_input, to_wire
from gloss.teams.models import Team

LONGEST_NAME = 255
LONGEST_TEMPLATE = 500_000


def create(actor: User, team: Team | None, name: str, items: Sequence[Mapping[str, Any]]) -> QuestionSet:
    """Add an entry. Raises BadInput when the name is taken or a question will not do."""
    row = QuestionSet(creator=actor, team=team, name=_name(name), items=_items(items))
    _save(row)
    return row


def update(
    row: QuestionSet, *, name: str | None = None, items: Sequence[Mapping[str, Any]] | None = None
) -> QuestionSet:
    """Change what is given; projects made from the entry do not change."""
    row.name = _name(name) if name is not None else row.name
    row.items = _items(items) if items is not None else row.items
    _save(row)
    return row


def delete(rows: Sequence[QuestionSet]) -> None:
    QuestionSet.objects.filter(pk__in=[row.pk for row in rows]).delete()


def create_template(team: Team, name: str, template: str) -> QuestionSetTemplate:
    """Add an entry to the older library; ``template`` is JSON text."""
    return QuestionSetTemplate.objects.create(team=team, name=_name(name), template=_json(template))


def update_template(row: QuestionSetTemplate, name: str, template: str) -> QuestionSetTemplate:
    row.name, row.template = _name(name), _json(template)
    row.save()
    return row


def delete_template(row: QuestionSetTemplate) -> None:
    row.delete()


def _items(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not items:
        raise BadInput("A question set holds at least one question.", field="items")
    try:
        return [to_wire(question) for question in from_input(items)]
    except BadInput as error:
        field = str(error.details.get("field", "")).replace("questions[", "items[", 1)
        raise BadInput(error.message, field=field) from error


def _name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(f"Give the question set a name of 1 to {LONGEST_NAME} characters.", field="name")
    return name


def _json(template: str) -> str:
    if len(template) > LONGEST_TEMPLATE:
        raise BadInput("The template is longer than 500,000 characters.", field="template")
    try:
        json.loads(template)
    except ValueError as error:
        raise BadInput(f"The template is not JSON: {error}.", field="template") from error
    return template


def _save(row: QuestionSet) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        message = f"The library has a question set named {row.name} already. Choose another name, or replace it."
        raise BadInput(message, field="name") from error
