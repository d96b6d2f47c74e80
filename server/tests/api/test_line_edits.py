"""Changing the text of one's own copy: editing, inserting, deleting and restoring lines, with the labels on them."""

from __future__ import annotations

from typing import Any

from gloss.documents.models import DocumentCopy, Line
from gloss.events.models import LabelingAct
from gloss.labels.models import Label
from gloss.labels.service import iter_labels
from tests.factories import Make
from tests.labeling import World, arrow, labeling_world, span

CELLS = "getCells(documentId: $id, input: {page: {skip: 0, take: 50}}) { totalCount nodes }"
EDIT = """mutation ($input: EditSentenceInput!) { editSentence(input: $input) {
  document { signature version } updatedCell { line content tokens status isEdited originCell { content } }
  previousSentences { id content tokens status }
  addedLabels { hashCode type labeledBy } deletedLabels { hashCode type } } }"""


def text(api: Any, world: World, person: Any) -> list[tuple[int, str, str]]:
    reply = api.as_(person or world.reviewer).graphql(f"query ($id: ID!) {{ {CELLS} }}", {"id": world.uid(person)})
    return [(node["line"], node["content"], node["status"]) for node in reply.data["getCells"]["nodes"]]


def label(api: Any, world: World, person: Any, labels: list[dict[str, Any]]) -> None:
    given = {"documentId": world.uid(person), "labels": labels, "action": "LABEL", "signature": world.signature(person)}
    reply = api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=given)
    assert reply.data["rejectedLabels"] == []


def edit(api: Any, world: World, person: Any, line: int, content: str, **more: Any) -> Any:
    given = {"documentId": world.uid(person), "sentenceId": line, "text": content, **more}
    given.setdefault("signature", world.signature(person))
    return api.as_(person or world.reviewer).graphql(EDIT, {"input": given})


def spans(world: World, person: Any) -> list[tuple[str, int, int, int]]:
    rows = iter_labels(world.copy(person), "SPAN")
    return [(row.item, row.start_line, row.start_token, row.end_token) for row in rows]


def insert(api: Any, world: World, person: Any, content: str, **target: Any) -> Any:
    given = {"documentId": world.uid(person), "signature": world.signature(person), "content": content}
    given |= {"actId": target.pop("actId", None), "insertTarget": target}
    return api.as_(person or world.reviewer).mutate("insertSentence", "line content tokens status isInserted", **given)


def test_edit_keeps_what_still_stands(make: Make, api: Any) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    jun, penang = span("person", 0, 0), span("city", 0, 3)
    label(api, world, labeler, [jun, penang, arrow("livesIn", jun, penang), span("place", 0, 1, 2)])
    before = world.signature(labeler)

    reply = edit(api, world, labeler, 0, "Uncle Jun moved to Penang.", tokenizationMethod="WHITE_SPACE")

    found = reply.data["editSentence"]
    assert found["updatedCell"] == {
        "line": 0,
        "content": "Uncle Jun moved to Penang.",
        "tokens": ["Uncle", "Jun", "moved", "to", "Penang."],
        "status": "DISPLAYED",
        "isEdited": True,
        "originCell": {"content": "Jun lives in Penang"},
    }
    assert found["previousSentences"] == [
        {"id": 0, "content": "Jun lives in Penang", "tokens": ["Jun", "lives", "in", "Penang"], "status": "DISPLAYED"}
    ]
    assert [one["hashCode"] for one in found["addedLabels"]] == [span("person", 0, 1)["id"]]
    assert sorted(one["type"] for one in found["deletedLabels"]) == ["ARROW", "SPAN", "SPAN", "SPAN"]
    assert spans(world, labeler) == [("person", 0, 1, 1)]
    assert found["document"]["signature"] == world.signature(labeler) != before
    assert world.copy(labeler).label_count == 1
    assert Line.objects.get(document=world.documents[0], line=0).cells == '["Jun lives in Penang"]'
    assert text(api, world, None)[0] == (0, "Jun lives in Penang", "DISPLAYED")

    reply = edit(api, world, labeler, 0, "Uncle Jun moved to Penang")
    assert reply.data["editSentence"]["updatedCell"]["tokens"] == ["Uncle", "Jun", "moved", "to", "Penang"]
    reply = edit(api, world, labeler, 0, "Jun lives in Penang")
    assert reply.data["editSentence"]["updatedCell"]["originCell"] is None
    assert not world.copy(labeler).edited_lines.exists()
    assert spans(world, labeler) == [("person", 0, 0, 0)]


def test_undo_brings_text_and_labels_back(make: Make, api: Any) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    jun, penang = span("person", 0, 0), span("city", 0, 3)
    label(api, world, labeler, [jun, penang, arrow("livesIn", jun, penang)])
    hashes = sorted(Label.objects.filter(copy=world.copy(labeler)).values_list("hash64", flat=True))
    acts = LabelingAct.objects.filter(copy=world.copy(labeler)).count()

    edit(api, world, labeler, 0, "Here lives Jun", actId="a1")
    edit(api, world, labeler, 0, "Here lives Jun", actId="a1")
    assert spans(world, labeler) == [("person", 0, 2, 2)]
    assert LabelingAct.objects.filter(copy=world.copy(labeler)).count() == acts + 1
    undo = "document { id } updatedCell { content status } addedLabels { hashCode } deletedLabels { hashCode }"
    given = {"documentId": world.uid(labeler), "undoneActId": "a1", "actId": "a2"}
    for _ in range(2):
        found = api.as_(labeler).mutate("undoSentenceAct", undo, **given).data
        assert found["updatedCell"] == {"content": "Jun lives in Penang", "status": "DISPLAYED"}
        assert [one["hashCode"] for one in found["deletedLabels"]] == [span("person", 0, 2)["id"]]
        assert len(found["addedLabels"]) == 3
    copy = world.copy(labeler)
    assert sorted(Label.objects.filter(copy=copy).values_list("hash64", flat=True)) == hashes
    assert copy.label_count == 3

    redo = {"documentId": world.uid(labeler), "undoneActId": "a2", "actId": "a3"}
    found = api.as_(labeler).mutate("undoSentenceAct", undo, **redo).data
    assert found["updatedCell"]["content"] == "Here lives Jun"
    assert spans(world, labeler) == [("person", 0, 2, 2)]
    again = {"documentId": world.uid(labeler), "undoneActId": "a1", "actId": "a4"}
    edit(api, world, labeler, 0, "There")
    assert api.as_(labeler).mutate("undoSentenceAct", undo, **again).errors[0]["extensions"]["code"] == "LINE_CHANGED"
    assert text(api, world, labeler)[0] == (0, "There", "DISPLAYED")


def test_insert_renumbers_nothing(make: Make, api: Any) -> None:
    world = labeling_world(make, labelers=2)
    labeler, other = world.labelers
    label(api, world, labeler, [span("city", 1, 0)])

    found = insert(api, world, labeler, "A new one", afterId=0).data
    assert found == {
        "line": 3,
        "content": "A new one",
        "tokens": ["A", "new", "one"],
        "status": "DISPLAYED",
        "isInserted": True,
    }
    assert insert(api, world, labeler, "Before it", beforeId=3).data["line"] == 4
    assert insert(api, world, labeler, "First", beforeId=0).data["line"] == 5
    assert insert(api, world, labeler, "Last", afterId=2).data["line"] == 6
    label(api, world, labeler, [span("person", 3, 1), span("place", 0, 3, 0) | across(0, 3, 1, 0)])
    lines = [line for line, _, _ in text(api, world, labeler)]
    assert lines == [5, 0, 4, 3, 1, 2, 6]
    assert spans(world, labeler)[1:] == [("city", 1, 0, 0), ("person", 3, 1, 1)]

    query = """query ($id: ID!) { getTextDocument(fileId: $id) { lineCount insertedLines { id anchorId } }
      getLabelsByRange(documentId: $id, startLine: 2, endLine: 3) { labels }
      all: getLabelsByRange(documentId: $id, startLine: 0, endLine: 6) { labels }
      getLabelsPaginated(documentId: $id, input: {page: {skip: 3, take: 2}}) { totalCount nodes } }"""
    data = api.as_(labeler).graphql(query, {"id": world.uid(labeler)}).data
    assert data["getTextDocument"]["lineCount"] == 7
    pairs = [(one["id"], one["anchorId"]) for one in data["getTextDocument"]["insertedLines"]]
    assert pairs == [(5, -1), (4, 0), (3, 0), (6, 2)]
    items = [one["labelSetItemId"] for one in data["getLabelsByRange"]["labels"]]
    assert items == ["place", "person"]
    assert [one["labelSetItemId"] for one in data["all"]["labels"]] == ["place", "person", "city"]
    page = data["getLabelsPaginated"]
    assert ([one["labelSetItemId"] for one in page["nodes"]], page["totalCount"]) == (["person", "city"], 7)

    # The same place in another copy is the same line.
    assert insert(api, world, other, "A new one", afterId=0).data["line"] == 3


def across(line: int, token: int, last_line: int, last_token: int) -> dict[str, Any]:
    code = f"SPAN:place:0:{line}:0:{token}:0:{last_line}:0:{last_token}:0:0:undefined:undefined"
    end = {"sentenceId": last_line, "tokenId": last_token, "charId": 0}
    return {"id": code, "end": end}


def test_inserting_inside_a_span_takes_it_apart(make: Make, api: Any) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    label(api, world, labeler, [span("place", 0, 3) | across(0, 3, 1, 0), span("city", 1, 0)])
    insert(api, world, labeler, "", afterId=0)
    assert len(spans(world, labeler)) == 2
    insert(api, world, labeler, "word", afterId=0, actId="i1")
    assert spans(world, labeler) == [("city", 1, 0, 0)]
    given = {"documentId": world.uid(labeler), "undoneActId": "i1", "actId": "i2"}
    cell = "updatedCell { line status }"
    found = api.as_(labeler).mutate("undoSentenceAct", cell, **given).data
    assert found == {"updatedCell": {"line": 4, "status": "HIDDEN"}}
    assert len(spans(world, labeler)) == 2
    assert world.copy(labeler).inserted_count == 1
    given = {"documentId": world.uid(labeler), "undoneActId": "i2", "actId": "i3"}
    api.as_(labeler).mutate("undoSentenceAct", cell, **given)
    assert [line for line, _, _ in text(api, world, labeler)] == [0, 4, 3, 1, 2]


def test_delete_and_restore(make: Make, api: Any) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    label(api, world, labeler, [span("person", 0, 0), span("city", 1, 0)])
    given = {"documentId": world.uid(labeler), "sentenceId": 0, "signature": world.signature(labeler)}
    selection = "updatedCell { content status } deletedLabels { id deleted } addedLabels { id } document { id }"
    found = api.as_(labeler).mutate("deleteSentence", selection, **given).data
    assert found["updatedCell"] == {"content": "Jun lives in Penang", "status": "DELETED"}
    assert found["deletedLabels"] == [{"id": span("person", 0, 0)["id"], "deleted": True}]
    assert spans(world, labeler) == [("city", 1, 0, 0)]
    query = """query ($id: ID!) { getCells(documentId: $id,
      input: {page: {skip: 0, take: 9}, filter: {statuses: [DELETED]}}) { totalCount nodes }
      getTextDocumentStatistic(documentId: $id) { nonDisplayedLines } }"""
    data = api.as_(labeler).graphql(query, {"id": world.uid(labeler)}).data
    assert [node["line"] for node in data["getCells"]["nodes"]] == [0]
    assert data["getTextDocumentStatistic"]["nonDisplayedLines"] == [0]

    given["signature"] = world.signature(labeler)
    api.as_(labeler).mutate("restoreSentence", "document { id }", **given)
    assert text(api, world, labeler)[0] == (0, "Jun lives in Penang", "DISPLAYED")
    given |= {"sentenceId": 3, "signature": world.signature(labeler)}
    reply = api.as_(labeler).mutate("restoreSentence", "document { id }", **given)
    assert reply.errors[0]["message"] == "There is no line 3 in this document."


def test_replace_whole_lines(make: Make, api: Any) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    label(api, world, labeler, [span("person", 0, 0), span("city", 1, 0)])
    given = {
        "documentId": world.uid(labeler),
        "sentences": [{"id": 0, "content": "New York is far", "tokens": ["New York", "is", "far"]}],
        "labelsToAdd": [wire_label(span("city", 0, 0, chars=(0, 7))["id"], world.uid(labeler))],
        "labelsToDelete": [wire_label(span("city", 1, 0)["id"], world.uid(labeler))],
    }
    selection = "updatedCells { line content tokens } addedLabels { hashCode } deletedLabels { hashCode }"
    found = api.as_(labeler).mutate("overrideSentences", selection, input=given).data
    assert found["updatedCells"] == [{"line": 0, "content": "New York is far", "tokens": ["New York", "is", "far"]}]
    assert [one["hashCode"] for one in found["addedLabels"]] == [span("city", 0, 0, chars=(0, 7))["id"]]
    assert len(found["deletedLabels"]) == 2
    assert spans(world, labeler) == [("city", 0, 0, 0)]
    assert world.copy(labeler).label_count == 1
    given["sentences"] = [{"id": 0, "content": "a b", "tokens": ["b", "a"]}]
    reply = api.as_(labeler).mutate("overrideSentences", "document { id }", input=given)
    assert reply.errors[0]["extensions"]["field"] == "tokens"


def wire_label(code: str, document: str) -> dict[str, Any]:
    return {"documentId": document, "hashCode": code, "labeledBy": "LABELER", "type": "SPAN"}


def refused(reply: Any) -> str:
    return reply.errors[0]["extensions"]["code"]


def test_who_may_not(make: Make, api: Any) -> None:
    settings = {"enableEditSentence": False, "enableInsertSentence": False, "enableDeleteSentence": False}
    world = labeling_world(make, settings={**settings, "enableReviewerEditSentence": False}, labelers=2)
    labeler, other = world.labelers
    before = text(api, world, labeler)
    assert refused(edit(api, world, labeler, 0, "x")) == "FORBIDDEN"
    assert refused(insert(api, world, labeler, "x", afterId=0)) == "FORBIDDEN"
    given = {"documentId": world.uid(labeler), "sentenceId": 0, "signature": world.signature(labeler)}
    assert refused(api.as_(labeler).mutate("deleteSentence", "document { id }", **given)) == "FORBIDDEN"
    assert refused(api.as_(labeler).mutate("restoreSentence", "document { id }", **given)) == "FORBIDDEN"
    assert refused(edit(api, world, None, 0, "x")) == "FORBIDDEN"
    assert refused(api.as_(other).mutate("deleteSentence", "document { id }", **given)) == "NOT_FOUND"
    assert text(api, world, labeler) == before
    assert not LabelingAct.objects.filter(copy__cabinet__project=world.project).exists()


def test_refused_edits_change_nothing(make: Make, api: Any) -> None:
    world = labeling_world(make)
    labeler = world.labelers[0]
    before = text(api, world, labeler)
    assert refused(edit(api, world, labeler, 0, "a\nb")) == "BAD_USER_INPUT"
    assert refused(edit(api, world, labeler, 9, "a")) == "BAD_USER_INPUT"
    assert refused(edit(api, world, labeler, 0, "a", signature="0" * 64)) == "CONFLICT"
    assert refused(insert(api, world, labeler, "a")) == "BAD_USER_INPUT"
    copy = world.copy(labeler)
    DocumentCopy.objects.filter(pk=copy.pk).update(status="COMPLETE")
    assert refused(edit(api, world, labeler, 0, "a")) == "READ_ONLY"
    assert text(api, world, labeler) == before
    rows = labeling_world(make, rows=[["a"], ["b"]])
    assert refused(edit(api, rows, rows.labelers[0], 0, "x")) == "BAD_USER_INPUT"
