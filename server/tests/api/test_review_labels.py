"""Two labelers and a reviewer: spans and arrows from labeling to verdict."""

from __future__ import annotations

import pytest

from gloss.formats.document import Position, Span
from gloss.labels import bulk
from gloss.labels.models import Label
from gloss.review import service
from gloss.review.models import Contribution
from tests.client import run_jobs
from tests.labeling import arrow, labeling_world, span

JUN = span("person", 0, 0, chars=(0, 2))
PENANG = span("city", 0, 3, chars=(0, 5))
VILLAGE = span("village", 0, 3, chars=(0, 5))
SECOND = span("city", 1, 0, chars=(0, 5))
LIVES = arrow("livesIn", JUN, PENANG)
PEERS = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}}


def save(api, world, person, labels, copy_of="own", **fields):
    owner = None if copy_of == "review" else person
    sent = {
        "documentId": world.uid(owner),
        "signature": world.signature(owner),
        "action": "LABEL",
        "labels": labels,
        **fields,
    }
    reply = api.as_(person).mutate("updateLabels", "rejectedLabels { reason } labels", input=sent)
    assert reply.errors == []
    return reply.data


def review(api, world):
    """Phase, status and contributors of every label a reviewer sees, by hash."""
    reply = api.as_(world.reviewer).query(
        "getLabelsByRange", "labels", documentId=world.uid(None), startLine=0, endLine=2
    )
    assert reply.errors == []
    return {
        label["hashCode"]: (label["labeledBy"], label["status"], label["contributorIds"])
        for label in reply.data["labels"]
    }


def conflicts(api, world, field="getSpanAndArrowConflicts"):
    page = {"page": {"skip": 0, "take": 10}}
    reply = api.as_(world.reviewer).query(field, "nodes totalCount", documentId=world.uid(None), input=page)
    assert reply.errors == []
    return [node["ref"] for node in reply.data["nodes"]]


def decide(api, world, *choices):
    sent = [{"ref": label["id"], "resolved": resolved, **more} for label, resolved, more in choices]
    return api.as_(world.reviewer).mutate(
        "updateConflicts", "document { id }", input=sent, textDocumentId=world.uid(None)
    )


def complete_review(api, world):
    return api.as_(world.reviewer).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="REVIEWER")


def counters(world):
    copy = world.copy(None)
    return copy.label_count, copy.conflict_count, copy.accepted_count, copy.rejected_count


@pytest.fixture
def world(make):
    return labeling_world(make, labelers=2, settings=PEERS)


def test_the_whole_story(api, world):
    first, second = world.labelers
    save(api, world, first, [JUN, PENANG, LIVES])
    save(api, world, second, [JUN, VILLAGE])
    both, one, two = [first.pk, second.pk], [first.pk], [second.pk]
    assert review(api, world) == {
        JUN["id"]: ("AUTO", "LABELED", both),
        PENANG["id"]: ("CONFLICT", "LABELED", one),
        VILLAGE["id"]: ("CONFLICT", "LABELED", two),
        LIVES["id"]: ("CONFLICT", "LABELED", one),
    }
    assert counters(world) == (4, 3, 1, 0)
    assert conflicts(api, world) == [LIVES["id"], PENANG["id"], VILLAGE["id"]]
    for person in (first, second):
        api.as_(person).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    world.project.refresh_from_db()
    assert world.project.status == "REVIEW_READY"

    refused = complete_review(api, world)
    assert refused.codes == ["UNRESOLVED_CONFLICTS"]
    assert decide(api, world, (PENANG, True, {}), (LIVES, True, {}), (VILLAGE, False, {})).errors == []
    found = review(api, world)
    assert found[PENANG["id"]] == ("REVIEWER", "ACCEPTED", one)
    assert found[VILLAGE["id"]] == ("CONFLICT", "REJECTED", two)
    assert (conflicts(api, world), counters(world)) == ([], (3, 0, 3, 1))
    assert conflicts(api, world, "getSpanAndArrowRejectedLabels") == [VILLAGE["id"]]
    save(api, world, world.reviewer, [SECOND], copy_of="review")
    assert review(api, world)[SECOND["id"]] == ("REVIEWER", "LABELED", [])
    world.project.refresh_from_db()
    assert world.project.status == "IN_REVIEW"

    done = complete_review(api, world)
    assert done.data == {"status": "COMPLETE"}
    run_jobs()
    rows = Label.objects.filter(copy=world.copy(second))
    assert sorted(rows.values_list("item", "status", "accepted_by_user", "rejected_by_user")) == [
        ("person", "ACCEPTED", None, None),
        ("village", "REJECTED", None, world.reviewer.pk),
    ]
    accepted = Label.objects.get(copy=world.copy(first), item="city")
    assert (accepted.status, accepted.accepted_by_user) == ("ACCEPTED", world.reviewer)


def test_work_goes_on_while_the_review_is_open(api, world):
    first, second = world.labelers
    save(api, world, first, [JUN, PENANG])
    assert review(api, world)[JUN["id"]] == ("CONFLICT", "LABELED", [first.pk])
    decide(api, world, (PENANG, False, {}))
    save(api, world, second, [JUN, PENANG])
    save(api, world, first, [{**JUN, "deleted": True}])
    assert review(api, world) == {
        JUN["id"]: ("CONFLICT", "LABELED", [second.pk]),
        PENANG["id"]: ("CONFLICT", "REJECTED", [first.pk, second.pk]),
    }
    save(api, world, second, [{**JUN, "deleted": True}])
    assert list(review(api, world)) == [PENANG["id"]]
    assert counters(world) == (0, 0, 0, 1)


def test_one_labeler_is_enough_by_default(api, make):
    world = labeling_world(make, labelers=2)
    save(api, world, world.labelers[0], [JUN])
    assert review(api, world) == {JUN["id"]: ("AUTO", "LABELED", [world.labelers[0].pk])}


def test_no_consensus_leaves_all_to_the_reviewer(api, make):
    world = labeling_world(make, labelers=2, settings={"conflictResolution": {"mode": "MANUAL", "consensus": 1}})
    for person in world.labelers:
        save(api, world, person, [JUN])
    assert [phase for phase, _, _ in review(api, world).values()] == ["CONFLICT"]


def test_a_document_with_few_labelers_needs_no_more_than_there_are(api, make):
    world = labeling_world(make, labelers=1, settings=PEERS)
    save(api, world, world.labelers[0], [JUN])
    assert [phase for phase, _, _ in review(api, world).values()] == ["AUTO"]


def test_the_reviewers_own_label_accepts_a_conflict(api, world):
    save(api, world, world.labelers[0], [JUN])
    review(api, world)
    save(api, world, world.reviewer, [JUN], copy_of="review")
    assert review(api, world)[JUN["id"]][:2] == ("REVIEWER", "ACCEPTED")
    save(api, world, world.reviewer, [{**JUN, "labeledBy": "CONFLICT"}], copy_of="review", action="UNDO")
    assert review(api, world)[JUN["id"]][:2] == ("CONFLICT", "LABELED")


def test_a_label_the_reviewer_made_first_counts_as_accepted_later(api, world):
    save(api, world, world.reviewer, [JUN], copy_of="review")
    save(api, world, world.labelers[0], [JUN])
    assert review(api, world) == {JUN["id"]: ("REVIEWER", "ACCEPTED", [world.labelers[0].pk])}
    row = Label.objects.get(copy=world.copy(None))
    assert row.accepted_by_user == world.reviewer


def test_deleting_an_accepted_label_rejects_it_with_its_arrows(api, world):
    for person in world.labelers:
        save(api, world, person, [JUN, PENANG, LIVES])
    assert review(api, world)[JUN["id"]][0] == "AUTO"
    save(api, world, world.reviewer, [{**JUN, "deleted": True}], copy_of="review")
    found = review(api, world)
    assert {key: status for key, (_, status, _) in found.items()} == {
        JUN["id"]: "REJECTED",
        PENANG["id"]: "LABELED",
        LIVES["id"]: "REJECTED",
    }
    save(api, world, world.reviewer, [JUN, LIVES], copy_of="review", action="UNDO")
    assert review(api, world)[LIVES["id"]][:2] == ("AUTO", "LABELED")
    assert counters(world) == (3, 0, 3, 0)


def test_an_own_label_of_the_reviewer_is_just_deleted(api, world):
    save(api, world, world.reviewer, [JUN, PENANG, LIVES], copy_of="review")
    save(api, world, world.reviewer, [{**JUN, "deleted": True}], copy_of="review")
    assert list(review(api, world)) == [PENANG["id"]]


def test_accept_with_another_class(api, world):
    save(api, world, world.labelers[0], [PENANG])
    review(api, world)
    assert decide(api, world, (PENANG, True, {"labelSetItemId": "village"})).errors == []
    found = review(api, world)
    assert found[PENANG["id"]][:2] == ("CONFLICT", "REJECTED")
    assert found[VILLAGE["id"]][:2] == ("REVIEWER", "LABELED")


def test_accepting_one_of_exclusive_labels_rejects_the_others(api, make):
    world = labeling_world(make, labelers=2, settings=PEERS, document_settings={"allowMultiLabels": False})
    first, second = world.labelers
    save(api, world, first, [PENANG])
    save(api, world, second, [VILLAGE])
    review(api, world)
    decide(api, world, (VILLAGE, True, {}))
    found = review(api, world)
    assert (found[PENANG["id"]][1], found[VILLAGE["id"]][1]) == ("REJECTED", "ACCEPTED")


def test_an_unknown_ref_changes_nothing(api, world):
    save(api, world, world.labelers[0], [JUN])
    review(api, world)
    reply = decide(api, world, (JUN, False, {}), (PENANG, True, {}))
    assert reply.codes == ["BAD_USER_INPUT"]
    assert review(api, world)[JUN["id"]][:2] == ("CONFLICT", "LABELED")


def test_a_decision_that_comes_again_changes_nothing(api, world):
    save(api, world, world.labelers[0], [JUN])
    review(api, world)
    act = {"textDocumentId": world.uid(None), "actId": "decision-1"}
    sent = [{"ref": JUN["id"], "resolved": True}]
    assert api.as_(world.reviewer).mutate("updateConflicts", "document { id }", input=sent, **act).errors == []
    accepted = review(api, world)
    assert decide(api, world, (JUN, False, {})).errors == []
    rejected = review(api, world)
    assert rejected != accepted
    again = api.as_(world.reviewer).mutate("updateConflicts", "document { id }", input=sent, **act)
    assert again.data == {"document": {"id": world.uid(None)}}
    assert review(api, world) == rejected


def test_labelers_cannot_decide_or_see_the_review(api, world):
    first = world.labelers[0]
    save(api, world, first, [JUN])
    review(api, world)
    sent = [{"ref": JUN["id"], "resolved": True}]
    for person in world.labelers:
        reply = api.as_(person).mutate("updateConflicts", "document { id }", input=sent, textDocumentId=world.uid(None))
        assert reply.codes == ["NOT_FOUND"]
        listed = api.as_(person).query("getProjectConflictList", "upToDate", projectId=world.project.uid)
        assert listed.codes == ["FORBIDDEN"]
    assert review(api, world)[JUN["id"]][:2] == ("CONFLICT", "LABELED")


def test_lists_of_the_project(api, world):
    first, second = world.labelers
    save(api, world, first, [JUN, PENANG])
    save(api, world, second, [JUN])
    listed = api.as_(world.reviewer).query(
        "getProjectConflictList", "upToDate items { documentId labelerIds resolved type }", projectId=world.project.uid
    )
    item = {"documentId": world.uid(None), "labelerIds": [first.pk], "resolved": False, "type": "SPAN"}
    assert listed.data == {"upToDate": True, "items": [item]}
    counted = api.as_(world.admin).query(
        "getProjectConflictsCount", "documentId numberOfConflicts", projectId=world.project.uid
    )
    assert counted.data == [{"documentId": world.uid(None), "numberOfConflicts": 1}]
    people = api.as_(world.reviewer).query(
        "getSpanAndArrowConflictContributorIds",
        "labelHashCode contributorIds",
        documentId=world.uid(None),
        labelHashCodes=[PENANG["id"], JUN["id"], "SPAN:nothing"],
    )
    assert [entry["contributorIds"] for entry in people.data] == [[first.pk], [first.pk, second.pk], []]


def test_prelabels_wait_until_everybody_is_done(api, world):
    for person in (None, *world.labelers):
        record = Span("a", 0, Position(0, 0, 0, 0), Position(0, 0, 0, 2), "person")
        bulk.insert(world.copy(person).pk, [record])
    first, second = world.labelers
    assert review(api, world)[JUN["id"]][0] == "PRELABELED"
    save(api, world, first, [PENANG])
    assert review(api, world)[JUN["id"]] == ("PRELABELED", "LABELED", [first.pk])
    save(api, world, second, [{**JUN, "deleted": True}])
    for person in world.labelers:
        api.as_(person).mutate("toggleCabinetStatus", "status", projectId=world.project.uid, role="LABELER")
    assert review(api, world)[JUN["id"]] == ("CONFLICT", "LABELED", [first.pk])


def test_computing_again_changes_nothing(api, world):
    for person in world.labelers:
        save(api, world, person, [JUN, PENANG, LIVES])
    review(api, world)
    before = list(Label.objects.filter(copy=world.copy(None)).values())
    people = list(Contribution.objects.filter(label__copy=world.copy(None)).values())
    assert service.recompute_document(world.copy(None)) is False
    assert service.recompute_document(world.copy(None), force=True) is True
    assert list(Label.objects.filter(copy=world.copy(None)).values()) == before
    assert list(Contribution.objects.filter(label__copy=world.copy(None)).values()) == people
    forced = api.as_(world.reviewer).mutate(
        "autoLabelReviewTextDocumentBasedOnConsensus", "id", input={"textDocumentId": world.uid(None)}
    )
    assert forced.data == {"id": world.uid(None)}


def test_big_documents_are_computed_by_a_job(api, world, monkeypatch):
    monkeypatch.setattr(service, "INLINE_SIZE", 1)
    for person in world.labelers:
        save(api, world, person, [JUN, PENANG])
    assert review(api, world) == {}
    listed = api.as_(world.reviewer).query("getProjectConflictList", "upToDate", projectId=world.project.uid)
    assert listed.data == {"upToDate": False}
    run_jobs()
    assert [phase for phase, _, _ in review(api, world).values()] == ["AUTO", "AUTO"]
    assert counters(world) == (2, 0, 2, 0)


def test_clearing_the_review_takes_decisions_back(api, world):
    save(api, world, world.labelers[0], [JUN, PENANG])
    review(api, world)
    decide(api, world, (JUN, True, {}), (PENANG, False, {}))
    save(api, world, world.reviewer, [SECOND], copy_of="review")
    api.as_(world.reviewer).mutate("clearAllLabelsOnTextDocument", "affectedChunkIds", documentId=world.uid(None))
    assert {status for _, status, _ in review(api, world).values()} == {"LABELED"}
    assert counters(world) == (2, 2, 0, 0)
