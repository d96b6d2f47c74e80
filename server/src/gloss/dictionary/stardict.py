"""Reads StarDict dictionaries: ``.ifo``, ``.idx`` and ``.dict`` or its compressed form ``.dict.dz``."""

from __future__ import annotations

import functools
import gzip
import re
import struct
from pathlib import Path

from gloss.dictionary.entries import Definition, Dictionary

_TAG = re.compile(r"<[^>]*>")
_TEXTS = "mtyxghklw"
"""Types of articles that are text, some with marks."""


class StarDict:
    def __init__(self, info: Path) -> None:
        self.info = info

    def look_up(self, word: str) -> list[Definition]:
        places = _index(self.info, self.info.stat().st_mtime).get(word.strip().casefold(), ())
        texts = [text for offset, size in places for text in self._texts(self._read(offset, size))]
        return [Definition("", text) for text in texts if text]

    def _read(self, offset: int, size: int) -> bytes:
        plain = self.info.with_suffix(".dict")
        if plain.is_file():
            with plain.open("rb") as file:
                file.seek(offset)
                return file.read(size)
        with gzip.open(self.info.with_suffix(".dict.dz"), "rb") as packed:
            packed.seek(offset)
            return packed.read(size)

    def _texts(self, article: bytes) -> list[str]:
        """The parts of an article; its types are in the ``.ifo`` or before each part."""
        kinds = _settings(self.info).get("sametypesequence", "")
        if not kinds:
            parts = [part for part in article.split(b"\0") if part]
            return [_plain(part[1:]) for part in parts if chr(part[0]) in _TEXTS]
        parts = article.split(b"\0")[: len(kinds)]
        return [_plain(part) for kind, part in zip(kinds, parts, strict=False) if kind in _TEXTS]


class StarDictReader:
    key = "STARDICT"

    def find(self, folder: Path) -> list[Dictionary]:
        return [StarDict(path) for path in sorted(folder.glob("*.ifo")) if path.with_suffix(".idx").is_file()]


def _settings(info: Path) -> dict[str, str]:
    pairs = (line.partition("=") for line in info.read_text("utf-8", "replace").splitlines())
    return {key.strip(): value.strip() for key, sign, value in pairs if sign}


@functools.lru_cache(maxsize=8)
def _index(info: Path, changed: float) -> dict[str, list[tuple[int, int]]]:
    form = ">QI" if _settings(info).get("idxoffsetbits") == "64" else ">II"
    size, raw, at = struct.calcsize(form), info.with_suffix(".idx").read_bytes(), 0
    found: dict[str, list[tuple[int, int]]] = {}
    while (end := raw.find(b"\0", at)) >= 0 and end + 1 + size <= len(raw):
        word = raw[at:end].decode("utf-8", "replace").casefold()
        found.setdefault(word, []).append(struct.unpack_from(form, raw, end + 1))
        at = end + 1 + size
    return found


def _plain(part: bytes) -> str:
    return _TAG.sub("", part.decode("utf-8", "replace")).strip()
