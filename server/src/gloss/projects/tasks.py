"""Work on projects that is too long for a request."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.jobs.runner import JobResult, JobRun
from gloss.projects import deletion
from gloss.projects.models import Project
from gloss.storage.files import files


def delete_project(run: JobRun) -> JobResult:
    """Delete the rows and stored files of a project that users no longer see."""
    project = Project.objects.filter(uid=run.payload["projectId"], is_ready=False).first()
    if project is None:
        return JobResult(result_id=run.payload["projectId"])
    remove(project, run)
    return JobResult(result_id=project.uid)


def remove(project: Project, run: JobRun) -> None:
    """Delete everything about ``project``, reporting as it goes."""
    for key in list(_stored_keys(project)):
        files().delete(key)
    deletion.purge(project, lambda: run.report(50))


def _stored_keys(project: Project) -> Iterator[str]:
    for key, extras in project.documents.values_list("stored_key", "extra_files"):
        yield from filter(None, [key, *(extra.get("key", "") for extra in extras)])
