"""Searching lines by text, labels, comments, answers and metadata, with exact answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gloss.comments.models import Comment
from gloss.core.hashcode import SpanKey, span_hash
from gloss.documents.models import Line
from gloss.search import preparation
from tests.client import Api, Reply, run_jobs
from tests.factories import Make
from tests.labeling import World, labeling_world, span

LINES = [
    "Jun lives in Penang",
    "Penang is 😀fine here",
    "",
    "He mentioned the men of 東京都 twice: men, MEN",
    "Straße 12 in Köln",
]
NODE = "line cell snippet snippetStart matches { cell start end } labels commentIds documentId fileName documentName"
PAGE = f"nodes {{ {NODE} }} pageInfo {{ nextCursor }} totalCount isTotalExact isComplete index {{ isReady progress }}"


def search(client: Api, **asked: Any) -> Reply:
    return client.query("searchLines", PAGE, input=asked)


def found(client: Api, copy: str, **asked: Any) -> list[tuple[int, list[tuple[int, int]]]]:
    """Lines and places of matches in one document."""
    reply = search(client, documentId=copy, search=asked)
    assert reply.errors == []
    nodes = reply.data["nodes"]
    return [(node["line"], [(match["start"], match["end"]) for match in node["matches"]]) for node in nodes]


@pytest.fixture(params=["read", "indexed"])
def world(request: pytest.FixtureRequest, make: Make, api: Api, monkeypatch: Any) -> World:
    """The same lines, found by reading them and through the index."""
    made = labeling_world(make, lines=LINES, labelers=2, documents_count=2)
    made.project.line_count = 10
    made.project.save()
    if request.param == "indexed":
        monkeypatch.setattr(preparation, "SCAN_LINES", 0)
        client = api.as_(made.labelers[0])
        first = search(client, documentId=made.uid(made.labelers[0]), search={"text": "x"}).data
        assert first["index"] == {"isReady": False, "progress": 0}
        run_jobs()
        ready = client.query("getSearchIndex", "isReady progress jobId", projectId=made.project.uid)
        assert ready.data == {"isReady": True, "progress": 100, "jobId": None}
    return made


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({"text": "men"}, [(3, [(3, 6), (17, 20), (35, 38), (40, 43)])], id="any word"),
        pytest.param({"text": "penang fine"}, [(0, [(13, 19)]), (1, [(0, 6), (11, 15)])], id="any of two words"),
        pytest.param({"text": '"lives in"'}, [(0, [(4, 12)])], id="quoted words stay together"),
        pytest.param({"text": "men", "mode": "EXACT_WORD"}, [(3, [(17, 20), (35, 38), (40, 43)])], id="exact word"),
        pytest.param(
            {"text": "men", "mode": "EXACT_WORD", "caseSensitive": True}, [(3, [(17, 20), (35, 38)])], id="case"
        ),
        pytest.param({"text": "東京"}, [(3, [(24, 26)])], id="two characters"),
        pytest.param({"text": "都"}, [(3, [(26, 27)])], id="one character"),
        pytest.param({"text": "😀"}, [(1, [(10, 11)])], id="beyond the basic plane"),
        pytest.param({"text": r"\d+ in K", "mode": "REGEX"}, [(4, [(7, 14)])], id="regular expression"),
        pytest.param({"text": "^pen(ang)? is", "mode": "REGEX"}, [(1, [(0, 9)])], id="expression with anchor"),
        pytest.param({"text": "ln"}, [(4, [(15, 17)])], id="last two characters"),
        pytest.param({"text": "nowhere"}, [], id="nothing"),
        pytest.param({"text": "in", "lines": {"start": 1, "end": 4}}, [(1, [(12, 14)]), (4, [(10, 12)])], id="lines"),
    ],
)
def test_text_is_found_with_its_places(world: World, api: Api, asked: dict[str, Any], expected: Any) -> None:
    labeler = world.labelers[0]
    assert found(api.as_(labeler), world.uid(labeler), **asked) == expected


def test_a_project_is_searched_page_by_page(world: World, api: Api, monkeypatch: Any) -> None:
    monkeypatch.setattr("gloss.search.engine.COUNT_SECONDS", 60.0)
    labeler = world.labelers[0]
    client, cabinet = api.as_(labeler), str(world.cabinets[labeler.pk].pk)
    page = search(client, cabinetId=cabinet, search={"text": "penang"}, take=3).data
    assert [(node["documentName"], node["line"]) for node in page["nodes"]] == [("doc0", 0), ("doc0", 1), ("doc1", 0)]
    assert (page["totalCount"], page["isTotalExact"], page["isComplete"]) == (4, True, True)
    cursor = page["pageInfo"]["nextCursor"]
    rest = search(client, cabinetId=cabinet, search={"text": "penang"}, take=3, cursor=cursor).data
    assert [(node["documentName"], node["line"]) for node in rest["nodes"]] == [("doc1", 1)]
    assert rest["pageInfo"]["nextCursor"] is None
    assert rest["nodes"][0]["documentId"] == world.uid(labeler, 1)


def test_edited_lines_are_found_by_their_own_text(world: World, api: Api) -> None:
    labeler, other = world.labelers
    client, copy = api.as_(labeler), world.uid(labeler)
    world.project.settings = {"enableEditSentence": True}
    world.project.save()
    edit = {"documentId": copy, "sentenceId": 0, "signature": world.signature(labeler), "text": "Mia left Ipoh"}
    assert client.mutate("editSentence", "document { id }", input=edit).errors == []
    assert found(client, copy, text="ipoh") == [(0, [(9, 13)])]
    assert found(client, copy, text="lives") == []
    assert found(api.as_(other), world.uid(other), text="ipoh") == []
    assert found(api.as_(other), world.uid(other), text="lives") == [(0, [(4, 9)])]


def test_labels_are_found_by_class_status_and_labeler(world: World, api: Api) -> None:
    labeler, other = world.labelers
    client, copy = api.as_(labeler), world.uid(labeler)
    apply(client, world, labeler, [span("city", 0, 3), span("person", 0, 0), span("city", 1, 0)])
    assert [line for line, _ in found(client, copy, labelName="cit")] == [0, 1]
    assert [line for line, _ in found(client, copy, labelItemIds=["person"])] == [0]
    assert [line for line, _ in found(client, copy, labelItemIds=["person"], statuses=["LABELER"])] == [0]
    assert found(client, copy, labelItemIds=["person"], statuses=["REJECTED"]) == []
    assert [line for line, _ in found(client, copy, labelerIds=[str(labeler.pk)])] == [0, 1]
    assert found(client, copy, labelerIds=[str(other.pk)]) == []
    shown = search(client, documentId=copy, search={"labelName": "City"}).data["nodes"][0]
    assert [label["labelSetItemId"] for label in shown["labels"]] == ["city"]
    assert found(client, copy, query='{"label": "City", "text": "fine"}') == [(1, [(11, 15)])]
    assert [line for line, _ in found(client, copy, query='{"label": {"$exists": false}}')] == [2, 3, 4]
    assert [line for line, _ in found(client, copy, query="{labelSet: 'Cities', label: {$ne: 'City'}}")] == [0]


def apply(client: Api, world: World, person: Any, labels: list[dict[str, Any]]) -> None:
    given = {"documentId": world.uid(person), "action": "LABEL", "labels": labels}
    reply = client.mutate("updateLabels", "labels", input={**given, "signature": world.signature(person)})
    assert reply.errors == []


def test_comments_and_advanced_queries(world: World, api: Api) -> None:
    labeler = world.labelers[0]
    client, copy = api.as_(labeler), world.uid(labeler)
    code = span_hash(SpanKey("city", 0, 1, 0, 0, 0, 1, 0, 0, 5))
    thread = Comment.objects.create(document=world.documents[0], hash_code=code, message="Really?", user=labeler)
    Comment.objects.create(document=world.documents[0], parent=thread, message="Surely an island", user=labeler)
    assert [line for line, _ in found(client, copy, comment="ISLAND")] == [1]
    node = search(client, documentId=copy, search={"comment": "island"}).data["nodes"][0]
    assert node["commentIds"] == [str(thread.pk)]
    assert [line for line, _ in found(client, copy, query='{"comment": {"$exists": true}}')] == [1]
    query = {"$or": [{"text": {"$regex": "^he", "$options": "i"}}, {"$and": [{"text": "köln"}, {"line": {"$gte": 4}}]}]}
    assert [line for line, _ in found(client, copy, query=json.dumps(query))] == [3, 4]
    assert [line for line, _ in found(client, copy, query="{$not: {text: /n/i}}")] == [2]
    assert [line for line, _ in found(client, copy, query="{line: {$in: [4, 0, 77]}}")] == [0, 4]


@pytest.mark.parametrize(
    ("asked", "field", "position"),
    [
        pytest.param({"text": "a(b", "mode": "REGEX"}, "text", 3, id="expression"),
        pytest.param({"query": '{"text" "a"}'}, "query", 8, id="missing colon"),
        pytest.param({"query": '{"text": "a", "lable": "b"}'}, "query", 14, id="unknown field"),
        pytest.param({"query": '{"text": {"$near": "b"}}'}, "query", 10, id="unknown operator"),
        pytest.param({"query": '{"text": {"$regex": "a(b"}}'}, "query", 24, id="expression in a query"),
        pytest.param({"query": '{"line": "b"}'}, "query", 9, id="no number"),
        pytest.param({"query": '{"status": "NEW"}'}, "query", 11, id="unknown status"),
        pytest.param({"query": '{"$and": []}'}, "query", 9, id="empty list"),
        pytest.param({"query": '{"text": "a"} x'}, "query", 14, id="more behind it"),
        pytest.param({"text": " "}, "text", None, id="nothing"),
        pytest.param({"text": "(J|Ju|Jun|n| |l)+$X", "mode": "REGEX"}, "", None, id="slow"),
    ],
)
def test_mistakes_are_told_with_their_place(api: Api, make: Make, asked: Any, field: str, position: Any) -> None:
    world = labeling_world(make, lines=LINES)
    labeler = world.labelers[0]
    reply = search(api.as_(labeler), documentId=world.uid(labeler), search=asked)
    if not field:
        assert reply.errors == []
        return
    assert reply.codes == ["BAD_USER_INPUT"]
    shown = reply.errors[0]["extensions"]
    assert (shown["field"], shown.get("position")) == (field, position)


def test_an_endless_expression_is_stopped(api: Api, make: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr("gloss.search.matching.REGEX_SECONDS", 0.05)
    monkeypatch.setattr("gloss.search.matching.Clock.__init__.__defaults__", (0.05,))
    world = labeling_world(make, lines=["a" * 40 + "!"])
    labeler = world.labelers[0]
    reply = search(api.as_(labeler), documentId=world.uid(labeler), search={"text": "(a|a)+$", "mode": "REGEX"})
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.errors[0]["extensions"]["field"] == "text"


def test_metadata_is_found_by_key_and_value(world: World, api: Api) -> None:
    labeler = world.labelers[0]
    entry = {"key": "source", "value": "phone", "pinned": True}
    Line.objects.filter(document=world.documents[1], line=3).update(metadata=json.dumps([[entry]]))
    client = api.as_(labeler)
    asked = {"filter": {"metadata": [{"key": "source", "value": "phone"}]}, "page": {"start": 0, "end": 5}}
    reply = client.query(
        "getCellPositionsByMetadata",
        "nodes { originDocumentId line index } totalCount",
        projectId=world.project.uid,
        input=asked,
    )
    assert reply.errors == []
    if preparation.SCAN_LINES:  # Metadata never changes after the import; only here it came after the index.
        origin = str(world.documents[1].copies.get(cabinet__role="ROOT").uid)
        nodes = [{"originDocumentId": origin, "line": 3, "index": 0}]
        assert reply.data == {"nodes": nodes, "totalCount": 1}


def test_history_keeps_the_last_used_first(api: Api, make: Make) -> None:
    client = api.as_(make.user())
    for word in ("one", "two", "one"):
        client.mutate("saveSearchKeyword", "keyword", keyword=word)
    shown = client.query("getSearchHistoryKeywords", "keyword").data
    assert [entry["keyword"] for entry in shown] == ["one", "two"]
    assert client.mutate("removeSearchKeyword", "keyword", keyword="two").data["keyword"] == "two"
    assert client.mutate("removeSearchKeyword", "keyword", keyword="two").codes == ["NOT_FOUND"]
