"""JAPANESE: short units by Sudachi and its small dictionary (extra ``nlp``)."""

from __future__ import annotations

from threading import local
from typing import Any

from gloss.core.errors import BadInput
from gloss.tokenizers.base import EXTRA_COMMAND, Offsets, chunks, without_space

_thread = local()


def _segmenter() -> Any:
    """One per thread: Sudachi's tokenizer may not be shared."""
    found = getattr(_thread, "segmenter", None)
    if found is not None:
        return found
    try:
        from sudachipy import Dictionary, SplitMode
    except ImportError:
        raise BadInput(
            f"The JAPANESE tokenizer needs an extra library. Install it with: {EXTRA_COMMAND}",
            field="tokenizer",
            command=EXTRA_COMMAND,
        ) from None
    dictionary = Dictionary(dict="small")
    # Newer releases call it "tokenizer" and warn about "create".
    make = getattr(dictionary, "tokenizer", None) or dictionary.create
    _thread.segmenter = make(mode=SplitMode.A)
    return _thread.segmenter


class JapaneseTokenizer:
    key = "JAPANESE"

    def offsets(self, text: str) -> Offsets:
        segmenter = _segmenter()
        found: Offsets = []
        for base, chunk in chunks(text):
            for morpheme in segmenter.tokenize(chunk):
                found += without_space(text, base + morpheme.begin(), base + morpheme.end())
        return found
