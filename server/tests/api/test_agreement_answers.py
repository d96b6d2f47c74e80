"""Agreement on answers question by question, and labelers measured against the review."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.test_agreement import ANN, BEN, ITEMS, MANUAL, REVIEW, complete, label, report, review
from tests.client import Api
from tests.factories import Make
from tests.labeling import World, labeling_world


def options(*names: str) -> dict[str, Any]:
    return {"options": [{"id": str(number), "label": name} for number, name in enumerate(names, 1)]}


QUESTIONS = [
    {"type": "SINGLE_CHOICE", "name": "Mood", "label": "Mood", "config": options("pos", "neg", "neu")},
    {"type": "MULTIPLE_CHOICE", "name": "Topics", "label": "Topics", "config": options("food", "wine", "tea")},
    {"type": "TEXT", "name": "Note", "label": "Note", "config": {}},
]
TRUTH = ["pos", "pos", "neg", "neg", "neu", "neu", None]
GIVEN = ["pos", "neg", "neg", "neg", "neu", None, "pos"]
METRICS = """
  projectId labelers {
    rater { userId name } layerId accuracy { value n low high band }
    macro { precision recall f1 } micro { precision recall f1 }
    classes { label truePositives falsePositives falseNegatives precision recall f1 }
    confusion { rows columns counts n isCut }
  }
"""


def answer(api: Api, world: World, person: Any, line: int, **answers: Any) -> None:
    input = {"textDocumentId": world.uid(person), "rowAnswers": [{"line": line, "answers": answers}]}
    caller = api.as_(person or world.reviewer)
    assert caller.mutate("updateMultiRowAnswers", "document { id }", input=input).errors == []


@pytest.fixture
def world(make: Make) -> World:
    return labeling_world(
        make, rows=[[str(row)] for row in range(7)], labelers=2, row_questions=QUESTIONS, settings=MANUAL
    )


def evaluation(api: Api, world: World) -> list[dict[str, Any]]:
    reply = api.as_(world.admin).query("getEvaluationMetrics", METRICS, projectId=world.project.uid)
    assert reply.errors == []
    return reply.data["labelers"]


def test_layers_of_questions(api: Api, world: World) -> None:
    ann, ben = world.labelers
    answer(api, world, ann, 0, Q0="pos", Q1=["food", "tea"], Q2=" fine ")
    answer(api, world, ben, 0, Q0="pos", Q1=["tea", "wine"], Q2="fine")
    answer(api, world, ann, 1, Q0="neg", Q2="bad")
    answer(api, world, ben, 1, Q0="neu", Q2="Bad")
    complete(api, world, review=False)
    found = report(api, world)
    assert [(layer["id"], layer["name"], layer["isCounted"]) for layer in found["layers"]] == [
        ("ROW:0", "Mood", True), ("ROW:1", "Topics", True), ("ROW:2", "Note", False)
    ]  # fmt: skip
    pairs = {pair["layerId"]: pair for pair in found["pairs"]}
    numbers = {layer: (pair["n"], pair["equal"], pair["alpha"]["n"]) for layer, pair in pairs.items()}
    assert numbers == {None: (5, 2, 3), "ROW:0": (2, 1, 2), "ROW:1": (3, 1, 1), "ROW:2": (2, 1, 2)}
    mood, topics = pairs["ROW:0"]["kappa"]["value"], pairs["ROW:1"]["kappa"]["value"]
    assert mood == pytest.approx((1 / 2 - 1 / 4) / (1 - 1 / 4), abs=1e-9)
    assert topics == pytest.approx((1 / 3 - 2 / 9) / (1 - 2 / 9), abs=1e-9)
    assert pairs[None]["kappa"]["value"] == pytest.approx((2 * mood + 3 * topics) / 5, abs=1e-9)


def test_evaluation_of_answers(api: Api, world: World) -> None:
    """The table of the specification; a row that the review left open does not count."""
    ann = world.labelers[0]
    for line, (given, truth) in enumerate(zip(GIVEN, TRUTH, strict=True)):
        for person, value in ((ann, given), (None, truth)):
            if value:
                answer(api, world, person, line, Q0=value)
    refused = api.as_(world.admin).query("getEvaluationMetrics", "projectId", projectId=world.project.uid)
    assert refused.codes == ["PROJECT_NOT_COMPLETE"]
    complete(api, world)
    found = next(row for row in evaluation(api, world) if row["rater"]["userId"] == ann.pk)
    assert found["layerId"] == "ROW:0"
    assert found["accuracy"]["value"] == pytest.approx(4 / 6, abs=1e-9)
    assert (found["accuracy"]["n"], found["accuracy"]["band"]) == (6, None)
    assert found["accuracy"]["low"] == pytest.approx(0.3000, abs=5e-5)
    assert found["accuracy"]["high"] == pytest.approx(0.9032, abs=5e-5)
    rows = {row.pop("label"): list(row.values()) for row in found["classes"]}
    assert rows == {
        "pos": pytest.approx([1, 0, 1, 1, 0.5, 2 / 3], abs=1e-9),
        "neg": pytest.approx([2, 1, 0, 2 / 3, 1, 0.8], abs=1e-9),
        "neu": pytest.approx([1, 0, 1, 1, 0.5, 2 / 3], abs=1e-9),
    }
    assert found["macro"]["f1"] == pytest.approx((0.8 + 4 / 3) / 3, abs=1e-9)
    assert found["micro"]["precision"] == pytest.approx(4 / 5, abs=1e-9)
    assert found["confusion"] == {
        "rows": ["neg", "neu", "pos", "<EMPTY>"],
        "columns": ["neg", "neu", "pos", "<EMPTY>"],
        "counts": [[2, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0]],
        "n": 6,
        "isCut": False,
    }


def test_evaluation_of_spans(api: Api, make: Make) -> None:
    world = labeling_world(make, lines=["a b c d e f g h"], labelers=2, items=ITEMS, settings=MANUAL)
    ann, ben = world.labelers
    label(api, world, ann, ann, ANN)
    label(api, world, ben, ben, BEN)
    review(api, world, REVIEW)
    complete(api, world)
    found = {row["rater"]["userId"]: row for row in evaluation(api, world)}
    assert list(found) == [ann.pk, ben.pk]
    assert found[ann.pk]["accuracy"]["value"] == 0.5
    assert found[ben.pk]["accuracy"]["value"] == 1.0
    rows = {row["label"]: row for row in found[ben.pk]["classes"]}
    assert (rows["QTY"]["falsePositives"], rows["QTY"]["f1"]) == (1, 0.0)
    assert (rows["PER"]["truePositives"], rows["PER"]["f1"]) == (2, 1.0)
