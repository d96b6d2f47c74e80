"""A look into a file before a project is made of it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from django.conf import settings

from gloss import formats
from gloss.core.errors import GlossError
from gloss.formats import office_text
from gloss.formats.base import FormatError
from gloss.formats.detect import HEAD_SIZE
from gloss.formats.document import Header, Line, Warning_
from gloss.imports import reading
from gloss.imports.plan import PlannedDocument, Source
from gloss.masking import Masker
from gloss.projects.settings import DocumentSettings
from gloss.storage import outgoing
from gloss.tokenizers import tokenizer_for

MAX_LINES = 50
_SPOOL_BYTES = 8 << 20
_TABLES = (".csv", ".xls", ".xlsx", ".jsonl")
_MEDIA = (".pdf", ".docx", ".pptx", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".bmp", ".tif", ".tiff", ".webp")


@dataclass(slots=True)
class Preview:
    """``lines`` are ``{"line", "cells", "tokens"}``; ``line_count`` is None when the file goes on."""

    detected_format: str = ""
    columns: list[str] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    line_count: int | None = None
    warnings: list[str] = field(default_factory=list)
    suggested_kinds: list[str] = field(default_factory=list)
    error: str | None = None

    def wire(self) -> dict[str, Any]:
        return {
            "detectedFormat": self.detected_format,
            "columns": self.columns,
            "lines": self.lines,
            "lineCount": self.line_count,
            "warnings": self.warnings,
            "suggestedKinds": self.suggested_kinds,
            "error": self.error,
        }


def look(source: Source, kinds: Sequence[str], document: PlannedDocument, rules: DocumentSettings) -> Preview:
    """Read the first lines of a file. What is wrong with it is told in the preview, not raised."""
    preview = Preview(suggested_kinds=suggested_kinds(source.file_name))
    try:
        with _opened(source) as handle:
            _fill(preview, handle, source.file_name, kinds or preview.suggested_kinds, document, rules)
    except GlossError as error:
        preview.error = error.message
    return preview


def suggested_kinds(file_name: str) -> list[str]:
    """Tables suggest rows, media and office files whole documents, other text spans."""
    suffix = PurePosixPath(file_name).suffix.lower()
    if suffix in _TABLES:
        return ["ROW_BASED"]
    if suffix in _MEDIA:
        return ["DOCUMENT_BASED"]
    return ["TOKEN_BASED"]


def _fill(
    preview: Preview,
    handle: BinaryIO,
    name: str,
    kinds: Sequence[str],
    document: PlannedDocument,
    rules: DocumentSettings,
) -> None:
    head = handle.read(HEAD_SIZE)
    handle.seek(0)
    if not head:
        raise FormatError("EMPTY_FILE", "The file is empty.", file_name=name)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in office_text.EXTENSIONS and "ROW_BASED" not in kinds:
        preview.detected_format = reading.OFFICE
        records: Any = office_text.extract(name, handle)
    else:
        preview.detected_format = formats.detect(head, name, kinds)
        for other in formats.alternatives(head, name, kinds):
            preview.warnings.append(f"Every line has the same columns. Is this {other}? Then rename the file to .tsv.")
        if preview.detected_format == formats.MEDIA:
            preview.line_count = 0
            return
        options = reading.options_for(name, kinds, document, rules)
        records = formats.reader_for(preview.detected_format).read(handle, options)
    tokenize = tokenizer_for(rules.tokenizer).offsets if "TOKEN_BASED" in kinds else None
    _take(preview, records, tokenize, rules.masker())


def _take(preview: Preview, records: Any, tokenize: Any, masker: Masker | None) -> None:
    for record in records:
        if isinstance(record, Header):
            preview.columns = [column.name for column in record.columns]
        elif isinstance(record, Warning_):
            preview.warnings.append(record.reason)
        elif isinstance(record, Line):
            if len(preview.lines) == MAX_LINES:
                return
            preview.lines.append(_line(record, tokenize) | (_hide(record, preview.columns, masker) if masker else {}))
    preview.line_count = len(preview.lines)


def _line(line: Line, tokenize: Any) -> dict[str, Any]:
    tokens = None
    if tokenize:
        tokens = [
            [list(token) for token in (cell.tokens if cell.tokens is not None else tokenize(cell.content))]
            for cell in line.cells
        ]
    return {"line": line.index, "cells": [cell.content for cell in line.cells], "tokens": tokens}


def _hide(line: Line, columns: Sequence[str], masker: Masker) -> dict[str, Any]:
    """Return the cells of a line as labelers will see them, and what is hidden in each."""
    hints = [*columns, *[""] * len(line.cells)]
    masked = [masker.mask(cell.content, b"preview", hint) for cell, hint in zip(line.cells, hints, strict=False)]
    return {
        "cells": [text for text, _ in masked],
        "masks": [[{"start": mask[0], "end": mask[1], "name": mask[2]} for mask in masks] for _, masks in masked],
    }


def _opened(source: Source) -> BinaryIO:
    if source.kind != "url":
        return reading.open_source(source)
    copy = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES))  # noqa: SIM115 - closed by the caller
    outgoing.fetch(source.place, copy, settings.MAX_FILE_BYTES)
    copy.seek(0)
    return copy
