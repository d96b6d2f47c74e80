"""CSV and TSV tables: what is read, what is refused and where, what is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gloss.formats.base import FormatError
from gloss.formats.csv_rows import CsvRows
from gloss.formats.document import Column
from gloss.formats.tsv_rows import TsvRows
from tests.formats.table_document import TableDocument, columns, read, write

CSV, TSV = CsvRows(), TsvRows()


def refused(content: bytes, reader=CSV, name: str = "a.csv", **options) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read(reader, content, name, **options)
    return caught.value


def test_acceptance_6_quotes_are_minimal_and_every_record_ends_in_crlf():
    content = b'"id","review"\n"1","Soup was cold, waiter kind"\n"2","She said ""no"""\n"3","two\nlines"\n"4","Fine"'
    names, rows = read(CSV, content, "reviews.csv")
    out, _ = write(CSV, TableDocument(columns(*names), rows))
    assert out == (
        b'id,review\r\n1,"Soup was cold, waiter kind"\r\n2,"She said ""no"""\r\n3,"two\nlines"\r\n4,Fine\r\n'
    )


def test_acceptance_6_without_header_the_first_row_is_among_the_data():
    names, rows = read(CSV, b"id,review\n1,Fine\n", "reviews.csv", first_row_as_header=False)
    assert (names, rows) == (["Column 1", "Column 2"], [["id", "review"], ["1", "Fine"]])
    out, report = write(CSV, TableDocument(columns(*names), rows, header_is_data=True))
    assert out == b"Column 1,Column 2\r\nid,review\r\n1,Fine\r\n"
    assert report.lines == 2


def test_an_unset_header_option_means_no_header():
    assert read(CSV, b"a,b\n", "a.csv", first_row_as_header=None) == (["Column 1", "Column 2"], [["a", "b"]])


@pytest.mark.parametrize(
    "content",
    [
        b"id,text\r\n1,a\r\n",
        b"id;text\n1;a",
        b"id\ttext\n1\ta\n",
        b"\xef\xbb\xbfid,text\r1,a\r",
        "id,text\n1,a\n".encode("utf-16"),
        b'"id";"text"\n1;a\n',
    ],
    ids=["crlf", "semicolon", "tab", "bom and cr", "utf-16", "quoted semicolon"],
)
def test_encodings_line_ends_and_separators_read_the_same(content):
    assert read(CSV, content, "a.csv") == (["id", "text"], [["1", "a"]])


def test_a_comma_in_the_first_record_wins_over_semicolons():
    assert read(CSV, b"a;b,c;d\n1;2,3\n", "a.csv") == (["a;b", "c;d"], [["1;2", "3"]])


def test_short_rows_are_padded_and_blank_lines_kept_inside_but_not_at_the_end():
    assert read(CSV, b"a,b\n1\n\n2,3\n\n\n", "a.csv")[1] == [["1", ""], ["", ""], ["2", "3"]]


def test_heading_names_are_trimmed_unique_and_never_empty():
    assert read(CSV, b"id, id ,,id (2),id\n1,2,3,4,5\n", "a.csv")[0] == ["id", "id (3)", "Column 3", "id (2)", "id (4)"]


def test_custom_headers_replace_the_names_and_must_be_as_many():
    custom = [Column("number"), Column("secret", displayed=False)]
    assert read(CSV, b"a,b\n1,2\n", "a.csv", custom_headers=custom) == (["number", "secret"], [["1", "2"]])
    error = refused(b"a,b,c\n1,2,3\n", custom_headers=custom)
    assert error.code == "COLUMN_COUNT_MISMATCH"
    assert "2 column names were given, but the table has 3 columns" in error.message


def test_too_many_cells_name_the_line_where_the_record_starts():
    error = refused(b'a,b\n"x\ny",2\n1,2,3\n')
    assert (error.code, error.details["line"], error.details["column"]) == ("COLUMN_COUNT_MISMATCH", 4, 3)
    assert error.details["fileName"] == "a.csv"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'a,b\n1,"open\n2,3\n4,5\n', 2),
        (b'a,b\n"x\ny","open\n2,3\n', 3),
        (b'a,b\n1,2\n"closed" tail,3\n', 3),
        (b'a,b\n"one ""two"" ",x\n"', 3),
    ],
)
def test_a_bad_quote_is_reported_where_it_opens(content, line):
    error = refused(content)
    assert (error.code, error.details["line"]) == ("PARSE_ERROR", line)
    assert "quote" in error.message


def test_a_quote_left_open_over_many_blocks_is_still_found():
    content = b"a,b\n" + b"1,2\n" * 300_000 + b'3,"open\n' + b"4,5\n" * 300_000
    assert refused(content).details["line"] == 300_002


def test_empty_and_blank_files_are_refused():
    assert refused(b"").code == "EMPTY_FILE"
    assert refused(b"\n\n").code == "EMPTY_FILE"


def test_a_heading_without_rows_is_an_empty_table():
    assert read(CSV, b"a,b\n", "a.csv") == (["a", "b"], [])


def test_bytes_of_another_encoding_are_refused_with_their_position():
    error = refused("a,b\n1,é\n".encode("latin-1"))
    assert (error.code, error.details["bytePosition"]) == ("INVALID_ENCODING", 6)


def test_at_most_500_columns():
    assert len(read(CSV, b",".join([b"x"] * 500), "a.csv")[0]) == 500
    error = refused(b",".join([b"x"] * 501))
    assert (error.code, error.details["column"]) == ("PARSE_ERROR", 501)


def test_other_unicode_line_separators_are_text():
    assert read(CSV, "a,b\n1\u2028x,2\x0b\n".encode(), "a.csv")[1] == [["1\u2028x", "2\x0b"]]


def test_records_and_crlf_across_block_borders_are_whole():
    row = "é" * 1000 + ',"x\r\ny"\r\n'
    assert read(CSV, ("a,b\r\n" + row * 2000).encode(), "a.csv")[1] == [["é" * 1000, "x\r\ny"]] * 2000


def test_formulas_are_escaped_only_on_request():
    document = TableDocument(columns("a", "b"), [["=1+1", "-5"], ["@x", "-x"]])
    assert write(CSV, document)[0] == b"a,b\r\n=1+1,-5\r\n@x,-x\r\n"
    assert write(CsvRows(escape_formulas=True), document)[0] == b"a,b\r\n'=1+1,-5\r\n'@x,'-x\r\n"


def test_tsv_has_lf_no_quotes_and_spaces_for_breaks():
    document = TableDocument(columns("id", "text"), [["1", 'say "hi"'], ["2", "a\tb\r\nc"]])
    out, report = write(TSV, document)
    assert out == b'id\ttext\n1\tsay "hi"\n2\ta b c\n'
    assert [(skip.reason, skip.line) for skip in report.skipped] == [("CHARACTER_REPLACED", 1)]


def test_tsv_reads_standard_quoting_and_stray_quotes():
    content = b'id\ttext\n1\t"a ""b""\tc"\n2\t"two\nlines"\n3\t"stray\n4\t5" pipe\n5\t"x" y\n'
    assert read(TSV, content, "a.tsv")[1] == [
        ["1", 'a "b"\tc'],
        ["2", "two\nlines"],
        ["3", '"stray'],
        ["4", '5" pipe'],
        ["5", '"x" y'],
    ]


def test_tsv_names_the_line_of_a_long_row():
    error = refused(b'a\tb\n"x\ny"\t2\n1\t2\t3\n', TSV, "a.tsv")
    assert (error.code, error.details["line"]) == ("COLUMN_COUNT_MISMATCH", 4)


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.lists(st.text("abcxyz", min_size=1, max_size=5), min_size=width, max_size=width, unique=True),
        st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=6),
    )
)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_property_csv_in_out_in_is_equal(table):
    names, rows = table
    first, _ = write(CSV, TableDocument(columns(*names), rows))
    read_names, read_rows = read(CSV, first, "a.csv")
    if len(names) > 1:  # A heading of one column could hold the separator of another dialect.
        assert (read_names, read_rows) == (names, rows)
    second, _ = write(CSV, TableDocument(columns(*read_names), read_rows))
    assert second == first
