"""What a dictionary tells about a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Definition:
    category: str
    text: str
    synonyms: Sequence[str] = ()


class Dictionary(Protocol):
    def look_up(self, word: str) -> list[Definition]:
        """Return what is known about a word, whatever its case; nothing if it is not in the dictionary."""


class Reader(Protocol):
    """Recognises one form of dictionary files."""

    key: str

    def find(self, folder: Path) -> list[Dictionary]:
        """The dictionaries of this form in a folder."""
