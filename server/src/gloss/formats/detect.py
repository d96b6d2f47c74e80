"""Which reader a file needs, by its extension and its first bytes."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath

import ijson
import orjson

from gloss.formats.base import BBOX_BASED, DOCUMENT_BASED, ROW_BASED, TOKEN_BASED, FormatError
from gloss.formats.token_lines import split_tag

HEAD_SIZE = 1 << 16
MEDIA = "MEDIA"

_IMAGES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp")
_MEDIA = {
    TOKEN_BASED: (".pdf", ".docx", ".pptx", ".mp3", ".flac", ".wav", *_IMAGES),
    DOCUMENT_BASED: (".pdf", *_IMAGES),
    BBOX_BASED: (".pdf", *_IMAGES),
    ROW_BASED: (),
}
_TABLES = {".csv": "CSV", ".tsv": "TSV", ".xls": "XLSX", ".xlsx": "XLSX", ".jsonl": "JSON_LINES"}
_TOKEN_FILES = (".tsv", ".conll", ".conllu")
_CONLL_U_COLUMNS = 10
_CONLL_2003_COLUMNS = 4

_EXTENSIONS = {
    TOKEN_BASED: (".txt", ".md", ".json", *_TOKEN_FILES),
    ROW_BASED: (*_TABLES, ".json", ".txt"),
    DOCUMENT_BASED: (".txt", ".md", ".json", *_TABLES),
    BBOX_BASED: (".json",),
}


def detect(head: bytes, file_name: str, kinds: Collection[str]) -> str:
    """Return the key of the reader for a file, or ``MEDIA`` for one that is shown as it is.

    ``head`` is the start of the file (``HEAD_SIZE`` bytes are plenty). Raises FormatError
    UNSUPPORTED_EXTENSION, or PARSE_ERROR for JSON of no known shape.
    """
    extension = PurePath(file_name).suffix.lower()
    if extension in (one for kind in kinds for one in _MEDIA.get(kind, ())):
        return MEDIA
    accepted = [one for kind in kinds for one in _EXTENSIONS.get(kind, ())]
    if extension not in accepted:
        raise FormatError(
            "UNSUPPORTED_EXTENSION",
            f"Files of this kind of project end in {', '.join(dict.fromkeys(accepted))}.",
            file_name=file_name,
        )
    if extension == ".json":
        return _json_key(head, file_name, kinds)
    if TOKEN_BASED in kinds and extension in _TOKEN_FILES:
        return _token_key(head_text(head))
    if extension in _TABLES:
        return _TABLES[extension]
    return "TXT" if ROW_BASED in kinds and TOKEN_BASED not in kinds else "TEXT"


def alternatives(head: bytes, file_name: str, kinds: Collection[str]) -> list[str]:
    """Return the other readers a plain text file might have been meant for: then the user is asked.

    Only where every line of a span project's ``.txt`` has the same two or more tab columns.
    """
    if TOKEN_BASED not in kinds or PurePath(file_name).suffix.lower() != ".txt":
        return []
    text = head_text(head)
    widths = {line.count("\t") for line in _lines(text) if line}
    return [_token_key(text)] if len(widths) == 1 and widths != {0} else []


def head_text(head: bytes) -> str:
    """Decode the start of a file; a cut or wrong character at its end is left out."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "ignore")
    return head.decode("utf-8", "ignore")


def _lines(text: str) -> list[str]:
    """Split the head into lines; the last, which may be cut, is left out of longer heads."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if len(lines) > 1 else lines


def _token_key(text: str) -> str:
    lines = [line for line in _lines(text) if line.strip()]
    rows = [line.split("\t") for line in lines]
    if any(len(row) == _CONLL_U_COLUMNS for row in rows) or any(line.startswith("# ") for line in lines):
        return "CONLL_U"
    if any(line.startswith("-DOCSTART-") for line in lines):
        return "CONLL_2003"
    if lines and all("\t" not in line and len(line.split()) >= _CONLL_2003_COLUMNS for line in lines):
        return "CONLL_2003"
    tagged = any(tag[1:2] == "-" and split_tag(tag)[0] for row in rows for tag in row[1:])
    return "TSV_IOB" if tagged else "TSV_NON_IOB"


@dataclass(slots=True)
class _Shape:
    """The keys of a JSON file, as far as its head shows them."""

    is_array: bool = False
    top: set[str] = field(default_factory=set)
    data: set[str] = field(default_factory=set)
    item: set[str] = field(default_factory=set)


def _shape(head: bytes) -> _Shape:
    found = _Shape()
    try:
        for prefix, event, value in ijson.parse(BytesIO(head), buf_size=4096):
            if prefix == "" and event == "start_array":
                found.is_array = True
            elif event == "map_key" and prefix == "":
                found.top.add(value)
            elif event == "map_key" and prefix == "data":
                found.data.add(value)
            elif event == "map_key" and prefix == "item":
                found.item.add(value)
    except (ijson.JSONError, UnicodeDecodeError):
        # The head is cut somewhere, or the file is wrong, which its reader says better.
        pass
    return found


def _json_key(head: bytes, file_name: str, kinds: Collection[str]) -> str:
    text = head_text(head)
    shape = _shape(text.encode())
    key = _array_key(shape, kinds) if shape.is_array else _object_key(shape, text, kinds)
    if key is None:
        raise FormatError("PARSE_ERROR", _unknown(shape), file_name=file_name, line=1)
    return key


def _unknown(shape: _Shape) -> str:
    if {"images", "annotations"} <= shape.top:
        return "This is a COCO file. Convert it to Datasaur Schema first."
    return "The JSON has none of the shapes we read here: see the samples."


def _object_key(shape: _Shape, text: str, kinds: Collection[str]) -> str | None:
    if "data" in shape.top and ("version" in shape.top or {"rows", "kinds"} & shape.data):
        return "DATASAUR_SCHEMA"
    if "cells" in shape.top:
        return "IMPORTABLE"
    spans = TOKEN_BASED in kinds
    for key, reader in (("sentences", "JSON_ADVANCED"), ("messages", "CONVERSATION"), ("text", "JSON")):
        if spans and key in shape.top:
            return reader
    if not spans and _is_json_lines(text):
        return "JSON_LINES"
    return None


def _array_key(shape: _Shape, kinds: Collection[str]) -> str | None:
    if TOKEN_BASED not in kinds:
        return "JSON_TABULAR"
    if "speaker" in shape.item:
        return "CONVERSATION"
    return "JSON" if "text" in shape.item or not shape.item else None


def _is_json_lines(text: str) -> bool:
    lines = [line for line in _lines(text) if line.strip()]
    try:
        return bool(lines) and all(isinstance(orjson.loads(line), dict) for line in lines[:10])
    except orjson.JSONDecodeError:
        return False
