"""Regular expressions in the manner of JavaScript, as the public API takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from gloss.core import patterns
from gloss.core.errors import BadInput
from gloss.masking.base import Detector, Place, matches

MAX_EXPRESSIONS = 50
MAX_LENGTH = 2000
_GROWTH = 7
"""How many times as long a pattern gets at most when it is translated."""
_FLAGS = {"i": regex.I, "m": regex.M, "s": regex.S, "g": 0, "u": 0, "v": 0, "d": 0, "y": 0}
_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_"}


class Expression(Detector):
    """One custom pattern; ``key`` is its name."""

    def __init__(self, name: str, pattern: regex.Pattern[str]) -> None:
        self.key = name
        self._pattern = pattern

    def find(self, text: str, hint: str = "") -> list[Place]:
        return matches(self._pattern, text, self.key)


def expression(given: Mapping[str, Any], field: str) -> Expression:
    """Read ``{name, pattern, flags}``. Raises BadInput naming the pattern."""
    name, pattern, flags = (str(given.get(key) or "") for key in ("name", "pattern", "flags"))
    if not name.strip():
        raise BadInput("A pattern needs a name: it is shown in place of what it hides.", field=f"{field}.name")
    if not pattern or len(pattern) > MAX_LENGTH:
        raise BadInput(f"The pattern {name} has 1 to {MAX_LENGTH} characters.", field=f"{field}.pattern")
    unknown = [flag for flag in flags if flag not in _FLAGS]
    if unknown:
        raise BadInput(
            f"The pattern {name} has the unknown flag {unknown[0]!r}. Possible: {', '.join(sorted(_FLAGS))}.",
            field=f"{field}.flags",
        )
    value = 0
    for flag in flags:
        value |= _FLAGS[flag]
    written = translated(pattern, multiline="m" in flags)
    try:
        return Expression(name.strip(), patterns.compiled(written, value, max_length=MAX_LENGTH * _GROWTH))
    except regex.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise BadInput(
            f"The pattern {name} is not a regular expression: {error.msg}{place}.", field=f"{field}.pattern"
        ) from error


def translated(pattern: str, *, multiline: bool = False) -> str:
    r"""Return a JavaScript pattern in this module's syntax.

    ``\d`` and ``\w`` mean ASCII, ``$`` the very end, ``[^]`` anything, and names are
    written ``\k<name>`` and ``\u{...}``.
    """
    written: list[str] = []
    place, inside = 0, False
    while place < len(pattern):
        part, used, inside = _part(pattern, place, inside, multiline)
        written.append(part)
        place += used
    return "".join(written)


def _part(pattern: str, place: int, inside: bool, multiline: bool) -> tuple[str, int, bool]:
    """Translate what starts at ``place``: its text, how many characters it took, and whether a class is open."""
    character = pattern[place]
    if character == "\\":
        return (*_escape(pattern, place, inside), inside)
    if inside:
        # Doubled signs would be set operations, which JavaScript does not know.
        return ("\\[" if character == "[" else character), 1, character != "]"
    if character == "[":
        for empty, meaning in (("[^]", r"[\s\S]"), ("[]", "(?!)")):
            if pattern.startswith(empty, place):
                return meaning, len(empty), False
        return ("[^", 2, True) if pattern.startswith("[^", place) else ("[", 1, True)
    if character == "$" and not multiline:
        return r"\Z", 1, False
    return character, 1, False


def _escape(pattern: str, place: int, inside: bool) -> tuple[str, int]:
    after = pattern[place + 1 : place + 2]
    if after.lower() in _CLASSES and after:
        return _ascii_class(after, inside), 2
    if after in ("u", "k"):
        opening, closing = ("{", "}") if after == "u" else ("<", ">")
        end = pattern.find(closing, place)
        if pattern[place + 2 : place + 3] == opening and end > 0:
            content = pattern[place + 3 : end]
            return (f"\\U{content:0>8}" if after == "u" else f"(?P={content})"), end - place + 1
    if after == "/":
        return "/", 2
    return pattern[place : place + 2], 2


def _ascii_class(letter: str, inside: bool) -> str:
    ascii_only = _CLASSES[letter.lower()]
    if inside:
        return ascii_only if letter.islower() else f"\\{letter}"
    return f"[{ascii_only}]" if letter.islower() else f"[^{ascii_only}]"
