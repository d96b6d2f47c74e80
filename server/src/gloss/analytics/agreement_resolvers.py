"""Agreement on the wire: stored values, read as they are."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.analytics import access, exporting
from gloss.analytics.iaa import queries, service, shapes
from gloss.core import clock
from gloss.core.errors import BadInput, Conflict, NotFound
from gloss.core.paging import page_of
from gloss.documents import queries as documents
from gloss.documents.models import CabinetRole
from gloss.exports import service as exports
from gloss.jobs import service as jobs
from gloss.projects import access as projects
from gloss.projects.models import Project, ProjectStatus

query, mutation = QueryType(), MutationType()
BINDINGS = [query, mutation]
MAX_PROJECTS = 1000


@query.field("getPairKappas")
def get_pair_kappas(
    _: Any,
    info: Any,
    teamId: str,
    projectIds: list[str] | None = None,
    labelSetSignatures: list[str] | None = None,
    algorithm: str | None = None,
) -> list[dict[str, Any]]:
    team, found = access.agreement_scope(info.context.user, teamId, projectIds)
    pairs = queries.of_team(team, found, labelSetSignatures, algorithm or queries.KAPPA)
    return [{"kappa": pair.value, "n": pair.n, "userId1": pair.first, "userId2": pair.second} for pair in pairs]


@query.field("exportTeamIAA")
def export_team_iaa(_: Any, info: Any, teamId: str, **asked: Any) -> dict[str, Any]:
    context = info.context
    team, _found = access.agreement_scope(context.user, teamId, asked.get("projectIds"))
    return exports.start(context.user, team, exporting.agreement_request(team, asked, context.base_url))


@mutation.field("calculatePairKappas")
def calculate_pair_kappas(_: Any, info: Any, projectIds: list[str]) -> list[str]:
    if not 1 <= len(projectIds) <= MAX_PROJECTS:
        raise BadInput(f"Name 1 to {MAX_PROJECTS} projects.", field="projectIds")
    user = info.context.user
    found = [projects.project_for_manager(user, uid) for uid in dict.fromkeys(projectIds)]
    return [service.start(project, user).id for project in found]


@mutation.field("calculateAgreementTables")
def calculate_agreement_tables(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    user = info.context.user
    return jobs.shape(service.start(projects.project_for_manager(user, projectId), user))


@query.field("getAgreementReport")
def get_agreement_report(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    project = projects.project_for_manager(info.context.user, projectId)
    stored, job = queries.stored(project), service.running(project)
    raters = stored.raters if stored else []
    known = queries.people(raters)
    return {
        "projectId": project.uid,
        "computedAt": clock.iso(stored.computed_at) if stored else None,
        "jobId": job.id if job else None,
        "layers": [shapes.layer(one) for one in stored.layers] if stored else [],
        "raters": [shapes.rater(one, known) for one in raters],
        "pairs": [shapes.pair(row) for row in queries.pairs(project)],
    }


@query.field("getAgreementTable")
def get_agreement_table(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    project = projects.project_for_manager(info.context.user, input["projectId"])
    take = shapes.DEFAULT_LABELS if input.get("take") is None else input["take"]
    if not 1 <= take <= shapes.MAX_LABELS:
        raise BadInput(f"A table shows 1 to {shapes.MAX_LABELS} labels.", field="take")
    found = queries.table(project, input["layerId"], input.get("userId1"), input.get("userId2"))
    if found is None:
        raise NotFound("agreement table", input["layerId"])
    return shapes.table(*found, take)


@query.field("getAgreementDocuments")
def get_agreement_documents(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    project = projects.project_for_manager(info.context.user, input["projectId"])
    page, rows = page_of(input), queries.documents(project)
    total = rows.count()
    shown = list(rows[page.skip : page.skip + page.take])
    review = documents.cabinet_of(project, CabinetRole.REVIEWER, None)
    copies = review.copies.filter(document__in=[row.document_id for row in shown]) if review else []
    uids = {copy.document_id: str(copy.uid) for copy in copies}
    nodes = [
        {
            "documentId": uids.get(row.document_id, ""),
            "documentName": row.document.name,
            "n": row.n,
            "percentAgreement": row.percent,
            "alpha": row.alpha,
        }
        for row in shown
    ]
    return {"nodes": nodes, "totalCount": total, "pageInfo": page.cursors(total)}


@query.field("getEvaluationMetrics")
def get_evaluation_metrics(_: Any, info: Any, projectId: str) -> dict[str, Any]:
    project = projects.project_for_manager(info.context.user, projectId)
    if project.status != ProjectStatus.COMPLETE:
        message = "Labelers are measured against the review once the project is complete."
        raise Conflict(message, code="PROJECT_NOT_COMPLETE")
    return _evaluation(project)


def _evaluation(project: Project) -> dict[str, Any]:
    stored = queries.stored(project)
    if stored is None or (project.completed_at and stored.computed_at < project.completed_at):
        job = service.running(project)
        message = "The evaluation is not computed yet. Try again in a while, or start it with calculateAgreementTables."
        raise Conflict(message, code="NOT_COMPUTED", jobId=job.id if job else None)
    kinds = {layer["id"]: layer["kind"] for layer in stored.layers}
    rows = [row for row in queries.against_review(project) if row.layer in kinds]
    known = queries.people(row.first_id for row in rows)
    return {
        "projectId": project.uid,
        "computedAt": clock.iso(stored.computed_at),
        "layers": [shapes.layer(one) for one in stored.layers],
        "labelers": [shapes.evaluation(row, kinds[row.layer], known) for row in rows],
    }
