"""The methods that write the file into somebody's bucket."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gloss.core.errors import BadInput, GlossError
from gloss.exports.deliveries.base import DeliveryFailed, Finished
from gloss.exports.request import Delivery
from gloss.storage import access, external, queries
from gloss.storage.external import step
from gloss.storage.files import Files, files
from gloss.storage.models import CloudService
from gloss.teams.models import Team
from gloss.teams.settings import team_settings

WRITE_TRIES = (0, 10, 60)
FAILED = "STORAGE_WRITE_FAILED"


class ExternalObjectStorageDelivery:
    """Into a bucket that the workspace has connected, below a prefix."""

    key = "EXTERNAL_OBJECT_STORAGE"
    tries = WRITE_TRIES
    keeps_file = False

    def prepare(self, asked: Mapping[str, Any], team: Team | None, file_name: str) -> Delivery:
        parameter = asked.get("externalObjectStorageParameter") or {}
        default = team_settings(team).default_external_object_storage_id if team else None
        storage_id = parameter.get("externalObjectStorageId") or default
        if not storage_id:
            raise BadInput("Name the external object storage to write to.", field="externalObjectStorageParameter")
        storage = access.storage_of_team(team, storage_id)
        folders = [part for part in (parameter.get("prefix") or "").split("/") if part not in ("", ".", "..")]
        return Delivery(self.key, {"storageId": storage.pk, "key": "/".join([*folders, file_name])})

    def reply(self, delivery: Delivery, url: str) -> dict[str, Any]:
        return {"key": delivery.target["key"]}

    def deliver(self, finished: Finished) -> None:
        target = finished.request.delivery.target
        storage = queries.find_storage(target["storageId"])
        if storage is None:
            raise DeliveryFailed(FAILED, "The external object storage has been removed meanwhile.", final=True)
        _write(lambda: external.client(storage), storage.bucket_name, target["key"], finished)


class ExternalFileStorage:
    """Into an S3 bucket whose keys came with the request."""

    key = "EXTERNAL_FILE_STORAGE"
    tries = WRITE_TRIES
    keeps_file = False

    def prepare(self, asked: Mapping[str, Any], team: Team | None, file_name: str) -> Delivery:
        field = "externalFileStorageParameter"
        parameter = asked.get(field)
        if not parameter:
            raise BadInput("Give the bucket and its keys.", field=field)
        path = external.object_key(parameter["objectPath"])
        if not path or path.endswith("/"):
            raise BadInput("The object path is the full key of the file to write.", field=f"{field}.objectPath")
        names = ("accessKeyId", "secretAccessKey", "endpoint", "region")
        credentials = {name: parameter[name] for name in names if parameter.get(name)}
        external.open_bucket(CloudService.AWS_S3, parameter["bucketName"], credentials)
        return Delivery(self.key, {"bucketName": parameter["bucketName"], "key": path}, credentials)

    def reply(self, delivery: Delivery, url: str) -> dict[str, Any]:
        return {"key": delivery.target["key"]}

    def deliver(self, finished: Finished) -> None:
        delivery = finished.request.delivery
        bucket = delivery.target["bucketName"]

        def opened() -> Files:
            return external.open_bucket(CloudService.AWS_S3, bucket, delivery.secret)

        _write(opened, bucket, delivery.target["key"], finished)


def _write(opened: Callable[[], Files], bucket: str, key: str, finished: Finished) -> None:
    try:
        bucket_files = opened()
        with files().open(finished.key) as source, step("write", bucket):
            bucket_files.put(key, source)
    except external.ExternalStorageError as error:
        denied = "denied" in error.message
        raise DeliveryFailed(FAILED, error.message, final=denied, bucketName=bucket, key=key) from error
    except GlossError as error:
        raise DeliveryFailed(FAILED, error.message, final=True, bucketName=bucket, key=key) from error
