"""How text is compared: words, whole words and regular expressions, each within a time limit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import regex

from gloss.core import patterns
from gloss.core.errors import BadInput

REGEX_SECONDS = 2.0
MAX_TEXT = 1000
MAX_MATCHES = 1000
_WORDS = regex.compile(r'"([^"]+)"|(\S+)')
_RUN = regex.compile(r"[\w ,;:'\-@/]")

Literals = tuple[tuple[str, ...], ...]
"""Alternatives of texts that must all be in a matching cell; empty: nothing is known."""


class TooSlow(BadInput):
    """A regular expression needed longer than its limit."""


@dataclass(slots=True)
class Clock:
    """What is left of the time that one search may spend in regular expressions."""

    seconds: float = REGEX_SECONDS

    def spend(self, since: float) -> None:
        self.seconds -= time.perf_counter() - since


@dataclass(frozen=True)
class Matcher:
    """Finds a pattern in text. ``literals`` lead to the index; ``name`` is the field to blame."""

    pattern: regex.Pattern[str]
    literals: Literals = ()
    is_expression: bool = False
    name: str = "text"
    position: int | None = None
    clock: Clock = field(default_factory=Clock, compare=False)

    @cached_property
    def _needed(self) -> tuple[tuple[str, ...], ...]:
        """The literals in small letters, if they are plain enough to be looked for without the pattern."""
        plain = self.literals if all(text.isascii() for texts in self.literals for text in texts) else ()
        return tuple(tuple(text.lower() for text in texts) for texts in plain)

    def found_in(self, text: str) -> bool:
        return not self._is_hopeless(text) and next(self.places(text), None) is not None

    def _is_hopeless(self, text: str) -> bool:
        """Whether a literal that must be there is missing: many times quicker to see than a match."""
        if not self._needed or not text.isascii():
            return False
        low = text.lower()
        return not any(all(part in low for part in texts) for texts in self._needed)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield starts and exclusive ends, in code points; empty matches are left out.

        Raises:
            TooSlow: the expression has used up its time.
        """
        if self._is_hopeless(text):
            return
        if not self.is_expression:
            yield from (found.span() for found in self.pattern.finditer(text))
            return
        started = time.perf_counter()
        limit = max(self.clock.seconds, 0.001)
        try:
            for found in self.pattern.finditer(text, timeout=limit, concurrent=len(text) > MAX_TEXT):
                if found.end() > found.start():
                    yield found.span()
        except TimeoutError as error:
            message = f"The expression takes longer than {REGEX_SECONDS:.0f} seconds. Make it simpler."
            raise TooSlow(message, field=self.name, position=self.position) from error
        finally:
            self.clock.spend(started)


def contains_any(text: str, *, case_sensitive: bool = False) -> Matcher:
    """Any of the words of ``text``, inside longer ones too; what is in double quotes stays together."""
    words = [first or second for first, second in _WORDS.findall(text)] or [text]
    words.sort(key=len, reverse=True)
    found = regex.compile("|".join(map(regex.escape, words)), _flags(case_sensitive))
    return Matcher(found, tuple((word,) for word in words))


def contains(text: str, *, case_sensitive: bool = False, name: str = "text") -> Matcher:
    return Matcher(regex.compile(regex.escape(text), _flags(case_sensitive)), ((text,),), name=name)


def whole_word(text: str, *, case_sensitive: bool = False) -> Matcher:
    """``text`` where no letter or digit adjoins it; a sign at its edge needs no boundary."""
    start = r"(?<!\w)" if regex.match(r"\w", text) else ""
    end = r"(?!\w)" if regex.search(r"\w\Z", text) else ""
    return Matcher(regex.compile(start + regex.escape(text) + end, _flags(case_sensitive)), ((text,),))


def equals(text: str, name: str = "text") -> Matcher:
    return Matcher(regex.compile(rf"\A{regex.escape(text)}\Z", regex.IGNORECASE), ((text,),) if text else (), name=name)


def expression(
    pattern: str, *, case_sensitive: bool = False, flags: str = "", name: str = "text", position: int | None = None
) -> Matcher:
    """A regular expression as users write it.

    Raises:
        BadInput: it is not one; ``position`` is where, in code points.
    """
    options = _flags(case_sensitive) | regex.MULTILINE
    options |= regex.DOTALL if "s" in flags else 0
    start = position or 0
    try:
        found = patterns.compiled(pattern, options)
    except regex.error as error:
        place = start + (error.pos or 0)
        message = f"This is not a regular expression: {error.msg}."
        raise BadInput(message, field=name, position=place) from error
    return Matcher(found, required_texts(pattern), True, name, position)


def required_texts(pattern: str) -> Literals:
    """The plain texts every match holds, as far as that is plain to see; () if it is not.

    Only what stands outside groups, sets and repetitions counts; an alternative or an
    inline flag anywhere ends the search for them.
    """
    if "|" in pattern or "(?" in pattern:
        return ()
    texts, run, depth, place = [], "", 0, 0
    while place < len(pattern):
        character = pattern[place]
        following = pattern[place + 1 : place + 2]
        plain = depth == 0 and _RUN.match(character) is not None
        if plain and following not in ("?", "*", "{"):
            run += character
        else:
            texts.append(run)
            run = ""
        depth += {"(": 1, ")": -1}.get(character, 0)
        place = _after(pattern, place)
    kept = tuple(text for text in (*texts, run) if len(text) >= 3)
    return (kept,) if kept else ()


def _after(pattern: str, place: int) -> int:
    if pattern[place] == "\\":
        named = regex.match(r"\\[pPNx]\{[^}]*\}|\\x..|\\u....|\\.", pattern[place:], regex.DOTALL)
        return place + (len(named.group()) if named else 2)
    if pattern[place] == "[":
        found = regex.match(r"\[\^?\]?(?:\\.|[^\]\\])*\]", pattern[place:], regex.DOTALL)
        return place + (len(found.group()) if found else 1)
    if pattern[place] == "{":
        end = pattern.find("}", place)
        return end + 1 if end > 0 else place + 1
    return place + 1


def _flags(case_sensitive: bool) -> int:
    return 0 if case_sensitive else regex.IGNORECASE
