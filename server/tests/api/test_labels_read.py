"""Reading and clearing labels, and following label sets."""

from __future__ import annotations

import collections

import pytest

from gloss.formats.document import Arrow, Position, Span
from gloss.labels import bulk, removal, service
from gloss.labels.models import Label
from tests.labeling import arrow, labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))
SECOND = span("city", 1, 0, chars=(0, 5))
LIVES = arrow("livesIn", JUN, SECOND)
UP = arrow("", SECOND, JUN)


@pytest.fixture
def world(make):
    return labeling_world(make)


def save(api, world, person, labels, index=0):
    sent = {
        "documentId": world.uid(person, index),
        "signature": world.signature(person, index),
        "action": "LABEL",
        "labels": labels,
    }
    reply = api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=sent)
    assert reply.data == {"rejectedLabels": []}, reply.errors


def in_range(api, world, person, start, end, of=None):
    reply = api.as_(person).query(
        "getLabelsByRange", "labels signature", documentId=world.uid(of or person), startLine=start, endLine=end
    )
    return [label["hashCode"] for label in reply.data["labels"]]


def test_labels_of_a_range_of_lines(api, world):
    me = world.labelers[0]
    long = {**span("place", 0, 2), "end": {"sentenceId": 1, "tokenId": 1, "charId": 0}}
    save(api, world, me, [UP, LIVES, SECOND, PENANG, JUN, long])
    long_hash = "SPAN:place:0:0:0:2:0:1:0:1:0:0:undefined:undefined"
    assert in_range(api, world, me, 0, 0) == [LIVES["id"], JUN["id"], long_hash, PENANG["id"], UP["id"]]
    assert in_range(api, world, me, 1, 2) == [LIVES["id"], long_hash, SECOND["id"], UP["id"]]
    assert in_range(api, world, me, 2, 2) == []


def test_arrows_that_pass_over_a_range_can_be_left_out(api, make):
    world = labeling_world(make, lines=["Jun", "Penang", "Ipoh"])
    me = world.labelers[0]
    jun, penang, ipoh = (span("city", line, 0, chars=(0, 0)) for line in range(3))
    far, near = arrow("", ipoh, jun), arrow("", jun, penang)
    save(api, world, me, [jun, penang, ipoh, far, near])
    expected = [{jun["id"], near["id"], far["id"]}, {penang["id"], near["id"]}, {ipoh["id"], far["id"]}]
    for line, hashes in enumerate(expected):
        places = {"startLine": line, "endLine": line, "passingArrows": False}
        reply = api.as_(me).query("getLabelsByRange", "labels", documentId=world.uid(me), **places)
        assert {label["hashCode"] for label in reply.data["labels"]} == hashes
    assert far["id"] in in_range(api, world, me, 1, 1)


def test_a_range_has_an_order_and_a_limit(api, world):
    me = world.labelers[0]
    for start, end in ((1, 0), (-1, 0), (0, 10_000)):
        reply = api.as_(me).query("getLabelsByRange", "labels", documentId=world.uid(me), startLine=start, endLine=end)
        assert reply.codes == ["BAD_USER_INPUT"]


def test_pages_are_lines_and_the_cursor_is_enough(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN, PENANG, SECOND])
    wanted = "nodes totalCount pageInfo { nextCursor }"
    first = api.as_(me).query(
        "getLabelsPaginated", wanted, documentId=world.uid(me), input={"page": {"skip": 0, "take": 1}}
    )
    assert [label["hashCode"] for label in first.data["nodes"]] == [JUN["id"], PENANG["id"]]
    assert first.data["totalCount"] == 3
    cursor = {"cursor": first.data["pageInfo"]["nextCursor"]}
    second = api.as_(me).query("getLabelsPaginated", wanted, documentId=world.uid(me), input=cursor)
    assert [label["hashCode"] for label in second.data["nodes"]] == [SECOND["id"]]
    cursor = {"cursor": second.data["pageInfo"]["nextCursor"]}
    last = api.as_(me).query("getLabelsPaginated", wanted, documentId=world.uid(me), input=cursor)
    assert (last.data["nodes"], last.data["pageInfo"]) == ([], {"nextCursor": None})


def test_sentences_carry_their_spans(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN, SECOND, LIVES])
    reply = api.as_(me).query(
        "getTextDocument", "chunks { sentences { id nerLabels { hashCode } posLabels { id } } }", fileId=world.uid(me)
    )
    sentences = reply.data["chunks"][0]["sentences"]
    found = [[label["hashCode"] for label in line["nerLabels"]] for line in sentences]
    assert found == [[JUN["id"]], [SECOND["id"]], []]


def test_reviewers_may_read_a_labelers_copy_and_labelers_not_each_others(api, make):
    world = labeling_world(make, labelers=2)
    first, second = world.labelers
    save(api, world, first, [JUN])
    assert in_range(api, world, world.reviewer, 0, 0, of=first) == [JUN["id"]]
    denied = api.as_(second).query("getLabelsByRange", "labels", documentId=world.uid(first), startLine=0, endLine=0)
    assert denied.codes == ["NOT_FOUND"]


def test_uses_by_class(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN, SECOND, LIVES])
    reply = api.as_(me).query("getLabelUses", "layer labelSetItemId count", documentId=world.uid(me))
    expected = collections.Counter((label["layer"], label["l"]) for label in (JUN, SECOND, LIVES))
    assert reply.data == [
        {"layer": layer, "labelSetItemId": item, "count": count} for (layer, item), count in sorted(expected.items())
    ]


def test_unused_items(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN, SECOND, LIVES])
    reply = api.as_(me).query(
        "getUnusedLabelSetItemInfos", "labelSetName items { id tagName }", documentId=world.uid(me)
    )
    assert reply.data == [
        {
            "labelSetName": "Cities",
            "items": [{"id": "place", "tagName": "Place"}, {"id": "village", "tagName": "Village"}],
        }
    ]


def test_delete_by_item(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN, PENANG, SECOND, LIVES])
    reply = api.as_(me).mutate(
        "deleteLabelsOnTextDocument",
        "affectedChunks { id } deletedTokenLabels { hashCode } statistic { numberOfEntitiesLabeled }",
        input={"documentId": world.uid(me), "tagItemIds": ["city"]},
    )
    assert reply.data["affectedChunks"] == [{"id": 0}]
    gone = {label["hashCode"] for label in reply.data["deletedTokenLabels"]}
    assert gone == {PENANG["id"], SECOND["id"], LIVES["id"]}
    assert reply.data["statistic"] == {"numberOfEntitiesLabeled": 1}


@pytest.mark.parametrize("field", ["clearAllSpanAndArrowLabels", "clearAllLabelsOnTextDocument"])
def test_clear_everything(api, world, field):
    me = world.labelers[0]
    save(api, world, me, [JUN, SECOND, LIVES])
    denied = api.as_(world.reviewer).mutate(field, "affectedChunkIds", documentId=world.uid(me))
    assert denied.codes == ["FORBIDDEN"]
    assert world.copy(me).label_count == 3
    reply = api.as_(me).mutate(
        field, "affectedChunkIds statistic { numberOfEntitiesLabeled }", documentId=world.uid(me)
    )
    assert reply.data == {"affectedChunkIds": [0], "statistic": {"numberOfEntitiesLabeled": 0}}
    copy = world.copy(me)
    assert (copy.label_count, copy.last_labeled_line, copy.labels.count()) == (0, None, 0)


def test_labels_of_removed_items_go_in_every_copy(api, make):
    world = labeling_world(make, labelers=2)
    first, second = world.labelers
    save(api, world, first, [JUN, SECOND, LIVES])
    save(api, world, second, [SECOND])
    assert removal.count_items(world.project, 0, ["city"]) == 2
    assert removal.remove_items(world.project, 0, ["city"]) == 3
    assert (world.copy(first).label_count, world.copy(second).label_count) == (1, 0)
    assert removal.remove_items(world.project, 0) == 1


@pytest.mark.parametrize("batch", [2000, 1])
def test_bulk_insert_and_copy(api, world, monkeypatch, batch):
    monkeypatch.setattr(bulk, "BATCH", batch)
    me = world.labelers[0]
    target, root = world.copy(me), world.copy(None)
    records = [
        Span("a", 0, Position(0, 0, 0, 0), Position(0, 0, 0, 2), "person", confidence=0.25),
        Span("b", 0, Position(1, 0, 0, 0), Position(1, 0, 0, 5), "city"),
        Span("twin of b", 0, Position(1, 0, 0, 0), Position(1, 0, 0, 5), "city"),
        Arrow("c", 0, "a", "twin of b", "livesIn"),
        Arrow("d", 0, "a", "missing", "livesIn"),
    ]
    assert bulk.insert(root.pk, iter(records)) == 3
    service.copy_prelabels(root, target)
    service.copy_prelabels(root, target)
    assert in_range(api, world, me, 0, 2) == [LIVES["id"], JUN["id"], SECOND["id"]]
    rows = list(service.iter_labels(world.copy(me)))
    assert [row.labeled_by for row in rows] == ["PRELABELED"] * 3
    assert {row.copy_id for row in rows} | {rows[0].origin.copy_id} == {target.pk}
    assert (world.copy(me).label_count, rows[1].confidence) == (3, 0.25)
    save(api, world, me, [PENANG])
    assert Label.objects.filter(copy=target).count() == 4
