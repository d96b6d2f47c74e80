"""Every tokenizer by its key. A new one is one file here and one line below."""

from __future__ import annotations

from gloss.core.errors import BadInput
from gloss.core.registry import Registry
from gloss.tokenizers.base import Offsets, Tokenizer
from gloss.tokenizers.character import CharacterTokenizer
from gloss.tokenizers.chinese import ChineseTokenizer
from gloss.tokenizers.japanese import JapaneseTokenizer
from gloss.tokenizers.thai import ThaiTokenizer
from gloss.tokenizers.white_space import WhiteSpaceTokenizer
from gloss.tokenizers.wink import WinkTokenizer

TOKENIZERS: Registry[Tokenizer] = Registry(
    "tokenizers",
    WinkTokenizer(),
    WhiteSpaceTokenizer(),
    CharacterTokenizer(),
    ChineseTokenizer(),
    JapaneseTokenizer(),
    ThaiTokenizer(),
)


def tokenizer_for(key: str) -> Tokenizer:
    """Return the tokenizer named ``key``; an unknown name is refused with the list of known ones."""
    if key not in TOKENIZERS:
        raise BadInput(f"Unknown tokenizer {key!r}. Choose one of {', '.join(TOKENIZERS)}.", field="tokenizer")
    return TOKENIZERS[key]


__all__ = ["TOKENIZERS", "Offsets", "Tokenizer", "tokenizer_for"]
