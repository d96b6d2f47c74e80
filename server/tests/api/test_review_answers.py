"""Two labelers and a reviewer: answers of rows and documents."""

from __future__ import annotations

import pytest

from gloss.answers import bulk
from gloss.review import service
from tests.client import run_jobs
from tests.labeling import labeling_world

QUESTIONS = [
    {"type": "TEXT", "name": "Note", "label": "Note", "config": {}},
    {
        "type": "DROPDOWN",
        "name": "Topic",
        "label": "Topic",
        "config": {"multiple": True, "options": [{"id": "1", "label": "Food"}, {"id": "2", "label": "Service"}]},
    },
]
TITLE = [{"type": "TEXT", "name": "Title", "label": "Title", "required": True, "config": {}}]
PEERS = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}}
ROWS = [["a"], ["b"], ["c"]]


@pytest.fixture
def world(make):
    return labeling_world(
        make, rows=ROWS, labelers=2, settings=PEERS, row_questions=QUESTIONS, document_questions=TITLE
    )


def save(api, world, person, line, answers, owner="own"):
    uid = world.uid(None if owner == "review" else person)
    reply = api.as_(person).mutate(
        "updateRowAnswers", "updatedAnswers { answers }", documentId=uid, line=line, answers=answers
    )
    assert reply.errors == []


def save_title(api, world, person, title):
    reply = api.as_(person).mutate(
        "updateDocumentAnswers", "previousAnswers { answers }", documentId=world.uid(person), answers={"Q0": title}
    )
    assert reply.errors == []


def rows(api, world):
    reply = api.as_(world.reviewer).query(
        "getRowAnswersPaginated",
        "nodes { line answers metadata { path labeledBy } }",
        documentId=world.uid(None),
        input={"page": {"start": 0, "end": 3}},
    )
    assert reply.errors == []
    return {
        node["line"]: (node["answers"], {entry["path"]: entry["labeledBy"] for entry in node["metadata"]})
        for node in reply.data["nodes"]
    }


def row_conflicts(api, world):
    reply = api.as_(world.reviewer).query(
        "getRowAnswerConflicts", "line conflicts", input={"documentId": world.uid(None), "start": 0, "end": 3}
    )
    assert reply.errors == []
    return {entry["line"]: entry["conflicts"] for entry in reply.data}


def resolve(api, world, question, value, line=None, **fields):
    sent = {"documentId": world.uid(None), "questionId": question, "value": value, "line": line, **fields}
    return api.as_(world.reviewer).mutate("resolveAnswerConflict", "line answers", input=sent)


def test_rows_from_labeling_to_decision(api, world):
    first, second = world.labelers
    save(api, world, first, 0, {"Q0": "cold", "Q1": ["Food", "Service"]})
    save(api, world, second, 0, {"Q0": "warm", "Q1": ["Food"]})
    save(api, world, first, 1, {"Q0": "same"})
    save(api, world, second, 1, {"Q0": " same "})
    assert rows(api, world) == {
        0: ({"Q1": ["Food"]}, {"Q0": "CONFLICT", "Q1": "CONFLICT"}),
        1: ({"Q0": "same"}, {"Q0": "AUTO"}),
    }
    entry = {"type": "MULTIPLE", "parentQuestionId": None, "nestedAnswerIndex": None}
    assert row_conflicts(api, world) == {
        0: [
            {
                **entry,
                "questionId": "0",
                "answers": [
                    {"value": "cold", "userIds": [str(first.pk)], "resolved": False},
                    {"value": "warm", "userIds": [str(second.pk)], "resolved": False},
                ],
            },
            {
                **entry,
                "questionId": "1",
                "answers": [{"value": "Service", "userIds": [str(first.pk)], "resolved": False}],
            },
        ]
    }
    assert world.copy(None).conflict_count == 2
    assert resolve(api, world, "0", "warm", 0).data == {"line": 0, "answers": {"Q0": "warm", "Q1": ["Food"]}}
    lines = api.as_(world.reviewer).query("getRowConflictLines", documentId=world.uid(None))
    assert lines.data == [0]
    save(api, world, world.reviewer, 0, {"Q1": ["Food", "Service"]}, owner="review")
    assert rows(api, world)[0] == (
        {"Q0": "warm", "Q1": ["Food", "Service"]},
        {"Q0": "REVIEWER", "Q1": "REVIEWER"},
    )
    assert (row_conflicts(api, world), world.copy(None).conflict_count) == ({}, 0)


def test_decisions_stay_while_labelers_go_on(api, world):
    first, second = world.labelers
    save(api, world, first, 0, {"Q0": "x"})
    rows(api, world)
    resolve(api, world, "0", "mine", 0)
    save(api, world, second, 0, {"Q0": "x", "Q1": ["Food"]})
    save(api, world, first, 2, {"Q0": "late"})
    assert rows(api, world) == {
        0: ({"Q0": "mine"}, {"Q0": "REVIEWER", "Q1": "CONFLICT"}),
        2: ({}, {"Q0": "CONFLICT"}),
    }
    save(api, world, first, 2, {"Q0": None})
    assert 2 not in rows(api, world)
    assert world.copy(None).conflict_count == 1


def test_the_same_decision_twice(api, world):
    save(api, world, world.labelers[0], 0, {"Q0": "x"})
    rows(api, world)
    act = "decide-" + world.uid(None)
    resolve(api, world, "0", "one", 0, actId=act)
    resolve(api, world, "0", "two", 0)
    assert resolve(api, world, "0", "one", 0, actId=act).data["answers"] == {"Q0": "one"}
    assert rows(api, world)[0][0] == {"Q0": "two"}


def test_answers_about_the_document(api, world):
    first, second = world.labelers
    save_title(api, world, first, "A")
    save_title(api, world, second, "B")
    wanted = "type questionId answers { value userIds users { displayName } resolved }"
    reply = api.as_(world.reviewer).query("getDocumentAnswerConflicts", wanted, documentId=world.uid(None))
    assert reply.data == [
        {
            "type": "MULTIPLE",
            "questionId": "0",
            "answers": [
                {"value": "A", "userIds": [str(first.pk)], "users": [{"displayName": first.name}], "resolved": False},
                {"value": "B", "userIds": [str(second.pk)], "users": [{"displayName": second.name}], "resolved": False},
            ],
        }
    ]
    denied = api.as_(first).query("getDocumentAnswerConflicts", "questionId", documentId=world.uid(None))
    assert denied.codes == ["NOT_FOUND"]
    assert resolve(api, world, "0", "B").data == {"line": 0, "answers": {"Q0": "B"}}
    answers = api.as_(world.reviewer).query("getDocumentAnswers", "answers", documentId=world.uid(None))
    assert answers.data == {"answers": {"Q0": "B"}}


def test_hidden_names(api, make):
    settings = {**PEERS, "hideLabelerNamesDuringReview": True}
    world = labeling_world(make, rows=ROWS, labelers=2, settings=settings, document_questions=TITLE)
    save_title(api, world, world.labelers[1], "B")
    reply = api.as_(world.reviewer).query(
        "getDocumentAnswerConflicts", "answers { users { name displayName email } }", documentId=world.uid(None)
    )
    person = {"name": "Labeler 2", "displayName": "Labeler 2", "email": ""}
    assert reply.data == [{"answers": [{"users": [person]}]}]


def test_only_the_review_can_be_decided(api, world):
    first = world.labelers[0]
    save(api, world, first, 0, {"Q0": "x"})
    sent = {"documentId": world.uid(first), "questionId": "0", "value": "y", "line": 0}
    own = api.as_(first).mutate("resolveAnswerConflict", "answers", input=sent)
    assert own.codes == ["BAD_USER_INPUT"]
    other = api.as_(world.reviewer).mutate("resolveAnswerConflict", "answers", input=sent)
    assert other.codes == ["FORBIDDEN"]
    assert rows(api, world)[0][0] == {}


def test_completion_reports_conflicts_per_document(api, world):
    for person, title in zip(world.labelers, "AB", strict=True):
        save_title(api, world, person, title)
    reply = api.as_(world.reviewer).mutate(
        "toggleCabinetStatus", "status", projectId=world.project.uid, role="REVIEWER"
    )
    assert reply.codes == ["UNRESOLVED_CONFLICTS"]
    problem = {"documentId": world.uid(None), "fileName": "doc0.txt", "lines": [], "items": []}
    assert reply.errors[0]["extensions"]["problems"] == [{"code": "UNRESOLVED_CONFLICTS", **problem}]
    forced = api.as_(world.reviewer).mutate(
        "toggleCabinetStatus", "status", projectId=world.project.uid, role="REVIEWER", skipValidation=True
    )
    assert forced.data == {"status": "COMPLETE"}


def test_prelabels_stay_until_somebody_starts(api, world):
    for person in (None, *world.labelers):
        bulk.insert_rows(world.copy(person).pk, [(0, {"0": "guess"})])
    assert rows(api, world) == {0: ({"Q0": "guess"}, {"Q0": "PRELABELED"})}
    for person in world.labelers:
        save(api, world, person, 0, {"Q1": ["Food"]})
    assert rows(api, world) == {0: ({"Q0": "guess", "Q1": ["Food"]}, {"Q0": "AUTO", "Q1": "AUTO"})}


def test_prelabels_reach_new_copies(world):
    source, target = world.copy(None), world.copy(world.labelers[0])
    bulk.insert_rows(source.pk, [(0, {"0": "guess"}), (2, {"0": "more"})])
    bulk.insert_document(source.pk, {"0": "Title"})
    bulk.copy_prelabels([(source.pk, target.pk)])
    assert list(target.row_answers.order_by("line").values_list("line", "values", "labeled_by")) == [
        (0, {"0": "guess"}, "PRELABELED"),
        (2, {"0": "more"}, "PRELABELED"),
    ]
    assert (target.document_answer.values, world.copy(world.labelers[0]).answered_count) == ({"0": "Title"}, 3)


def test_big_tables_are_computed_by_a_job(api, world, monkeypatch):
    monkeypatch.setattr(service, "INLINE_SIZE", 0)
    for person in world.labelers:
        save(api, world, person, 0, {"Q0": "x"})
    assert rows(api, world) == {}
    run_jobs()
    assert rows(api, world) == {0: ({"Q0": "x"}, {"Q0": "AUTO"})}
    assert world.copy(None).answered_count == 1
