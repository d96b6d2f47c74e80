"""What a planned document consists of, and its records in order."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings

from gloss import formats
from gloss.formats import office_text
from gloss.formats.base import FormatError
from gloss.formats.detect import HEAD_SIZE
from gloss.formats.document import Column, Header, Line, ReadOptions, Record, SourceInfo
from gloss.imports.plan import LINK, PlannedDocument, Source
from gloss.imports.sources import open_source
from gloss.projects.settings import DocumentSettings

OFFICE = "OFFICE"
READABLE_EXTRAS = (".json", ".txt", ".md", ".tsv", ".conll", ".conllu")
NO_LIMIT = 10**9


@dataclass(slots=True)
class Content:
    """``format`` is a reader's key, MEDIA, LINK or OFFICE.

    ``text`` gives the lines (None: a document without text), ``labels`` is a companion
    whose labels and answers are added. Documents of one project share their ``family``.
    """

    format: str
    text: Source | None
    labels: Source | None = None

    @property
    def family(self) -> str:
        return formats.MEDIA if self.format in (OFFICE, LINK) else self.format


def recognize(document: PlannedDocument, kinds: Collection[str]) -> Content:
    """Find out how a document is read.

    Raises:
        FormatError: an extension or JSON shape that these kinds cannot use.
    """
    extras = [extra for extra in document.extras if _suffix(extra.file_name) in READABLE_EXTRAS]
    companion = extras[0] if extras else None
    if document.source.kind == LINK:
        return Content(LINK, companion)
    suffix = _suffix(document.file_name)
    if companion is None and suffix in office_text.EXTENSIONS and "ROW_BASED" not in kinds:
        return Content(OFFICE, document.source)
    key = _detected(document.source, kinds)
    if key == formats.MEDIA:
        return Content(formats.MEDIA, companion)
    return Content(key, document.source, next((extra for extra in extras if extra.file_name.endswith(".json")), None))


def options_for(
    file_name: str, kinds: Collection[str], document: PlannedDocument, rules: DocumentSettings
) -> ReadOptions:
    """Return how a file of this project is read; only span projects bound the tokens of a line."""
    headers = [
        Column(column["name"], column.get("displayed", True), column.get("labelerRestricted", False))
        for column in document.custom_headers
    ]
    return ReadOptions(
        file_name=file_name,
        kinds=frozenset(kinds),
        tokenizer=rules.tokenizer,
        sentence_separator=rules.sentence_separator,
        first_row_as_header=document.first_row_as_header,
        custom_headers=headers,
        max_tokens=settings.MAX_TOKENS_PER_SENTENCE if "TOKEN_BASED" in kinds else NO_LIMIT,
        character_based=rules.allow_character_based_labeling,
    )


class Reading:
    """The records of one document. ``position`` tells how far into its ``size`` bytes the reading is."""

    def __init__(self, content: Content, document: PlannedDocument, kinds: Collection[str], rules: DocumentSettings):
        self._content, self._document = content, document
        self._kinds, self._rules = kinds, rules
        self._handle: BinaryIO | None = None
        self.size = 0

    @property
    def position(self) -> int:
        if self._handle is None or self._handle.closed:
            return self.size
        return min(self._handle.tell(), self.size)

    def records(self) -> Iterator[Record]:
        """Yield the text's records, then labels and answers of the companion."""
        if self._content.text is not None:
            yield from self._read(self._content.text)
        if self._content.labels is not None:
            for record in self._read(self._content.labels):
                if not isinstance(record, Line | Header | SourceInfo):
                    yield record

    def count_lines(self) -> int:
        return sum(isinstance(record, Line) for record in self.records())

    def _read(self, source: Source) -> Iterator[Record]:
        with open_source(source) as handle:
            self._handle = handle
            self.size = handle.seek(0, 2)
            handle.seek(0)
            if self._content.format == OFFICE and source is self._content.text:
                yield from office_text.extract(source.file_name, handle)
                return
            key = self._content.format if source is self._document.source else _detected(source, self._kinds)
            options = options_for(source.file_name, self._kinds, self._document, self._rules)
            yield from formats.reader_for(key).read(handle, options)


def _detected(source: Source, kinds: Collection[str]) -> str:
    with open_source(source) as handle:
        head = handle.read(HEAD_SIZE)
    key = formats.detect(head, source.file_name, kinds)
    if not head and key != formats.MEDIA:
        raise FormatError("EMPTY_FILE", "The file is empty.", file_name=source.file_name)
    return key


def _suffix(file_name: str) -> str:
    return PurePosixPath(file_name).suffix.lower()
