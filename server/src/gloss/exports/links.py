"""Signed links to finished exports: ``/api/exports/<token>/<file name>``, valid for some hours, no login needed."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from django.core import signing

from gloss.core import clock
from gloss.core.errors import NotFound

SALT = "gloss.exports"


def link(base_url: str, job_id: str, expires_at: int, file_name: str) -> str:
    """Return the public address of an export's file, which need not exist yet."""
    token = _signer().sign_object([job_id, expires_at])
    return f"{base_url.rstrip('/')}/api/exports/{token}/{quote(file_name)}"


def expires_iso(expires_at: int) -> str | None:
    return clock.iso(datetime.fromtimestamp(expires_at, UTC))


def job_of(token: str) -> str:
    """Return the id of the job a token belongs to.

    Raises:
        NotFound: forged or expired.
    """
    try:
        job_id, expires_at = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFound("export") from error
    if expires_at <= clock.now().timestamp():
        raise NotFound("export", hint="The link has expired. Start the export again.")
    return str(job_id)


def _signer() -> signing.Signer:
    """No time stamp of its own: a link made twice is the same, so that webhooks are repeated byte for byte."""
    return signing.Signer(salt=SALT)
