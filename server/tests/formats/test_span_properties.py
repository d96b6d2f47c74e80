"""Offsets in, out and in again agree on any text: joiners, marks, right-to-left, line ends, astral."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from gloss.formats.document import Line, Span
from gloss.formats.memory import MemoryDocument
from gloss.formats.positions import TokenIndex, TokenRange, is_whole, to_offsets, to_tokens, widen
from gloss.tokenizers import TOKENIZERS
from tests.formats.running_example import document, read, reread, spans_of, write

ALPHABET = "ab .,'@1e\u0301🍜👩\u200d🏽\ufe0f🇲🇾שלום؟مر\r\n\t\u3000你かไ"
TEXTS = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=30)
KEYS = st.sampled_from(["WINK", "WHITE_SPACE", "CHARACTER"])


@given(TEXTS, KEYS, st.data())
def test_offsets_become_positions_and_back(text: str, key: str, data: st.DataObject) -> None:
    tokens = TOKENIZERS[key].offsets(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = to_tokens(tokens, start, end)
    stripped = text[start:end].strip()
    if not stripped:
        assert place is None
        return
    assert place is not None
    found = to_offsets(tokens, place)
    assert text[slice(*found)] == stripped
    assert start <= found[0] < found[1] <= end
    wide = widen(tokens, place)
    assert is_whole(tokens, wide)
    assert to_offsets(tokens, wide)[0] <= found[0] < found[1] <= to_offsets(tokens, wide)[1]
    assert to_tokens(tokens, *to_offsets(tokens, wide)) == wide


@st.composite
def labeled_texts(draw: st.DrawFn) -> tuple[list[dict[str, object]], str]:
    items: list[dict[str, object]] = []
    for text in draw(st.lists(TEXTS, min_size=1, max_size=3)):
        entities = []
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            said = text[start:end]
            if said.strip():
                start += len(said) - len(said.lstrip())
                end -= len(said) - len(said.rstrip())
                entities.append(
                    {
                        "text": text[start:end],
                        "type": draw(st.sampled_from(["Person", "Fact", "New"])),
                        "start_idx": start,
                        "end_idx": end,
                    }
                )
        items.append({"text": text, "entities": entities})
    return items, draw(KEYS)


def as_set(items: list[dict[str, object]]) -> list[list[tuple[object, ...]]]:
    return [
        sorted((one["start_idx"], one["end_idx"], one["type"], one["text"]) for one in item["entities"])
        for item in items
    ]  # type: ignore[attr-defined]


@given(labeled_texts())
def test_offsets_in_and_out_agree_in_every_format_that_keeps_characters(
    made: tuple[list[dict[str, object]], str],
) -> None:
    items, tokenizer = made
    first = document(read(json.dumps(items).encode(), "JSON", tokenizer=tokenizer))
    out = json.loads(write(first, "JSON")[0])
    assert [one["text"] for one in out] == [one["text"] for one in items]
    assert as_set(out) == as_set(items)
    for key in ("DATASAUR_SCHEMA", "JSON_ADVANCED"):
        again = MemoryDocument.from_records(read(write(first, key)[0], key), "soup.txt")
        again.label_sets = first.label_sets
        assert spans_of(again) == spans_of(first)
        assert json.loads(write(again, "JSON")[0]) == out


@given(labeled_texts())
def test_whole_tokens_survive_every_token_format(made: tuple[list[dict[str, object]], str]) -> None:
    items, tokenizer = made
    first = document(read(json.dumps(items).encode(), "JSON", tokenizer=tokenizer, character_based=False))
    tokens = [(one.layer, one.item, one.start.line, one.start.token, one.end.token) for one in first.spans()]
    for key in ("TSV_IOB", "CONLL_U"):
        data, report = write(first, key)
        assert [one for one in report.skipped if one.reason == "WIDENED"] == []
        if not any(isinstance(item["text"], str) and item["text"].strip() for item in items):
            continue
        again = reread(data, key)
        found = [(one.layer, one.item, one.start.line, one.start.token, one.end.token) for one in again.spans()]
        assert sorted(found) == sorted(tokens)
        assert write(again, key)[0] == data or key == "CONLL_U"


@given(st.lists(TEXTS, min_size=1, max_size=4), KEYS)
def test_the_packed_index_agrees_with_the_tokens(texts: list[str], key: str) -> None:
    records = read(json.dumps([{"text": text} for text in texts]).encode(), "JSON", tokenizer=key)
    lines = [one for one in records if isinstance(one, Line)]
    index = TokenIndex()
    for line in lines:
        index.add(line.cells[0])
    for line in lines:
        tokens = line.cells[0].tokens or ()
        for number, (start, end) in enumerate(tokens):
            assert index.token_length(line.index, 0, number) == end - start
            text = line.cells[0].content[start:end]
            units = len(text.encode("utf-16-le")) // 2
            last = index.from_wire(line.index, 0, number, units - 1)
            assert last is not None
            assert last.char == end - start - 1
            assert index.from_wire(line.index, 0, number, units) is None
        assert index.token_length(line.index, 0, len(tokens)) is None
        assert index.token_length(line.index, 1, 0) is None


def test_the_index_holds_tokens_of_any_length() -> None:
    records = read(json.dumps([{"text": "x" * 1000 + " " + "y" * 254 + " " + "z" * 255}]).encode(), "JSON")
    line = records[0]
    assert isinstance(line, Line)
    index = TokenIndex()
    index.add(line.cells[0])
    assert [index.token_length(0, 0, token) for token in range(4)] == [1000, 254, 255, None]


def test_a_range_of_white_space_has_no_place() -> None:
    assert to_tokens([(0, 2), (5, 7)], 2, 5) is None
    assert to_tokens([(0, 2), (5, 7)], 1, 6) == TokenRange(0, 1, 1, 0)
    assert to_tokens([], 0, 3) is None


def test_spans_of_equal_place_and_class_are_counted() -> None:
    item = {"text": "ab", "entities": [{"type": "X", "start_idx": 0, "end_idx": 2}] * 2}
    spans = [one for one in read(json.dumps([item]).encode(), "JSON") if isinstance(one, Span)]
    assert [one.counter for one in spans] == [0, 1]
