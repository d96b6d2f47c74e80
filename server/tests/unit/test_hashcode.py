"""Hash codes are spelled exactly as public clients compare them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gloss.core.hashcode import SpanKey, arrow_hash, arrow_head, hash64, span_hash, split_arrow_hash

ROSA = SpanKey("1", 0, 0, 0, 0, 0, 0, 0, 0, 3)
DISH = SpanKey("2", 0, 0, 0, 2, 0, 0, 0, 4, 5)
ROSA_HASH = "SPAN:1:0:0:0:0:0:0:0:0:3:0:undefined:undefined"
DISH_HASH = "SPAN:2:0:0:0:2:0:0:0:4:5:0:undefined:undefined"


def test_span() -> None:
    assert span_hash(ROSA) == ROSA_HASH
    assert span_hash(DISH._replace(counter=2)) == "SPAN:2:0:0:0:2:0:0:0:4:5:2:undefined:undefined"


def test_arrow_goes_from_the_start_of_its_origin_to_the_end_of_its_destination() -> None:
    assert arrow_hash("5", 0, ROSA, DISH) == f"ARROW:5:0:0:0:0:0:0:0:4:5:0:{ROSA_HASH}:{DISH_HASH}"
    assert arrow_hash("", 1, DISH, ROSA, 3) == f"ARROW::1:0:0:2:0:0:0:0:3:3:{DISH_HASH}:{ROSA_HASH}"


@pytest.mark.parametrize("item", ["1", "a:b", ""])
def test_an_arrow_hash_can_be_taken_apart(item: str) -> None:
    origin, destination = ROSA._replace(item=item), DISH._replace(item=item)
    assert split_arrow_hash(arrow_hash(item, 0, origin, destination)) == (span_hash(origin), span_hash(destination))


@pytest.mark.parametrize("text", ["", ROSA_HASH, "ARROW:5:0", f"ARROW:5:0:{ROSA_HASH}"])
def test_what_is_no_arrow_has_no_parts(text: str) -> None:
    assert split_arrow_hash(text) is None


def test_the_digest_is_stable_and_fits_a_signed_column() -> None:
    assert hash64(ROSA_HASH) == hash64(ROSA_HASH) != hash64(DISH_HASH)
    assert all(-(2**63) <= hash64(str(number)) < 2**63 for number in range(200))


WORDS = st.sampled_from(["SPAN", "ARROW", "undefined", "0", "12", "a", "", "Dish name"])
ITEMS = st.lists(WORDS, max_size=5).map(":".join) | st.text(max_size=8)
PLACES = st.lists(st.integers(0, 99), min_size=9, max_size=9)


@given(ITEMS, ITEMS, ITEMS, PLACES, PLACES)
def test_any_item_ids_come_back_out_of_an_arrow(
    item: str, first: str, second: str, one: list[int], two: list[int]
) -> None:
    origin, destination = SpanKey(first, *one), SpanKey(second, *two)
    code = arrow_hash(item, 3, origin, destination, 1)
    assert split_arrow_hash(code) == (span_hash(origin), span_hash(destination))
    assert arrow_head(code) == f"ARROW:{item}:3:{':'.join(map(str, [*one[1:5], *two[5:9]]))}:1"
