"""Mails about jobs that failed, to whoever started them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from gloss.accounts import mail
from gloss.jobs.models import Job

log = logging.getLogger(__name__)
MOST_SHOWN = 5
SUBJECTS = {
    "project.create": "Your project could not be made",
    "project.add_documents": "Your documents could not be added",
    "assist.auto_label": "Automatic labeling failed",
    "export.run": "Your export failed",
}
"""By kind of job; jobs of other kinds fail without a mail."""


def on_failed(job: Job, errors: Sequence[dict[str, Any]]) -> None:
    """Send the first reasons. A mail server that is down changes nothing about the job."""
    if job.kind not in SUBJECTS:
        return
    reasons = [str(error["stack"]) for error in errors]
    more = f"\n\nand {len(reasons) - MOST_SHOWN} more." if len(reasons) > MOST_SHOWN else ""
    lines = "\n".join(f"- {reason}" for reason in reasons[:MOST_SHOWN])
    text = f"{SUBJECTS[job.kind]}. Nothing of it was kept.\n\n{lines}{more}\n\nCorrect this and start it again."
    try:
        mail.send(job.owner.email, SUBJECTS[job.kind], text)
    except mail.MailFailed:
        log.warning("job %s: its owner could not be told that it failed", job.id)
