"""What every reader and writer of a format promises, and the errors and reports they give.

A reader turns bytes into a stream of records; a writer turns a document into bytes. Both
keep nothing that grows with the file beyond a small index.

Order of the records a reader yields: a ``Header`` before the first ``Line``; lines in
ascending order; a label after the lines it covers; an ``Arrow`` after its two spans; the
``Answers`` of a line after that line; ``SourceInfo`` last, if the format is plain text.
``LabelSet`` and ``QuestionSet`` records come before the first label or answer that uses them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from gloss.core.errors import BadInput
from gloss.formats.document import ExportDocument, ReadOptions, Record

TOKEN_BASED = "TOKEN_BASED"
ROW_BASED = "ROW_BASED"
DOCUMENT_BASED = "DOCUMENT_BASED"
BBOX_BASED = "BBOX_BASED"
SPAN_KINDS = frozenset({TOKEN_BASED})
TABLE_KINDS = frozenset({ROW_BASED, DOCUMENT_BASED})
TEXT_KINDS = SPAN_KINDS | TABLE_KINDS

MAX_LISTED_SKIPS = 1000


class FormatError(BadInput):
    """A file cannot be read. ``code`` says why, ``details`` say where.

    Codes: EMPTY_FILE, INVALID_ENCODING, PARSE_ERROR, LABEL_OUT_OF_RANGE,
    UNKNOWN_LABEL_SET, COLUMN_COUNT_MISMATCH, TOO_MANY_TOKENS, UNSUPPORTED_EXTENSION.
    ``line`` and ``column`` count from 1; ``column`` counts characters in JSON and table
    columns in separated files.
    """

    def __init__(
        self,
        code: str,
        reason: str,
        *,
        file_name: str,
        line: int | None = None,
        column: int | None = None,
        **details: object,
    ) -> None:
        place = {"line": line, "column": column}
        known = {key: value for key, value in place.items() if value is not None}
        where = ", ".join([file_name, *(f"{key} {value}" for key, value in known.items())])
        super().__init__(f"{where}: {reason}", code=code, fileName=file_name, **known, reason=reason, **details)


class Reader(Protocol):
    """Reads one format. ``extensions`` are lower case with their dot."""

    @property
    def key(self) -> str: ...
    @property
    def kinds(self) -> frozenset[str]:
        """The project kinds that may be created from this format."""

    @property
    def extensions(self) -> tuple[str, ...]: ...

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        """Yield the records of ``source``, which must be seekable and stand at its start.

        Raises FormatError as soon as something is wrong; what was yielded before then
        must be thrown away by the caller.
        """


@dataclass(slots=True, frozen=True)
class Skipped:
    """Something a format could not carry, or only in another shape.

    ``reason`` is one of WIDENED (grown to whole tokens), CUT (one piece per line),
    OVERLAP_DROPPED, LABEL_SET_DROPPED, ARROW_DROPPED, UNRESOLVED_DROPPED, ANSWER_DROPPED,
    ROW_DROPPED, CHARACTER_REPLACED. ``line`` counts from 0 as in the exports.
    """

    reason: str
    message: str
    line: int | None = None
    label: str | None = None


@dataclass(slots=True)
class WriteReport:
    """What went into a file and what did not: feeds the export's manifest."""

    lines: int = 0
    labels: int = 0
    answers: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    skipped_total: int = 0

    def skip(self, reason: str, message: str, *, line: int | None = None, label: str | None = None) -> None:
        """Count one loss; only the first 1,000 are listed."""
        self.skipped_total += 1
        if len(self.skipped) < MAX_LISTED_SKIPS:
            self.skipped.append(Skipped(reason, message, line, label))


class Writer(Protocol):
    """Writes one format. ``extension`` has its dot; ``kinds`` are the project kinds it serves.

    A format that looks different for spans and for tables (CSV, TSV,
    AMAZON_COMPREHEND_CSV) is two writers with the same key, one in ``SPAN_WRITERS`` and
    one in ``TABLE_WRITERS``; ``gloss.formats.writer_for`` picks.
    """

    @property
    def key(self) -> str: ...
    @property
    def extension(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def kinds(self) -> frozenset[str]: ...

    def write(self, document: ExportDocument, out: BinaryIO) -> WriteReport:
        """Write the whole document to ``out`` piece by piece."""


JSON_MEDIA = "application/json"
CSV_MEDIA = "text/csv"
TSV_MEDIA = "text/tab-separated-values"
TEXT_MEDIA = "text/plain"
XLSX_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check_token_count(tokens: Sequence[object], options: ReadOptions, line: int) -> None:
    """Refuse a line of more than ``options.max_tokens`` tokens; ``line`` counts from 1."""
    if len(tokens) > options.max_tokens:
        raise FormatError(
            "TOO_MANY_TOKENS",
            f"The line has {len(tokens)} tokens; at most {options.max_tokens} are allowed. Split it.",
            file_name=options.file_name,
            line=line,
        )
