"""Saving and reading answers of rows."""

from __future__ import annotations

import pytest

from gloss.answers.models import RowAnswer
from gloss.events.models import LabelingAct
from tests.labeling import labeling_world

QUESTIONS = [
    {
        "type": "DROPDOWN",
        "name": "Topic",
        "label": "What is it about?",
        "required": True,
        "config": {"multiple": True, "options": [{"id": "1", "label": "Food"}, {"id": "2", "label": "Service"}]},
    },
    {"type": "TEXT", "name": "Note", "label": "Note", "config": {}},
    {
        "type": "NESTED",
        "name": "Dishes",
        "label": "Dishes",
        "config": {"multiple": True, "questions": [{"type": "TEXT", "name": "Dish", "label": "Dish", "config": {}}]},
    },
]
ROWS = [["1", "Soup was cold"], ["2", "Waiter was kind"], ["3", "Never again"]]
ANSWER = "documentId line answers metadata { path labeledBy } updatedAt"
UPDATE = f"document {{ id lastLabeledLine }} previousAnswers {{ {ANSWER} }} updatedAnswers {{ {ANSWER} }}"


@pytest.fixture
def world(make):
    return labeling_world(make, rows=ROWS, columns=2, row_questions=QUESTIONS)


def save(api, world, person, line, answers, **fields):
    return api.as_(person).mutate(
        "updateRowAnswers", UPDATE, documentId=world.uid(person), line=line, answers=answers, **fields
    )


def values(world, person):
    rows = RowAnswer.objects.filter(copy=world.copy(person)).order_by("line")
    return {row.line: row.values for row in rows if row.values}


def test_answer_a_row(api, world):
    me = world.labelers[0]
    reply = save(api, world, me, 1, {"Q0": ["2", "Food"], "Q2": [{"Q3": "soup"}]})
    assert reply.errors == []
    assert reply.data["document"] == {"id": world.uid(me), "lastLabeledLine": 1}
    assert reply.data["previousAnswers"]["answers"] == {}
    after = reply.data["updatedAnswers"]
    assert (after["documentId"], after["line"]) == (world.uid(me), 1)
    assert after["answers"] == {"Q0": ["Service", "Food"], "Q2": [{"Q3": "soup"}]}
    assert after["metadata"] == [{"path": "Q0", "labeledBy": "LABELER"}, {"path": "Q2", "labeledBy": "LABELER"}]
    assert after["updatedAt"].endswith("Z")
    assert values(world, me) == {1: {"0": ["Service", "Food"], "2": [{"3": "soup"}]}}
    assert world.copy(me).answered_count == 1


def test_a_missing_key_leaves_and_null_clears(api, world):
    me = world.labelers[0]
    save(api, world, me, 0, {"Q0": ["Food"], "Q1": "hm"})
    reply = save(api, world, me, 0, {"Q1": "cold"})
    assert reply.data["updatedAnswers"]["answers"] == {"Q0": ["Food"], "Q1": "cold"}
    save(api, world, me, 0, {"Q0": [], "Q1": ""})
    assert (values(world, me), world.copy(me).answered_count) == ({}, 0)


def test_wrong_answers_save_nothing(api, world):
    me = world.labelers[0]
    rows = [{"line": 0, "answers": {"Q1": "fine"}}, {"line": 1, "answers": {"Q0": ["Weather"]}}]
    reply = api.as_(me).mutate(
        "updateMultiRowAnswers",
        "updatedAnswers { line }",
        input={"textDocumentId": world.uid(me), "rowAnswers": rows},
        questionSetSignature=signature(api, world, me),
    )
    assert reply.codes == ["BAD_USER_INPUT"]
    assert (reply.errors[0]["extensions"]["field"], reply.errors[0]["extensions"]["line"]) == ("Q0", 1)
    outside = save(api, world, me, 3, {"Q1": "x"})
    assert outside.messages == ["There is no line 3: the document's lines are 0 to 2."]
    assert (values(world, me), world.copy(me).status) == ({}, "NOT_STARTED")


def signature(api, world, person):
    found = api.as_(person).query("getProjectRowQuestionSet", "signature", projectId=world.project.uid)
    return found.data["signature"]


def test_several_rows_with_and_without_signature(api, world):
    me = world.labelers[0]

    def multi(answers, **fields):
        sent = {"textDocumentId": world.uid(me), "rowAnswers": answers}
        return api.as_(me).mutate("updateMultiRowAnswers", UPDATE, input=sent, **fields)

    known = signature(api, world, me)
    reply = multi(
        [{"line": 0, "answers": {"Q0": ["Food"]}}, {"line": 2, "answers": {"Q1": "ok"}}], questionSetSignature=known
    )
    assert [answer["line"] for answer in reply.data["updatedAnswers"]] == [0, 2]
    by_column = multi([{"line": 1, "answers": {"Q2": ["Service"], "Q3": "column form"}}])
    assert by_column.data["updatedAnswers"][0]["answers"] == {"Q0": ["Service"], "Q1": "column form"}
    strict = multi([{"line": 1, "answers": {"Q5": "x"}}], questionSetSignature=known)
    assert strict.codes == ["BAD_USER_INPUT"]
    stale = multi([{"line": 1, "answers": {"Q1": "late"}}], questionSetSignature="0" * 64)
    assert stale.codes == ["CONFLICT"]
    assert values(world, me)[1] == {"0": ["Service"], "1": "column form"}


def test_the_same_act_twice(api, world):
    me = world.labelers[0]
    act = "row-" + world.uid(me)
    first = save(api, world, me, 0, {"Q1": "one"}, actId=act)
    save(api, world, me, 0, {"Q1": "two"})
    again = save(api, world, me, 0, {"Q1": "one"}, actId=act)
    assert again.data["updatedAnswers"] == first.data["updatedAnswers"]
    assert values(world, me) == {0: {"1": "two"}}
    assert LabelingAct.objects.filter(copy=world.copy(me)).count() == 2


def test_pages_hold_only_answered_lines(api, world):
    me = world.labelers[0]
    save(api, world, me, 2, {"Q1": "x"})
    page = {"page": {"start": 0, "end": 2}}
    wanted = "nodes { line answers } totalCount pageInfo { nextCursor }"
    first = api.as_(me).query("getRowAnswersPaginated", wanted, documentId=world.uid(me), input=page)
    assert (first.data["nodes"], first.data["totalCount"]) == ([], 3)
    rest = {"cursor": first.data["pageInfo"]["nextCursor"]}
    second = api.as_(me).query("getRowAnswersPaginated", wanted, documentId=world.uid(me), input=rest)
    assert second.data == {
        "nodes": [{"line": 2, "answers": {"Q1": "x"}}],
        "totalCount": 3,
        "pageInfo": {"nextCursor": None},
    }


def test_delete_a_row(api, world):
    me = world.labelers[0]
    save(api, world, me, 0, {"Q0": ["Food"], "Q1": "x"})
    denied = api.as_(world.reviewer).mutate("deleteRowAnswers", documentId=world.uid(me), line=0)
    assert (denied.codes, len(values(world, me))) == (["FORBIDDEN"], 1)
    assert api.as_(me).mutate("deleteRowAnswers", documentId=world.uid(me), line=0).data is True
    assert values(world, me) == {}


def test_older_form(api, world):
    me = world.labelers[0]
    reply = api.as_(me).mutate(
        "updateSentenceDocLabels",
        "updatedCellLines updatedSentences { content }",
        textDocumentId=world.uid(me),
        sentenceId=0,
        docLabelsString='{"Q1": "old"}',
    )
    assert reply.data == {"updatedCellLines": [0], "updatedSentences": [{"content": "1\tSoup was cold"}]}
    assert values(world, me) == {0: {"1": "old"}}


def cabinet_id(world, person):
    return str(world.cabinets[person.pk].pk)


def test_lines_that_keep_from_completion(api, world):
    me = world.labelers[0]
    save(api, world, me, 1, {"Q0": ["Food"]})
    save(api, world, me, 2, {"Q1": "only a note"})
    infos = api.as_(me).query("getInvalidRowAnswerInfos", "documentId fileName lines", cabinetId=cabinet_id(world, me))
    assert infos.data == [{"documentId": world.uid(me), "fileName": "doc0.txt", "lines": [0, 2]}]
    both = api.as_(me).query("getInvalidAnswerInfos", "lines", cabinetId=cabinet_id(world, me))
    assert both.data == [{"lines": [0, 2]}]
    refused = api.as_(me).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    assert refused.codes == ["INVALID_ANSWERS"]
    for line in (0, 2):
        save(api, world, me, line, {"Q0": ["Service"]})
    done = api.as_(me).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    assert done.data == {"status": "COMPLETE"}


def test_documents_that_complete_themselves(api, make):
    settings = {"autoMarkDocumentAsComplete": True}
    world = labeling_world(make, rows=ROWS, columns=2, row_questions=QUESTIONS, settings=settings)
    me = world.labelers[0]
    save(api, world, me, 0, {"Q0": ["Food"]})
    save(api, world, me, 1, {"Q0": ["Food"]})
    assert world.copy(me).status == "IN_PROGRESS"
    save(api, world, me, 2, {"Q1": "required one is missing"})
    assert world.copy(me).status == "IN_PROGRESS"
    save(api, world, me, 2, {"Q0": ["Service"]})
    assert world.copy(me).status == "COMPLETE"


def test_answers_follow_their_questions(api, world):
    me = world.labelers[0]
    save(api, world, me, 0, {"Q0": ["Food", "Service"], "Q1": "note", "Q2": [{"Q3": "soup"}]})
    questions = (
        api.as_(me)
        .query(
            "getProjectRowQuestionSet",
            "questions { internalId type name label required config { multiple options { id label } "
            "questions { internalId type name label config { multiple } } } }",
            projectId=world.project.uid,
        )
        .data["questions"]
    )
    topic, note, dishes = questions
    topic["config"]["options"] = topic["config"]["options"][:1]
    for question in (note, dishes):
        question["config"].pop("options")
    sent = [dishes, {**topic, "config": {**topic["config"], "questions": None}}]
    changed = api.as_(world.admin).mutate("updateRowQuestions", "id", input=sent, projectId=world.project.uid)
    assert changed.errors == []
    assert values(world, me) == {0: {"0": [{"2": "soup"}]}}
