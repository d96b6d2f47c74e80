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
    token = signing.dumps([job_id, expires_at], salt=SALT)
    return f"{base_url.rstrip('/')}/api/exports/{token}/{quote(file_name)}"


def expires_iso(expires_at: int) -> str | None:
    return clock.iso(datetime.fromtimestamp(expires_at, UTC))


def job_of(token: str) -> str:
    """Return the id of the job a token belongs to.

    Raises:
        NotFound: forged or expired.
    """
    try:
        job_id, expires_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotFound("export") from error
    if expires_at <= clock.now().timestamp():
        raise NotFound("export", hint="The link has expired. Start the export again.")
    return str(job_id)
