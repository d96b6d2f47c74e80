"""Saving spans and arrows."""

from __future__ import annotations

import pytest

from gloss.events.models import LabelingAct
from gloss.labels.models import Label
from tests.labeling import arrow, labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))
LIVES = arrow("livesIn", JUN, PENANG)
RESULT = """
    document { id lastLabeledLine statistic { numberOfEntitiesLabeled } }
    previousTokenLabels { hashCode deleted }
    updatedTokenLabels { id hashCode l layer start { sentenceId tokenId charId } end { sentenceId tokenId charId }
                         deleted labeledBy labeledByUserId labeledByUser { email } confidenceScore }
    updatedSentences { id } updatedCellLines labels rejectedLabels { label { id l } reason }
"""


def save(api, world, person, labels, **fields):
    sent = {
        "documentId": world.uid(person),
        "signature": world.signature(person),
        "action": "LABEL",
        "labels": labels,
        **fields,
    }
    return api.as_(person).mutate("updateLabels", RESULT, input=sent)


def stored(world, person):
    rows = Label.objects.filter(copy=world.copy(person))
    return sorted(rows.values_list("kind", "item", "start_line", "start_token"))


@pytest.fixture
def world(make):
    return labeling_world(make)


def test_save_spans_and_arrow(api, world):
    me = world.labelers[0]
    reply = save(api, world, me, [LIVES, JUN, {**PENANG, "confidenceScore": 0.5}])
    assert reply.errors == []
    assert reply.data["rejectedLabels"] == []
    assert reply.data["updatedSentences"] == [{"id": 0}]
    assert reply.data["updatedCellLines"] == [0]
    assert reply.data["document"] == {
        "id": world.uid(me),
        "lastLabeledLine": 0,
        "statistic": {"numberOfEntitiesLabeled": 3},
    }
    assert reply.data["updatedTokenLabels"][1] == {
        "id": PENANG["id"],
        "hashCode": PENANG["id"],
        "l": "city",
        "layer": 0,
        "start": {"sentenceId": 0, "tokenId": 3, "charId": 0},
        "end": {"sentenceId": 0, "tokenId": 3, "charId": 5},
        "deleted": False,
        "labeledBy": "LABELER",
        "labeledByUserId": me.pk,
        "labeledByUser": {"email": me.email},
        "confidenceScore": 0.5,
    }
    assert [label["hashCode"] for label in reply.data["labels"]] == [JUN["id"], PENANG["id"], LIVES["id"]]
    assert reply.data["previousTokenLabels"][0] == {"hashCode": JUN["id"], "deleted": True}
    assert world.copy(me).label_count == 3


def test_the_same_hash_twice_changes_nothing(api, world):
    me = world.labelers[0]
    save(api, world, me, [PENANG])
    before = list(Label.objects.filter(copy=world.copy(me)).values())
    reply = save(api, world, me, [PENANG])
    assert (reply.errors, reply.data["labels"], reply.data["updatedTokenLabels"]) == ([], [], [])
    assert list(Label.objects.filter(copy=world.copy(me)).values()) == before
    assert world.copy(me).label_count == 1


def test_the_same_act_twice_gives_the_stored_reply(api, world):
    me = world.labelers[0]
    first = save(api, world, me, [PENANG, span("nope", 0, 0)], actId="act-1-" + world.uid(me))
    save(api, world, me, [{**PENANG, "deleted": True}])
    again = save(api, world, me, [PENANG], actId="act-1-" + world.uid(me), signature="outdated")
    assert again.errors == []
    for part in ("labels", "updatedTokenLabels", "rejectedLabels", "previousTokenLabels"):
        assert again.data[part] == first.data[part]
    assert stored(world, me) == []
    assert LabelingAct.objects.filter(copy=world.copy(me)).count() == 2


def test_an_act_id_of_another_document_is_refused(api, make):
    world = labeling_world(make, documents_count=2)
    me = world.labelers[0]
    save(api, world, me, [PENANG], actId="act-2-" + world.uid(me))
    other = {"documentId": world.uid(me, 1), "signature": world.signature(me, 1)}
    reply = save(api, world, me, [PENANG], actId="act-2-" + world.uid(me), **other)
    assert reply.codes == ["CONFLICT"]
    assert world.copy(me, 1).label_count == 0


def test_a_stale_signature_saves_nothing(api, world):
    me = world.labelers[0]
    reply = save(api, world, me, [PENANG], signature="0" * 64)
    assert reply.codes == ["CONFLICT"]
    assert stored(world, me) == []


def test_old_ids_are_accepted_and_replaced(api, world):
    reply = save(api, world, world.labelers[0], [{**PENANG, "id": "city:0:0:3:0:0:3:5:0"}])
    assert [label["hashCode"] for label in reply.data["updatedTokenLabels"]] == [PENANG["id"]]


def test_a_counter_tells_equal_labels_apart(api, world):
    twin = {**PENANG, "id": PENANG["id"].replace(":0:undefined", ":1:undefined")}
    reply = save(api, world, world.labelers[0], [PENANG, twin])
    assert [label["counter"] for label in reply.data["labels"]] == [0, 1]


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (span("nope", 0, 0), "The label set 'Cities' has no item with id 'nope'."),
        (span("city", 0, 0, layer=3), "There is no label set 3 in this project. Known: 0."),
        (span("city", 7, 0), "There is no line 7: the document has 3 lines, counted from 0."),
        (span("city", 0, 4), "There is no token 4 in line 0: it has 4 tokens, counted from 0."),
        (span("city", 2, 0), "There is no token 0 in line 2: it has 0 tokens, counted from 0."),
        (span("city", 0, 0, chars=(0, 3)), "There is no character 3 in token 0 of line 0, which is 'Jun'."),
        (span("city", 0, 2, 1), "The label ends before it starts."),
        (span("livesIn", 0, 0), "'lives in' is only for arrows."),
        (span("city", 0, 0, confidenceScore=1.5), "A confidence score lies between 0 and 1."),
        (arrow("city", JUN, PENANG), "'City' is only for spans."),
        (arrow("livesIn", PENANG, JUN), "The rules of 'lives in' do not allow an arrow from 'City' to 'Person'."),
        (arrow("livesIn", JUN, JUN), "An arrow cannot join a span to itself."),
        (
            arrow("livesIn", JUN, span("city", 1, 0, chars=(0, 5))),
            "The span at one end of the arrow does not exist.",
        ),
        (
            {**LIVES, "id": "ARROW:livesIn:0"},
            "The id of an arrow must hold the hash codes of the two spans it joins.",
        ),
    ],
)
def test_what_a_rule_forbids_is_listed_and_the_rest_saved(api, world, label, reason):
    me = world.labelers[0]
    reply = save(api, world, me, [JUN, PENANG, label])
    assert reply.errors == []
    assert reply.data["rejectedLabels"] == [{"label": {"id": label["id"], "l": label["l"]}, "reason": reason}]
    assert stored(world, me) == [("SPAN", "city", 0, 3), ("SPAN", "person", 0, 0)]


def test_unlabeled_arrows_unless_the_set_requires_a_label(api, make):
    plain = arrow("", JUN, PENANG)
    world = labeling_world(make)
    assert save(api, world, world.labelers[0], [JUN, PENANG, plain]).data["labels"][2]["labelSetItemId"] is None
    strict = labeling_world(make, set_fields={"arrow_label_required": True})
    reply = save(api, strict, strict.labelers[0], [JUN, PENANG, plain])
    assert [found["reason"] for found in reply.data["rejectedLabels"]] == [
        "Arrows of the label set 'Cities' need a label item."
    ]


def test_parents_of_a_leaf_only_set(api, make):
    world = labeling_world(make, set_fields={"leaf_only": True})
    reply = save(api, world, world.labelers[0], [span("place", 0, 3), span("village", 0, 3)])
    assert [found["reason"] for found in reply.data["rejectedLabels"]] == [
        "'Place' has items below it, and only the lowest ones may be used here."
    ]
    assert [label["labelSetItemId"] for label in reply.data["labels"]] == ["village"]


def test_one_label_per_span(api, make):
    world = labeling_world(make, document_settings={"allowMultiLabels": False})
    me = world.labelers[0]
    person = span("person", 0, 3, chars=(0, 5))
    reply = save(api, world, me, [PENANG, person])
    reason = "This span has a label already, and the project allows only one per span."
    assert [found["reason"] for found in reply.data["rejectedLabels"]] == [reason]
    assert save(api, world, me, [person]).data["rejectedLabels"][0]["reason"] == reason
    partial = span("person", 0, 2, 3, chars=(0, 5))
    assert save(api, world, me, [partial]).data["rejectedLabels"] == []
    replaced = save(api, world, me, [{**PENANG, "deleted": True}, person])
    assert replaced.data["rejectedLabels"] == []
    assert stored(world, me) == [("SPAN", "person", 0, 2), ("SPAN", "person", 0, 3)]


def test_longest_label(api, make):
    world = labeling_world(make, document_settings={"textLabelMaxTokenLength": 2})
    long = {**span("city", 0, 3, chars=(0, 0)), "end": {"sentenceId": 1, "tokenId": 1, "charId": 0}}
    reply = save(api, world, world.labelers[0], [span("city", 0, 0, 1), span("city", 0, 0, 2), long])
    assert [found["reason"] for found in reply.data["rejectedLabels"]] == [
        "A label may cover at most 2 tokens in this project."
    ] * 2


def test_deleting_a_span_deletes_its_arrows(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN, PENANG, LIVES])
    reply = save(api, world, me, [{**PENANG, "deleted": True}])
    assert {label["hashCode"]: label["deleted"] for label in reply.data["updatedTokenLabels"]} == {
        PENANG["id"]: True,
        LIVES["id"]: True,
    }
    assert [label["hashCode"] for label in reply.data["previousTokenLabels"]] == [LIVES["id"], PENANG["id"]]
    assert stored(world, me) == [("SPAN", "person", 0, 0)]
    undone = save(api, world, me, [PENANG, LIVES], action="UNDO")
    assert [label["hashCode"] for label in undone.data["labels"]] == [PENANG["id"], LIVES["id"]]
    assert world.copy(me).label_count == 3


def test_characters_travel_in_utf16_units_and_are_stored_as_code_points(api, world):
    me = world.labelers[0]
    fine = span("city", 1, 2, chars=(2, 5))  # "fine" in "😀fine": the emoji takes two units
    reply = save(api, world, me, [fine])
    assert reply.data["labels"][0]["hashCode"] == fine["id"]
    row = Label.objects.get(copy=world.copy(me))
    assert (row.start_char, row.end_char) == (1, 4)
    whole = span("person", 1, 2, chars=(0, 1))
    assert save(api, world, me, [whole]).data["labels"][0]["endCharIndex"] == 1
    assert save(api, world, me, [{**fine, "deleted": True}]).data["updatedTokenLabels"][0]["deleted"] is True
    past = span("city", 1, 2, chars=(2, 6))
    assert len(save(api, world, me, [past]).data["rejectedLabels"]) == 1


def test_old_form_returns_the_document(api, world):
    me = world.labelers[0]
    sent = {"documentId": world.uid(me), "signature": world.signature(me), "action": "LABEL", "labels": [PENANG]}
    reply = api.as_(me).mutate("updateTokenLabels", "id updatedTokenLabels { hashCode }", input=sent)
    assert reply.data == {"id": world.uid(me), "updatedTokenLabels": [{"hashCode": PENANG["id"]}]}


@pytest.mark.parametrize(
    ("who", "code"), [("reviewer", "FORBIDDEN"), ("stranger", "NOT_FOUND"), ("other", "NOT_FOUND")]
)
def test_others_cannot_label_my_copy(api, make, who, code):
    world = labeling_world(make, labelers=2)
    me = world.labelers[0]
    people = {"reviewer": world.reviewer, "stranger": make.user(), "other": world.labelers[1]}
    sent = {"documentId": world.uid(me), "signature": world.signature(me), "action": "LABEL", "labels": [PENANG]}
    reply = api.as_(people[who]).mutate("updateLabels", RESULT, input=sent)
    assert reply.codes == [code]
    assert stored(world, me) == []


def test_a_complete_document_is_read_only(api, world):
    me = world.labelers[0]
    save(api, world, me, [JUN], actId="act-3-" + world.uid(me))
    api.as_(me).mutate("toggleDocumentStatus", "isCompleted", documentId=world.uid(me), skipValidation=True)
    reply = save(api, world, me, [PENANG])
    assert reply.codes == ["READ_ONLY"]
    assert stored(world, me) == [("SPAN", "person", 0, 0)]
    assert save(api, world, me, [JUN], actId="act-3-" + world.uid(me)).errors == []


def test_the_first_label_starts_the_work(api, world):
    me = world.labelers[0]
    save(api, world, me, [PENANG])
    world.project.refresh_from_db()
    assert (world.project.status, world.copy(me).status) == ("IN_PROGRESS", "IN_PROGRESS")
