"""A team's picture: checked by its content, at most 500 KB."""

from __future__ import annotations

import secrets
from typing import BinaryIO

from gloss.core.errors import BadInput, NotFound, TooLarge
from gloss.teams.models import Team, TeamLogo

LARGEST = 500 * 1024
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def read(file: BinaryIO) -> tuple[bytes, str]:
    """Return content and type of an uploaded picture.

    Raises:
        TooLarge: over 500 KB.
        BadInput: not a PNG, JPEG, GIF or WebP picture, whatever its name says.
    """
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise TooLarge("The logo is larger than 500 KB. Choose a smaller picture.", code="BAD_USER_INPUT", field="logo")
    for magic, content_type in _MAGIC:
        if content.startswith(magic):
            return content, content_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return content, "image/webp"
    raise BadInput("The logo is not a picture. Choose a PNG, JPEG, GIF or WebP file.", field="logo")


def save(team: Team, content: bytes, content_type: str) -> None:
    values = {"content": content, "content_type": content_type, "version": secrets.token_hex(8)}
    TeamLogo.objects.update_or_create(team=team, defaults=values)


def load(team: Team) -> tuple[bytes, str]:
    """Return content and type of the team's picture. Raises NotFound when it has none."""
    logo = TeamLogo.objects.filter(team=team).first()
    if logo is None:
        raise NotFound("logo", team.pk)
    return bytes(logo.content), logo.content_type


def path(team_id: int, version: str) -> str:
    return f"/api/teams/{team_id}/logo/{version}"
