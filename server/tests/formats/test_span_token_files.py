"""Files of one token per line: every way people write them reads the same."""

from __future__ import annotations

import codecs

import pytest

from gloss.formats.base import FormatError
from gloss.formats.document import Arrow, Line, SourceInfo, Span
from gloss.formats.memory import MemoryDocument
from gloss.formats.token_lines import spans_of_tags
from tests.formats.running_example import read

IOB2 = "Rosa\tB-Person\ncooked\tO\nlaksa\tB-Dish\nin\tI-Dish\nPenang\tI-Dish\n.\tO\n\nJun\tB-Person\nate\tO\n\n"
IOB1 = IOB2.replace("B-", "I-")
IOBES = "Rosa\tS-Person\ncooked\tO\nlaksa\tB-Dish\nin\tI-Dish\nPenang\tE-Dish\n.\tO\n\nJun\tS-Person\nate\tO\n\n"
BILOU = IOBES.replace("S-", "U-").replace("E-", "L-")
ONE_COLUMN = "Rosa\tB-Person\ncooked\nlaksa\tB-Dish\nin\tI-Dish\nPenang\tI-Dish\n.\n\nJun\tB-Person\nate\n\n"
BARE = "Rosa\tPerson\ncooked\tO\nlaksa\tB-Dish\nin\tI-Dish\nPenang\tI-Dish\n.\tO\n\nJun\tPerson\nate\tO\n\n"
EXPECTED = [("Person", 0, 0, 0), ("Dish", 0, 2, 4), ("Person", 1, 0, 0)]


def found(data: bytes, key: str = "TSV_IOB") -> list[tuple[str, int, int, int]]:
    return [
        (one.item_name, one.start.line, one.start.token, one.end.token)
        for one in read(data, key)
        if isinstance(one, Span)
    ]


def texts(data: bytes, key: str = "TSV_IOB") -> list[str]:
    return [one.cells[0].content for one in read(data, key) if isinstance(one, Line)]


@pytest.mark.parametrize("text", [IOB2, IOB1, IOBES, BILOU, ONE_COLUMN, BARE])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: codecs.BOM_UTF16_BE + text.replace("\n", "\r\n").encode("utf-16-be"),
    ],
)
def test_all_spellings_read_the_same(text: str, encode) -> None:  # type: ignore[no-untyped-def]
    assert found(encode(text)) == EXPECTED
    assert texts(encode(text)) == ["Rosa cooked laksa in Penang .", "Jun ate"]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-A B-A", [(0, 0, "A"), (1, 1, "A")]),
        ("I-A I-A", [(0, 1, "A")]),
        ("I-A B-A I-A", [(0, 0, "A"), (1, 2, "A")]),
        ("B-A I-B", [(0, 0, "A"), (1, 1, "B")]),
        ("O I-A O", [(1, 1, "A")]),
        ("B-A O I-A", [(0, 0, "A"), (2, 2, "A")]),
        ("A A", [(0, 0, "A"), (1, 1, "A")]),
        ("B-A A", [(0, 0, "A"), (1, 1, "A")]),
        ("E-A I-A", [(0, 0, "A"), (1, 1, "A")]),
        ("B-A L-A L-A", [(0, 1, "A"), (2, 2, "A")]),
        ("U-A S-A", [(0, 0, "A"), (1, 1, "A")]),
        ("B-B-cell I-B-cell", [(0, 1, "B-cell")]),
        ("X-A", [(0, 0, "X-A")]),
        ("O O", []),
    ],
)
def test_tags_become_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(spans_of_tags(tags.split())) == spans


def test_several_tag_columns_are_tracks() -> None:
    data = b"Penang\tB-Dish\tB-City\n.\tI-Dish\tO\n\n"
    assert found(data) == [("Dish", 0, 0, 1), ("City", 0, 0, 0)]


def test_equal_spans_on_two_tracks_get_counters() -> None:
    spans = [one for one in read(b"Penang\tB-City\tB-City\n\n", "TSV_IOB") if isinstance(one, Span)]
    assert [one.counter for one in spans] == [0, 1]


def test_every_blank_line_ends_a_document_line() -> None:
    assert texts(b"a\tO\n\n\nb\tO\n \n") == ["a", "", "b"]


def test_the_tokens_of_the_file_are_kept() -> None:
    lines = [one for one in read(b"don't\tO\na b\tO\n", "TSV_IOB") if isinstance(one, Line)]
    assert lines[0].cells[0].tokens == [(0, 5), (6, 9)]


def test_the_way_the_file_was_written_is_reported() -> None:
    assert read(codecs.BOM_UTF8 + b"a\tO\r\n", "TSV_IOB")[-1] == SourceInfo("UTF-8-BOM", "CRLF")
    assert read(b"a\tO\r\nb\tO\n", "TSV_IOB")[-1] == SourceInfo("UTF-8", "MIXED")
    assert read(b"a\tO\rb\tO\r", "TSV_IOB")[-1] == SourceInfo("UTF-8", "CR")
    assert read(b"a", "TSV_IOB")[-1] == SourceInfo("UTF-8", "NONE")


def test_non_iob_never_joins_neighbours() -> None:
    assert found(b"a\tX\nb\tX\nc\tO\nd\n", "TSV_NON_IOB") == [("X", 0, 0, 0), ("X", 0, 1, 1)]


def non_iob_arrows(data: bytes) -> list[tuple[str, tuple[int, int], tuple[int, int], str]]:
    """Return (class, origin place, destination place, origin's class)."""
    document = MemoryDocument.from_records(read(data, "TSV_NON_IOB"), "x")
    spans = {one.id: one for one in document.spans()}
    return [
        (
            one.item_name,
            (spans[one.origin].start.line, spans[one.origin].start.token),
            (spans[one.destination].start.line, spans[one.destination].start.token),
            spans[one.origin].item_name,
        )
        for one in document.arrows()
    ]


def test_non_iob_arrows_point_within_and_across_lines() -> None:
    data = b"Jun\tNOUN\t2|2:1\tnsubj|other\nate\tVERB\t_\t_\n\nit\tO\t1:2\t_\nnow\tADV\t_\t_\n"
    assert non_iob_arrows(data) == [
        ("nsubj", (0, 1), (0, 0), "VERB"),
        ("other", (1, 0), (0, 0), ""),
        ("", (0, 1), (1, 0), "VERB"),
    ]


def test_non_iob_reads_four_columns_without_numbers_as_tracks() -> None:
    assert found(b"a\tX\tY\tZ\n", "TSV_NON_IOB") == [("X", 0, 0, 0), ("Y", 0, 0, 0), ("Z", 0, 0, 0)]


def test_conll_2003_ignores_the_middle_and_the_document_start() -> None:
    data = (
        b"-DOCSTART- -X- O O\n\nRosa NNP B-NP I-Person\ncooked\tVBD\tB-VP\tO\n\n"
        b"-DOCSTART- -X- O O\nJun NNP X B-Person\n"
    )
    assert found(data, "CONLL_2003") == [("Person", 0, 0, 0), ("Person", 1, 0, 0)]
    assert texts(data, "CONLL_2003") == ["Rosa cooked", "Jun"]


def test_conll_u_takes_the_text_where_the_forms_fit() -> None:
    row = "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n"
    fits = "# text = a  bc\n" + row.format(1, "a", "_") + row.format(2, "bc", "_")
    misfits = (
        "# text = xyz\n" + row.format(1, "a", "SpaceAfter=No") + row.format(2, "bc", "_") + row.format(3, "d", "_")
    )
    assert texts(f"{fits}\n{misfits}".encode(), "CONLL_U") == ["a  bc", "abc d"]


def test_conll_u_skips_ranges_and_empty_nodes_and_keeps_comments() -> None:
    data = (
        b"# source = phone\n# just a note\n"
        b"1-2\tdel\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\t_\tADP\tIN\t_\t2\tcase\t2:case|3:dep\t_\n"
        b"1.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n2\tel\t_\tDET\t_\t_\t0\troot\t_\t_\n3\tmar\t_\t_\t_\t_\t_\t_\t_\t_\n"
    )
    records = read(data, "CONLL_U")
    line = records[0]
    assert isinstance(line, Line)
    assert line.cells[0].content == "de el mar"
    assert line.cells[0].metadata == [{"key": "source", "value": "phone"}, {"key": "comment", "value": "just a note"}]
    spans = {one.id: one for one in records if isinstance(one, Span)}
    assert [(one.item_name, one.layer, one.start.token) for one in spans.values()] == [
        ("ADP", 0, 0),
        ("IN", 1, 0),
        ("DET", 0, 1),
        ("", 0, 2),
    ]
    arrows = [one for one in records if isinstance(one, Arrow)]
    assert [(one.item_name, spans[one.origin].start.token, spans[one.destination].start.token) for one in arrows] == [
        ("case", 1, 0),
        ("dep", 2, 0),
    ]


@pytest.mark.parametrize(
    ("key", "data", "code", "line", "column"),
    [
        ("TSV_IOB", b"", "EMPTY_FILE", None, None),
        ("TSV_IOB", codecs.BOM_UTF8, "EMPTY_FILE", None, None),
        ("TSV_IOB", b"\n\n", "EMPTY_FILE", None, None),
        ("TSV_IOB", b"a\tO\n\tB-X\n", "PARSE_ERROR", 2, 1),
        ("TSV_IOB", b"a\tO\n\nb\tO\tO\n", "COLUMN_COUNT_MISMATCH", 3, 3),
        ("TSV_IOB", b"a\tO\tO\nb\tO\n", "COLUMN_COUNT_MISMATCH", 2, 3),
        ("TSV_NON_IOB", b"a\tX\t_\t_\nb\tX\t9\tr\n", "LABEL_OUT_OF_RANGE", 2, None),
        ("TSV_NON_IOB", b"a\tX\t_\t_\nb\tX\tq\tr\n\n", None, None, None),
        ("TSV_NON_IOB", b"a\tX\t_\t_\n\nb\tX\tq\tr\n", "PARSE_ERROR", 3, 3),
        ("TSV_NON_IOB", b"a\tX\t1|1\tr\n", "PARSE_ERROR", 1, 4),
        ("CONLL_U", b"1\ta\t_\n", "COLUMN_COUNT_MISMATCH", 1, 4),
        ("CONLL_U", b"# x\n2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "PARSE_ERROR", 2, 1),
        ("CONLL_U", b"1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", "PARSE_ERROR", 1, 2),
        ("CONLL_U", b"1\ta\t_\t_\t_\t_\t7\tx\t_\t_\n", "LABEL_OUT_OF_RANGE", 1, 7),
        ("CONLL_U", b"1\ta\t_\t_\t_\t_\t0\troot\t8:x\t_\n", "LABEL_OUT_OF_RANGE", 1, 9),
        ("CONLL_2003", b"-DOCSTART- -X- O O\n\n", "EMPTY_FILE", None, None),
        ("CONLL_2003", b"a X O\nb O\n", "COLUMN_COUNT_MISMATCH", 2, 3),
    ],
)
def test_what_is_wrong_is_named(key: str, data: bytes, code: str | None, line: int | None, column: int | None) -> None:
    if code is None:
        assert read(data, key)
        return
    with pytest.raises(FormatError) as caught:
        read(data, key, "bad.tsv")
    error = caught.value
    assert (error.code, error.details["fileName"], error.details.get("line"), error.details.get("column")) == (
        code,
        "bad.tsv",
        line,
        column,
    )
    assert error.message.startswith("bad.tsv")


def test_a_line_of_too_many_tokens_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        read(b"a\tO\n\na\tO\nb\tO\nc\tO\n", "TSV_IOB", "long.tsv", max_tokens=2)
    assert caught.value.code == "TOO_MANY_TOKENS"
    assert caught.value.details == {
        "fileName": "long.tsv",
        "line": 3,
        "reason": "The line has 3 tokens; at most 2 are allowed. Split it.",
    }


def test_a_byte_of_another_encoding_is_refused_with_its_position() -> None:
    with pytest.raises(FormatError) as caught:
        read("Jun\tO\ncafé\tO\n".encode("latin-1"), "TSV_IOB", "old.tsv")
    assert caught.value.code == "INVALID_ENCODING"
    assert caught.value.details["bytePosition"] == 9
