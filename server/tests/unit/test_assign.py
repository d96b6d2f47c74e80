"""Spreading documents over labelers and lines over parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gloss.imports.assign import Sized, distribute, part_sizes


def test_the_documented_example():
    documents = [Sized(name, 10) for name in ("A1", "A2", "B1", "B2")]
    assert distribute(documents, ["first", "second"], 1) == [["A1", "B1"], ["A2", "B2"]]


def test_longest_first_to_the_least_loaded():
    documents = [Sized("small", 1), Sized("huge", 100), Sized("mid", 60), Sized("other", 50)]
    assert distribute(documents, "ab", 1) == [["small", "huge"], ["mid", "other"]]


def test_everybody_gets_everything_when_labelers_are_few():
    assert distribute([Sized("A", 1), Sized("B", 2)], ["x"], 3) == [["A", "B"]]
    assert distribute([Sized("A", 1)], [], 2) == []


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 6), st.integers(1, 6))
def test_each_document_gets_its_number_of_labelers_and_loads_stay_close(sizes, labelers, per_document):
    documents = [Sized(number, size) for number, size in enumerate(sizes)]
    spread = distribute(documents, list(range(labelers)), per_document)
    assert len(spread) == labelers
    for number in range(len(sizes)):
        assert sum(number in chosen for chosen in spread) == min(per_document, labelers)
    assert all(chosen == sorted(set(chosen)) for chosen in spread)
    if per_document == 1 and sizes:
        loads = [sum(sizes[number] for number in chosen) for chosen in spread]
        assert max(loads) - min(loads) <= max(sizes)


@given(st.integers(0, 10_000), st.integers(1, 50))
def test_parts_differ_by_one_line_at_most(lines, parts):
    sizes = part_sizes(lines, parts)
    assert (sum(sizes), len(sizes)) == (lines, parts)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] - sizes[-1] <= 1
