"""Columns of table projects on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.core.errors import BadInput
from gloss.documents import access, columns, queries
from gloss.documents.models import Cabinet, CabinetRole
from gloss.projects import access as projects
from gloss.projects.models import Project

query, mutation = QueryType(), MutationType()


@query.field("getDocumentMetasByCabinetId")
def get_metas(_: Any, info: Any, cabinetId: str) -> list[dict[str, Any]]:
    cabinet = access.cabinet_by_id(info.context.user, cabinetId)
    return columns.metas(cabinet, show_restricted=_shows_restricted(info.context.user, cabinet))


@mutation.field("updateDocumentMeta")
def update_meta(_: Any, info: Any, input: list[dict[str, Any]], projectId: str) -> list[dict[str, Any]]:
    return _update(info.context.user, projectId, input)


@mutation.field("updateDocumentMetas")
def update_metas(_: Any, info: Any, input: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    wanted = _required(input)
    return _update(info.context.user, wanted["projectId"], wanted["documentMeta"])


@mutation.field("updateReviewDocumentMetas")
def update_review_metas(_: Any, info: Any, input: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    wanted = _required(input)
    cabinet = access.cabinet(info.context.user, wanted["projectId"], CabinetRole.REVIEWER)
    shown = {meta["id"]: meta["displayed"] for meta in wanted["documentMeta"] if meta.get("displayed") is not None}
    columns.set_displayed(cabinet, shown)
    return columns.metas(cabinet, show_restricted=True)


@mutation.field("updateDocumentMetaDisplayed")
def update_displayed(_: Any, info: Any, cabinetId: str, displayed: bool, metaId: int) -> dict[str, Any]:
    user = info.context.user
    found = access.cabinet_by_id(user, cabinetId)
    cabinet = access.cabinet(user, found.project.uid, found.role)
    if cabinet.pk != found.pk:
        raise BadInput("Columns can be shown or hidden in your own cabinet only.", field="cabinetId")
    columns.set_displayed(cabinet, {metaId: displayed})
    return _one(columns.metas(cabinet, show_restricted=_shows_restricted(user, cabinet)), metaId)


@mutation.field("updateDocumentMetaLabelerRestricted")
def update_restricted(_: Any, info: Any, labelerRestricted: bool, metaId: int, projectId: str) -> dict[str, Any]:
    metas = _update(info.context.user, projectId, [{"id": metaId, "labelerRestricted": labelerRestricted}])
    return _one(metas, metaId)


def _update(user: Any, project_uid: str, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    project = projects.project_for_reviewer(user, project_uid)
    columns.update(project, changes)
    return columns.metas(_review(project), show_restricted=True)


def _review(project: Project) -> Cabinet:
    cabinet = queries.cabinet_of(project, CabinetRole.REVIEWER, None)
    assert cabinet is not None, "every project has a review cabinet"
    cabinet.project = project
    return cabinet


def _shows_restricted(user: Any, cabinet: Cabinet) -> bool:
    own = cabinet.role == CabinetRole.LABELER and cabinet.owner_id == user.pk
    return not own and projects.rights(user, cabinet.project).can_review


def _one(metas: list[dict[str, Any]], number: int) -> dict[str, Any]:
    found = next((meta for meta in metas if meta["id"] == number), None)
    if found is None:
        raise BadInput(f"The project has no column {number}.", field="metaId")
    return found


def _required(input: dict[str, Any] | None) -> dict[str, Any]:
    if not input:
        raise BadInput("Give the project and its columns.", field="input")
    return input


BINDINGS = [query, mutation]
