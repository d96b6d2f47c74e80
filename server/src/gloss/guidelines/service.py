"""Guidelines: written, changed, confirmed, deleted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import BadInput, Conflict
from gloss.guidelines.models import Acknowledgement, Guideline, GuidelineVersion
from gloss.storage import uploads
from gloss.storage.files import files
from gloss.teams.models import Team

LONGEST_NAME = 255
LONGEST_CONTENT = 1_000_000
LONGEST_NOTE = 1000
LARGEST_FILE = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version brings; None leaves a part as it is, and an empty ``file_key`` takes the file away.

    ``is_minor`` changes, such as a mended typing error, do not ask readers to confirm again.
    """

    content: str | None = None
    file_key: str | None = None
    note: str = ""
    is_minor: bool = False


def create(actor: User, team: Team | None, name: str, change: Change) -> Guideline:
    """Write a guideline (Markdown, or a PDF that was uploaded) for a team, or for ``actor``'s personal workspace."""
    guideline = Guideline(team=team, owner=actor, name=_name(name), content=_content(change.content or ""))
    with transaction.atomic():
        _take_file(guideline, change.file_key, actor)
        guideline.save()
        _keep_version(guideline, actor, change)
    return guideline


def update(guideline: Guideline, *, actor: User, name: str | None, change: Change) -> Guideline:
    """Change what is given. Another text or file is a new version; projects that show the guideline show it."""
    if name is not None:
        guideline.name = _name(name)
    before = (guideline.content, guideline.file_key)
    if change.content is not None:
        guideline.content = _content(change.content)
    with transaction.atomic():
        _take_file(guideline, change.file_key, actor)
        if (guideline.content, guideline.file_key) != before:
            newest = Guideline.objects.select_for_update().get(pk=guideline.pk).version
            guideline.version = newest + 1
            if not change.is_minor:
                guideline.asked_version = guideline.version
            _keep_version(guideline, actor, change)
        guideline.save()
    return guideline


def acknowledge(guideline: Guideline, version: int, actor: User) -> Guideline:
    """Note that ``actor`` has read the newest version. Doing it again changes nothing.

    Raises:
        Conflict: there is a newer version (code STALE_VERSION).
    """
    if version != guideline.version:
        raise Conflict("The guideline has changed meanwhile. Read the new version.", code="STALE_VERSION")
    Acknowledgement.objects.get_or_create(
        guideline=guideline, user=actor, version=version, defaults={"created_at": clock.now()}
    )
    return guideline


def delete(guideline: Guideline) -> None:
    """Delete it; projects that showed it show none."""
    guideline.delete()


def _keep_version(guideline: Guideline, actor: User, change: Change) -> None:
    if len(change.note) > LONGEST_NOTE:
        raise BadInput(f"Say what changed in at most {LONGEST_NOTE:,} characters.", field="note")
    GuidelineVersion.objects.create(
        guideline=guideline,
        number=guideline.version,
        content=guideline.content,
        file_key=guideline.file_key,
        file_name=guideline.file_name,
        note=change.note.strip(),
        is_minor=change.is_minor,
        author=actor,
        created_at=clock.now(),
    )


def _take_file(guideline: Guideline, key: str | None, actor: User) -> None:
    """Keep an uploaded PDF, checked by its content."""
    if key is None:
        return
    if key == "":
        guideline.file_key = guideline.file_name = ""
        return
    upload = uploads.claim(actor, guideline.team, key, field="fileKey")
    if upload.size > LARGEST_FILE:
        raise BadInput(f"A guideline file may have at most {LARGEST_FILE // 1024**2} MB.", field="fileKey")
    with files().open(upload.key) as source:
        if not source.read(1024).lstrip().startswith(b"%PDF-"):
            raise BadInput("The file is not a PDF. Upload a PDF, or paste the text as Markdown.", field="fileKey")
    guideline.file_key, guideline.file_name = upload.key, upload.name


def _name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadInput(f"Give the guideline a name of 1 to {LONGEST_NAME} characters.", field="name")
    return name


def _content(content: str) -> str:
    if len(content) > LONGEST_CONTENT:
        raise BadInput(f"A guideline may have at most {LONGEST_CONTENT:,} characters.", field="content")
    return content
