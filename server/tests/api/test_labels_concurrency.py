"""Many saves at once: nothing lost, nothing doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from gloss.events.models import LabelingAct
from gloss.labels.models import Label
from tests.labeling import labeling_world, span

WORDS = ["word " * 39 + "end"]


def test_the_same_act_from_many_connections_happens_once(api, make):
    world = labeling_world(make)
    me = world.labelers[0]
    caller = api.as_(me)
    sent = {
        "documentId": world.uid(me),
        "signature": world.signature(me),
        "action": "LABEL",
        "labels": [span("person", 0, 0), span("city", 0, 1)],
        "actId": "many-" + world.uid(me),
    }

    def send(_):
        reply = caller.mutate("updateLabels", "labels updatedTokenLabels { hashCode }", input=sent)
        connection.close()
        return reply

    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(send, range(16)))
    assert [reply.errors for reply in replies] == [[]] * 16
    assert all(reply.data == replies[0].data for reply in replies)
    assert Label.objects.filter(copy=world.copy(me)).count() == 2
    assert LabelingAct.objects.filter(copy=world.copy(me)).count() == 1
    assert world.copy(me).label_count == 2


def test_different_acts_at_once_all_count(api, make):
    world = labeling_world(make, lines=WORDS)
    me = world.labelers[0]
    caller = api.as_(me)
    uid, signature = world.uid(me), world.signature(me)

    def send(token):
        sent = {"documentId": uid, "signature": signature, "action": "LABEL", "labels": [span("person", 0, token)]}
        reply = caller.mutate("updateLabels", "rejectedLabels { reason }", input=sent)
        connection.close()
        return reply.errors

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(40))) == [[]] * 40
    assert Label.objects.filter(copy=world.copy(me)).count() == 40
    assert world.copy(me).label_count == 40


def test_one_label_per_span_holds_for_writers_at_once(api, make):
    world = labeling_world(make, document_settings={"allowMultiLabels": False})
    me = world.labelers[0]
    caller = api.as_(me)
    uid, signature = world.uid(me), world.signature(me)

    def send(item):
        sent = {"documentId": uid, "signature": signature, "action": "LABEL", "labels": [span(item, 0, 0)]}
        reply = caller.mutate("updateLabels", "rejectedLabels { reason }", input=sent)
        connection.close()
        return len(reply.data["rejectedLabels"])

    with ThreadPoolExecutor(4) as pool:
        refused = sum(pool.map(send, ["person", "city", "place", "village"]))
    assert (refused, Label.objects.filter(copy=world.copy(me)).count()) == (3, 1)
