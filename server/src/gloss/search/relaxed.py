"""Reads queries as people type them: JSON, with places, and with bare keys, single quotes and /expressions/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import regex

from gloss.core.errors import BadInput

MAX_LENGTH = 10_000
MAX_DEPTH = 30
_SPACE = regex.compile(r"\s*")
_BARE = regex.compile(r"[\w$][\w$.\-]*")
_NUMBER = regex.compile(r"-?\d+(?:\.\d+)?")
_REGEX = regex.compile(r"/((?:\\.|[^/\\\n])+)/([a-z]*)")
_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True)
class Node:
    """``value``: a list of (key, its position, Node), a list of Nodes, or what a plain value holds.

    ``kind`` is object, array, text, number, other or regex (value: pattern and flags).
    """

    kind: str
    value: Any
    position: int


def problem(message: str, position: int) -> BadInput:
    return BadInput(message, field="query", position=position)


def parse(source: str) -> Node:
    """Read one object.

    Raises:
        BadInput: with ``position``, the code points before the first wrong character.
    """
    if len(source) > MAX_LENGTH:
        raise problem(f"A query has at most {MAX_LENGTH} characters.", MAX_LENGTH)
    reader = _Reader(source)
    node = reader.value(0)
    reader.skip()
    if reader.at < len(source):
        raise problem("The query should end here.", reader.at)
    if node.kind != "object":
        raise problem('A query starts with {, for example {"text": "bank"}.', node.position)
    return node


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def skip(self) -> str:
        """Go past spaces and return the next character, "" at the end."""
        found = _SPACE.match(self.source, self.at)
        assert found
        self.at = found.end()
        return self.source[self.at : self.at + 1]

    def value(self, depth: int) -> Node:
        character, start = self.skip(), self.at
        if depth > MAX_DEPTH:
            raise problem(f"The query is nested deeper than {MAX_DEPTH} levels.", start)
        if character == "{":
            return Node("object", self._items(depth, "}"), start)
        if character == "[":
            return Node("array", self._items(depth, "]"), start)
        if character and character in "\"'":
            return Node("text", self._quoted(character), start)
        return self._plain(start)

    def _items(self, depth: int, end: str) -> list[Any]:
        self.at += 1
        items: list[Any] = []
        if self.skip() == end:
            self.at += 1
            return items
        while True:
            items.append(self._member(depth) if end == "}" else self.value(depth + 1))
            character = self.skip()
            if character not in (",", end) or not character:
                raise problem(f"A comma or {end} is missing here.", self.at)
            self.at += 1
            if character == end:
                return items

    def _member(self, depth: int) -> tuple[str, int, Node]:
        character, start = self.skip(), self.at
        if character and character in "\"'":
            key = self._quoted(character)
        else:
            found = _BARE.match(self.source, start)
            if not found:
                raise problem("The name of a field or an operator is missing here.", start)
            key, self.at = found.group(), found.end()
        if self.skip() != ":":
            raise problem(f"A colon is missing after {key}.", self.at)
        self.at += 1
        return key, start, self.value(depth + 1)

    def _quoted(self, quote: str) -> str:
        start = self.at
        if quote == '"':
            try:
                text, self.at = json.decoder.scanstring(self.source, start + 1, False)
            except json.JSONDecodeError as error:
                raise problem(f"This text is not right: {error.msg}.", error.pos) from error
            return text
        end = self.source.find("'", start + 1)
        if end < 0:
            raise problem("This text has no closing quote.", start)
        self.at = end + 1
        return self.source[start + 1 : end]

    def _plain(self, start: int) -> Node:
        found = _REGEX.match(self.source, start)
        if found:
            self.at = found.end()
            return Node("regex", (found.group(1), found.group(2)), start)
        found = _NUMBER.match(self.source, start)
        if found:
            self.at = found.end()
            text = found.group()
            return Node("number", float(text) if "." in text else int(text), start)
        found = _BARE.match(self.source, start)
        if found and found.group() in _WORDS:
            self.at = found.end()
            return Node("other", _WORDS[found.group()], start)
        what = "A value is missing here." if start >= len(self.source) else "A value is missing here: quote texts."
        raise problem(what, start)
