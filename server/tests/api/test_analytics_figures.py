"""The figures of one document beside the work."""

from __future__ import annotations

import pytest

from gloss.documents.models import Cabinet, DocumentCopy
from gloss.labels.models import Label
from tests.labeling import labeling_world

ONE = "userId activeMillis labelCount answerCount accepted rejected conflicted missed"
FIELDS = f"isJudged own {{ {ONE} }} labelers {{ name {ONE} }}"


def label(copy, token, *, status="LABELED", by="LABELER"):
    values = {"start_line": 0, "start_token": token, "start_char": 0, "end_line": 0, "end_token": token, "end_char": 2}
    times = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    Label.objects.create(copy=copy, layer=0, item="city", hash64=token, status=status, labeled_by=by, **values, **times)


@pytest.fixture
def world(make):
    """The labeler has four labels: accepted, rejected, open, unknown to the review, which has one more."""
    world = labeling_world(make, labelers=2)
    me = world.labelers[0]
    for token in range(4):
        label(world.copy(me), token)
    DocumentCopy.objects.filter(pk=world.copy(me).pk).update(label_count=4, active_millis=61_000)
    review = world.copy(None)
    label(review, 0, by="REVIEWER")
    label(review, 1, by="REVIEWER", status="REJECTED")
    label(review, 2, by="CONFLICT")
    label(review, 9, by="REVIEWER")
    return world


def figures(api, person, uid):
    return api.as_(person).query("getDocumentFigures", FIELDS, documentId=uid)


VERDICTS = {"accepted": 1, "rejected": 1, "conflicted": 1, "missed": 1}
UNKNOWN = dict.fromkeys(VERDICTS)


def test_labelers_see_verdicts_after_the_review(api, world):
    me = world.labelers[0]
    plain = {"userId": str(me.pk), "activeMillis": 61_000.0, "labelCount": 4, "answerCount": 0}
    assert figures(api, me, world.uid(me)).data == {"isJudged": False, "own": {**plain, **UNKNOWN}, "labelers": []}
    Cabinet.objects.filter(pk=world.cabinets[None].pk).update(status="COMPLETE")
    assert figures(api, me, world.uid(me)).data == {"isJudged": True, "own": {**plain, **VERDICTS}, "labelers": []}


def test_reviewers_see_everybody_at_any_time(api, world):
    found = figures(api, world.reviewer, world.uid(None)).data
    assert found["isJudged"] is True
    first, second = found["labelers"]
    assert (
        first
        == {"name": world.labelers[0].name, "userId": str(world.labelers[0].pk), "activeMillis": 61_000.0}
        | {
            "labelCount": 4,
            "answerCount": 0,
        }
        | VERDICTS
    )
    assert [second[key] for key in VERDICTS] == [0, 0, 0, 2]


def test_names_stay_hidden(api, world):
    world.project.settings = {"hideLabelerNamesDuringReview": True}
    world.project.save()
    found = figures(api, world.reviewer, world.uid(None)).data
    assert [one["name"] for one in found["labelers"]] == ["Labeler 1", "Labeler 2"]


def test_nobody_sees_another_labelers_copy(api, make, world):
    first, second = world.labelers
    assert figures(api, second, world.uid(first)).codes == ["NOT_FOUND"]
    assert figures(api, make.user(), world.uid(first)).codes == ["NOT_FOUND"]
