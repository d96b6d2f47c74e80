"""THAI: words by PyThaiNLP's dictionary (extra ``nlp``)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import lru_cache

from gloss.core.errors import BadInput
from gloss.tokenizers.base import EXTRA_COMMAND, Offsets, chunks, without_space


@lru_cache(maxsize=1)
def _segment() -> Callable[[str], list[str]]:
    # PyThaiNLP makes a data folder in the user's home unless this names another.
    os.environ.setdefault("PYTHAINLP_DATA", os.path.join(tempfile.gettempdir(), "gloss-pythainlp"))
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    try:
        from pythainlp.tokenize import newmm
    except ImportError:
        raise BadInput(
            f"The THAI tokenizer needs an extra library. Install it with: {EXTRA_COMMAND}",
            field="tokenizer",
            command=EXTRA_COMMAND,
        ) from None
    # The safe mode bounds the search on ambiguous text without spaces.
    return lambda text: list(newmm.segment(text, safe_mode=True))


class ThaiTokenizer:
    key = "THAI"

    def offsets(self, text: str) -> Offsets:
        segment = _segment()
        found: Offsets = []
        for base, chunk in chunks(text):
            position = base
            for word in segment(chunk):
                found += without_space(text, position, position + len(word))
                position += len(word)
        return found
