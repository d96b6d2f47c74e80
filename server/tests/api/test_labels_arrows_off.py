"""Arrows in projects that do not allow drawing them."""

from __future__ import annotations

from gloss.documents.models import DocumentCopy
from gloss.labels.models import Label
from gloss.projects.models import Project
from tests.labeling import World, arrow, labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))
LIVES = arrow("livesIn", JUN, PENANG)
OFF = "This project does not allow arrows. An admin can allow them in the project's settings."


def save(api, world: World, labels: list, action: str = "LABEL"):
    me = world.labelers[0]
    sent = {"documentId": world.uid(me), "signature": world.signature(me), "action": action, "labels": labels}
    return api.as_(me).mutate("updateLabels", "rejectedLabels { label { id } reason } labels", input=sent)


def arrows(copy: DocumentCopy) -> int:
    return Label.objects.filter(copy=copy, kind="ARROW").count()


def test_new_arrows_are_refused_and_spans_saved(api, make):
    world = labeling_world(make, document_settings={"allowArcDrawing": False})
    reply = save(api, world, [JUN, PENANG, LIVES])
    assert reply.data["rejectedLabels"] == [{"label": {"id": LIVES["id"]}, "reason": OFF}]
    assert [label["labelSetItemId"] for label in reply.data["labels"]] == ["person", "city"]
    assert arrows(world.copy(world.labelers[0])) == 0


def test_arrows_that_are_there_stay_and_can_go(api, make):
    world = labeling_world(make)
    save(api, world, [JUN, PENANG, LIVES])
    Project.objects.filter(pk=world.project.pk).update(document_settings={"allowArcDrawing": False})
    assert save(api, world, [LIVES]).data["rejectedLabels"] == []
    assert arrows(world.copy(world.labelers[0])) == 1
    assert save(api, world, [{**LIVES, "deleted": True}]).data["rejectedLabels"] == []
    assert arrows(world.copy(world.labelers[0])) == 0
    assert save(api, world, [LIVES], "UNDO").data["rejectedLabels"] == []
    assert arrows(world.copy(world.labelers[0])) == 1


def test_classes_named_like_parts_of_hash_codes(api, make):
    items = [{"id": "SPAN", "tagName": "A"}, {"id": "a:SPAN:1", "tagName": "B"}, {"id": "ARROW", "tagName": "C"}]
    world = labeling_world(make, items=items)
    first, second = span("a:SPAN:1", 0, 0, chars=(0, 2)), span("SPAN", 0, 3, chars=(0, 5))
    joined = arrow("SPAN", first, second)
    assert save(api, world, [first, second, joined]).data["rejectedLabels"] == []
    assert arrows(world.copy(world.labelers[0])) == 1
    assert save(api, world, [{**joined, "deleted": True}]).data["rejectedLabels"] == []
    assert arrows(world.copy(world.labelers[0])) == 0
