"""Reads WordNet's database files as they are: an index searched by halving, and data at byte offsets."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gloss.dictionary.entries import Definition, Dictionary

PARTS = {"noun": "noun", "verb": "verb", "adj": "adjective", "adv": "adverb"}
ENDINGS = {
    "noun": (("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("ies", "y")),
    "verb": (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
    "adj": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "adv": (),
}


class WordNet:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def look_up(self, word: str) -> list[Definition]:
        lemma = word.strip().lower().replace(" ", "_")
        return [found for part in PARTS for found in self._in_part(part, lemma)] if lemma else []

    def _in_part(self, part: str, lemma: str) -> Iterator[Definition]:
        index, data = self.folder / f"index.{part}", self.folder / f"data.{part}"
        if not index.is_file() or not data.is_file():
            return
        with index.open("rb") as file:
            offsets = next((found for form in self._forms(part, lemma) if (found := _offsets(file, form))), [])
        with data.open("rb") as file:
            for offset in offsets:
                file.seek(offset)
                yield _synset(part, lemma, file.readline().decode("utf-8", "replace"))

    def _forms(self, part: str, lemma: str) -> Iterator[str]:
        """The word itself, irregular and regular base forms."""
        yield lemma
        yield from _exceptions(self.folder / f"{part}.exc").get(lemma, ())
        for ending, base in ENDINGS[part]:
            if lemma.endswith(ending) and len(lemma) > len(ending) + 1:
                yield lemma[: -len(ending)] + base


class WordNetReader:
    key = "WORDNET"

    def find(self, folder: Path) -> list[Dictionary]:
        return [WordNet(folder)] if (folder / "index.noun").is_file() else []


@functools.lru_cache(maxsize=16)
def _exceptions(path: Path) -> dict[str, list[str]]:
    if not path.is_file():
        return {}
    lines = (line.split() for line in path.read_text("utf-8", "replace").splitlines())
    return {words[0]: words[1:] for words in lines if words}


def _offsets(file: BinaryIO, lemma: str) -> list[int]:
    """Find the line of a lemma in a sorted index: the byte offsets of its meanings."""
    wanted = lemma.encode()
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        file.seek(middle)
        if middle:
            file.readline()
        place = file.tell()
        line = file.readline()
        if place >= high or not line:
            high = middle
        elif line.startswith(b" ") or line.split(b" ", 1)[0] < wanted:
            low = file.tell()  # The licence at the top starts with spaces.
        elif line.split(b" ", 1)[0] == wanted:
            return _meanings(line.decode("utf-8", "replace").split())
        else:
            high = middle
    return _from(file, low, wanted)


def _from(file: BinaryIO, place: int, wanted: bytes) -> list[int]:
    """The line at which halving ended, which it may have stepped over."""
    file.seek(place)
    fields = file.readline().split(b" ")
    return _meanings([field.decode() for field in fields if field.strip()]) if fields[0] == wanted else []


def _meanings(fields: list[str]) -> list[int]:
    count, pointers = int(fields[2]), int(fields[3])
    return [int(field) for field in fields[4 + pointers + 2 :][:count]]


def _synset(part: str, lemma: str, line: str) -> Definition:
    head, _, gloss = line.partition(" | ")
    fields = head.split()
    count = int(fields[3], 16)
    words = [fields[4 + 2 * number].partition("(")[0] for number in range(count)]
    synonyms = tuple(word.replace("_", " ") for word in words if word.lower() != lemma)
    return Definition(PARTS[part], gloss.strip(), synonyms)
