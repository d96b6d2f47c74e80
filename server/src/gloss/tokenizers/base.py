"""The promise of every tokenizer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

Offsets = list[tuple[int, int]]

EXTRA_COMMAND = "pip install 'gloss[nlp]'"
CHUNK = 4000


class Tokenizer(Protocol):
    """Finds the tokens of one line."""

    @property
    def key(self) -> str: ...

    def offsets(self, text: str) -> Offsets:
        """Return the tokens as code point ranges with exclusive ends.

        Ranges ascend, never overlap, are never empty and never cover white space; every
        character that is not white space is inside one.
        """


def chunks(text: str, size: int = CHUNK) -> Iterator[tuple[int, str]]:
    """Cut a long line into pieces of at most ``size`` characters, each with its start.

    Cuts fall behind white space or a sentence end where there is one in the second half of
    a piece, so that few words are cut. Statistical tokenizers refuse or crawl on more.
    """
    start = 0
    while len(text) - start > size:
        end = start + size
        for index in range(end - 1, start + size // 2, -1):
            if text[index].isspace() or text[index] in "。！？.!?，、,":
                end = index + 1
                break
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def without_space(text: str, start: int, end: int) -> Offsets:
    """Split ``text[start:end]`` at white space: what a library calls one word may hold some."""
    word = text[start:end]
    if word and not any(map(str.isspace, word)):
        return [(start, end)]
    found: Offsets = []
    position = start
    for part in word.split():
        position = text.index(part, position, end)
        found.append((position, position + len(part)))
        position += len(part)
    return found
