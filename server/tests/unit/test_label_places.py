"""Hash codes and characters of labels: reading back what was written, for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.core.hashcode import SpanKey, arrow_hash, hash64, span_hash
from gloss.documents.models import Document
from gloss.documents.service import LineView
from gloss.labels import places
from gloss.labels.places import Place
from gloss.labels.text import TokenTexts

NUMBERS = st.integers(0, 10**6)
ITEMS = st.text(st.characters(codec="utf-8"), max_size=8)
KEYS = st.builds(SpanKey, ITEMS, NUMBERS, *[NUMBERS] * 8, st.integers(0, 99))


def texts(*words: str) -> TokenTexts:
    """One line with these words as tokens."""
    edges, at = [], 0
    for word in words:
        edges.append((at, at + len(word)))
        at += len(word) + 1
    found = TokenTexts(Document(line_count=1))
    found.add([LineView(0, [" ".join(words)], [edges], [[]])])
    return found


@given(KEYS)
def test_span_codes_read_back(key):
    assert places.parse_span_hash(span_hash(key)) == key


@given(KEYS, KEYS, st.text("abc:", max_size=4), st.integers(0, 9), st.integers(0, 9))
def test_arrow_codes_read_back(origin, destination, item, layer, counter):
    origin, destination = origin._replace(item="o"), destination._replace(item="d")
    code = arrow_hash(item, layer, origin, destination, counter)
    assert places.digest(code, TokenTexts(Document(line_count=0))) == hash64(code)


@pytest.mark.parametrize("code", ["", "SPAN:a:0:1", "ARROW:a:0", "SPAN:a:0:x:0:0:0:0:0:0:0:0:undefined:undefined"])
def test_other_texts_are_no_codes(code):
    assert places.digest(code, TokenTexts(Document(line_count=0))) is None
    assert places.lines_in(code) == set()


@given(st.text(st.characters(codec="utf-8", exclude_characters=" "), min_size=1, max_size=12), st.data())
def test_characters_survive_the_wire(word, data):
    start = data.draw(st.integers(0, len(word) - 1))
    end = data.draw(st.integers(start, len(word) - 1))
    found, place = texts("before", word), Place(0, 0, 1, start, 0, 0, 1, end)
    units = places.to_units(place, found)
    raw = word.encode("utf-16-le")
    assert raw[units.start_char * 2 : units.end_char * 2 + 2].decode("utf-16-le") == word[start : end + 1]
    assert places.to_points(units, found) == place
    assert places.problem(place, found) is None


@pytest.mark.parametrize(
    ("code", "counter"),
    [
        ("SPAN:town:0:0:0:0:0:0:0:2:5:3:undefined:undefined", 3),
        ("town:0:0:2:0:0:2:5:1", 1),
        ("whatever", 0),
        ("a:7", 0),
    ],
)
def test_counters(code, counter):
    assert places.counter_in(code) == counter
