"""The export job: build the file once, then hand it over, as often as it takes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, BinaryIO, cast

from gloss.core import clock
from gloss.core.garbage import collected_rarely
from gloss.documents.models import CabinetRole, CabinetStatus, DocumentCopy
from gloss.events import service as events
from gloss.exports import access, archive, folders, links, overview, service
from gloss.exports.archive import DocumentFailed, Manifest, Progress
from gloss.exports.builders import BUILDERS
from gloss.exports.deliveries import DELIVERIES
from gloss.exports.deliveries.base import DeliveryFailed, Finished
from gloss.exports.request import DOCUMENT, PROJECT, ExportRequest
from gloss.exports.snapshot import SnapshotReader
from gloss.jobs import service as jobs
from gloss.jobs.runner import JobCancelled, JobFailed, JobResult, JobRun
from gloss.projects.models import Project
from gloss.review import service as review
from gloss.storage.files import files

BUILT_PERCENT = 90


def export(run: JobRun) -> JobResult:
    """Handler of ``export.run``. Checkpoint: the stored ``file``, the ``result``, the ``tries`` made to deliver."""
    request = ExportRequest.load(run.payload)
    state: dict[str, Any] = dict(run.checkpoint or {})
    if "file" not in state or not files().exists(state["file"]["key"]):
        state = {**_build(run, request), "first_try_at": clock.now().isoformat(), "tries": 0}
        run.report(BUILT_PERCENT, state)
    return _deliver(run, request, state)


def _build(run: JobRun, request: ExportRequest) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(dir=folders.work_folder()) as temporary:
        out = cast(BinaryIO, temporary)
        manifest = _write(run, request, out)
        size, digest = _measure(out)
        key = service.new_key()
        files().put(key, out)
    result = {**manifest.shape(), "fileName": request.file_name, "sizeInBytes": size, "sha256": digest}
    return {"file": {"key": key}, "result": result}


def _write(run: JobRun, request: ExportRequest, out: BinaryIO) -> Manifest:
    progress = Progress()

    def tick() -> None:
        try:
            run.report(BUILT_PERCENT * progress.done / progress.total if progress.total else 0)
        except JobCancelled:
            progress.stopped = True
            raise

    work = _work(run, request, out, progress)
    try:
        with collected_rarely():
            return SnapshotReader(work).run(tick)
    except DocumentFailed as failure:
        details = {"fileName": failure.file_name}
        raise JobFailed([{"id": "EXPORT_FAILED", "stack": str(failure), "args": details}]) from failure


def _freshen(run: JobRun, copies: Iterable[DocumentCopy]) -> None:
    """Compute the review copies that labelers' work since has made stale; a completed review stays as it is."""
    by_project: dict[int, list[DocumentCopy]] = {}
    for copy in copies:
        if copy.cabinet.role == CabinetRole.REVIEWER and copy.cabinet.status != CabinetStatus.COMPLETE:
            by_project.setdefault(copy.cabinet.project_id, []).append(copy)
    for found in by_project.values():
        review.freshen_copies(found[0].cabinet.project, found, lambda share: run.report(0))


def _work(run: JobRun, request: ExportRequest, out: BinaryIO, progress: Progress) -> Callable[[], Manifest]:
    """Check once more that the owner may have all this, since the request was queued a while ago."""
    owner = run.job.owner
    if request.scope == PROJECT:
        role = CabinetRole.LABELER if request.own_only else CabinetRole.REVIEWER
        found, _ = access.projects_for_export(owner, request.project_uids, role, request.delivery.method)
        if CabinetRole.REVIEWER in request.cabinet_roles:
            _freshen(run, (copy for project in found for copy in review.review_copies(project)))
        return lambda: archive.write_projects(found, request, owner.pk, out, progress)
    if request.scope == DOCUMENT:
        copy = access.copy_for_export(owner, request.copy_uid, request.delivery.method)
        _freshen(run, [copy])
        return lambda: archive.write_document(copy.cabinet.project, copy, request, out)
    if request.scope in BUILDERS:
        return lambda: BUILDERS[request.scope](request, owner, out)
    return lambda: overview.write(request.team_id, out)


def _measure(out: BinaryIO) -> tuple[int, str]:
    """Return size and SHA-256 of what was written, and go back to its start."""
    out.flush()
    size = out.tell()
    out.seek(0)
    digest = hashlib.file_digest(out, "sha256").hexdigest()
    out.seek(0)
    return size, digest


def _deliver(run: JobRun, request: ExportRequest, state: dict[str, Any]) -> JobResult:
    method = DELIVERIES[request.delivery.method]
    key = state["file"]["key"]
    url = links.link(request.base_url, run.job.id, request.expires_at, request.file_name)
    try:
        method.deliver(Finished(run.job.owner, request, key, url))
    except DeliveryFailed as failure:
        return _try_again(run, method.tries, failure, state)
    if not method.keeps_file:
        files().delete(key)
    _note(run, request)
    return JobResult(result_id=request.project_uids[0] if request.project_uids else "", result=state["result"])


def _try_again(run: JobRun, tries: tuple[int, ...], failure: DeliveryFailed, state: dict[str, Any]) -> JobResult:
    made = state["tries"] + 1
    if failure.final or made >= len(tries):
        details = {**failure.details, "tries": made}
        raise JobFailed([{"id": failure.code, "stack": failure.message, "args": details}]) from failure
    due = datetime.fromisoformat(state["first_try_at"]) + timedelta(seconds=tries[made])
    jobs.reschedule(run.job, due, {**state, "tries": made})
    return JobResult(rescheduled=True)


def _note(run: JobRun, request: ExportRequest) -> None:
    """Tell the timeline, and the projects when they were last exported."""
    if request.scope in BUILDERS:
        return
    event = "DOCUMENT_EXPORTED" if request.scope == DOCUMENT else "PROJECT_EXPORTED"
    details = {"format": request.format, "method": request.delivery.method, "fileName": request.file_name}
    if request.scope not in (DOCUMENT, PROJECT):
        events.timeline(run.job.team, run.job.owner, "TEAM_OVERVIEW_EXPORTED", **details)
        return
    for project in Project.objects.select_related("team").filter(uid__in=request.project_uids):
        events.timeline(project.team, run.job.owner, event, project, **details)
    Project.objects.filter(uid__in=request.project_uids).update(exported_at=clock.now())
