"""Regular expressions that users write: compiled only if that stays cheap."""

from __future__ import annotations

import re

import regex

MAX_LENGTH = 2000
MAX_STATES = 20_000
_REPEAT = re.compile(r"\{(\d*)(?:,(\d*))?\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)


def compiled(pattern: str, flags: int = 0, *, max_length: int = MAX_LENGTH) -> regex.Pattern[str]:
    """Compile ``pattern``; matching with a ``timeout`` remains the caller's duty.

    Raises:
        regex.error: it is wrong, too long, nested too deeply, or repeats repeated parts so
            often that compiling alone would take the server's memory.
    """
    if len(pattern) > max_length:
        raise regex.error(f"it has more than {max_length} characters")
    if states(pattern) > MAX_STATES:
        raise regex.error("its repetitions multiply to too much")
    try:
        return regex.compile(pattern, flags)
    except (RecursionError, OverflowError, MemoryError) as error:
        raise regex.error("it is nested too deeply") from error


def states(pattern: str) -> int:
    """About how many characters the pattern has once its counted repetitions are written out."""
    sizes, last, place = [0], 0, 0
    while place < len(pattern):
        repeat = _REPEAT.match(pattern, place)
        if repeat:
            times = max((int(number[:9]) for number in repeat.groups() if number), default=1)
            last, added, length = last * max(times, 1), last * max(times - 1, 0), len(repeat.group())
        else:
            last, added, length = _atom(pattern, place, sizes)
        sizes[-1] += added
        place += length
    return sum(sizes)


def _atom(pattern: str, place: int, sizes: list[int]) -> tuple[int, int, int]:
    """Read one atom: its size, what it adds, and its length. Groups open and close in ``sizes``."""
    character = pattern[place]
    if character == "(":
        sizes.append(0)
        return 0, 0, 1
    if character == ")" and len(sizes) > 1:
        inner = sizes.pop()
        return inner, inner, 1
    if character == "\\":
        return 1, 1, 2
    found = _CLASS.match(pattern, place) if character == "[" else None
    return 1, 1, len(found.group()) if found else 1
