"""Reads lists of words: word, part of speech, definition, synonyms separated by ``;``."""

from __future__ import annotations

import functools
from pathlib import Path

from gloss.dictionary.entries import Definition, Dictionary


class WordList:
    def __init__(self, path: Path) -> None:
        self.path = path

    def look_up(self, word: str) -> list[Definition]:
        return _words(self.path, self.path.stat().st_mtime).get(word.strip().casefold(), [])


class WordListReader:
    key = "TSV"

    def find(self, folder: Path) -> list[Dictionary]:
        return [WordList(path) for path in sorted(folder.glob("*.tsv"))]


@functools.lru_cache(maxsize=8)
def _words(path: Path, changed: float) -> dict[str, list[Definition]]:
    found: dict[str, list[Definition]] = {}
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line in file:
            word, category, text, synonyms, *_ = (*line.rstrip("\r\n").split("\t"), "", "", "", "")
            if word and text:
                others = tuple(part.strip() for part in synonyms.split(";") if part.strip())
                found.setdefault(word.casefold(), []).append(Definition(category, text, others))
    return found
