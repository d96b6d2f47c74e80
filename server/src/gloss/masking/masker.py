"""Hides personal data in texts without changing where anything is."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable, Sequence

from gloss.masking.base import Detector

ASTERISK, RANDOM_CHARACTER = "ASTERISK", "RANDOM_CHARACTER"
METHODS = (ASTERISK, RANDOM_CHARACTER)

Mask = tuple[int, int, str, str]
"""Start and exclusive end in code points, the name of what is hidden, and the original text."""


class Masker:
    """Finds and hides. One masker serves many documents: ``mask`` takes the secret of each."""

    def __init__(self, detectors: Sequence[Detector], method: str = ASTERISK) -> None:
        self._detectors = detectors
        self._method = method

    def mask(self, text: str, secret: bytes, hint: str = "") -> tuple[str, list[Mask]]:
        """Return the text with personal data hidden, equally long, and what was hidden, in order.

        The same original becomes the same mask wherever ``secret`` is the same. White
        space stays, so that a text has as many tokens as before.

        Raises:
            PatternTooSlow: a custom pattern took more than a second.
        """
        found = [(*place, one.key) for one in self._detectors for place in one.find(text, hint)]
        if not found:
            return text, []
        masks = [(start, end, name, text[start:end]) for start, end, name in _merged(found)]
        pieces, last = [], 0
        for start, end, _, original in masks:
            pieces += [text[last:start], self._hidden(original, secret)]
            last = end
        return "".join([*pieces, text[last:]]), masks

    def _hidden(self, original: str, secret: bytes) -> str:
        if self._method == ASTERISK:
            return "".join(character if character.isspace() else "*" for character in original)
        noise = hashlib.shake_256(len(secret).to_bytes(8) + secret + original.encode(errors="surrogatepass"))
        chosen = noise.digest(2 * len(original))
        return "".join(
            _other(character, int.from_bytes(chosen[2 * at : 2 * at + 2])) for at, character in enumerate(original)
        )


def restored(text: str, masks: Iterable[Mask]) -> str:
    """Return the original of a masked text."""
    pieces, last = [], 0
    for start, end, _, original in masks:
        pieces += [text[last:start], original]
        last = end
    return "".join([*pieces, text[last:]])


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join places that overlap; the one that starts first, or else is longer, gives the name."""
    merged: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found, key=lambda place: (place[0], -place[1])):
        if merged and start < merged[-1][1]:
            first, last, kept = merged[-1]
            merged[-1] = (first, max(last, end), kept)
        else:
            merged.append((start, end, name))
    return merged


def _other(character: str, noise: int) -> str:
    """A letter for a letter, a digit for a digit, anything else as it is."""
    if character.isalpha():
        letters = string.ascii_uppercase if character.isupper() else string.ascii_lowercase
        return letters[noise % 26]
    return str(noise % 10) if character.isdigit() else character
