"""What the JSON readers refuse, and how exactly they say where."""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

from gloss.formats.base import FormatError
from gloss.formats.document import Answers, Arrow, Column, Header, LabelSet, Line, QuestionSet, Span, Warning_
from tests.formats.running_example import read


def refused(data: object, key: str, **options: object) -> FormatError:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(FormatError) as caught:
        read(raw, key, "bad.json", **options)
    assert caught.value.details["fileName"] == "bad.json"
    return caught.value


JSON_KEYS = ("JSON", "JSON_ADVANCED", "DATASAUR_SCHEMA", "IMPORTABLE", "CONVERSATION")


@pytest.mark.parametrize("key", JSON_KEYS)
@pytest.mark.parametrize("large", [False, True])
def test_files_that_are_no_json(key: str, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr("gloss.formats.json_stream.WHOLE_FILE_LIMIT", 1)
    assert refused(b"", key).code == "EMPTY_FILE"
    assert refused(b" \n ", key).code == "EMPTY_FILE"
    assert refused(codecs.BOM_UTF8, key).code == "EMPTY_FILE"
    assert refused(b'"text"', key).code == "PARSE_ERROR"
    error = refused(b'{"text":\n\n "a",\n "sentences": [}', key)
    assert (error.code, error.details["line"]) == ("PARSE_ERROR", 4)


def test_the_column_of_a_fault_is_named_in_small_files() -> None:
    error = refused(b'[{"text": "a"},\n {"text" "b"}]', "JSON")
    assert (error.code, error.details["line"], error.details["column"]) == ("PARSE_ERROR", 2, 10)


def test_a_wrong_byte_is_named() -> None:
    error = refused(b'[{"text":"caf\xe9"}]', "JSON")
    assert (error.code, error.details["bytePosition"]) == ("INVALID_ENCODING", 13)
    error = refused(codecs.BOM_UTF8 + b'[{"text":"caf\xe9"}]', "JSON")
    assert (error.code, error.details["bytePosition"]) == ("INVALID_ENCODING", 16)


def test_utf_16_and_marks_are_read() -> None:
    text = '[{"text":"🍜 laksa"}]'
    for data in (text.encode(), codecs.BOM_UTF8 + text.encode(), codecs.BOM_UTF16_LE + text.encode("utf-16-le")):
        lines = [one for one in read(data, "JSON") if isinstance(one, Line)]
        assert [one.cells[0].content for one in lines] == ["🍜 laksa"]


def entity(**changes: Any) -> dict[str, Any]:
    return {"type": "Dish", "start_idx": 0, "end_idx": 2, **changes}


@pytest.mark.parametrize(
    ("item", "code", "field"),
    [
        (7, "PARSE_ERROR", "text"),
        ({"entities": []}, "PARSE_ERROR", "text"),
        ({"text": "ab cd", "entities": {}}, None, None),
        ({"text": "ab cd", "entities": {"a": 1}}, "PARSE_ERROR", "entities"),
        ({"text": "ab cd", "entities": [3]}, "PARSE_ERROR", "entities[0]"),
        ({"text": "ab cd", "entities": [entity(), entity(type="")]}, "PARSE_ERROR", "entities[1].type"),
        ({"text": "ab cd", "entities": [entity(start_idx="0")]}, "PARSE_ERROR", "entities[0]"),
        ({"text": "ab cd", "entities": [entity(start_idx=True)]}, "PARSE_ERROR", "entities[0]"),
        ({"text": "ab cd", "entities": [entity(end_idx=6)]}, "LABEL_OUT_OF_RANGE", "entities[0]"),
        ({"text": "ab cd", "entities": [entity(start_idx=-1)]}, "LABEL_OUT_OF_RANGE", "entities[0]"),
        ({"text": "ab cd", "entities": [entity(end_idx=0)]}, "LABEL_OUT_OF_RANGE", "entities[0]"),
        ({"text": "ab cd", "entities": [entity(start_idx=2, end_idx=3)]}, "LABEL_OUT_OF_RANGE", "entities[0]"),
    ],
)
def test_simplified_items_are_checked(item: object, code: str | None, field: str | None) -> None:
    data = [{"text": "fine"}, item]
    if code is None:
        assert len(read(json.dumps(data).encode(), "JSON")) == 2
        return
    error = refused(data, "JSON")
    assert (error.code, error.details["line"], error.details["field"]) == (code, 2, field)


def test_a_single_object_is_one_line() -> None:
    records = read(b'{"text":"ab cd","entities":[{"type":"Dish","start_idx":3,"end_idx":5}]}', "JSON")
    assert [type(one) for one in records] == [Line, Span]


def test_a_text_that_differs_from_its_offsets_is_reported() -> None:
    data = [{"text": "ab cd", "entities": [entity(text="cd")]}]
    warnings = [one for one in read(json.dumps(data).encode(), "JSON") if isinstance(one, Warning_)]
    assert warnings == [Warning_("entities[0]: the text 'cd' differs from 'ab' at its offsets.", 1)]


def test_too_many_tokens_names_the_line() -> None:
    error = refused([{"text": "a"}, {"text": "a b c"}], "JSON", max_tokens=2)
    assert (error.code, error.details["line"]) == ("TOO_MANY_TOKENS", 2)


def label(**changes: Any) -> dict[str, Any]:
    return {
        "id": "5",
        "type": "SPAN",
        "layer": 0,
        "labelSetItemId": "1",
        "startCellLine": 0,
        "startCellIndex": 0,
        "startTokenIndex": 0,
        "startCharIndex": 0,
        "endCellLine": 0,
        "endCellIndex": 0,
        "endTokenIndex": 1,
        "endCharIndex": 1,
        **changes,
    }


def advanced(*labels: object, **changes: object) -> dict[str, object]:
    return {
        "sentences": [{"content": "ab cd"}],
        "labelSets": [{"index": 0, "labelItems": [{"id": "1", "labelName": "Dish"}]}],
        "labels": list(labels),
        **changes,
    }


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        (advanced(label(endTokenIndex=2)), "LABEL_OUT_OF_RANGE", "Label 5 points at token 2, character 1 of cell 0"),
        (advanced(label(endCharIndex=2)), "LABEL_OUT_OF_RANGE", "Label 5 points at token 1, character 2 of cell 0"),
        (advanced(label(startCellLine=4)), "LABEL_OUT_OF_RANGE", "Label 5 points at token 0"),
        (advanced(label(startTokenIndex=1, endTokenIndex=0)), "LABEL_OUT_OF_RANGE", "Label 5 ends before it starts"),
        (advanced(label(startCharIndex=None)), "PARSE_ERROR", "Label 5 has no full position"),
        (advanced(label(layer=1)), "UNKNOWN_LABEL_SET", "Label 5 belongs to set 1"),
        (advanced(label(layer="0")), "UNKNOWN_LABEL_SET", "labels[0].layer must be the index"),
        (advanced(3), "PARSE_ERROR", "labels[0] must be an object"),
        (advanced(label(type="ARROW", originId=5, destinationId=9)), "LABEL_OUT_OF_RANGE", "Arrow 5 joins label 5"),
        (advanced(labels={}), "PARSE_ERROR", "labels must be an array"),
        (advanced(sentences=[{"content": 1}]), "PARSE_ERROR", "sentences[0] must be an object with a content text"),
        (advanced(sentences=[]), "EMPTY_FILE", "The file holds no sentence."),
        (advanced(sentences=[{"content": "ab", "tokens": ["x"]}]), "PARSE_ERROR", "Token 1 ('x') is not in the text"),
        (advanced(sentences=[{"content": "ab", "tokens": "ab"}]), "PARSE_ERROR", "sentences[0].tokens must be"),
        (advanced(sentences=[{"content": "ab", "metadata": ["x"]}]), "PARSE_ERROR", "sentences[0].metadata must be"),
        (advanced(sentences=[{"content": "a\0b"}]), "PARSE_ERROR", "The text holds a NUL character"),
        (advanced(labelSets=[{"index": 0}]), "PARSE_ERROR", "labelSets[0] must be an object with labelItems"),
        (advanced(labelSets=[{"labelItems": [{"id": "1"}]}]), "PARSE_ERROR", "labelSets[0].labelItems[0] needs an id"),
    ],
)
def test_advanced_files_are_checked(data: object, code: str, reason: str) -> None:
    error = refused(data, "JSON_ADVANCED")
    assert (error.code, str(error.details["reason"])[: len(reason)]) == (code, reason)
    if reason.startswith(("Label 5", "Arrow 5")):
        assert error.details["labelId"] == "5"


def test_advanced_reads_both_spellings_of_sentence_labels() -> None:
    old = {"l": "1", "layer": 0, "sidS": 0, "s": 0, "charS": 0, "sidE": 1, "e": 0, "charE": 1}
    new = {
        "l": "Dish",
        "layer": 0,
        "start": {"sentenceId": 0, "tokenId": 1, "charId": 0},
        "end": {"sentenceId": 0, "tokenId": 1, "charId": 1},
    }
    gone = {**old, "deleted": True}
    sentences = [{"content": "ab cd", "labels": [old, new, gone]}, {"content": "ef"}]
    records = read(json.dumps(advanced(sentences=sentences)).encode(), "JSON_ADVANCED")
    spans = [one for one in records if isinstance(one, Span)]
    assert [(one.item, one.item_name, one.start.token, one.end.line) for one in spans] == [
        ("", "Dish", 1, 0),
        ("1", "Dish", 0, 1),
    ]


def test_advanced_leaves_out_what_it_cannot_hold_and_says_so() -> None:
    records = read(json.dumps(advanced(label(), label(id=6, type="TIMESTAMP"))).encode(), "JSON_ADVANCED")
    assert isinstance(records[0], LabelSet)
    assert [one.reason for one in records if isinstance(one, Warning_)] == [
        "1 labels of type TIMESTAMP were left out: this reader takes SPAN and ARROW."
    ]


def schema(**data: object) -> dict[str, object]:
    return {"version": 1, "data": {"rows": [[{"content": "ab cd"}]], **data}}


def span_label(**changes: Any) -> dict[str, Any]:
    place = {"row": 0, "column": 0, "tokenIndex": 0, "charIndex": 0}
    return {"id": "5", "labelSetIndex": 0, "labelName": "1", "textPosition": {"start": place, "end": place}, **changes}


@pytest.mark.parametrize(
    ("data", "code", "reason"),
    [
        ({"version": "2", "data": {}}, "PARSE_ERROR", 'The version of a Datasaur Schema must be "1".'),
        ({"version": "1", "data": {}}, "EMPTY_FILE", "data.rows holds no row."),
        (schema(rows=[[]]), "PARSE_ERROR", "rows[0] must be an array of cells."),
        (schema(rows=[[{"content": "a"}], [{"content": "a"}] * 2]), "COLUMN_COUNT_MISMATCH", "The row has 2 cells"),
        (schema(spanLabels=[{"id": 1}]), "PARSE_ERROR", "spanLabels[0] needs a textPosition."),
        (schema(spanLabels=[span_label(labelSetIndex=-1)]), "UNKNOWN_LABEL_SET", "spanLabels[0].labelSetIndex must be"),
        (schema(arrowLabels=[{"originId": 1, "destinationId": 2}]), "LABEL_OUT_OF_RANGE", "Arrow 1 joins label 1"),
        (schema(headers=[{}]), "PARSE_ERROR", "headers[0] needs a name."),
        (schema(rowQuestions=[{}]), "PARSE_ERROR", "rowQuestions[0] needs a type."),
        (schema(rowAnswers=[{"line": 0}]), "PARSE_ERROR", "rowAnswers[0] needs questionId and value."),
        (schema(rowAnswers=[{"line": 1, "questionId": 0, "value": 1}]), "LABEL_OUT_OF_RANGE", "rowAnswers[0] answers"),
    ],
)
def test_schema_files_are_checked(data: object, code: str, reason: str) -> None:
    error = refused(data, "DATASAUR_SCHEMA")
    assert (error.code, str(error.details["reason"])[: len(reason)]) == (code, reason)


def test_conflicts_and_rejected_labels_are_left_out_with_their_arrows() -> None:
    labels = [span_label(), span_label(id="6", labeledBy="CONFLICT"), span_label(id="7", status="REJECTED")]
    arrows = [{"id": "8", "originId": "5", "destinationId": "6", "labelName": ""}]
    records = read(json.dumps(schema(spanLabels=labels, arrowLabels=arrows)).encode(), "DATASAUR_SCHEMA")
    assert [one.id for one in records if isinstance(one, (Span, Arrow))] == ["5"]
    assert [one.reason for one in records if isinstance(one, Warning_)] == [
        "1 labels marked CONFLICT were left out.",
        "1 labels marked REJECTED were left out.",
    ]


def test_schema_of_rows_brings_headers_questions_and_answers() -> None:
    answer = {"parentQuestionId": None, "nestedAnswerIndex": None}
    data = schema(
        kinds=["ROW_BASED"],
        rows=[[{"content": "1"}, {"content": "Soup"}], [{"content": "2"}, {"content": "Fine"}]],
        headers=[{"name": "id"}, {"name": "review", "displayed": False, "labelerRestricted": True}],
        rowQuestions=[{"id": 0, "type": "DROPDOWN"}],
        rowAnswers=[
            {"line": 0, "questionId": 0, "value": ["Food"], **answer},
            {"line": 0, "questionId": 18, "value": "4", "parentQuestionId": 4, "nestedAnswerIndex": 1},
            {"line": 0, "questionId": 17, "value": "soup", "parentQuestionId": 4, "nestedAnswerIndex": 0},
            {"line": 1, "questionId": 0, "value": "x", "labeledBy": "CONFLICT", "userIds": [1]},
        ],
        documentAnswers=[{"questionId": 1, "value": True, **answer}],
    )
    records = read(json.dumps(data).encode(), "DATASAUR_SCHEMA", kinds=frozenset({"ROW_BASED"}))
    assert records[0] == Header([Column("id"), Column("review", False, True)])
    assert records[1] == QuestionSet("ROW", [{"id": 0, "type": "DROPDOWN"}])
    assert [one for one in records if isinstance(one, Answers)] == [
        Answers(0, {"0": ["Food"], "4": [{"17": "soup"}, {"18": "4"}]}),
        Answers(None, {"1": True}),
    ]


@pytest.mark.parametrize(
    ("cells", "code", "line"),
    [
        ([], "EMPTY_FILE", None),
        ([{"line": 1, "content": "a"}], "PARSE_ERROR", 1),
        ([{"line": 0, "index": 1, "content": "a"}], "PARSE_ERROR", 1),
        ([{"line": 0, "content": "a"}, {"line": 0, "content": "b"}], "PARSE_ERROR", 1),
        (
            [{"line": 0, "content": "a"}, {"line": 1, "content": "b"}, {"line": 1, "index": 1, "content": "c"}],
            "COLUMN_COUNT_MISMATCH",
            2,
        ),
    ],
)
def test_importable_cells_come_line_by_line(cells: list[object], code: str, line: int | None) -> None:
    error = refused({"cells": cells}, "IMPORTABLE")
    assert (error.code, error.details.get("line")) == (code, line)


def test_conversations_need_texts() -> None:
    error = refused({"messages": [{"speaker": "Ann"}]}, "CONVERSATION")
    assert (error.code, error.details["line"], error.details["field"]) == ("PARSE_ERROR", 1, "messages[0].text")
    assert refused({"messages": []}, "CONVERSATION").code == "EMPTY_FILE"
