"""Spans and arrows with the keyboard alone: at most two keys per entity, four and the target's letters per arrow."""

from __future__ import annotations

import pytest
from bench.traces.material import ENTITIES, NEWS, RELATIONS
from bench.traces.typist import Typist, expected_spans, label_sets

from tests.browser.canvas import Canvas
from tests.browser.conftest import Visit
from tests.browser.labels import document_of, labels_of, spans_of
from tests.browser.people import World

pytestmark = pytest.mark.browser

CELLS = """query($id: ID!) { result: getCells(documentId: $id, input: { page: { skip: 0, take: 99 } }) { nodes } }"""
SHORT = 8
"""Entities of the first three lines, which the first two arrows join."""


def test_few_keys_per_entity_and_arrow(world: World, visit: Visit) -> None:
    ann = world.person("Ann")
    team = world.team(ann)
    project = world.project(
        ann,
        team,
        {"news.txt": NEWS},
        {ann.email: "LABELER"},
        kinds=["TOKEN_BASED"],
        tokenLabelSets=label_sets(),
        kindsDocumentSettings={"tokenBasedSettings": {"allowArcDrawing": True}},
    )
    document = document_of(ann, project)["id"]
    page = visit(ann, f"/teams/{team}/projects/{project}/label")
    canvas = Canvas(page, "news.txt").ready()
    typist = Typist(page, [cell["tokens"] for cell in ann.ask(CELLS, id=document)["nodes"]])
    typist.everything(ENTITIES[:SHORT], RELATIONS[:2])
    canvas.saved.wait_for()
    assert spans_of(ann, document) == expected_spans(typist, ENTITIES[:SHORT])
    assert [label["type"] for label in labels_of(ann, document)].count("ARROW") == 2
    assert max(len(cost.keys) for cost in typist.costs[:SHORT]) <= 2
    assert max(len(cost.keys) for cost in typist.costs[SHORT:]) <= 4
