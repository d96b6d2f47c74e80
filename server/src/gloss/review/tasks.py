"""Background work of the review."""

from __future__ import annotations

from functools import partial

from gloss.jobs.runner import JobResult, JobRun
from gloss.projects.models import Project
from gloss.review import service, verdicts
from gloss.review.basis import bases


def recompute_project(run: JobRun) -> JobResult:
    """Handler of ``review.recompute``: compute every stale review copy of a project, or the one named.

    Interrupted, it starts over and passes what is up to date by then.
    """
    project = Project.objects.select_related("team", "owner").filter(uid=run.payload["project"]).first()
    if project is None:
        return JobResult()
    copies = service.review_copies(project)
    if "copy" in run.payload:
        copies = [copy for copy in copies if copy.pk == run.payload["copy"]]
    stale = [found for found in bases(project, copies) if not found.is_current]
    for done, found in enumerate(stale):
        service.recompute_document(found.copy, tick=partial(_report, run, done, len(stale)))
        _report(run, done, len(stale), 1)
    if run.payload.get("verdicts"):
        verdicts.write_back(project)
    return JobResult(result=len(stale))


def _report(run: JobRun, done: int, total: int, share: float) -> None:
    run.report(100 * (done + share) / total)
