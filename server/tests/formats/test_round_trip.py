"""What survives export and import in each format, and that a second export is equal to the first."""

from __future__ import annotations

import io

import pytest

from gloss.formats import READERS
from gloss.formats.document import Arrow, ReadOptions
from gloss.formats.memory import MemoryDocument
from gloss.formats.samples import SAMPLES, sample_path
from tests.formats.running_example import (
    arrows_of,
    document,
    line,
    read,
    reread,
    running_example,
    span,
    spans_of,
    write,
)

ROUND_TRIP = ("DATASAUR_SCHEMA", "JSON_ADVANCED", "JSON", "TSV_IOB", "TSV_NON_IOB", "CONLL_2003", "CONLL_U")
WHOLE = ("DATASAUR_SCHEMA", "JSON_ADVANCED")


def nasty() -> MemoryDocument:
    """Nested, crossing and equal spans, parts of tokens, a span over lines, two sets, arrows, odd text."""
    return document(
        [
            line(0, "Rosa cooked 👩‍🍳🍜laksa in Penang."),
            line(1, "  e\u0301clair\tdon't مرحبا  "),
            line(2, ""),
            line(3, "Jun ate it twice."),
            span("1", "1", (0, 0, 0), (0, 0, 3)),
            span("2", "1", (0, 0, 0), (0, 0, 3), counter=1),
            span("3", "2", (0, 0, 1), (0, 2, 0)),
            span("4", "4", (0, 1, 0), (0, 3, 0), confidence=0.5),
            span("5", "2", (0, 3, 0), (1, 1, 0)),
            span("6", "1", (0, 1, 0), (3, 1, 2), layer=1),
            span("7", "3", (3, 3, 0), (3, 3, 4)),
            Arrow("8", 0, "1", "7", "5"),
            Arrow("9", 0, "7", "4", ""),
        ]
    )


@pytest.mark.parametrize("key", WHOLE)
@pytest.mark.parametrize("make", [running_example, nasty])
def test_everything_survives_in_the_lossless_formats(key: str, make) -> None:  # type: ignore[no-untyped-def]
    before = make()
    after = reread(write(before, key)[0], key)
    assert spans_of(after) == spans_of(before)
    assert arrows_of(after) == arrows_of(before)
    assert [one.counter for one in after.spans()] == [one.counter for one in before.spans()]
    assert [one.cells for one in after.lines()] == [
        [type(cell)(cell.content, cell.tokens, list(cell.metadata)) for cell in one.cells] for one in before.lines()
    ]


def test_confidence_survives_in_the_schema_only() -> None:
    before = nasty()
    schema = reread(write(before, "DATASAUR_SCHEMA")[0], "DATASAUR_SCHEMA")
    advanced = reread(write(before, "JSON_ADVANCED")[0], "JSON_ADVANCED")
    assert [one.confidence for one in schema.spans() if one.id == "4"] == [0.5]
    assert [one.confidence for one in advanced.spans() if one.id == "4"] == [None]


@pytest.mark.parametrize("key", ROUND_TRIP)
@pytest.mark.parametrize("make", [running_example, nasty])
def test_the_export_of_an_import_equals_the_file(key: str, make) -> None:  # type: ignore[no-untyped-def]
    first, _ = write(make(), key)
    again, _ = write(with_marks(reread(first, key), make()), key)
    if key == "TSV_NON_IOB":
        # Spans come back token by token, which settles after one pass.
        first, again = again, write(reread(again, key), key)[0]
    assert again == first


def with_marks(doc: MemoryDocument, original: MemoryDocument) -> MemoryDocument:
    """Put back what an import drops on purpose: who labeled, and comments."""
    marks = {one.id: one for one in [*original.spans(), *original.arrows()]}
    for one in [*doc.spans(), *doc.arrows()]:
        if one.id in marks:
            one.labeled_by, one.labeled_by_user = marks[one.id].labeled_by, marks[one.id].labeled_by_user
            one.created_at, one.updated_at = marks[one.id].created_at, marks[one.id].updated_at
    doc.comments = original.comments
    return doc


PERSON, DISH, CITY, JUN = (
    (0, "1", (0, 0, 0), (0, 0, 3)),
    (0, "2", (0, 2, 0), (0, 4, 5)),
    (0, "4", (0, 4, 0), (0, 4, 5)),
    (0, "1", (1, 0, 0), (1, 0, 2)),
)
FACT = (1, "1", (0, 0, 0), (0, 5, 0))
MADE = (0, "5", (0, 0), (0, 2))


@pytest.mark.parametrize(
    ("key", "spans", "arrows"),
    [
        ("DATASAUR_SCHEMA", [PERSON, FACT, DISH, CITY, JUN], [MADE]),
        ("JSON_ADVANCED", [PERSON, FACT, DISH, CITY, JUN], [MADE]),
        ("JSON", [PERSON, FACT, DISH, CITY, JUN], []),
        ("TSV_IOB", [PERSON, FACT, DISH, CITY, JUN], []),
        ("CONLL_2003", [PERSON, DISH, JUN], []),
        ("CONLL_U", [PERSON, FACT, DISH, CITY, JUN], [MADE]),
    ],
)
def test_the_running_example_comes_back_as_the_table_says(key: str, spans: list[object], arrows: list[object]) -> None:
    after = reread(write(running_example(), key)[0], key)
    assert spans_of(after) == spans
    assert arrows_of(after) == arrows


def test_non_iob_brings_one_span_per_token_and_its_arrows() -> None:
    after = reread(write(running_example(), "TSV_NON_IOB")[0], "TSV_NON_IOB")
    lengths = [(0, 3), (1, 5), (2, 4), (3, 1), (4, 5), (5, 0)]
    fact = [(1, "1", (0, token, 0), (0, token, char)) for token, char in lengths]
    dish = [(0, "2", (0, token, 0), (0, token, char)) for token, char in lengths[2:5]]
    assert sorted(spans_of(after)) == sorted([PERSON, CITY, JUN, *fact, *dish])
    assert arrows_of(after) == [MADE]


@pytest.mark.parametrize(("key", "pieces"), [("DATASAUR_SCHEMA", 1), ("JSON_ADVANCED", 1), ("JSON", 2), ("TSV_IOB", 2)])
def test_a_span_over_two_lines_is_one_label_or_two_pieces(key: str, pieces: int) -> None:
    before = document([line(0, "Rosa cooked laksa"), line(1, "in Penang."), span("1", "2", (0, 2, 0), (1, 1, 5))])
    data, report = write(before, key)
    after = reread(data, key)
    assert len(after.span_list) == pieces
    if pieces == 1:
        assert spans_of(after) == spans_of(before)
        assert report.skipped == []
    else:
        assert spans_of(after) == [(0, "2", (0, 2, 0), (0, 2, 4)), (0, "2", (1, 0, 0), (1, 1, 5))]
        assert [(one.reason, one.line, one.label) for one in report.skipped] == [("CUT", 0, "1")]


def test_a_span_over_two_lines_is_two_records_in_csv() -> None:
    before = document([line(0, "Rosa cooked laksa"), line(1, "in Penang."), span("1", "2", (0, 2, 0), (1, 1, 5))])
    assert write(before, "CSV")[0] == (
        b"File,Line,Begin Offset,End Offset,Type\r\nsoup.txt,0,12,17,Dish\r\nsoup.txt,1,0,9,Dish\r\n"
    )


@pytest.mark.parametrize("key", ["TSV_IOB", "TSV_NON_IOB", "CONLL_2003", "CONLL_U"])
def test_part_of_a_token_grows_to_the_token_and_is_listed(key: str) -> None:
    before = document([line(0, "Rosa cooked"), span("1", "1", (0, 0, 1), (0, 0, 2))])
    data, report = write(before, key)
    assert spans_of(reread(data, key)) == [(0, "1", (0, 0, 0), (0, 0, 3))]
    assert [(one.reason, one.line, one.label) for one in report.skipped] == [("WIDENED", 0, "1")]


@pytest.mark.parametrize("key", ["DATASAUR_SCHEMA", "JSON_ADVANCED", "JSON"])
def test_part_of_a_token_survives_where_characters_are_kept(key: str) -> None:
    before = document([line(0, "Rosa cooked"), span("1", "1", (0, 0, 1), (0, 0, 2))])
    assert spans_of(reread(write(before, key)[0], key)) == spans_of(before)


def test_without_character_labels_spans_grow_at_import() -> None:
    before = document([line(0, "Rosa cooked"), span("1", "1", (0, 0, 1), (0, 0, 2))])
    for key in ("DATASAUR_SCHEMA", "JSON_ADVANCED", "JSON"):
        records = read(write(before, key)[0], key, character_based=False)
        assert spans_of(document(records)) == [(0, "1", (0, 0, 0), (0, 0, 3))]


def test_class_names_with_spaces_come_back_from_conll_2003() -> None:
    before = document([line(0, "Rosa cooked"), span("1", "1", (0, 0, 0), (0, 0, 3))])
    before.label_sets[0].items[0].name = "Head cook"
    data, _ = write(before, "CONLL_2003")
    assert b"Rosa -X- _ B-Head_cook\n" in data
    after = MemoryDocument.from_records(read(data, "CONLL_2003"), "x", label_sets=before.label_sets)
    assert spans_of(after) == spans_of(before)


@pytest.mark.parametrize("key", SAMPLES)
def test_every_sample_can_be_read(key: str) -> None:
    with sample_path(key).open("rb") as source:
        records = list(READERS[key].read(source, ReadOptions(SAMPLES[key], READERS[key].kinds)))
    assert MemoryDocument.from_records(records, SAMPLES[key]).line_list


def test_there_is_a_sample_for_every_reader() -> None:
    assert set(SAMPLES) == set(READERS)


@pytest.mark.parametrize("key", ["JSON", "JSON_ADVANCED", "DATASAUR_SCHEMA", "IMPORTABLE", "CONVERSATION"])
def test_a_large_file_is_streamed_to_the_same_records(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = sample_path(key).read_bytes()
    whole = list(READERS[key].read(io.BytesIO(data), ReadOptions("a.json")))
    monkeypatch.setattr("gloss.formats.json_stream.WHOLE_FILE_LIMIT", 8)
    assert list(READERS[key].read(io.BytesIO(data), ReadOptions("a.json"))) == whole
