"""Made-up texts of the size the budgets speak of; the same seed gives the same bytes."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

NAMES = ("Ada Bruno Chidi Dana Emre Farah Goro Hana Ivo Jun Kofi Lena Mira Nils Omar Pia").split()
PLACES = ("Accra Bergen Cairo Delft Essen Faro Genoa Hobart Izmir Jena Kyoto Lagos Malmo Nara Oslo Porto").split()
WORDS = (
    "the a some every last early quiet market river letter harbour train kitchen garden report "
    "winter meeting paper window teacher doctor bridge lantern carried opened found sold wrote "
    "painted measured counted returned slowly again before after with without under near from into "
    "about because while although and or but"
).split()


def items(count: int, tokens: int = 60, seed: int = 7) -> Iterator[dict[str, object]]:
    """Lines in JSON Simplified: about ``tokens`` tokens and three entities each."""
    source = random.Random(seed)
    for _ in range(count):
        words = source.choices(WORDS, k=tokens - 4)
        marked = {
            source.randrange(0, 15): ("Person", source.choice(NAMES)),
            source.randrange(20, 35): ("Place", source.choice(PLACES)),
            source.randrange(40, 55): ("Person", source.choice(NAMES)),
        }
        text, entities = "", []
        for index, word in enumerate(words):
            kind, value = marked.get(index, ("", word))
            start = len(text) + (1 if text else 0)
            text = f"{text} {value}" if text else value
            if kind:
                entities.append({"text": value, "type": kind, "start_idx": start, "end_idx": len(text)})
        yield {"text": text + ".", "entities": entities}


def write_items(path: Path, count: int) -> Path:
    """A JSON Simplified file with ``count`` lines."""
    with path.open("w") as file:
        file.write("[")
        for index, item in enumerate(items(count)):
            file.write(("," if index else "") + json.dumps(item))
        file.write("]\n")
    return path


def write_rows(path: Path, count: int, seed: int = 7) -> Path:
    """A CSV file with a header and ``count`` rows of five columns."""
    source = random.Random(seed)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "customer", "city", "review", "stars"])
        for index in range(count):
            review = " ".join(source.choices(WORDS, k=12))
            writer.writerow([index, source.choice(NAMES), source.choice(PLACES), review, source.randint(1, 5)])
    return path
