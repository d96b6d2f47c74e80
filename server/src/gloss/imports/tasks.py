"""Jobs that make projects, documents and cabinets."""

from __future__ import annotations

from typing import Any

from gloss.documents import notifications
from gloss.imports import replication
from gloss.imports.plan import Plan
from gloss.imports.run import Import
from gloss.jobs.runner import JobFailed, JobResult, JobRun
from gloss.projects import queries as projects
from gloss.projects.models import Project


def create_project(run: JobRun) -> JobResult:
    """Make a project from its plan. An attempt that finds it made reports it."""
    made = Project.objects.filter(job_id=run.job.id, is_ready=True).first()
    if made is not None:
        return _done_before(made.uid, run)
    project, ids, warnings = Import(run, Plan.load(run.payload["plan"])).carry_out()
    assigned = projects.assignments(project).filter(member__user__isnull=False)
    notifications.on_assigned(project, [(row.member, row.role) for row in assigned], run.job.owner)
    return _result(project.uid, ids, warnings)


def add_documents(run: JobRun) -> JobResult:
    """Add the plan's documents to its project."""
    plan = Plan.load(run.payload["plan"])
    if not Project.objects.filter(uid=plan.project_uid, is_ready=True).exists():
        raise JobFailed([{"id": "NOT_FOUND", "stack": "The project was deleted.", "args": {}}])
    if (run.checkpoint or {}).get("done"):
        return _done_before(plan.project_uid, run)
    project, ids, warnings = Import(run, plan).carry_out()
    return _result(project.uid, ids, warnings)


def replicate_cabinet(run: JobRun) -> JobResult:
    """Make or complete the owner's cabinet in a project."""
    project = projects.find(run.payload["projectId"])
    if project is None:
        raise JobFailed([{"id": "NOT_FOUND", "stack": "The project was deleted.", "args": {}}])
    cabinet = replication.replicate(run, project)
    return JobResult(result_id=str(cabinet.pk))


def _result(project_uid: str, ids: list[str], warnings: list[dict[str, Any]]) -> JobResult:
    return JobResult(result_id=project_uid, result={"warnings": warnings}, additional_data={"documentIds": ids})


def _done_before(project_uid: str, run: JobRun) -> JobResult:
    """The attempt before this one finished its work, but died before it could say so."""
    known = run.checkpoint or {}
    return _result(project_uid, known.get("documentIds", []), known.get("warnings", []))
