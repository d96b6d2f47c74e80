"""Which reader a file gets, which formats a project may be exported in, and that no entry is lost."""

from __future__ import annotations

import pytest

from gloss.core.errors import BadInput
from gloss.formats import (
    MEDIA,
    READERS,
    SPAN_WRITERS,
    TABLE_WRITERS,
    alternatives,
    detect,
    possible_formats,
    reader_for,
    writer_for,
)
from gloss.formats.base import FormatError
from gloss.formats.samples import SAMPLES, sample_path

SPAN, ROW, DOCUMENT, BOX = ["TOKEN_BASED"], ["ROW_BASED"], ["DOCUMENT_BASED"], ["BBOX_BASED"]
SPAN_FORMATS = [
    "DATASAUR_SCHEMA",
    "JSON_ADVANCED",
    "JSON",
    "TSV_IOB",
    "TSV_NON_IOB",
    "CONLL_2003",
    "CONLL_U",
    "PLAIN",
    "CSV",
    "AMAZON_COMPREHEND_CSV",
    "TSV",
]
TABLE_FORMATS = [
    "DATASAUR_SCHEMA",
    "CSV",
    "TSV",
    "XLSX",
    "JSON_TABULAR",
    "AMAZON_COMPREHEND_CSV",
    "AZURE_AUTOML_CSV",
    "GCP_VERTEX_AI_CSV",
]


def test_the_registries_hold_what_we_promise() -> None:
    assert list(READERS) == [
        "TEXT",
        "TSV_IOB",
        "TSV_NON_IOB",
        "CONLL_2003",
        "CONLL_U",
        "JSON",
        "JSON_ADVANCED",
        "DATASAUR_SCHEMA",
        "IMPORTABLE",
        "CONVERSATION",
        "CONVERSATION_TEXT",
        "CSV",
        "TSV",
        "XLSX",
        "JSON_TABULAR",
        "JSON_LINES",
        "TXT",
    ]
    assert [(key, one.extension) for key, one in SPAN_WRITERS.items()] == list(
        zip(
            SPAN_FORMATS,
            [".json", ".json", ".json", ".tsv", ".tsv", ".conll", ".conllu", ".txt", ".csv", ".csv", ".tsv"],
            strict=True,
        )
    )
    assert list(TABLE_WRITERS) == TABLE_FORMATS


def test_each_kind_has_its_formats() -> None:
    assert possible_formats(SPAN) == [*SPAN_FORMATS, "CUSTOM"]
    assert possible_formats(ROW) == possible_formats(DOCUMENT) == [*TABLE_FORMATS, "CUSTOM"]
    assert possible_formats(BOX) == ["CUSTOM"]
    assert possible_formats([*SPAN, *ROW]) == [
        *SPAN_FORMATS,
        "XLSX",
        "JSON_TABULAR",
        "AZURE_AUTOML_CSV",
        "GCP_VERTEX_AI_CSV",
        "CUSTOM",
    ]


def test_media_leave_out_formats() -> None:
    assert set(SPAN_FORMATS) - set(possible_formats(SPAN, "OCR")) == {"TSV"}
    assert set(SPAN_FORMATS) - set(possible_formats(SPAN, "CONVERSATION")) == {"TSV"}
    assert set(SPAN_FORMATS) - set(possible_formats(SPAN, "AUDIO")) == {
        "CONLL_2003",
        "CONLL_U",
        "CSV",
        "AMAZON_COMPREHEND_CSV",
    }


def test_one_key_may_be_two_writers() -> None:
    assert writer_for("csv", SPAN) is SPAN_WRITERS["CSV"]
    assert writer_for("CSV", ROW) is TABLE_WRITERS["CSV"]
    assert writer_for("Tsv", [*ROW, *SPAN]) is SPAN_WRITERS["TSV"]
    assert reader_for("tsv_iob") is READERS["TSV_IOB"]


def test_an_impossible_format_is_refused_with_the_possible_ones() -> None:
    with pytest.raises(BadInput, match=r"'XLSX' is no format of this project\. Choose one of DATASAUR_SCHEMA, J"):
        writer_for("XLSX", SPAN)
    with pytest.raises(BadInput, match="Unknown input format 'DOC'"):
        reader_for("DOC")


@pytest.mark.parametrize("key", SAMPLES)
def test_every_sample_is_recognized(key: str) -> None:
    path = sample_path(key)
    kinds = SPAN if "TOKEN_BASED" in READERS[key].kinds else ROW
    expected = "TEXT" if key == "CONVERSATION_TEXT" else key
    assert detect(path.read_bytes(), path.name, kinds) == expected


@pytest.mark.parametrize(
    ("head", "name", "kinds", "key"),
    [
        (b"a\tB-X\n", "a.TSV", SPAN, "TSV_IOB"),
        (b"a\tX\tO\n", "a.tsv", SPAN, "TSV_NON_IOB"),
        (b"a\tO\n" * 99 + b"b\tU-X\n", "a.conll", SPAN, "TSV_IOB"),
        (b"B-52\tO\nb\tX\n", "a.tsv", SPAN, "TSV_NON_IOB"),
        (b"a X Y B-Z\nb X Y O\n", "a.conll", SPAN, "CONLL_2003"),
        (b"a\tX\n", "a.tsv", ROW, "TSV"),
        (b"a;b\n", "a.csv", DOCUMENT, "CSV"),
        (b"x", "a.md", DOCUMENT, "TEXT"),
        (b"x", "a.txt", ROW, "TXT"),
        (b"x", "a.txt", [*SPAN, *ROW], "TEXT"),
        (b"%PDF", "a.pdf", DOCUMENT, MEDIA),
        (b"x", "a.mp3", SPAN, MEDIA),
        (b"x", "a.PNG", BOX, MEDIA),
        (b'{"version":"1","data":{"bboxLabels":[]}}', "a.json", BOX, "DATASAUR_SCHEMA"),
        (b'{"data":{"rows":[[{"content":"cut he', "a.json", SPAN, "DATASAUR_SCHEMA"),
        (b'\xef\xbb\xbf {"sentences":[', "a.json", SPAN, "JSON_ADVANCED"),
        ('\ufeff{"cells":[]}'.encode("utf-16-le"), "a.json", ROW, "IMPORTABLE"),
        (b'{"text":"a","entities":[]}', "a.json", SPAN, "JSON"),
        (b'[{"text":"a"}]', "a.json", SPAN, "JSON"),
        (b'[{"text":"a"}]', "a.json", ROW, "JSON_TABULAR"),
        (b'[{"speaker":"a","text":"b"}]', "a.json", SPAN, "CONVERSATION"),
        (b'{"a":1}\n{"a":2}\n', "a.json", ROW, "JSON_LINES"),
    ],
)
def test_what_is_recognized(head: bytes, name: str, kinds: list[str], key: str) -> None:
    assert detect(head, name, kinds) == key


@pytest.mark.parametrize(
    ("head", "name", "kinds", "code", "reason"),
    [
        (b"x", "a.docx", ROW, "UNSUPPORTED_EXTENSION", "end in .csv, .tsv, .xls, .xlsx, .jsonl, .json, .txt."),
        (b"x", "noext", SPAN, "UNSUPPORTED_EXTENSION", "end in .txt, .md, .json, .tsv, .conll, .conllu."),
        (b'{"images":[],"annotations":[]}', "a.json", SPAN, "PARSE_ERROR", "This is a COCO file."),
        (b'{"a":1}', "a.json", SPAN, "PARSE_ERROR", "none of the shapes"),
        (b'[{"a":1}]', "a.json", SPAN, "PARSE_ERROR", "none of the shapes"),
        (b"nonsense", "a.json", SPAN, "PARSE_ERROR", "none of the shapes"),
    ],
)
def test_what_is_refused(head: bytes, name: str, kinds: list[str], code: str, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        detect(head, name, kinds)
    assert caught.value.code == code
    assert reason in str(caught.value.details["reason"])
    assert caught.value.details["fileName"] == name


def test_a_text_file_of_tab_columns_is_asked_about() -> None:
    assert alternatives(b"a\tB-X\nb\tO\n\nc\tO\n", "a.txt", SPAN) == ["TSV_IOB"]
    assert alternatives(b"a\tX\nb\n", "a.txt", SPAN) == []
    assert alternatives(b"a b\n", "a.txt", SPAN) == []
    assert alternatives(b"a\tB-X\n", "a.txt", DOCUMENT) == []
