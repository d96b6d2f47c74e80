"""Teams' own buckets: how each provider is opened, and the errors it may give."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import obstore.exceptions
from obstore.store import AzureStore, GCSStore, S3Store

from gloss.core.errors import BadInput, GlossError
from gloss.storage import outgoing, secrets
from gloss.storage.files import RETRIES, Files
from gloss.storage.models import CloudService, ExternalObjectStorage

DEFAULT_REGION = "us-east-1"
CREDENTIAL_FIELDS = (
    "roleArn",
    "externalId",
    "serviceAccount",
    "connectionString",
    "accessKeyId",
    "secretAccessKey",
    "endpoint",
    "region",
)
CLIENT_OPTIONS: dict[str, Any] = {"connect_timeout": "5s", "timeout": "5 minutes"}


class ExternalStorageError(GlossError):
    """The bucket refused something. ``step`` says what was tried."""

    type, code, status = "UserInputError", "EXTERNAL_OBJECT_STORAGE_ERROR", 400


def client(storage: ExternalObjectStorage) -> Files:
    """Open a team's bucket.

    Raises:
        BadInput: the stored credentials are incomplete.
        ExternalStorageError: they cannot be read any more.
    """
    try:
        credentials = secrets.unseal(storage.credentials)
    except secrets.Unreadable as error:
        message = f"{error} Enter the credentials of {storage.bucket_name} again."
        raise ExternalStorageError(message, step="open") from error
    return open_bucket(storage.cloud_service, storage.bucket_name, credentials)


def open_bucket(service: str, bucket: str, credentials: Mapping[str, str | None]) -> Files:
    """Open a bucket by its provider's credentials; nothing is sent yet.

    Raises:
        BadInput: a credential is missing or malformed; ``field`` names it.
        AddressRefused: its address is private and not allowed.
    """
    if not bucket or "/" in bucket or bucket.startswith("."):
        raise BadInput("Give the name of the bucket or container alone.", field="bucketName")
    given = {name: value.strip() for name, value in credentials.items() if value and value.strip()}
    return Files(_OPENERS[CloudService(service)](bucket, given))


def object_key(key: str) -> str:
    """The key as the provider knows it: users may write a leading slash."""
    return key.lstrip("/")


@contextmanager
def step(name: str, bucket: str) -> Iterator[None]:
    """Turn the store's errors into ours, naming the step that failed."""
    try:
        yield
    except (obstore.exceptions.BaseError, FileNotFoundError, ValueError, OSError) as error:
        message = f"Cannot {name} in {bucket}: {_reason(error)}."
        raise ExternalStorageError(message, step=name, bucketName=bucket) from error


def _reason(error: BaseException) -> str:
    denied = (obstore.exceptions.PermissionDeniedError, obstore.exceptions.UnauthenticatedError)
    if isinstance(error, denied) or re.search(r"\b(401|403)\b", str(error)):
        found = re.search(r"<Code>(\w+)</Code>", str(error))
        return f"access was denied ({found.group(1)})" if found else "access was denied"
    if isinstance(error, FileNotFoundError) or re.search(r"\b404\b", str(error)):
        return "the bucket or object does not exist"
    text = str(error).split("\n", 1)[0]
    return re.sub(r"\?[^\s\"')]*", "", text)[:300].rstrip(".")


def _s3(bucket: str, given: dict[str, str]) -> S3Store:
    options: dict[str, Any] = {"region": given.get("region", DEFAULT_REGION)}
    if "endpoint" in given:
        options |= _endpoint(given["endpoint"], "endpoint")
    if "roleArn" in given and "accessKeyId" not in given:
        options["credential_provider"] = _assumed_role(given)
    else:
        options["access_key_id"] = _required(given, "accessKeyId")
        options["secret_access_key"] = _required(given, "secretAccessKey")
    return S3Store(bucket, retry_config=RETRIES, **_with_client_options(options))


def _s3_compatible(bucket: str, given: dict[str, str]) -> S3Store:
    _required(given, "endpoint")
    return _s3(bucket, {name: value for name, value in given.items() if name != "roleArn"})


def _assumed_role(given: dict[str, str]) -> Callable[[], dict[str, Any]]:
    """Credentials of a role, fetched again whenever they run out."""
    try:
        import boto3  # Optional: only buckets that are reached through a role need it.
    except ImportError as error:
        raise BadInput(
            "Reaching a bucket through a role needs the package boto3: pip install 'gloss[aws]'. "
            "Or give an access key id and a secret access key.",
            field="roleArn",
        ) from error

    def credentials() -> dict[str, Any]:
        request: dict[str, Any] = {"RoleArn": given["roleArn"], "RoleSessionName": "gloss"}
        if "externalId" in given:
            request["ExternalId"] = given["externalId"]
        found = boto3.client("sts").assume_role(**request)["Credentials"]
        expires: datetime = found["Expiration"]
        return {
            "access_key_id": found["AccessKeyId"],
            "secret_access_key": found["SecretAccessKey"],
            "token": found["SessionToken"],
            "expires_at": expires,
        }

    return credentials


def _gcs(bucket: str, given: dict[str, str]) -> GCSStore:
    text = _required(given, "serviceAccount")
    try:
        key = json.loads(text)
        if not isinstance(key, dict) or not ({"client_email", "private_key"} <= key.keys()):
            raise ValueError("not a key")
    except ValueError as error:
        raise BadInput(
            "Paste the whole JSON key of a service account, with client_email and private_key.", field="serviceAccount"
        ) from error
    options: dict[str, Any] = {"service_account_key": text}
    for name in ("gcs_base_url", "token_uri"):
        if isinstance(key.get(name), str):
            options |= {k: v for k, v in _endpoint(key[name], "serviceAccount").items() if k == "allow_http"}
    return GCSStore(bucket, retry_config=RETRIES, **_with_client_options(options))


def _azure(bucket: str, given: dict[str, str]) -> AzureStore:
    parts = dict(part.split("=", 1) for part in _required(given, "connectionString").split(";") if "=" in part)
    account, key, token = (parts.get(name) for name in ("AccountName", "AccountKey", "SharedAccessSignature"))
    if not (account and key) and not (token and "BlobEndpoint" in parts):
        raise BadInput(
            "The connection string needs AccountName and AccountKey, or BlobEndpoint and SharedAccessSignature.",
            field="connectionString",
        )
    suffix = parts.get("EndpointSuffix", "core.windows.net")
    protocol = parts.get("DefaultEndpointsProtocol", "https")
    endpoint = parts.get("BlobEndpoint") or f"{protocol}://{account}.blob.{suffix}"
    options = _endpoint(endpoint.rstrip("/"), "connectionString")
    options["account_name"] = account or str(urlsplit(endpoint).hostname).split(".")[0]
    options |= {"account_key": key} if key else {"sas_key": str(token).lstrip("?")}
    return AzureStore(bucket, retry_config=RETRIES, **_with_client_options(options))


def _endpoint(url: str, field: str) -> dict[str, Any]:
    outgoing.check_url(url, field)
    parts = urlsplit(url)
    host = str(parts.hostname)
    outgoing.check_host(host, parts.port or 443)
    if parts.scheme == "http" and not outgoing.is_operators_own(host, parts.port or 80):
        # The store's own client follows redirects and resolves the name again: with https
        # neither leads to an inner service, which has no certificate for it.
        message = "Give an endpoint that starts with https://. Plain http is for hosts of the operator."
        raise BadInput(message, field=field)
    return {"endpoint": url, "allow_http": parts.scheme == "http"}


def _with_client_options(options: dict[str, Any]) -> dict[str, Any]:
    allow_http = options.pop("allow_http", False)
    return {**options, "client_options": {**CLIENT_OPTIONS, "allow_http": allow_http}}


def _required(given: Mapping[str, str], name: str) -> str:
    if name not in given:
        raise BadInput(f"The credential {name} is missing.", field=name)
    return given[name]


_OPENERS: dict[CloudService, Callable[[str, dict[str, str]], Any]] = {
    CloudService.AWS_S3: _s3,
    CloudService.S3_COMPATIBLE: _s3_compatible,
    CloudService.GOOGLE_CLOUD_STORAGE: _gcs,
    CloudService.AZURE_BLOB_STORAGE: _azure,
}
