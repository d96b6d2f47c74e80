"""Code points and UTF-16 units: the two ways agree on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.core.offsets import from_utf16, to_utf16, utf16_length


@pytest.mark.parametrize(
    ("text", "offset", "units"),
    [
        ("abc", 2, 2),
        ("é你", 2, 2),
        ("🍜a", 0, 0),
        ("🍜a", 1, 2),
        ("🍜a", 2, 3),
        ("a🍜🍜b", 3, 5),
        ("🍜", 3, 4),
        ("", 0, 0),
    ],
)
def test_known_offsets(text: str, offset: int, units: int) -> None:
    assert to_utf16(text, offset) == units
    assert from_utf16(text, units) == offset


def test_an_offset_inside_a_pair_moves_to_its_start() -> None:
    assert [from_utf16("a🍜b", unit) for unit in range(5)] == [0, 1, 1, 2, 3]


@given(st.text(st.sampled_from("aé你🍜👩\u200d\u0301\r\nש"), max_size=30), st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = to_utf16(text, offset)
    assert units == len(text[:offset].encode("utf-16-le")) // 2
    assert from_utf16(text, units) == offset
    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2
