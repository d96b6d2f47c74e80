"""Where labels stand after a line has got another text: free of the database."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from gloss.labels.places import Place

MAX_PRODUCT = 25_000_000
"""Up to so many pairs of tokens are compared exactly; beyond, frequent tokens do not count as anchors."""


class Alignment:
    """Which tokens of a line's old text are which of its new one."""

    def __init__(self, line: int, old: Sequence[str], new: Sequence[str]) -> None:
        self.line = line
        self._size, self._new_size = len(old), len(new)
        self._is_same = list(old) == list(new)
        self._map = _token_map(old, new)

    def place(self, place: Place) -> Place | None:
        """Return where a span stands now; None if its exact tokens no longer stand in a row.

        A span over several lines must keep all it has of this line.
        """
        starts, ends = place.start_line == self.line, place.end_line == self.line
        if starts and ends:
            return self._moved(place, place.start_token, place.end_token)
        if starts:
            return self._to_end(place)
        if ends:
            whole = self._run(0, place.end_token)
            return place._replace(end_token=whole + place.end_token) if whole == 0 else None
        return place if self._is_same else None

    def _moved(self, place: Place, first: int, last: int) -> Place | None:
        start = self._run(first, last)
        return None if start is None else place._replace(start_token=start, end_token=start + last - first)

    def _to_end(self, place: Place) -> Place | None:
        start = self._run(place.start_token, self._size - 1)
        if start is None or start + self._size - place.start_token != self._new_size:
            return None
        return place._replace(start_token=start)

    def _run(self, first: int, last: int) -> int | None:
        """Return where the tokens ``first`` to ``last`` begin now, None unless they still stand in a row."""
        start = self._map.get(first)
        if start is None or last < first:
            return None
        return start if all(self._map.get(at) == start + at - first for at in range(first, last + 1)) else None


def _token_map(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Pair equal tokens in order: those before the change, those after it, and what both texts share between."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    pairs = {at: at for at in range(head)}
    pairs |= {len(old) - 1 - at: len(new) - 1 - at for at in range(tail)}
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if middle_old and middle_new:
        is_long = len(middle_old) * len(middle_new) > MAX_PRODUCT
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=is_long)
        for at, to, size in matcher.get_matching_blocks():
            pairs |= {head + at + step: head + to + step for step in range(size)}
    return pairs
