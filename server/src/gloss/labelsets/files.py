"""Label set files: names, coloured and hierarchical CSV or TSV, and JSON. Pure: no database."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from gloss.core.errors import BadInput
from gloss.formats.base import FormatError
from gloss.formats.separated import records, whole_text
from gloss.labelsets.items import ItemError, LabelItem, parse_items

MAX_BYTES = 500_000
COLUMNS = ("id", "label", "color", "parent_id", "type", "description")


@dataclass(slots=True)
class LabelSetFile:
    name: str
    items: list[LabelItem]
    arrow_label_required: bool = False
    leaf_only: bool = False


def read(file_name: str, content: bytes) -> LabelSetFile:
    """Read a ``.csv``, ``.tsv``, ``.txt`` or ``.json`` file of at most 500 KB.

    The set is named after the file, unless a JSON file names it. Raises FormatError with
    the line (or the path inside the JSON) and the reason.
    """
    if len(content) > MAX_BYTES:
        raise FormatError("FILE_TOO_LARGE", "A label set file has at most 500 KB.", file_name=file_name)
    text = whole_text(content, file_name)
    if not text.strip():
        raise FormatError("EMPTY_FILE", "The file holds no labels.", file_name=file_name)
    path = PurePosixPath(file_name.replace("\\", "/"))
    extension = path.suffix.lower()
    if extension == ".json":
        return _from_json(file_name, path.stem, text)
    if extension in (".csv", ".tsv", ".txt"):
        return LabelSetFile(path.stem, _from_records(file_name, content, "\t" if extension == ".tsv" else ","))
    raise FormatError(
        "UNSUPPORTED_EXTENSION", "Label sets are read from .csv, .tsv and .json files.", file_name=file_name
    )


def write_csv(items: Sequence[LabelItem]) -> bytes:
    """Return ``id,label,color`` with dotted ids; type and description are added only if some item has one."""
    extra = [
        name
        for name, used in (
            ("type", any(item.type != "ALL" for item in items)),
            ("description", any(item.description for item in items)),
        )
        if used
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id", "label", "color", *extra])
    for number, item in _dotted(items):
        values = {"type": item.type, "description": item.description or ""}
        writer.writerow([number, item.name, item.color or "", *(values[name] for name in extra)])
    return out.getvalue().encode()


def write_json(label_set: LabelSetFile) -> bytes:
    """Return the API's label set shape, which ``read`` gives back as the same items."""
    data = {
        "name": label_set.name,
        "arrowLabelRequired": label_set.arrow_label_required,
        "leafOnlyOption": label_set.leaf_only,
        "options": [_option(item) for item in label_set.items],
    }
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _option(item: LabelItem) -> dict[str, Any]:
    option = {
        "id": item.id,
        "label": item.name,
        "color": item.color,
        "parentId": item.parent_id,
        "type": item.type,
        "desc": item.description,
        "arrowRules": item.arrow_rules,
    }
    return {key: value for key, value in option.items() if value is not None}


def _dotted(items: Sequence[LabelItem]) -> list[tuple[str, LabelItem]]:
    """Number the tree 1, 1.1, 1.2, 2…, parents before their children."""
    children: dict[str | None, list[LabelItem]] = {}
    for item in items:
        children.setdefault(item.parent_id, []).append(item)
    numbered: list[tuple[str, LabelItem]] = []
    waiting = [(str(at), item) for at, item in enumerate(children.get(None, ()), 1)][::-1]
    while waiting:
        number, item = waiting.pop()
        numbered.append((number, item))
        below = [(f"{number}.{at}", child) for at, child in enumerate(children.get(item.id, ()), 1)]
        waiting += below[::-1]
    return numbered


def _from_records(file_name: str, content: bytes, delimiter: str) -> list[LabelItem]:
    stripped = ((line, [cell.strip() for cell in cells]) for line, cells in records(content, file_name, delimiter))
    filled = [(line, cells) for line, cells in stripped if any(cells)]
    header = _header(filled[0][1]) if filled else None
    if header is not None:
        filled = filled[1:]
    entries = [_entry(file_name, line, cells, header or ["label"]) for line, cells in filled]
    if not entries:
        raise FormatError("EMPTY_FILE", "The file holds no labels.", file_name=file_name)
    try:
        return parse_items(entries)
    except ItemError as error:
        raise FormatError("PARSE_ERROR", error.message, file_name=file_name, line=filled[error.index][0]) from None


def _header(cells: list[str]) -> list[str] | None:
    """Return the column names if this record is a header: known names only, ``label`` among at least two."""
    synonyms = {"name": "label", "tagname": "label", "colour": "color", "parentid": "parent_id", "desc": "description"}
    names = [synonyms.get(cell.lower(), cell.lower()) for cell in cells]
    known = all(name in COLUMNS for name in names) and len(set(names)) == len(names)
    return names if known and "label" in names and len(names) > 1 else None


def _entry(file_name: str, line: int, cells: list[str], header: list[str]) -> dict[str, Any]:
    while len(cells) > len(header) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > len(header):
        reason = f"The line has {len(cells)} columns instead of {len(header)}."
        if header == ["label"]:
            reason += " A file with several columns starts with a header such as id,label,color."
        raise FormatError("PARSE_ERROR", reason, file_name=file_name, line=line)
    entry: dict[str, Any] = dict(zip(header, cells, strict=False))
    if "id" in header and "parent_id" not in header and "." in entry.get("id", ""):
        entry["parent_id"] = entry["id"].rpartition(".")[0]
    return entry


def _from_json(file_name: str, stem: str, text: str) -> LabelSetFile:
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise FormatError("PARSE_ERROR", f"{error.msg}.", file_name=file_name, **place) from None
    if isinstance(data, list) and len(data) == 1 and isinstance(data[0], dict) and _options(data[0]) is not None:
        data = data[0]
    head = data if isinstance(data, dict) else {}
    options = _options(data) if isinstance(data, dict) else data
    if not isinstance(options, list):
        reason = "The file must hold a list of options, or an object with 'options'."
        raise FormatError("PARSE_ERROR", reason, file_name=file_name)
    if not options:
        raise FormatError("EMPTY_FILE", "The file holds no labels.", file_name=file_name)
    entries = [{"label": option} if isinstance(option, str) else option for option in options]
    try:
        items = parse_items(entries, prefix="options")
    except BadInput as error:
        field = error.details.get("field")
        raise FormatError("PARSE_ERROR", f"{field}: {error.message}", file_name=file_name, field=field) from None
    name = head.get("name") or head.get("label") or stem
    return LabelSetFile(
        name if isinstance(name, str) else stem,
        items,
        arrow_label_required=head.get("arrowLabelRequired") is True,
        leaf_only=head.get("leafOnlyOption") is True,
    )


def _options(data: dict[str, Any]) -> Any:
    """Find the options: of the API's shape, or below ``config`` as the batch client writes them."""
    config = data.get("config")
    for place in (data, config if isinstance(config, dict) else {}):
        for key in ("options", "tagItems"):
            if key in place:
                return place[key]
    return None
