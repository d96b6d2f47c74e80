"""Excel, JSON, plain rows, classification files and office documents."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import docx
import pytest
import xlsxwriter

from gloss.core.errors import BadInput, TooLarge
from gloss.formats import READERS, TABLE_WRITERS
from gloss.formats.base import FormatError
from gloss.formats.document import Answers, Column
from gloss.formats.json_tabular import JsonLines, JsonTabular, TextRows
from gloss.formats.office_text import extract
from gloss.formats.xlsx import Xlsx, column_letters
from gloss.formats.zip_guard import check_zip
from gloss.questionsets.questions import from_input
from tests.formats.table_document import TableDocument, columns, read, write

XLSX = Xlsx()


def workbook(*rows: list[object], merge: str | None = None) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    sheet = book.add_worksheet("Reviews")
    book.add_worksheet("Other").write(0, 0, "not read")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if merge:
        sheet.merge_range(merge, "merged")
    book.close()
    return out.getvalue()


def test_excel_values_are_read_as_people_see_them():
    content = workbook(
        ["id", "price", "when", "at", "ok", "sum"],
        [1, 2.5, date(2026, 3, 4), datetime(2026, 3, 4, 9, 30), True, "x"],
        [2, 0.1 + 0.2, datetime(2026, 3, 5), time(8, 0), False, ""],
        [],
        [1e15, "007", "", "", "", "end"],
    )
    names, rows = read(XLSX, content, "a.xlsx")
    assert names == ["id", "price", "when", "at", "ok", "sum"]
    assert rows == [
        ["1", "2.5", "2026-03-04", "2026-03-04 09:30:00", "TRUE", "x"],
        ["2", "0.3", "2026-03-05", "08:00:00", "FALSE", ""],
        ["", "", "", "", "", ""],
        ["1e+15", "007", "", "", "", "end"],
    ]


def test_of_merged_cells_only_the_top_left_has_text():
    assert read(XLSX, workbook(["a", "b"], merge="A2:B3"), "a.xlsx")[1] == [["merged", ""]]


def test_a_chart_before_the_first_sheet_and_an_empty_margin_do_not_matter():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_chartsheet()
    sheet = book.add_worksheet()
    sheet.write_row(2, 1, ["id", "sum"])
    sheet.write(3, 1, 1)
    sheet.write_formula(3, 2, "=1+1", None, 2)
    sheet.write_row(4, 1, ["x", "y", "too much"])
    book.close()
    with pytest.raises(FormatError) as caught:
        read(XLSX, out.getvalue(), "a.xlsx", max_columns=2)
    assert caught.value.code == "PARSE_ERROR"
    names, rows = read(XLSX, out.getvalue(), "a.xlsx")
    assert (names, rows) == (["id", "sum", "Column 3"], [["1", "2", ""], ["x", "y", "too much"]])


def test_excel_is_written_as_text_and_read_back():
    rows = [["007", "=1+1"], ['<b>&"é\n😀', " x \r\t_x0041_\x01"], ["", ""], ["last", "9" * 32_767]]
    out, report = write(XLSX, TableDocument(columns("id", "text"), rows))
    assert read(XLSX, out, "a.xlsx") == (["id", "text"], rows)
    assert report.lines == 4
    assert out == write(XLSX, TableDocument(columns("id", "text"), rows))[0]
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert b'<sheet name="Sheet1"' in archive.read("xl/workbook.xml")
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_cell_that_excel_cannot_hold_is_named():
    with pytest.raises(BadInput, match=r"cell B2 has more than 32,767 characters.*CSV"):
        write(XLSX, TableDocument(columns("a", "b"), [["1", "x" * 32_768]]))


def test_column_letters():
    assert [column_letters(703)[at] for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    "content", [b"no workbook", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_a_damaged_workbook_is_refused(content):
    with pytest.raises(FormatError) as caught:
        read(XLSX, content, "a.xlsx")
    assert (caught.value.code, caught.value.details["fileName"]) == ("PARSE_ERROR", "a.xlsx")


def test_a_zip_bomb_is_refused_even_if_it_lies_about_its_size():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    content = out.getvalue()
    with pytest.raises(TooLarge, match="unpacks to more than 10,000,000 bytes"):
        read(XLSX, content, "a.xlsx")
    lying = content.replace((30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(TooLarge):
        check_zip(io.BytesIO(lying))


def test_json_tabular_reads_columns_in_order_of_first_appearance():
    content = b'[{"id":1,"review":"Fine"},{"id":2,"x":{"a":[1.5,null]},"ok":true,"n":null,"f":1.50}]'
    assert read(JsonTabular(), content, "a.json") == (
        ["id", "review", "x", "ok", "n", "f"],
        [["1", "Fine", "", "", "", ""], ["2", "", '{"a":[1.5,null]}', "true", "", "1.50"]],
    )


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b'[\n{"a":1},\n{"a":}\n]', "PARSE_ERROR", 3, 6),
        (b'[{"a":1}', "PARSE_ERROR", 1, 9),
        (b'{"a":1}', "PARSE_ERROR", 1, 1),
        (b'[{"a":1}, 2]', "PARSE_ERROR", None, None),
        (b"[]", "EMPTY_FILE", None, None),
        (b"", "EMPTY_FILE", None, None),
    ],
)
def test_bad_json_is_refused_with_its_place(content, code, line, column):
    with pytest.raises(FormatError) as caught:
        read(JsonTabular(), content, "a.json")
    error = caught.value
    assert (error.code, error.details.get("line"), error.details.get("column")) == (code, line, column)


def test_json_lines_reads_one_object_per_line_and_names_the_bad_one():
    assert read(JsonLines(), b'{"a":1}\n\n{"b":"x"}\n', "a.jsonl") == (["a", "b"], [["1", ""], ["", "x"]])
    with pytest.raises(FormatError) as caught:
        read(JsonLines(), b'{"a":1}\n{"a":\n', "a.jsonl")
    assert (caught.value.code, caught.value.details["line"]) == ("PARSE_ERROR", 2)
    with pytest.raises(FormatError, match="line 2: The line is not an object"):
        read(JsonLines(), b'{"a":1}\n[1]\n', "a.jsonl")


def test_json_custom_headers_rename_columns():
    custom = [Column("number")]
    assert read(JsonLines(), b'{"a":1}', "a.jsonl", custom_headers=custom) == (["number"], [["1"]])


def test_plain_text_is_a_table_of_one_column():
    assert read(TextRows(), b"Soup, cold\r\n\r\nFine\r\n", "a.txt") == (["text"], [["Soup, cold"], [""], ["Fine"]])


LABELED = TableDocument(
    columns("id", "review"),
    [["1", "Soup was cold, waiter kind"], ["2", "Fine"], ["3", 'so "so"']],
    [Answers(0, {"1": ["Food", "Service"]}), Answers(2, {"1": ["Food"]})],
    from_input(
        [
            {"type": "TEXT", "label": "Note"},
            {"type": "DROPDOWN", "label": "Topic", "config": {"multiple": True, "options": ["Food", "Service"]}},
        ]
    ),
)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("AMAZON_COMPREHEND_CSV", b'Food|Service,"Soup was cold, waiter kind"\r\nFood,"so ""so"""\r\n'),
        ("AZURE_AUTOML_CSV", b'text,labels\r\n"Soup was cold, waiter kind","Food,Service"\r\n"so ""so""",Food\r\n'),
        ("GCP_VERTEX_AI_CSV", b'"Soup was cold, waiter kind",Food,Service\r\n"so ""so""",Food\r\n'),
    ],
)
def test_classification_files_byte_for_byte(key, expected):
    out, report = write(TABLE_WRITERS[key], LABELED)
    assert out == expected
    assert [(skip.reason, skip.line) for skip in report.skipped] == [("ROW_DROPPED", 1)]


def test_the_text_column_is_named_text_or_the_longest_displayed():
    amazon = TABLE_WRITERS["AMAZON_COMPREHEND_CSV"]
    topic = from_input([{"type": "SINGLE_CHOICE", "label": "T", "config": {"options": ["x"]}}])
    answers = [Answers(0, {"0": "x"})]
    named = TableDocument(columns("context", "review_text", "b"), [["long long", "t", "longer longer"]], answers, topic)
    assert write(amazon, named)[0] == b"x,t\r\n"
    hidden = [Column("a"), Column("b", displayed=False)]
    assert write(amazon, TableDocument(hidden, [["short", "longer longer"]], answers, topic))[0] == b"x,short\r\n"


def test_without_a_choice_question_the_file_is_empty_and_says_why():
    out, report = write(TABLE_WRITERS["GCP_VERTEX_AI_CSV"], TableDocument(columns("a"), [["b"]]))
    assert (out, [skip.reason for skip in report.skipped]) == (b"", ["ANSWER_DROPPED"])


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Rosa cooked laksa.\nIn Penang.")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Menu"
    table.cell(1, 0).text, table.cell(1, 1).text = "soup", "4"
    document.add_paragraph("Jun ate it.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_text_comes_in_order_with_tables():
    lines = list(extract("menu.docx", io.BytesIO(word_file())))
    assert [line.cells[0].content for line in lines] == [
        "Rosa cooked laksa.",
        "In Penang.",
        "Menu",
        "soup\t4",
        "Jun ate it.",
    ]
    assert [line.index for line in lines] == [0, 1, 2, 3, 4]


def pdf_file(*texts: str) -> bytes:
    """Write a small PDF by hand: one page per text, in the built-in Helvetica."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    pages = []
    for text in texts:
        stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        fonts = b"/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]%s/Contents %d 0 R>>" % (fonts, len(objects)))
        pages.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(pages))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def test_pdf_text_comes_page_by_page():
    lines = list(extract("menu.pdf", io.BytesIO(pdf_file("Rosa cooked laksa.", "Jun ate it."))))
    assert [line.cells[0].content for line in lines] == ["Rosa cooked laksa.", "Jun ate it."]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"no archive", "PARSE_ERROR"),
        ("a.docx", workbook(["a"]), "PARSE_ERROR"),
        ("a.pdf", b"no pdf", "PARSE_ERROR"),
        ("a.png", b"", "UNSUPPORTED_EXTENSION"),
    ],
)
def test_damaged_and_other_files_are_refused(name, content, code):
    with pytest.raises(FormatError) as caught:
        list(extract(name, io.BytesIO(content)))
    assert caught.value.code == code


def test_the_registries_list_the_table_formats():
    assert {"CSV", "TSV", "XLSX", "JSON_TABULAR", "JSON_LINES", "TXT"} <= set(READERS)
    assert [key for key in TABLE_WRITERS if key != "DATASAUR_SCHEMA"] == [
        "CSV",
        "TSV",
        "XLSX",
        "JSON_TABULAR",
        "AMAZON_COMPREHEND_CSV",
        "AZURE_AUTOML_CSV",
        "GCP_VERTEX_AI_CSV",
    ]
