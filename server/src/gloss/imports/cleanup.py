"""What is left when an import fails: nothing."""

from __future__ import annotations

import logging
from datetime import timedelta

import obstore.exceptions

from gloss.documents.models import Document
from gloss.imports.plan import KEY, Plan
from gloss.jobs.models import Job
from gloss.projects import deletion
from gloss.projects.models import Project
from gloss.storage import uploads
from gloss.storage.files import files

log = logging.getLogger(__name__)
CLAIMED_BEFORE = timedelta(minutes=1)
"""How long before its job a request may have claimed its uploads."""


def folder(project: Project) -> str:
    """Where the files that an import fetches lie; uploads stay where they are."""
    return f"projects/{project.uid}"


def discard(job: Job) -> None:
    """Delete the hidden project that an attempt of this job left behind, with its files."""
    for project in Project.objects.filter(job_id=job.id, is_ready=False):
        try:
            files().delete_folder(folder(project))
        except obstore.exceptions.BaseError:
            log.exception("files of the unfinished project %s could not be deleted", project.uid)
        deletion.purge(project, lambda: None)


def give_up(job: Job, plan: Plan) -> None:
    """Like ``discard``, after the last attempt: uploads may be used again, or expire as if nobody had claimed them."""
    discard(job)
    sources = [source for document in plan.documents for source in (document.source, *document.extras)]
    keys = {source.place for source in sources if source.kind == KEY}
    keys -= set(Document.objects.filter(stored_key__in=keys).values_list("stored_key", flat=True))
    uploads.release(keys, since=job.created_at - CLAIMED_BEFORE)
