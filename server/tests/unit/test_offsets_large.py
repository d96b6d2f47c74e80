"""100,000 made-up texts: what a browser sends, what is stored and what is exported are the same characters."""

from __future__ import annotations

import random

from gloss.core.offsets import from_utf16, to_utf16, utf16_length
from gloss.formats.positions import to_offsets, to_tokens
from gloss.tokenizers import TOKENIZERS

TEXTS = 100_000
PARTS = (
    *"aZ1.,'@ー\t",
    *(" ", "  ", "\r\n", "\r", "é", "e\u0301", "a\u0323\u0302", "か\u3099", "ไม้", "각", "\u1100\u1161\u11a8", "नी"),
    *("😀", "👩\u200d👩\u200d👧\u200d👦", "👍🏽", "❤\ufe0f", "🇩🇪", "🇲🇾", "𝒳", "𠮷", "張"),
    *("مرحبا", "؟", "שלום", "\u200f", "\u200b", "\u200d", "\ufeff"),
)
KEYS = ("WHITE_SPACE", "CHARACTER")


def units(text: str) -> int:
    """UTF-16 units, counted another way than the code under test does."""
    return len(text.encode("utf-16-le")) // 2


def test_sent_stored_and_exported_offsets_agree() -> None:
    source = random.Random(20_251)
    placed = 0
    for number in range(TEXTS):
        text = "".join(source.choices(PARTS, k=source.randint(1, 12)))
        start = source.randrange(len(text))
        end = source.randint(start + 1, len(text))
        assert from_utf16(text, to_utf16(text, start)) == start, ascii(text)
        assert to_utf16(text, end) == units(text[:end]), ascii(text)
        tokens = TOKENIZERS[KEYS[number % 2]].offsets(text)
        place = to_tokens(tokens, start, end)
        if place is None:
            continue
        placed += 1
        # As the browser sends it: units inside the first and the last token, the end inclusive.
        first, last = (text[slice(*tokens[token])] for token in (place.start_token, place.end_token))
        sent_start = to_utf16(first, place.start_char)
        sent_end = to_utf16(last, place.end_char + 1) - 1
        assert 0 <= sent_start < utf16_length(first), ascii(text)
        assert 0 <= sent_end < utf16_length(last), ascii(text)
        # As it is stored.
        assert from_utf16(first, sent_start) == place.start_char, ascii(text)
        assert from_utf16(last, sent_end) == place.end_char, ascii(text)
        # As it is exported, and shown by a browser again.
        low, high = to_offsets(tokens, place)
        assert text[low:high] == text[start:end].strip(), ascii(text)
        token_start, last_start = tokens[place.start_token][0], tokens[place.end_token][0]
        assert units(text[:token_start]) + sent_start == units(text[:low]), ascii(text)
        assert units(text[:last_start]) + sent_end + 1 == units(text[:high]), ascii(text)
    assert placed > TEXTS / 2
