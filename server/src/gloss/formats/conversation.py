"""CONVERSATION and CONVERSATION_TEXT: one message per line, with speaker and time as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from gloss.formats.base import SPAN_KINDS, FormatError
from gloss.formats.document import ReadOptions, Record
from gloss.formats.json_stream import JsonFile
from gloss.formats.reading import LineMaker
from gloss.formats.text import open_text

_SPEAKER = re.compile(r"([^\s:][^:]{0,63}):\s+")


class ConversationReader:
    """Takes ``{"messages": [{speaker, time?, text}]}`` or the bare array."""

    key = "CONVERSATION"
    kinds = SPAN_KINDS
    extensions = (".json",)

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        file = JsonFile(source, options.file_name)
        make = LineMaker(options)
        for position, message in enumerate(file.items("" if file.is_array else "messages")):
            text = message.get("text") if isinstance(message, dict) else None
            if not isinstance(text, str):
                where = f"messages[{position}].text"
                make.fail("PARSE_ERROR", f"{where} must be a text.", make.count + 1, field=where)
            yield make.line(make.cell(text, None, _metadata(message)))
        if not make.count:
            raise FormatError("EMPTY_FILE", "The file holds no message.", file_name=options.file_name)


def _metadata(message: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if message.get("speaker"):
        found.append({"key": "speaker", "value": str(message["speaker"]), "pinned": True})
    if message.get("time"):
        found.append({"key": "time", "value": str(message["time"])})
    return found


class ConversationTextReader:
    """Takes lines ``Speaker: text``; a line without a speaker has no metadata."""

    key = "CONVERSATION_TEXT"
    kinds = SPAN_KINDS
    extensions = (".txt",)

    def read(self, source: BinaryIO, options: ReadOptions) -> Iterator[Record]:
        text = open_text(source, options.file_name)
        make = LineMaker(options)
        for line in text.lines():
            found = _SPEAKER.match(line)
            content = line[found.end() :] if found else line
            metadata = [{"key": "speaker", "value": found[1], "pinned": True}] if found else []
            yield make.line(make.cell(content, None, metadata))
        yield text.info
