"""Background work of analytics."""

from __future__ import annotations

from gloss.analytics.iaa.compute import compute
from gloss.documents.models import CabinetRole, CabinetStatus
from gloss.jobs.models import Job, JobStatus
from gloss.jobs.runner import JobResult, JobRun
from gloss.projects.models import Project
from gloss.review import service as review

REVIEW_SHARE = 30


def compute_agreement(run: JobRun) -> JobResult:
    """Handler of ``agreement.compute``: bring the review up to date, then compute and store everything anew."""
    project = Project.objects.select_related("team", "owner").filter(uid=run.payload["project"]).first()
    if project is None:
        return JobResult()
    if _may_be_stale(project):
        review.freshen_copies(project, review.review_copies(project), lambda share: run.report(REVIEW_SHARE * share))
    found = compute(project, lambda share: run.report(REVIEW_SHARE + (100 - REVIEW_SHARE) * share))
    whole = {layer["id"]: layer["alpha"]["value"] for layer in found.layers}
    return JobResult(result_id=project.uid, result={"alphaAll": whole, "raters": len(found.raters)})


def _may_be_stale(project: Project) -> bool:
    """A completed review is computed once more by a job of its own and stays as it is afterwards."""
    if not project.cabinets.filter(role=CabinetRole.REVIEWER, status=CabinetStatus.COMPLETE).exists():
        return True
    states = [JobStatus.QUEUED, JobStatus.IN_PROGRESS]
    return Job.objects.filter(kind="review.recompute", project_uid=project.uid, status__in=states).exists()
