"""WHITE_SPACE: tokens are what stands between white space; punctuation stays attached."""

from __future__ import annotations

import re

from gloss.tokenizers.base import Offsets

_FIND = re.compile(r"\S+").finditer


class WhiteSpaceTokenizer:
    key = "WHITE_SPACE"

    def offsets(self, text: str) -> Offsets:
        return [match.span() for match in _FIND(text)]
