"""Answers about lines of text: also of lines that only the labeler's copy has."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import Make
from tests.labeling import World, labeling_world

QUESTIONS = [{"type": "TEXT", "name": "Mood", "label": "Mood", "required": True, "config": {}}]
MULTI = "updatedAnswers { line answers }"


@pytest.fixture
def world(make: Make) -> World:
    return labeling_world(make, lines=["One", "Two"], kinds=["TOKEN_BASED", "ROW_BASED"], row_questions=QUESTIONS)


def insert(api: Any, world: World, person: Any, after: int) -> int:
    given = {"documentId": world.uid(person), "signature": world.signature(person), "content": "New"}
    reply = api.as_(person).mutate("insertSentence", "line", **given, insertTarget={"afterId": after})
    return int(reply.data["line"])


def answer(api: Any, world: World, person: Any, *lines: int) -> Any:
    rows = [{"line": line, "answers": {"Q0": f"fine {line}"}} for line in lines]
    return api.as_(person).mutate(
        "updateMultiRowAnswers", MULTI, input={"textDocumentId": world.uid(person), "rowAnswers": rows}
    )


def missing(api: Any, world: World, person: Any) -> list[int]:
    query = "query ($id: ID!) { getInvalidRowAnswerInfos(cabinetId: $id) { lines } }"
    reply = api.as_(person).graphql(query, {"id": str(world.cabinets[person.pk].pk)})
    return [line for found in reply.data["getInvalidRowAnswerInfos"] for line in found["lines"]]


def test_an_inserted_line_is_answered(api: Any, world: World) -> None:
    me = world.labelers[0]
    refused = answer(api, world, me, 2)
    assert refused.errors[0]["message"] == "There is no line 2: the document's lines are 0 to 1."
    line = insert(api, world, me, 0)
    assert line == 2
    assert missing(api, world, me) == [0, 1, 2]

    reply = answer(api, world, me, 0, 2)
    assert reply.data["updatedAnswers"] == [
        {"line": 0, "answers": {"Q0": "fine 0"}},
        {"line": 2, "answers": {"Q0": "fine 2"}},
    ]
    assert world.copy(me).answered_count == 2
    assert missing(api, world, me) == [1]
    refused = answer(api, world, me, 1, 3)
    assert refused.errors[0]["message"] == "There is no line 3: the document's lines are 0 to 1, inserted ones 2."
    assert missing(api, world, me) == [1]


def test_a_deleted_line_needs_no_answer(api: Any, world: World) -> None:
    me = world.labelers[0]
    api.as_(me).mutate(
        "deleteSentence", "document { id }", documentId=world.uid(me), sentenceId=1, signature=world.signature(me)
    )
    assert missing(api, world, me) == [0]
    assert answer(api, world, me, 0).errors == []
    assert missing(api, world, me) == []
