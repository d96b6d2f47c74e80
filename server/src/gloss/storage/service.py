"""Connect and disconnect a team's buckets."""

from __future__ import annotations

import secrets as random
from collections.abc import Mapping

from django.db import transaction

from gloss.accounts.audit import Kind, Origin, record
from gloss.accounts.models import User
from gloss.core.errors import Conflict
from gloss.storage import external, queries, secrets
from gloss.storage.external import ExternalStorageError, step
from gloss.storage.files import FileMeta, Files
from gloss.storage.models import ExternalObjectStorage
from gloss.teams.models import Team

CHECK_KEY = "temp/.connection-check"
MAX_KEYS = 1000


def create(
    team: Team,
    service: str,
    bucket: str,
    credentials: Mapping[str, str | None],
    actor: User,
    origin: Origin | None = None,
) -> ExternalObjectStorage:
    """Remember a bucket. Only the form of the credentials is checked; ``check`` tries them out."""
    external.open_bucket(service, bucket, credentials)
    kept = {name: value for name, value in credentials.items() if value and name in external.CREDENTIAL_FIELDS}
    with transaction.atomic():
        record(Kind.STORAGE_CONNECTED, user=actor, team_id=team.pk, target=f"{service} {bucket}", origin=origin)
        return ExternalObjectStorage.objects.create(
            team=team, cloud_service=service, bucket_name=bucket, credentials=secrets.seal(kept)
        )


def check(service: str, bucket: str, credentials: Mapping[str, str | None]) -> None:
    """List, write, read and delete a small object.

    Raises:
        BadInput: incomplete credentials.
        ExternalStorageError: the bucket refuses; ``step`` is list, write, read or delete.
    """
    files = external.open_bucket(service, bucket, credentials)
    content = random.token_bytes(16)
    with step("list", bucket):
        next(files.list("temp"), None)
    with step("write", bucket):
        files.put(CHECK_KEY, content)
    with step("read", bucket):
        found = b"".join(files.stream(CHECK_KEY))
    with step("delete", bucket):
        files.delete(CHECK_KEY)
    if found != content:
        message = f"{bucket} did not give back what was written to it."
        raise ExternalStorageError(message, step="read", bucketName=bucket)


def delete(storage: ExternalObjectStorage, actor: User, origin: Origin | None = None) -> None:
    """Forget a bucket; its objects stay.

    Raises:
        Conflict: projects still read from it (code STORAGE_IN_USE).
    """
    with transaction.atomic():
        count = queries.count_projects(storage)
        if count:
            raise Conflict(
                f"{count} projects use {storage.bucket_name}. Delete them or wait until they are done.",
                code="STORAGE_IN_USE",
                projectCount=count,
            )
        target = f"{storage.cloud_service} {storage.bucket_name}"
        record(Kind.STORAGE_REMOVED, user=actor, team_id=storage.team_id, target=target, origin=origin)
        ExternalObjectStorage.objects.filter(pk=storage.pk).delete()


def metas(storage: ExternalObjectStorage, keys: list[str]) -> list[FileMeta]:
    """Return size and date of those ``keys`` that exist, in the given order."""
    files = external.client(storage)
    found = (_meta(files, storage, key) for key in keys[:MAX_KEYS])
    return [meta for meta in found if meta is not None]


def _meta(files: Files, storage: ExternalObjectStorage, key: str) -> FileMeta | None:
    with step("read", storage.bucket_name):
        try:
            meta = files.meta(external.object_key(key))
        except FileNotFoundError:
            return None
    return FileMeta(key, meta.size, meta.modified_at)
