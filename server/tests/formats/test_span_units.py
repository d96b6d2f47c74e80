"""Which unit each format counts in: UTF-16 in the JSON with token positions, code points elsewhere."""

from __future__ import annotations

import json

import pytest

from gloss.core.hashcode import span_hash
from gloss.formats.document import Span
from tests.formats.running_example import document, line, read, reread, span, spans_of, write


def emoji_document():  # type: ignore[no-untyped-def]
    """``laksa`` stands behind two emoji in one token; the second line is one emoji."""
    made = document([line(0, "so 🍜🍜x good"), line(1, "🍜")])
    made.line_list[0].cells[0].tokens = [(0, 2), (3, 6), (7, 11)]
    made.span_list = [
        span("1", "2", (0, 1, 1), (0, 1, 2)),
        span("2", "1", (0, 1, 0), (0, 1, 0)),
        span("3", "3", (0, 2, 0), (1, 0, 0)),
    ]
    made.span_list.sort(key=lambda one: one.start)
    return made


def test_schema_counts_utf16_units() -> None:
    labels = json.loads(write(emoji_document(), "DATASAUR_SCHEMA")[0])["data"]["spanLabels"]
    places = [
        (one["id"], one["textPosition"]["start"]["charIndex"], one["textPosition"]["end"]["charIndex"])
        for one in labels
    ]
    assert places == [("2", 0, 1), ("1", 2, 4), ("3", 0, 1)]
    assert labels[1]["hashCode"] == "SPAN:2:0:0:0:1:2:0:0:1:4:0:undefined:undefined"


def test_advanced_counts_utf16_units_in_sentences_and_labels() -> None:
    whole = json.loads(write(emoji_document(), "JSON_ADVANCED")[0])
    sentence = [(one["l"], one["charS"], one["sidE"], one["charE"]) for one in whole["sentences"][0]["labels"]]
    assert sentence == [("1", 0, 0, 1), ("2", 2, 0, 4), ("3", 0, 1, 1)]
    assert [(one["startCharIndex"], one["endCharIndex"]) for one in whole["labels"]] == [(0, 1), (2, 4), (0, 1)]
    assert whole["sentences"][0]["labels"][1]["hashCode"] == whole["labels"][1]["hashCode"]


def test_simplified_and_comprehend_count_code_points() -> None:
    items = json.loads(write(emoji_document(), "JSON")[0])
    assert [(one["text"], one["start_idx"], one["end_idx"]) for one in items[0]["entities"]] == [
        ("🍜", 3, 4),
        ("🍜x", 4, 6),
        ("good", 7, 11),
    ]
    assert write(emoji_document(), "AMAZON_COMPREHEND_CSV")[0].decode().split("\r\n")[2] == "soup.txt,0,4,6,Dish"


def test_json_is_written_without_escapes() -> None:
    assert "🍜" in write(emoji_document(), "JSON")[0].decode()


@pytest.mark.parametrize("key", ["DATASAUR_SCHEMA", "JSON_ADVANCED"])
def test_units_are_turned_back_at_import(key: str) -> None:
    assert spans_of(reread(write(emoji_document(), key)[0], key)) == spans_of(emoji_document())


def test_an_end_inside_a_surrogate_pair_means_its_character() -> None:
    data = write(emoji_document(), "DATASAUR_SCHEMA")[0]
    moved = data.replace(b'"tokenIndex":1,"charIndex":1}', b'"tokenIndex":1,"charIndex":0}')
    spans = [one for one in read(moved, "DATASAUR_SCHEMA") if isinstance(one, Span) and one.id == "2"]
    assert moved != data
    assert (spans[0].start.char, spans[0].end.char) == (0, 0)


def test_the_document_hash_is_that_of_the_export() -> None:
    doc = emoji_document()
    hashes = [one["hashCode"] for one in json.loads(write(doc, "DATASAUR_SCHEMA")[0])["data"]["spanLabels"]]
    assert [doc.span_hash(one) for one in doc.spans()] == hashes
    assert span_hash.__module__ == "gloss.core.hashcode"
