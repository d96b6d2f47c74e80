"""One very long document with spans and arrows, as JSON_ADVANCED; the same seed gives the same bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.data import NAMES, PLACES, WORDS

CLASSES = (
    ("person", "Person", "#df3920", "ALL"),
    ("place", "Place", "#ff8000", "ALL"),
    ("ship", "Ship", "#4db34d", "ALL"),
    ("good", "Goods", "#3377cc", "ALL"),
    ("day", "Day", "#8855cc", "ALL"),
    ("lives", "lives in", "#666666", "ARROW"),
)
SPAN_ITEMS = tuple(key for key, _, _, kind in CLASSES if kind != "ARROW")
FAR_SHARE = 0.2
"""Share of arrows that end anywhere in the document; the others end within a few spans."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of a document; ``words`` is the number of tokens."""

    lines: int
    words: int
    spans: int
    arrows: int

    @property
    def words_per_line(self) -> int:
        return max(1, self.words // self.lines)


def write_long_text(path: Path, shape: Shape, seed: int = 11) -> Path:
    """Write the document; spans are spread evenly, at most three tokens long, some overlapping."""
    source = random.Random(seed)
    with path.open("w") as file:
        file.write('{"labelSets": ')
        items = [
            {
                "id": key,
                "labelName": name,
                "parentId": None,
                "color": color,
                "type": kind,
            }
            for key, name, color, kind in CLASSES
        ]
        json.dump([{"index": 0, "name": "Entities", "labelItems": items}], file)
        file.write(', "sentences": [')
        for line in range(shape.lines):
            words = source.choices((*WORDS, *NAMES, *PLACES), k=shape.words_per_line)
            file.write("," if line else "")
            json.dump({"id": line, "content": " ".join(words), "tokens": words}, file)
        file.write('], "labels": [')
        for number, label in enumerate(_labels(shape, source)):
            file.write("," if number else "")
            json.dump(label, file)
        file.write("]}")
    return path


def _labels(shape: Shape, source: random.Random) -> Iterator[dict[str, Any]]:
    width = shape.words_per_line
    for number in range(shape.spans):
        line, token = divmod(number * shape.lines * width // max(1, shape.spans), width)
        first = min(width - 1, token + source.randrange(2))
        last = min(width - 1, first + source.randrange(3))
        yield _label(number, "SPAN", source.choice(SPAN_ITEMS)) | _place(line, first, last)
    for number in range(shape.arrows):
        origin = source.randrange(shape.spans)
        far = source.random() < FAR_SHARE
        near = min(shape.spans - 1, origin + source.randrange(1, 6))
        target = source.randrange(shape.spans) if far else near
        if target == origin:
            target = (origin + 1) % shape.spans
        ends = {"originId": str(origin), "destinationId": str(target)}
        yield _label(shape.spans + number, "ARROW", "lives") | ends


def _label(number: int, kind: str, item: str) -> dict[str, Any]:
    return {
        "id": str(number),
        "type": kind,
        "layer": 0,
        "counter": 0,
        "labelSetItemId": item,
    }


def _place(line: int, first: int, last: int) -> dict[str, int]:
    return {
        "startCellLine": line,
        "startCellIndex": 0,
        "startTokenIndex": first,
        "startCharIndex": 0,
        "endCellLine": line,
        "endCellIndex": 0,
        "endTokenIndex": last,
        "endCharIndex": 0,
    }
