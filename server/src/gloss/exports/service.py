"""Start exports, find their files, throw old ones away."""

from __future__ import annotations

import logging
import shutil
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from gloss.accounts.audit import Kind, Origin, record
from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import NotFound
from gloss.exports import folders, links
from gloss.exports.deliveries import DELIVERIES
from gloss.exports.request import ExportRequest
from gloss.jobs import service as jobs
from gloss.jobs.models import Job
from gloss.storage.files import files
from gloss.teams.models import Team

log = logging.getLogger(__name__)
QUEUE = "ExportQueue"
KIND = "export.run"


def expiry() -> int:
    """When a link made now stops working, in epoch seconds."""
    return int((clock.now() + timedelta(hours=settings.EXPORT_HOURS)).timestamp())


def start(user: User, team: Team | None, request: ExportRequest, origin: Origin | None = None) -> dict[str, Any]:
    """Queue an export that has been checked; return the wire's ExportRequestResult."""
    what = " ".join(request.project_uids) or f"team {request.team_id}"
    with transaction.atomic():
        record(
            Kind.EXPORT_REQUESTED,
            user=user,
            team_id=team.pk if team else None,
            target=f"{request.delivery.method} {request.format} {what}",
            origin=origin,
        )
        job = jobs.enqueue(
            KIND,
            owner=user,
            team=team,
            payload=request.dump(),
            queue=QUEUE,
            project_uid=request.project_uids[0] if request.project_uids else "",
        )
    delivery = request.delivery
    url = links.link(request.base_url, job.id, request.expires_at, request.file_name)
    method = DELIVERIES[delivery.method]
    reply: dict[str, Any] = {"exportId": job.id, "queued": True, "fileUrl": None, "redirect": None, "key": None}
    reply |= method.reply(delivery, url)
    if reply["fileUrl"]:
        reply["fileUrlExpiredAt"] = links.expires_iso(request.expires_at)
    return reply


def open_link(token: str, file_name: str) -> tuple[Path, str]:
    """Return the finished file of a link and its media type.

    In a bucket it is first copied to this machine, where ``purge`` deletes it in time.

    Raises:
        NotFound: no such link, expired, or not delivered yet.
    """
    job = Job.objects.filter(id=links.job_of(token)).first()
    stored = (job.checkpoint or {}).get("file") if job else None
    if job is None or stored is None or job.payload["file_name"] != file_name:
        raise NotFound("export")
    path = files().local_path(stored["key"]) or _local_copy(stored["key"])
    if not path.is_file():
        raise NotFound("export", hint="The file has expired. Start the export again.")
    return path, job.payload["media_type"]


def purge() -> None:
    """Delete exports, and local copies of them, that are older than their links live."""
    oldest = clock.now() - timedelta(hours=settings.EXPORT_HOURS)
    count = 0
    for found in list(files().list(folders.EXPORTS)):
        if found.modified_at < oldest:
            files().delete(found.key)
            count += 1
    for folder in (folders.cache_folder(), folders.work_folder()):
        for path in folder.glob("*"):
            if path.stat().st_mtime < oldest.timestamp():
                path.unlink(missing_ok=True)
    if count:
        log.info("deleted %s expired exports", count)


def new_key() -> str:
    return f"{folders.EXPORTS}/{uuid.uuid4()}"


def _local_copy(key: str) -> Path:
    path = folders.cache_folder() / key.rpartition("/")[2]
    if path.is_file():
        return path
    partial = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    try:
        with files().open(key) as source, partial.open("wb") as target:
            shutil.copyfileobj(source, target)
    except FileNotFoundError as error:
        raise NotFound("export", hint="The file has expired. Start the export again.") from error
    return partial.replace(path)
