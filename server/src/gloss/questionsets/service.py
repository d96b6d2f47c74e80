"""Questions of projects: made and changed. The only writer of ``ProjectQuestionSet``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.core.errors import BadInput, NotFound
from gloss.projects.models import Project
from gloss.questionsets import changes, queries
from gloss.questionsets.models import Level, ProjectQuestionSet
from gloss.questionsets.questions import Question, from_input, from_wire, next_internal_id, signature, to_wire, walk

KINDS = {Level.ROW: "ROW_BASED", Level.DOCUMENT: "DOCUMENT_BASED"}
EMPTY_SIGNATURE = signature([])


def create_for_project(project: Project, level: Level, inputs: Sequence[Mapping[str, Any]]) -> ProjectQuestionSet:
    """Store the questions of a new project; ``inputs`` are in the wire's ``QuestionInput`` shape.

    Raises:
        BadInput: with the path of the field, such as ``questions[2].config.options[0].label``.
    """
    questions = from_input(inputs)
    return ProjectQuestionSet.objects.create(
        project=project,
        level=level,
        questions=[to_wire(question) for question in questions],
        signature=signature(questions),
        next_internal_id=next_internal_id(questions),
    )


def replace(project: Project, level: Level, inputs: Sequence[Mapping[str, Any]], actor: User) -> list[Question]:
    """Make ``inputs`` the questions of the level and return them.

    An item that carries the ``internalId`` or the ``id`` of a present question is that
    question, and what the item leaves out stays (its ``config`` is kept or replaced as a
    whole); any other item is a new question. Present questions that are not listed, or are
    marked ``delete``, go together with their answers, and so do answers that no longer fit.

    Raises:
        BadInput: an item will not do (nothing is changed), or the project has no such questions.
    """
    with transaction.atomic():
        row, before = _locked(project, level)
        known = _known(before)
        return _store(row, before, [_completed(item, known) for item in inputs], actor)


def update_one(project: Project, level: Level, item: Mapping[str, Any], actor: User) -> Question:
    """Change one question, found by ``internalId`` or ``id``; without either the item is added at the end.

    Returns the question as it is now; a deleted one (``delete``) as it was.

    Raises:
        NotFound: no question has that id.
        BadInput: the item will not do; nothing is changed.
    """
    with transaction.atomic():
        row, before = _locked(project, level)
        target = _match(item, _known(before))
        if target is None and (item.get("id") is not None or item.get("internalId") is not None):
            raise NotFound("question", item.get("id") if item.get("id") is not None else item.get("internalId"))
        internal = target.internal_id if target else row.next_internal_id
        after = _store(row, before, _with_change(before, target, item), actor)
    changed = next((question for question in walk(after) if question.internal_id == internal), None)
    if changed is not None:
        return changed
    assert target is not None
    return target


def level_of(project: Project) -> Level:
    """The level that ``updateQuestions`` means: rows, or the document where a project has no row questions."""
    return Level.ROW if KINDS[Level.ROW] in project.kinds else Level.DOCUMENT


def _locked(project: Project, level: Level) -> tuple[ProjectQuestionSet, list[Question]]:
    if KINDS[level] not in project.kinds:
        what = "rows" if level == Level.ROW else "whole documents"
        raise BadInput(f"This project asks no questions about {what}.", field="projectId")
    row, _ = queries.locked_set(project, level, EMPTY_SIGNATURE)
    return row, from_wire(row.questions)


def _store(
    row: ProjectQuestionSet, before: list[Question], inputs: Sequence[Mapping[str, Any]], actor: User
) -> list[Question]:
    after = from_input(inputs, next_internal=row.next_internal_id)
    row.questions = [to_wire(question) for question in after]
    row.signature = signature(after)
    row.next_internal_id = max(row.next_internal_id, next_internal_id(after))
    row.save()
    level = Level(row.level)
    changes.run(changes.QuestionsChange(row.project, level, tuple(before), tuple(after), actor))
    return after


Known = dict[tuple[str, int], Question]


def _known(questions: Sequence[Question]) -> Known:
    found: Known = {}
    for question in walk(questions):
        found["id", question.id] = question
        found["internalId", question.internal_id] = question
    return found


def _match(item: Mapping[str, Any], known: Known) -> Question | None:
    """The present question that ``item`` is: by internal id if it has one, else by id."""
    for key in ("internalId", "id"):
        if item.get(key) is not None:
            return known.get((key, item[key]))
    return None


def _completed(item: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """Fill what ``item`` leaves out from the question it is; unknown ids make a new question."""
    target = _match(item, known)
    given = {key: value for key, value in item.items() if value is not None and key not in ("id", "internalId")}
    if target is not None:
        present = to_wire(target)
        same_type = given.get("type", target.type) == target.type
        given = {**present, **given, "internalId": target.internal_id}
        if "config" not in item or item["config"] is None:
            given["config"] = present["config"] if same_type else {}
    children = (given.get("config") or {}).get("questions")
    if children:
        kept = [_completed(child, known) for child in children if not child.get("delete")]
        given["config"] = {**given["config"], "questions": kept}
    return given


def _with_change(before: Sequence[Question], target: Question | None, item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The list of inputs that changes ``target`` (anywhere in a group) and keeps the others."""
    known = _known(before)
    if target is None:
        return [*(_completed(to_wire(question), known) for question in before), _completed(item, known)]
    replacement = {**item, "internalId": target.internal_id}
    return [_completed(_swapped(to_wire(question), replacement), known) for question in before]


def _swapped(entry: dict[str, Any], replacement: Mapping[str, Any]) -> dict[str, Any]:
    if entry["internalId"] == replacement["internalId"]:
        return dict(replacement)
    children = entry["config"].get("questions")
    if not children:
        return entry
    return {**entry, "config": {**entry["config"], "questions": [_swapped(child, replacement) for child in children]}}
