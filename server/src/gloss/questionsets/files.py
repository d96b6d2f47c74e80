"""Question-set files: CSV (a question and its options per record) and JSON arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gloss.core.errors import BadInput
from gloss.formats.base import FormatError
from gloss.formats.separated import records, whole_text
from gloss.questionsets.questions import Question, from_input, to_file

MAX_BYTES = 500_000


def read(file_name: str, content: bytes) -> list[Question]:
    """Read a ``.csv``, ``.tsv`` or ``.json`` file of at most 500 KB; errors name line or field."""
    if len(content) > MAX_BYTES:
        raise FormatError("FILE_TOO_LARGE", "A question-set file has at most 500 KB.", file_name=file_name)
    text = whole_text(content, file_name)
    if not text.strip():
        raise FormatError("EMPTY_FILE", "The file holds no questions.", file_name=file_name)
    extension = file_name.rpartition(".")[2].lower()
    if extension == "json":
        return _from_json(file_name, text)
    if extension in ("csv", "tsv"):
        return _from_records(file_name, content, "\t" if extension == "tsv" else ",")
    raise FormatError(
        "UNSUPPORTED_EXTENSION", "Question sets are read from .csv, .tsv and .json files.", file_name=file_name
    )


def write_json(questions: Sequence[Question]) -> bytes:
    """Return the JSON array that ``read`` gives back as the same questions."""
    items = [to_file(question) for question in questions]
    return (json.dumps(items, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _from_json(file_name: str, text: str) -> list[Question]:
    try:
        items: Any = json.loads(text)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise FormatError("PARSE_ERROR", f"{error.msg}.", file_name=file_name, **place) from None
    if isinstance(items, dict):
        items = items.get("questions", items.get("items"))
    if not isinstance(items, list):
        raise FormatError("PARSE_ERROR", "The file must hold a JSON array of questions.", file_name=file_name)
    if not items:
        raise FormatError("EMPTY_FILE", "The file holds no questions.", file_name=file_name)
    try:
        return from_input(items)
    except BadInput as error:
        field = error.details.get("field")
        raise FormatError("PARSE_ERROR", f"{field}: {error.message}", file_name=file_name, field=field) from None


def _from_records(file_name: str, content: bytes, delimiter: str) -> list[Question]:
    """Column 1 is the question, the others are the options of a single-choice dropdown; none: a text question."""
    items: list[dict[str, Any]] = []
    for line, record in records(content, file_name, delimiter):
        cells = [cell.strip() for cell in record]
        if any(cells):
            items.append(_item(file_name, line, cells[0], [cell for cell in cells[1:] if cell]))
    try:
        return from_input(items)
    except BadInput as error:
        raise FormatError("PARSE_ERROR", error.message, file_name=file_name) from None


def _item(file_name: str, line: int, label: str, options: list[str]) -> dict[str, Any]:
    if not label:
        raise FormatError("PARSE_ERROR", "The first column must hold the question.", file_name=file_name, line=line)
    repeated = next((option for at, option in enumerate(options) if option in options[:at]), None)
    if repeated is not None:
        raise FormatError("PARSE_ERROR", f"The option '{repeated}' occurs twice.", file_name=file_name, line=line)
    if not options:
        return {"type": "TEXT", "label": label, "config": {}}
    choices = [{"id": str(at + 1), "label": option} for at, option in enumerate(options)]
    return {"type": "DROPDOWN", "label": label, "config": {"multiple": False, "options": choices}}
