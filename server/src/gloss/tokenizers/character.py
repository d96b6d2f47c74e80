"""CHARACTER: every user-perceived character is a token, for languages without spaces."""

from __future__ import annotations

import regex

from gloss.tokenizers.base import Offsets, without_space

_FIND = regex.compile(r"\X").finditer


class CharacterTokenizer:
    """Grapheme clusters, so that joined emoji and letters with their marks stay whole."""

    key = "CHARACTER"

    def offsets(self, text: str) -> Offsets:
        if text.isascii():
            return [(index, index + 1) for index, character in enumerate(text) if not character.isspace()]
        found: Offsets = []
        for match in _FIND(text):
            start, end = match.span()
            found += without_space(text, start, end)
        return found
