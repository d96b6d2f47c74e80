"""What a detector of personal data looks like."""

from __future__ import annotations

import regex

from gloss.core.errors import BadInput

TIMEOUT_SECONDS = 1.0
NEARBY = 40
"""How many characters before a number a word such as "passport" still explains it."""

Place = tuple[int, int]
"""Start and exclusive end, in code points."""


class PatternTooSlow(BadInput):
    """A pattern took more than a second for one text."""


class Detector:
    """Finds one type of personal data; ``key`` is the entity type of the public API.

    ``hint`` is what else is known about a text, such as the name of its column.
    """

    key = ""

    def find(self, text: str, hint: str = "") -> list[Place]:
        """Return what is found, in order. Raises PatternTooSlow."""
        raise NotImplementedError


class PatternDetector(Detector):
    """What a pattern finds and ``accepts`` agrees with.

    With ``context``, a match counts only shortly after one of these words, or in a column
    that has one in its name: digits alone say little.
    """

    pattern = ""
    context: tuple[str, ...] = ()
    flags = 0

    def __init__(self) -> None:
        self._pattern = regex.compile(self.pattern, self.flags)
        words = "|".join(regex.escape(word) for word in self.context)
        self._context = regex.compile(rf"(?<![a-z])(?:{words})(?![a-z])", regex.I) if words else None

    def find(self, text: str, hint: str = "") -> list[Place]:
        if self._context and not self._context.search(hint):
            if not self._context.search(text):
                return []
            return [place for place in self._found(text) if self._explained(text, place[0])]
        return self._found(text)

    def accepts(self, match: str) -> bool:
        return True

    def _found(self, text: str) -> list[Place]:
        found = matches(self._pattern, text, self.key)
        return [(start, end) for start, end in found if self.accepts(text[start:end])]

    def _explained(self, text: str, start: int) -> bool:
        assert self._context is not None
        return self._context.search(text, max(0, start - NEARBY), start) is not None


def matches(pattern: regex.Pattern[str], text: str, name: str) -> list[Place]:
    """Return the places of all matches that are not empty. Raises PatternTooSlow, naming the pattern."""
    try:
        found = [match.span() for match in pattern.finditer(text, timeout=TIMEOUT_SECONDS)]
    except TimeoutError as error:
        raise PatternTooSlow(
            f"The pattern {name} took too long for one text. Make it simpler: repeat no repetition, as (a+)+ does.",
            pattern=name,
        ) from error
    return [(start, end) for start, end in found if start < end]


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
