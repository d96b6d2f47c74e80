"""Labelers who changed the same line differently: conflicts about content, and the reviewer's choice."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.labels.models import Label
from gloss.review.models import LineVerdict
from tests.api.test_line_edits import edit, insert, label, refused, text
from tests.factories import Make
from tests.labeling import World, labeling_world, span

CHOSEN = """cell { line content status conflict originCell { content } conflicts { labelerId cell { content } } }
  labels { id } addedLabels { hashCode labeledBy } deletedLabels { hashCode }"""


def conflicts(api: Any, world: World) -> list[int]:
    data = api.as_(world.reviewer).query("getEditSentenceConflicts", "fileName lines", documentId=world.uid(None)).data
    assert data["fileName"] == "doc0.txt"
    return list(data["lines"])


def choose(api: Any, world: World, line: int, labeler: Any = None, *, resolved: bool = True) -> Any:
    given = {"textDocumentId": world.uid(None), "sentenceId": line, "resolved": resolved}
    given |= {"labelerId": labeler.pk if labeler else None, "signature": world.signature(None)}
    return api.as_(world.reviewer).mutate("updateSentenceConflict", CHOSEN, **given)


def shown(world: World) -> list[tuple[str, int, int, str, str]]:
    rows = Label.objects.filter(copy=world.copy(None)).order_by("start_line", "start_token", "item")
    return [(row.item, row.start_line, row.start_token, row.labeled_by, row.status) for row in rows]


@pytest.fixture
def world(make: Make) -> World:
    return labeling_world(make, labelers=2, settings={"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}})


def test_what_all_agree_on_is_taken_over(api: Any, world: World) -> None:
    for labeler in world.labelers:
        edit(api, world, labeler, 0, "Uncle Jun lives here")
        label(api, world, labeler, [span("person", 0, 1)])
    assert conflicts(api, world) == []
    assert text(api, world, None)[0] == (0, "Uncle Jun lives here", "DISPLAYED")
    assert shown(world) == [("person", 0, 1, "AUTO", "LABELED")]


def test_one_version_is_chosen_with_its_labels(api: Any, world: World) -> None:
    first, second = world.labelers
    label(api, world, first, [span("city", 1, 0)])
    label(api, world, second, [span("city", 1, 0), span("person", 0, 0)])
    edit(api, world, first, 0, "Uncle Jun lives here")
    label(api, world, first, [span("person", 0, 1)])

    assert conflicts(api, world) == [0]
    assert text(api, world, None)[0] == (0, "Jun lives in Penang", "DISPLAYED")
    assert shown(world) == [("person", 0, 0, "CONFLICT", "LABELED"), ("city", 1, 0, "AUTO", "LABELED")]
    counts = (
        api.as_(world.reviewer).query("getProjectConflictsCount", "numberOfConflicts", projectId=world.project.uid).data
    )
    assert counts == [{"numberOfConflicts": 2}]
    listed = (
        api.as_(world.reviewer)
        .query("getProjectConflictList", "items { type documentId }", projectId=world.project.uid)
        .data["items"]
    )
    assert sorted(item["type"] for item in listed) == ["LINE", "SPAN"]
    cabinet = str(world.cabinets[None].pk)
    everywhere = api.as_(world.reviewer).query("getCabinetEditSentenceConflicts", "lines", cabinetId=cabinet).data
    assert everywhere == [{"lines": [0]}]

    found = choose(api, world, 0, first).data
    assert found["cell"] == {
        "line": 0,
        "content": "Uncle Jun lives here",
        "status": "DISPLAYED",
        "conflict": False,
        "originCell": None,
        "conflicts": [
            {"labelerId": first.pk, "cell": {"content": "Uncle Jun lives here"}},
            {"labelerId": second.pk, "cell": {"content": "Jun lives in Penang"}},
        ],
    }
    assert [(one["hashCode"], one["labeledBy"]) for one in found["addedLabels"]][-1] == (
        span("person", 0, 1)["id"],
        "REVIEWER",
    )
    assert conflicts(api, world) == []
    assert shown(world) == [("person", 0, 1, "REVIEWER", "ACCEPTED"), ("city", 1, 0, "AUTO", "LABELED")]
    # Decided is decided.
    edit(api, world, second, 0, "Something else")
    assert conflicts(api, world) == []
    assert text(api, world, None)[0][1] == "Uncle Jun lives here"

    choose(api, world, 0, resolved=False)
    assert conflicts(api, world) == [0]
    assert text(api, world, None)[0][1] == "Jun lives in Penang"
    found = choose(api, world, 0).data
    assert (found["cell"]["content"], conflicts(api, world)) == ("Jun lives in Penang", [])


def test_original_is_shown_when_the_project_wants_it(make: Make, api: Any) -> None:
    world = labeling_world(make, labelers=1, settings={"hideOriginalSentencesDuringReview": False})
    edit(api, world, world.labelers[0], 0, "Uncle Jun")
    assert conflicts(api, world) == []
    query = "query ($id: ID!) { getCells(documentId: $id, input: {page: {skip: 0, take: 1}}) { nodes } }"
    cell = api.as_(world.reviewer).graphql(query, {"id": world.uid(None)}).data["getCells"]["nodes"][0]
    assert (cell["content"], cell["originCell"]["content"]) == ("Uncle Jun", "Jun lives in Penang")


def test_inserted_and_deleted_lines(api: Any, world: World) -> None:
    first, second = world.labelers
    insert(api, world, first, "New here", afterId=0)
    given = {"documentId": world.uid(second), "sentenceId": 1, "signature": world.signature(second)}
    api.as_(second).mutate("deleteSentence", "document { id }", **given)
    assert conflicts(api, world) == [3, 1]
    assert text(api, world, None) == [
        (0, "Jun lives in Penang", "DISPLAYED"),
        (3, "New here", "DELETED"),
        (1, "Penang is 😀fine here", "DISPLAYED"),
        (2, "", "DISPLAYED"),
    ]
    choose(api, world, 3, first)
    choose(api, world, 1, second)
    assert conflicts(api, world) == []
    assert [(line, status) for line, _, status in text(api, world, None)][1:3] == [(3, "DISPLAYED"), (1, "DELETED")]

    choose(api, world, 3, resolved=False)
    insert(api, world, second, "New here", afterId=0)
    assert conflicts(api, world) == []
    assert text(api, world, None)[1] == (3, "New here", "DISPLAYED")


def test_reviewers_own_text_settles(api: Any, world: World) -> None:
    first = world.labelers[0]
    edit(api, world, first, 0, "Uncle Jun")
    assert conflicts(api, world) == [0]
    edit(api, world, None, 0, "Aunt Jun")
    assert conflicts(api, world) == []
    assert text(api, world, None)[0][1] == "Aunt Jun"
    query = """query ($id: ID!) { getTextDocument(fileId: $id) { conflictCount sentences(start: 0, end: 1) {
      content sentenceConflict { resolved resolvingLabelerId sentences { content labelerId } } } } }"""
    found = api.as_(world.reviewer).graphql(query, {"id": world.uid(None)}).data["getTextDocument"]
    assert found["conflictCount"] == 0
    assert found["sentences"][0]["sentenceConflict"] == {
        "resolved": True,
        "resolvingLabelerId": None,
        "sentences": [
            {"content": "Uncle Jun", "labelerId": first.pk},
        ],
    }


def test_who_may_not_choose(api: Any, world: World) -> None:
    first, second = world.labelers
    edit(api, world, first, 0, "Uncle Jun")
    edit(api, world, second, 0, "Aunt Jun")
    assert conflicts(api, world) == [0]
    given = {"textDocumentId": world.uid(None), "sentenceId": 0, "resolved": True, "signature": ""}
    assert refused(api.as_(first).mutate("updateSentenceConflict", "cell { line }", **given)) == "NOT_FOUND"
    given["labelerId"] = world.admin.pk
    assert refused(api.as_(world.reviewer).mutate("updateSentenceConflict", "cell { line }", **given)) == (
        "BAD_USER_INPUT"
    )
    assert refused(choose(api, world, 1, first)) == "BAD_USER_INPUT"
    assert LineVerdict.objects.get(copy=world.copy(None)).is_open
    assert text(api, world, None)[0][1] == "Jun lives in Penang"
