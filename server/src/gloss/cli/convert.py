"""``gloss convert``: one file from any readable format into any writable one, without a server."""

from __future__ import annotations

import os
from pathlib import Path

from gloss.core.errors import BadInput
from gloss.formats import MEDIA, READERS, detect, reader_for, writer_for
from gloss.formats.base import TABLE_KINDS, TOKEN_BASED, WriteReport
from gloss.formats.detect import HEAD_SIZE
from gloss.formats.document import ReadOptions
from gloss.formats.memory import MemoryDocument

TABLE_READERS = frozenset(
    key
    for key, reader in READERS.items()
    if TOKEN_BASED not in reader.kinds and not TABLE_KINDS.isdisjoint(reader.kinds)
)


def convert(in_path: str | Path, out_path: str | Path, from_: str | None, to: str) -> WriteReport:
    """Convert ``in_path`` into format ``to`` and return what was written and what was lost.

    Without ``from_`` the format is detected. ``out_path`` is written beside itself and
    moved into place, so a failure leaves no half file. Raises BadInput, of which
    FormatError names file, line and column.
    """
    source_path, target = Path(in_path), Path(out_path)
    if not source_path.is_file():
        raise BadInput(f"There is no file {in_path}.", field="in")
    kinds = _kinds(source_path, from_)
    reader = reader_for(from_ or _detected(source_path, kinds))
    options = ReadOptions(source_path.name, frozenset(kinds), first_row_as_header=True, max_tokens=1 << 30)
    with source_path.open("rb") as source:
        document = MemoryDocument.from_records(
            reader.read(source, options), source_path.name, kinds=kinds, project_name=source_path.stem
        )
    writer = writer_for(to, kinds)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as out:
            report = writer.write(document, out)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return report


def summary(report: WriteReport) -> list[str]:
    """Say what was written and, line by line, what the format could not hold."""
    lines = [f"Written: {report.lines} lines, {report.labels} labels, {report.answers} answers."]
    for one in report.skipped:
        place = f" (line {one.line + 1})" if one.line is not None else ""
        label = f" Label {one.label}." if one.label is not None else ""
        lines.append(f"{one.reason}{place}: {one.message}{label}")
    if report.skipped_total > len(report.skipped):
        lines.append(f"and {report.skipped_total - len(report.skipped)} more.")
    return lines


def _kinds(path: Path, from_: str | None) -> list[str]:
    """Guess whether a file is a table: by the reader asked for, else by its extension."""
    if from_ is not None:
        return ["ROW_BASED"] if from_.upper() in TABLE_READERS else [TOKEN_BASED]
    return ["ROW_BASED"] if path.suffix.lower() in (".csv", ".xls", ".xlsx", ".jsonl") else [TOKEN_BASED]


def _detected(path: Path, kinds: list[str]) -> str:
    with path.open("rb") as source:
        key = detect(source.read(HEAD_SIZE), path.name, kinds)
    if key == MEDIA:
        raise BadInput(f"{path.name} holds no text that can be converted.", field="in")
    return key
