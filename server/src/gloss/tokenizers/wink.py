"""WINK, the default: words, numbers, times, web things, emoji and punctuation by category.

A token never crosses a space, so a line is cut at spaces first and each piece is tokenized
on its own. Pieces repeat (words do), so the result for a piece is cached: a plain word
costs one test, a seen piece one look-up, and only new ones meet the patterns.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from gloss.tokenizers.base import Offsets

# In order of precedence. Every repetition before a required character is bounded and gives
# nothing back, so that no line, however long or odd, makes the search quadratic.
_WEB = (
    r"""(?:https?|ftp)://[^\s<>"]*[^\s<>".,;:!?'()\[\]{}]""",
    r"""www\.[^\s<>"]*[^\s<>".,;:!?'()\[\]{}]""",
    r"(?<![a-z0-9_.+%-])[a-z0-9_][a-z0-9_.+%-]{0,63}+"
    r"@[a-z0-9](?:-{0,3}[a-z0-9]){0,62}+(?:\.[a-z0-9](?:-{0,3}[a-z0-9]){0,62}+){1,8}",
    r"@\w+",
    r"#[^\W\d_]\w*",
)
_EMOTICON = (r"<3(?!\d)|</3(?!\d)|[:;=][-^']?(?:[()\[\]{}*]|[dpso3](?!\w)|[/\\|](?![\w/\\]))",)
_NUMERIC = (
    r"(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}(?:[ap]m)?(?!\w)",
    r"(?:0?[1-9]|1[0-2])[ap]m(?!\w)",
    r"\d+(?:st|nd|rd|th)(?!\w)",
    r"\d(?:[.,/-]?\d)*",
)
_ENDING = r"'(?:s|m|d|ll|re|ve)(?!\w)"
_ASCII_WORD = (
    r"(?<![a-z])[a-z]{1,8}?(?=n't(?!\w))",
    r"n't(?!\w)",
    r"(?<=[a-z])" + _ENDING,
    r"[a-z_]\w*",
)
_ASCII = re.compile("|".join((*_WEB, *_EMOTICON, *_NUMERIC, *_ASCII_WORD, r"[^\s\x1c-\x1f]")), re.IGNORECASE | re.ASCII)

_PICTURE = r"\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?[\U000E0020-\U000E007F]*"
_EMOJI = (
    r"\p{Regional_Indicator}{2}",
    r"[0-9#*]\uFE0F?\u20E3",
    rf"{_PICTURE}(?:\u200D{_PICTURE})*",
)
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}"
_LETTER = rf"[\p{{L}}_--[{_UNSPACED}]]"
_IN_WORD = rf"[\p{{L}}\p{{M}}\p{{N}}_\u200C\u200D--[{_UNSPACED}]]"
_WORD = (
    rf"(?<!\p{{L}}){_LETTER}{{1,8}}?(?=n['’]t(?!\w))",
    r"n['’]t(?!\w)",
    r"(?<=\p{L})" + _ENDING.replace("'", "['’]", 1),
    r"\p{Han}\p{M}*",
    r"\p{Hiragana}[\p{Hiragana}\p{M}ー]*",
    r"[\p{Katakana}ー][\p{Katakana}\p{M}ー]*",
    rf"{_LETTER}{_IN_WORD}*",
)
# \x1c-\x1f are white space to Python's str, but not to this module's \s.
_ANY = r"[^\s\x1C-\x1F][\p{M}\u200C\u200D]*"
_UNICODE = regex.compile(
    "|".join((*_WEB, *_EMOJI, *_EMOTICON, *_NUMERIC, *_WORD, _ANY)), regex.IGNORECASE | regex.VERSION1
)

_CACHED_LENGTH = 48


def _search(piece: str) -> tuple[tuple[int, int], ...]:
    pattern = _ASCII if piece.isascii() else _UNICODE
    return tuple([match.span() for match in pattern.finditer(piece)])


_cached_search = lru_cache(maxsize=1 << 16)(_search)


class WinkTokenizer:
    """Contractions split as ``do|n't`` and ``we|'ll``; each Han character is a token of its own."""

    key = "WINK"

    def offsets(self, text: str) -> Offsets:
        found: Offsets = []
        add = found.append
        position = 0
        plain = text.isascii()
        for piece in text.split(" "):
            length = len(piece)
            if piece.isalpha() and (plain or piece.isascii()):
                add((position, position + length))
            elif length == 1 and not piece.isspace():
                add((position, position + 1))
            elif length:
                spans = _cached_search(piece) if length <= _CACHED_LENGTH else _search(piece)
                for start, end in spans:
                    add((position + start, position + end))
            position += length + 1
        return found
