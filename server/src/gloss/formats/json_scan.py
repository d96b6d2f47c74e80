"""Finds where the arrays of a large JSON file are and cuts them into items, without parsing.

One expression jumps from bracket to bracket over everything between, strings included, so
a scan runs at the speed of the disk; each item is then parsed on its own.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

_BLOCK = 1 << 20
_STEP = re.compile(rb'(?:[^"\[\]{}]*+"[^"\\]*+(?:\\.[^"\\]*+)*+")*+[^"\[\]{}]*+([\[\]{}])', re.DOTALL)
_KEY = re.compile(rb'"([^"\\]*)"\s*:\s*[\[{]\Z')
_CLOSING = {b"[": b"]", b"{": b"}"}
_NESTED = b"data"


class ScanError(Exception):
    """The file is no JSON: what is wrong and at which byte."""

    def __init__(self, reason: str, position: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


@dataclass(slots=True, frozen=True)
class Bracket:
    """A bracket at byte ``position``; ``before`` is what stands between it and the one before."""

    before: bytes
    position: int
    kind: bytes


class Brackets:
    """Iterates the brackets of a file from ``start`` on, outside strings."""

    def __init__(self, source: BinaryIO, start: int) -> None:
        self._source = source
        source.seek(start)
        self._buffer = b""
        self._base = start
        self._at = 0
        self._size = _BLOCK

    def __iter__(self) -> Iterator[Bracket]:
        while True:
            found = _STEP.match(self._buffer, self._at)
            if found is None:
                if not self._more():
                    return
                continue
            start, self._at = self._at, found.end()
            yield Bracket(self._buffer[start : self._at], self._base + self._at - 1, found[1])

    def _more(self) -> bool:
        """Read on, in ever larger blocks while one string goes on."""
        block = self._source.read(self._size)
        if not block:
            return False
        self._size = self._size * 2 if not self._at and self._buffer else _BLOCK
        self._buffer = self._buffer[self._at :] + block
        self._base += self._at
        self._at = 0
        return True

    def rest(self) -> tuple[bytes, int]:
        """Return what follows the last bracket, and the position of its start."""
        return self._buffer[self._at :], self._base + self._at


@dataclass(slots=True)
class Outline:
    """A JSON object without the content of its arrays.

    ``arrays`` holds the byte after each array's opening bracket, for arrays that are
    members of the object itself or of its ``data``; ``skeleton`` is the rest of the file
    with those arrays empty.
    """

    arrays: dict[str, int] = field(default_factory=dict)
    skeleton: bytes = b""
    origins: list[tuple[int, int]] = field(default_factory=list)

    def position(self, in_skeleton: int) -> int:
        """Return the byte of the file that a byte of the skeleton comes from."""
        at, origin = self.origins[bisect_right(self.origins, (in_skeleton, sys.maxsize)) - 1]
        return origin + in_skeleton - at


def outline(source: BinaryIO, start: int) -> Outline:
    """Scan a file that holds one object. Raises ScanError where brackets do not match."""
    found = Outline()
    keeper = _Skeleton(found)
    stack: list[bytes] = []
    brackets = Brackets(source, start)
    inside_data = False
    for one in brackets:
        keeper.add(one)
        if one.kind in _CLOSING:
            stack.append(one.kind)
            depth = len(stack)
            key = _KEY.search(one.before) if depth in (2, 3) and not keeper.skipping else None
            if depth == 2:
                inside_data = key is not None and key[1] == _NESTED and one.kind == b"{"
            if key and one.kind == b"[" and (depth == 2 or inside_data):
                path = key[1].decode("utf-8", "replace")
                found.arrays[path if depth == 2 else f"{_NESTED.decode()}.{path}"] = one.position + 1
                keeper.skipping = depth
        elif not stack or _CLOSING[stack.pop()] != one.kind:
            raise ScanError("a bracket is closed that was not opened", one.position)
        elif len(stack) < keeper.skipping:
            keeper.resume(one)
    rest, position = brackets.rest()
    if stack:
        raise ScanError("the file ends inside a bracket or a text", position + len(rest))
    keeper.finish(rest, position)
    return found


class _Skeleton:
    """Collects what is outside the arrays. ``skipping`` is the depth of the array being left out, or 0."""

    def __init__(self, found: Outline) -> None:
        self._found = found
        self._parts: list[bytes] = []
        self._size = 0
        self.skipping = 0

    def _append(self, part: bytes, position: int) -> None:
        self._found.origins.append((self._size, position))
        self._parts.append(part)
        self._size += len(part)

    def add(self, one: Bracket) -> None:
        if not self.skipping:
            self._append(one.before, one.position + 1 - len(one.before))

    def resume(self, one: Bracket) -> None:
        self.skipping = 0
        self._append(one.kind, one.position)

    def finish(self, rest: bytes, position: int) -> None:
        self._append(rest, position)
        self._found.skeleton = b"".join(self._parts)


def array_items(source: BinaryIO, start: int, *, to_end: bool = False) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes and the position of each item of the array whose content begins at ``start``.

    With ``to_end`` nothing but white space may follow the array. Raises ScanError.
    """
    brackets = Brackets(source, start)
    parts: list[bytes] = []
    depth = 0
    first, separated = True, True
    item_start = start
    for one in brackets:
        if depth == 0:
            gap = one.before[:-1]
            closing = one.kind not in _CLOSING
            yield from _scalars(gap, one.position - len(gap), first, closing)
            separated = first or gap.strip() != b""
            if closing:
                if one.kind != b"]":
                    raise ScanError("the array is closed by another bracket", one.position)
                break
            if not separated:
                raise ScanError("a comma is missing between two items", one.position)
            first = False
            item_start = one.position
            parts = [one.kind]
            depth = 1
            continue
        parts.append(one.before)
        depth += 1 if one.kind in _CLOSING else -1
        if depth == 0:
            yield b"".join(parts), item_start
    else:
        rest, position = brackets.rest()
        raise ScanError("the file ends inside the array", position + len(rest))
    if to_end:
        _check_end(source, brackets)


def _scalars(gap: bytes, position: int, first: bool, closing: bool) -> Iterator[tuple[bytes, int]]:
    """Yield the items between two bracketed ones: none in the files we know, so a plain split does."""
    text = gap.strip()
    if text in (b"", b","):
        if text and (first or closing):
            raise ScanError("a comma stands where an item is expected", position + gap.index(b","))
        return
    inner = text if first else text.removeprefix(b",")
    inner = inner if closing else inner.removesuffix(b",")
    yield b"[" + inner + b"]", position


def _check_end(source: BinaryIO, brackets: Brackets) -> None:
    rest, position = brackets.rest()
    while True:
        if rest.strip():
            raise ScanError("something follows the end of the array", position + len(rest) - len(rest.lstrip()))
        position += len(rest)
        rest = source.read(_BLOCK)
        if not rest:
            return
