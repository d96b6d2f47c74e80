"""Questions of projects on the wire; the library's resolvers join them."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.projects import access as projects
from gloss.questionsets import access, library_resolvers, queries, service, shapes
from gloss.questionsets.models import Level

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation, *library_resolvers.BINDINGS]


def _set(info: Any, project_uid: str, level: Level) -> dict[str, Any]:
    project = projects.project_for_reader(info.context.user, project_uid)
    return shapes.project_question_set(queries.set_of_project(project, level))


@query.field("getProjectRowQuestionSet")
def get_project_row_question_set(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    return _set(info, projectId, Level.ROW)


@query.field("getProjectDocumentQuestionSet")
def get_project_document_question_set(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    return _set(info, projectId, Level.DOCUMENT)


@query.field("getRowQuestions")
def get_row_questions(_: Any, info: Any, projectId: str) -> list[dict[str, Any]]:
    return _set(info, projectId, Level.ROW)["questions"]


@query.field("getDocumentQuestions")
def get_document_questions(_: Any, info: Any, projectId: str) -> list[dict[str, Any]]:
    return _set(info, projectId, Level.DOCUMENT)["questions"]


def _replace(info: Any, project_uid: str, level: Level | None, input: list[dict[str, Any]]) -> list[dict[str, Any]]:
    user = info.context.user
    project = access.project_for_editor(user, project_uid)
    return shapes.questions(service.replace(project, level or service.level_of(project), input, user))


def _update_one(info: Any, project_uid: str, level: Level, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = access.project_for_editor(user, project_uid)
    return shapes.questions([service.update_one(project, level, input, user)])[0]


@mutation.field("updateRowQuestions")
def update_row_questions(_: Any, info: Any, input: list[dict[str, Any]], projectId: str) -> list[dict[str, Any]]:
    return _replace(info, projectId, Level.ROW, input)


@mutation.field("updateDocumentQuestions")
def update_document_questions(_: Any, info: Any, input: list[dict[str, Any]], projectId: str) -> list[dict[str, Any]]:
    return _replace(info, projectId, Level.DOCUMENT, input)


@mutation.field("updateQuestions")
def update_questions(_: Any, info: Any, input: list[dict[str, Any]], projectId: str) -> list[dict[str, Any]]:
    return _replace(info, projectId, None, input)


@mutation.field("updateRowQuestion")
def update_row_question(_: Any, info: Any, input: dict[str, Any], projectId: str) -> dict[str, Any]:
    return _update_one(info, projectId, Level.ROW, input)


@mutation.field("updateDocumentQuestion")
def update_document_question(_: Any, info: Any, input: dict[str, Any], projectId: str) -> dict[str, Any]:
    return _update_one(info, projectId, Level.DOCUMENT, input)
