"""Texts of the kinds people label, with what is to be found in them."""

from __future__ import annotations

from typing import NamedTuple


class Entity(NamedTuple):
    """A text of a line, and the class it is of; ``nth`` counts its occurrences in the line."""

    line: int
    text: str
    item: str
    nth: int = 0


class Relation(NamedTuple):
    """An arrow between two entities, by their places in ``ENTITIES``; ``typed`` finds the target."""

    origin: int
    target: int
    item: str
    typed: str


ITEMS = (
    ("person", "Person", "SPAN"),
    ("org", "Organisation", "SPAN"),
    ("place", "Place", "SPAN"),
    ("date", "Date", "SPAN"),
    ("works", "works for", "ARROW"),
    ("based", "based in", "ARROW"),
)

NEWS = """\
Maria da Silva Reyes, 41, became head of Blue Harbour Shipping Company on 3 May 2024.
She had led the port office in Lisbon since 2019 and lives in Porto with her two sons.
Her deputy, Tomás Öhlund, joined from Nordsee Logistik GmbH, Bremen, in January.
“We will not close Faro,” Reyes told Radio Atlantico on Monday.
The 林業 cooperative of 高雄 and the Bank of New York each bought a tenth of the shares.
العربية: وقّع أحمد منصور العقد في الدوحة.
Chef Aroon Phromma 👨🏽‍🍳 of Bangkok cooked for the guests.
"""

ENTITIES = (
    Entity(0, "Maria da Silva Reyes", "person"),
    Entity(0, "Blue Harbour Shipping Company", "org"),
    Entity(0, "3 May 2024", "date"),
    Entity(1, "Lisbon", "place"),
    Entity(1, "2019", "date"),
    Entity(1, "Porto", "place"),
    Entity(2, "Tomás Öhlund", "person"),
    Entity(2, "Nordsee Logistik GmbH", "org"),
    Entity(2, "Bremen", "place"),
    Entity(2, "January", "date"),
    Entity(3, "Faro", "place"),
    Entity(3, "Reyes", "person"),
    Entity(3, "Radio Atlantico", "org"),
    Entity(3, "Monday", "date"),
    Entity(4, "Bank of New York", "org"),
    Entity(5, "الدوحة", "place"),
    Entity(6, "Aroon Phromma", "person"),
    Entity(6, "Bangkok", "place"),
)

RELATIONS = (
    Relation(0, 1, "works", "blue"),
    Relation(6, 7, "works", "nord"),
    Relation(7, 8, "based", "brem"),
    Relation(16, 17, "based", "bang"),
)

REVIEWS = "Guest,Review\n" + "".join(
    f"Guest {number},{text}\n"
    for number, text in enumerate(
        (
            "Warm welcome and a quiet room.",
            "The shower was cold twice.",
            "Fine for one night.",
            "Best breakfast on the coast!",
            "Nobody answered the phone.",
            "We will be back.",
        ),
        1,
    )
)
ANSWERS = "132131"
"""The digit of the option for each review: 1 good, 2 mixed, 3 bad."""
