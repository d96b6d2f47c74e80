"""Every span format, byte for byte, on the running example."""

from __future__ import annotations

import json

import pytest

from tests.formats.running_example import GOLDEN, running_example, span, write

FILES = {
    "DATASAUR_SCHEMA": "soup.schema.json",
    "JSON_ADVANCED": "soup.advanced.json",
    "JSON": "soup.simplified.json",
    "TSV_IOB": "soup.iob.tsv",
    "TSV_NON_IOB": "soup.non_iob.tsv",
    "TSV": "soup.non_iob.tsv",
    "CONLL_2003": "soup.conll",
    "CONLL_U": "soup.conllu",
    "PLAIN": "soup.plain.txt",
    "CSV": "soup.spans.csv",
    "AMAZON_COMPREHEND_CSV": "soup.spans.csv",
}


@pytest.mark.parametrize("key", FILES)
def test_the_running_example_is_written_byte_for_byte(key: str) -> None:
    data, report = write(running_example(), key)
    assert data == (GOLDEN / FILES[key]).read_bytes()
    assert report.lines == 2


def test_schema_labels_have_the_documented_shape() -> None:
    data, _ = write(running_example(), "DATASAUR_SCHEMA")
    city = (
        b'{"id":"13","labelSetIndex":0,"labeledBy":"AUTO","labeledByUserId":null,"acceptedByUserId":null,'
        b'"rejectedByUserId":null,"layer":0,"counter":0,"status":"LABELED",'
        b'"hashCode":"SPAN:4:0:0:0:4:0:0:0:4:5:0:undefined:undefined","labelName":"4",'
        b'"labelItem":{"id":"4","labelName":"City","parentId":"3","color":"#91b34d"},'
        b'"textPosition":{"start":{"row":0,"column":0,"tokenIndex":4,"charIndex":0},'
        b'"end":{"row":0,"column":0,"tokenIndex":4,"charIndex":5}},"confidenceScore":null}'
    )
    made = (
        b'{"id":"16","labeledBy":"REVIEWER","labeledByUserId":9,"acceptedByUserId":null,"rejectedByUserId":null,'
        b'"layer":0,"counter":0,"status":"LABELED","hashCode":"ARROW:5:0:0:0:0:0:0:0:4:5:0:'
        b"SPAN:1:0:0:0:0:0:0:0:0:3:0:undefined:undefined:SPAN:2:0:0:0:2:0:0:0:4:5:0:undefined:undefined"
        b'","labelName":"5","labelItem":{"id":"5","labelName":"made"},"originId":"11","destinationId":"12",'
        b'"confidenceScore":null}'
    )
    assert city in data
    assert made in data


def test_schema_keys_stand_in_their_order() -> None:
    keys = list(json.loads(write(running_example(), "DATASAUR_SCHEMA")[0])["data"])
    assert keys == [
        "project",
        "document",
        "kinds",
        "rows",
        "labelerInfo",
        "labelSets",
        "spanLabels",
        "arrowLabels",
        "boundingBoxLabels",
        "timeLabels",
        "comments",
        "url",
        "rowAnswers",
        "documentAnswers",
    ]


def test_advanced_keys_stand_in_their_order() -> None:
    whole = json.loads(write(running_example(), "JSON_ADVANCED")[0])
    assert list(whole) == ["sentences", "labelerInfo", "labelSets", "labels", "comments"]
    assert list(whole["sentences"][0]) == ["id", "content", "tokens", "labels", "metadata"]
    assert [one["type"] for one in whole["labels"]] == ["SPAN"] * 5 + ["ARROW"]


def test_an_unfinished_project_has_no_completion_date() -> None:
    doc = running_example()
    doc.project_completed_at = None
    assert json.loads(write(doc, "DATASAUR_SCHEMA")[0])["data"]["project"] == {"id": "Zk3Pq9", "name": "Recipes"}


def test_unresolved_labels_come_only_when_asked_for_and_without_users() -> None:
    def doc(include: bool):  # type: ignore[no-untyped-def]
        made = running_example(include_conflicts=include)
        made.span_list.append(span("17", "3", (1, 2, 0), (1, 2, 1), labeled_by="CONFLICT", labeled_by_user=7))
        return made

    with_conflicts = json.loads(write(doc(True), "DATASAUR_SCHEMA")[0])["data"]["spanLabels"][-1]
    assert (with_conflicts["labeledBy"], with_conflicts["labeledByUserId"]) == ("CONFLICT", None)
    assert b"CONFLICT" not in write(doc(False), "DATASAUR_SCHEMA")[0]
    assert write(doc(True), "CSV")[0].decode().split("\r\n") == [
        "File,Line,Begin Offset,End Offset,Type,Label Status",
        "soup.txt,0,0,4,Person,RESOLVED",
        "soup.txt,0,0,28,Fact,RESOLVED",
        "soup.txt,0,12,27,Dish,RESOLVED",
        "soup.txt,0,21,27,City,RESOLVED",
        "soup.txt,1,0,3,Person,RESOLVED",
        "soup.txt,1,8,10,Place,CONFLICTED",
        "",
    ]
    data, report = write(doc(True), "AMAZON_COMPREHEND_CSV")
    assert b"Label Status" not in data
    assert [(one.reason, one.label) for one in report.skipped] == [
        ("UNRESOLVED_DROPPED", "17"),
        ("ARROW_DROPPED", "16"),
    ]


def test_losses_are_listed_with_line_and_label() -> None:
    _, report = write(running_example(), "CONLL_2003")
    assert [(one.reason, one.line, one.label) for one in report.skipped] == [
        ("LABEL_SET_DROPPED", 0, "15"),
        ("OVERLAP_DROPPED", 0, "13"),
        ("ARROW_DROPPED", None, "16"),
    ]
    assert (report.labels, report.skipped_total) == (3, 3)


def test_only_a_thousand_losses_are_listed_but_all_are_counted() -> None:
    doc = running_example()
    doc.arrow_list = doc.arrow_list * 1500
    _, report = write(doc, "JSON")
    assert (len(report.skipped), report.skipped_total) == (1000, 1500)


def test_csv_quotes_only_where_needed() -> None:
    doc = running_example()
    doc.document_name = 'a, "b".txt'
    doc.label_sets[0].items[0].name = "Person, named"
    assert write(doc, "CSV")[0].decode().split("\r\n")[1] == '"a, ""b"".txt",0,0,4,"Person, named"'
