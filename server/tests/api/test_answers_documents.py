"""Saving and reading answers about whole documents."""

from __future__ import annotations

import pytest

from tests.labeling import labeling_world

QUESTIONS = [
    {"type": "TEXT", "name": "Title", "label": "Title", "required": True, "config": {}},
    {"type": "CHECKBOX", "name": "Spam", "label": "Spam", "config": {}},
]


@pytest.fixture
def world(make):
    return labeling_world(make, documents_count=2, document_questions=QUESTIONS, kinds=["DOCUMENT_BASED"])


def save(api, world, person, answers, **fields):
    wanted = "previousAnswers { documentId answers }"
    uid = world.uid(person)
    return api.as_(person).mutate("updateDocumentAnswers", wanted, documentId=uid, answers=answers, **fields)


def read(api, world, person):
    wanted = "documentId answers metadata { path labeledBy }"
    return api.as_(person).query("getDocumentAnswers", wanted, documentId=world.uid(person)).data


def test_save_read_delete(api, world):
    me = world.labelers[0]
    assert read(api, world, me) == {"documentId": world.uid(me), "answers": {}, "metadata": []}
    reply = save(api, world, me, {"Q0": "Report", "Q1": True})
    assert reply.data == {"previousAnswers": {"documentId": world.uid(me), "answers": {}}}
    assert read(api, world, me)["answers"] == {"Q0": "Report", "Q1": True}
    assert read(api, world, me)["metadata"][0] == {"path": "Q0", "labeledBy": "LABELER"}
    assert save(api, world, me, {"Q1": None}).data["previousAnswers"]["answers"] == {"Q0": "Report", "Q1": True}
    assert (read(api, world, me)["answers"], world.copy(me).answered_count) == ({"Q0": "Report"}, 1)
    assert api.as_(me).mutate("deleteDocumentAnswers", documentId=world.uid(me)).data is True
    assert (read(api, world, me)["answers"], world.copy(me).answered_count) == ({}, 0)


def test_others_cannot_answer(api, world, make):
    me = world.labelers[0]
    for person, code in ((world.reviewer, "FORBIDDEN"), (make.user(), "NOT_FOUND")):
        reply = api.as_(person).mutate(
            "updateDocumentAnswers", "previousAnswers { answers }", documentId=world.uid(me), answers={"Q0": "x"}
        )
        assert reply.codes == [code]
    assert read(api, world, me)["answers"] == {}


def test_stale_questions_and_repeated_acts(api, world):
    me = world.labelers[0]
    assert save(api, world, me, {"Q0": "x"}, questionSetSignature="0" * 64).codes == ["CONFLICT"]
    act = "doc-" + world.uid(me)
    save(api, world, me, {"Q0": "one"}, actId=act)
    save(api, world, me, {"Q0": "two"})
    assert save(api, world, me, {"Q0": "one"}, actId=act).data["previousAnswers"]["answers"] == {}
    assert read(api, world, me)["answers"] == {"Q0": "two"}


def test_documents_without_required_answers(api, world):
    me = world.labelers[0]
    save(api, world, me, {"Q0": "x"})
    reply = api.as_(me).query(
        "getInvalidDocumentAnswerInfos", "documentId fileName lines", cabinetId=str(world.cabinets[me.pk].pk)
    )
    assert reply.data == [{"documentId": world.uid(me, 1), "fileName": "doc1.txt", "lines": None}]
    refused = api.as_(me).mutate("toggleDocumentStatus", "isCompleted", documentId=world.uid(me, 1))
    assert refused.codes == ["INVALID_ANSWERS"]


def test_clearing_takes_answers_too(api, world):
    me = world.labelers[0]
    save(api, world, me, {"Q0": "x"})
    reply = api.as_(me).mutate("clearAllLabelsOnTextDocument", "affectedChunkIds", documentId=world.uid(me))
    assert reply.data == {"affectedChunkIds": []}
    assert (read(api, world, me)["answers"], world.copy(me).answered_count) == ({}, 0)


def test_questions_of_a_cabinet(api, world):
    me = world.labelers[0]
    reply = api.as_(me).query("getQuestionsByCabinetId", "id name", cabinetId=str(world.cabinets[me.pk].pk))
    assert [question["name"] for question in reply.data] == ["Title", "Spam"]
