"""Text of media files by the service that the project chose (transcript method CUSTOM_API)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from gloss import formats
from gloss.assist import access, extraction
from gloss.core.errors import BadInput
from gloss.imports.plan import LINK, PlannedDocument
from gloss.imports.sources import Fetcher, open_source
from gloss.projects.settings import DocumentSettings
from gloss.teams.models import Team

METHOD = "CUSTOM_API"


def check(team: Team | None, settings: DocumentSettings) -> None:
    """Refuse the method without a service, or with one of another team.

    Raises:
        BadInput: no service is named. NotFound: it is not the team's.
    """
    if settings.transcript_method != METHOD:
        return
    if not settings.custom_text_extraction_api_id:
        raise BadInput("Name the service that reads the files.", field="customTextExtractionAPIId")
    access.custom_api_of_team(team, settings.custom_text_extraction_api_id)


def add_text(
    document: PlannedDocument, kinds: Collection[str], team: Team | None, settings: DocumentSettings, fetcher: Fetcher
) -> None:
    """Have the text of a picture or sound file read, unless a companion file gives it already.

    Raises:
        GlossError: the service failed, or was deleted meanwhile.
    """
    if settings.transcript_method != METHOD or document.extras or document.source.kind == LINK:
        return
    if formats.detect(b"", document.file_name, kinds) != formats.MEDIA:
        return
    api = access.custom_api_of_team(team, settings.custom_text_extraction_api_id)
    with open_source(document.source) as source:
        found = extraction.extract(api, document.file_name, source.read())
    name = PurePosixPath(document.file_name).with_suffix(found.suffix).name
    document.extras = [fetcher.keep(name, found.content)]
