"""CHINESE: words by jieba's dictionary (extra ``nlp``)."""

from __future__ import annotations

import logging
import tempfile
from functools import lru_cache
from typing import Any

from gloss.core.errors import BadInput
from gloss.tokenizers.base import EXTRA_COMMAND, Offsets, chunks, without_space


@lru_cache(maxsize=1)
def _segmenter() -> Any:
    try:
        import jieba
    except ImportError:
        raise BadInput(
            f"The CHINESE tokenizer needs an extra library. Install it with: {EXTRA_COMMAND}",
            field="tokenizer",
            command=EXTRA_COMMAND,
        ) from None
    jieba.setLogLevel(logging.ERROR)
    segmenter = jieba.Tokenizer()
    # jieba pickles its dictionary into the shared temporary folder, where anyone could
    # replace it; a private folder that is gone afterwards keeps the load from being trusted.
    with tempfile.TemporaryDirectory(prefix="gloss-jieba-") as folder:
        segmenter.tmp_dir = folder
        segmenter.initialize()
    return segmenter


class ChineseTokenizer:
    """Loads its dictionary at first use (about a second)."""

    key = "CHINESE"

    def offsets(self, text: str) -> Offsets:
        segmenter = _segmenter()
        found: Offsets = []
        for base, chunk in chunks(text):
            for _, start, end in segmenter.tokenize(chunk):
                found += without_space(text, base + start, base + end)
        return found
