"""Labels that must be there before a document is complete."""

from __future__ import annotations

from tests.labeling import labeling_world, span


def save(api, world, person, labels):
    sent = {"documentId": world.uid(person), "signature": world.signature(person), "action": "LABEL", "labels": labels}
    reply = api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=sent)
    assert reply.data == {"rejectedLabels": []}


def complete(api, world, person, **fields):
    return api.as_(person).mutate("toggleDocumentStatus", "isCompleted", documentId=world.uid(person), **fields)


def test_unused_items_ask_for_confirmation(api, make):
    world = labeling_world(make, settings={"shouldConfirmUnusedLabelSetItems": True})
    me = world.labelers[0]
    save(api, world, me, [span("city", 0, 0), span("person", 0, 1), span("place", 0, 2)])
    refused = complete(api, world, me)
    assert refused.codes == ["UNUSED_LABELS"]
    assert refused.errors[0]["extensions"]["problems"][0]["items"] == ["Village", "lives in"]
    assert world.copy(me).status == "IN_PROGRESS"
    assert complete(api, world, me, skipValidation=True).data == {"isCompleted": True}


def test_every_token_labeled(api, make):
    world = labeling_world(make, document_settings={"allTokensMustBeLabeled": True})
    me = world.labelers[0]
    save(api, world, me, [span("city", 0, 0, 1), span("person", 0, 3)])
    refused = complete(api, world, me)
    assert refused.codes == ["UNLABELED_TOKENS"]
    assert refused.errors[0]["extensions"]["problems"][0]["lines"] == [0, 1]
    over_two_lines = {**span("city", 0, 2), "end": {"sentenceId": 1, "tokenId": 3, "charId": 0}}
    save(api, world, me, [over_two_lines])
    assert complete(api, world, me).data == {"isCompleted": True}


def test_the_number_of_labels_in_one_act_is_limited(api, make):
    world = labeling_world(make)
    me = world.labelers[0]
    sent = {
        "documentId": world.uid(me),
        "signature": world.signature(me),
        "action": "LABEL",
        "labels": [span("city", 0, 0)] * 10_001,
    }
    reply = api.as_(me).mutate("updateLabels", "rejectedLabels { reason }", input=sent)
    assert reply.messages == ["Send at most 10000 labels at a time."]
    assert world.copy(me).label_count == 0
