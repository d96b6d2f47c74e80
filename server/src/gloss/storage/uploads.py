"""Files sent to the upload proxy, until a project takes them."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import BinaryIO

import obstore.exceptions

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.batches import parts
from gloss.core.errors import BadInput, GlossError
from gloss.storage.files import files
from gloss.storage.models import UploadedFile
from gloss.teams import access as teams
from gloss.teams.models import Team

log = logging.getLogger(__name__)
FOLDER = "temp/upload-proxy"
UNCLAIMED_FOR = timedelta(hours=24)
MAX_NAME = 255


class StorageUnavailable(GlossError):
    """Files can be neither written nor read now."""

    type, code, status = "StorageError", "STORAGE_UNAVAILABLE", 503

    def __init__(self) -> None:
        super().__init__(
            "The file could not be stored, because the file storage does not answer. "
            "Try again in a while, or ask an administrator to check the storage."
        )


def accept_upload(user: User, name: str, source: BinaryIO, max_bytes: int) -> UploadedFile:
    """Store the rest of ``source`` under a new key that keeps only the extension of ``name``.

    Raises:
        TooLarge: more than ``max_bytes``; nothing is kept then.
        StorageUnavailable: the store takes nothing now.
    """
    key = f"{FOLDER}/{uuid.uuid4()}{_extension(name)}"
    try:
        size = files().put(key, source, max_bytes)
    except obstore.exceptions.BaseError as error:
        log.exception("%s could not be stored", key)
        raise StorageUnavailable from error
    shown = name.replace("\0", "")[:MAX_NAME]
    try:
        return UploadedFile.objects.create(key=key, name=shown, size=size, owner=user)
    except BaseException:
        files().delete(key)
        raise


def claim(user: User, team: Team | None, key: str, field: str = "objectKey") -> UploadedFile:
    """Keep an upload for good, on behalf of a project of ``team`` (None: a personal one).

    The caller must have sent the file, or both the caller and the one who did must belong
    to ``team``. Claiming again is no error.

    Raises:
        BadInput: unknown, expired or somebody else's key: all look the same.
    """
    upload = UploadedFile.objects.filter(key=key).select_related("owner").first()
    if upload is None or not _may_use(user, team, upload.owner):
        raise BadInput(
            f"There is no upload {key}. Upload the file again: unused files are kept for a day.",
            field=field,
            objectKey=key,
        )
    upload.claimed_at = upload.claimed_at or clock.now()
    if not UploadedFile.objects.filter(pk=upload.pk).update(claimed_at=upload.claimed_at):
        raise BadInput(f"The upload {key} has just expired. Upload the file again.", field=field, objectKey=key)
    return upload


def release(keys: Collection[str], since: datetime) -> None:
    """Let uploads that were claimed in vain, at ``since`` or later, be claimed again or deleted in time."""
    for part in parts(sorted(keys), 500):
        UploadedFile.objects.filter(key__in=part, claimed_at__gte=since).update(claimed_at=None)


def purge() -> int:
    """Delete what nobody claimed within a day; return how many files went."""
    old = clock.now() - UNCLAIMED_FOR
    expired = UploadedFile.objects.filter(claimed_at=None, created_at__lt=old).order_by("created_at")
    count = 0
    for upload in expired[:10_000]:
        taken, _ = UploadedFile.objects.filter(pk=upload.pk, claimed_at=None).delete()
        if taken:
            files().delete(upload.key)
            count += 1
    if count:
        log.info("deleted %s unclaimed uploads", count)
    return count


def _extension(name: str) -> str:
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,16}", suffix) else ""


def _may_use(user: User, team: Team | None, owner: User) -> bool:
    if owner.pk == user.pk:
        return True
    return team is not None and all(teams.role_in(person, team.pk) is not None for person in (user, owner))
