"""Reviews of which only a share is looked at: what is due, what is done, and completing early."""

from __future__ import annotations

import pytest

from gloss.review.sampling import due
from tests.labeling import labeling_world, span

WORDS = ["one two three four five six seven eight nine ten eleven"]
COUNT = "{ total due done }"
SELECTION = (
    f"rate unit isReached items {COUNT} documents {COUNT} documentProgress {{ fileName isAnswered items {COUNT} }}"
)
QUESTION = [{"label": "Topic", "type": "TEXT", "name": "topic"}]


def settings(rate=0.5):
    return {"conflictResolution": {"mode": "MANUAL", "consensus": 1}, "reviewSamplingRate": rate}


def label(api, world, person, count, index=0):
    sent = {
        "documentId": world.uid(person, index),
        "signature": world.signature(person, index),
        "action": "LABEL",
        "labels": [span("person", 0, token) for token in range(count)],
    }
    assert api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=sent).errors == []


def sampling(api, world, caller=None):
    reply = api.as_(caller or world.reviewer).query("getReviewSampling", SELECTION, projectId=world.project.uid)
    assert reply.errors == []
    return reply.data


def decide(api, world, count, resolved=True):
    shown = api.as_(world.reviewer).query(
        "getLabelsByRange", "labels", documentId=world.uid(None), startLine=0, endLine=0
    )
    refs = [label["hashCode"] for label in shown.data["labels"]]
    choices = [{"ref": ref, "resolved": resolved} for ref in refs[:count]]
    reply = api.as_(world.reviewer).mutate(
        "updateConflicts", "document { id }", input=choices, textDocumentId=world.uid(None)
    )
    assert reply.errors == []


def complete(api, world, skip=False):
    done = {"projectId": world.project.uid, "role": "REVIEWER", "skipValidation": skip}
    return api.as_(world.reviewer).mutate("toggleCabinetStatus", "status", **done)


@pytest.mark.parametrize(
    ("rate", "total", "expected"),
    [
        (0.5, 8, 4),
        (0.5, 11, 6),
        (0.5, 10, 5),
        (0.5, 5, 3),
        (0.5, 12, 6),
        (0.1, 4, 0),
        (0.1, 5, 1),
        (0.1, 0, 0),
        (1, 7, 7),
    ],
)
def test_halves_are_rounded_up(rate, total, expected):
    assert due(rate, total) == expected


@pytest.mark.parametrize(("spans", "wanted"), [(8, 4), (11, 6)])
def test_spans_of_a_document(api, make, spans, wanted):
    world = labeling_world(make, lines=WORDS, labelers=1, settings=settings())
    label(api, world, world.labelers[0], spans)
    decide(api, world, wanted - 1)
    found = sampling(api, world)
    assert found == {
        "rate": 0.5,
        "unit": "SPAN",
        "isReached": False,
        "items": {"total": spans, "due": wanted, "done": wanted - 1},
        "documents": None,
        "documentProgress": [
            {
                "fileName": "doc0.txt",
                "isAnswered": False,
                "items": {"total": spans, "due": wanted, "done": wanted - 1},
            }
        ],
    }
    reply = complete(api, world)
    assert (reply.codes, reply.messages) == (
        ["SAMPLED_TOO_LITTLE"],
        ["Fewer items were reviewed than the sampling rate asks for: doc0.txt."],
    )
    decide(api, world, wanted, resolved=False)
    assert sampling(api, world)["isReached"] is True
    assert complete(api, world).data == {"status": "COMPLETE"}


def test_below_the_rate_completion_can_be_forced(api, make):
    world = labeling_world(make, lines=WORDS, labelers=1, settings=settings())
    label(api, world, world.labelers[0], 4)
    assert complete(api, world).codes == ["SAMPLED_TOO_LITTLE"]
    assert complete(api, world, skip=True).data == {"status": "COMPLETE"}


def test_the_same_label_of_two_people_is_one_and_reviewers_own_are_none(api, make):
    world = labeling_world(make, lines=WORDS, labelers=2, settings=settings())
    for person in world.labelers:
        label(api, world, person, 3)
    sent = {
        "documentId": world.uid(None),
        "signature": world.signature(None),
        "action": "LABEL",
        "labels": [span("city", 0, 9)],
    }
    assert api.as_(world.reviewer).mutate("updateLabels", "labels", input=sent).errors == []
    assert sampling(api, world)["items"] == {"total": 3, "due": 2, "done": 0}


@pytest.mark.parametrize(("rows", "wanted"), [(10, 5), (5, 3)])
def test_rows(api, make, rows, wanted):
    world = labeling_world(
        make, rows=[[str(n)] for n in range(rows)], labelers=1, row_questions=QUESTION, settings=settings()
    )
    for line in range(2):
        reply = api.as_(world.reviewer).mutate(
            "updateRowAnswers", "updatedAnswers { line }", documentId=world.uid(None), line=line, answers={"Q0": "tea"}
        )
        assert reply.errors == []
    found = sampling(api, world)
    assert (found["unit"], found["items"]) == ("ROW", {"total": rows, "due": wanted, "done": 2})


def answer_document(api, world, index):
    reply = api.as_(world.reviewer).mutate(
        "updateDocumentAnswers", "previousAnswers { answers }", documentId=world.uid(None, index), answers={"Q0": "tea"}
    )
    assert reply.errors == []


def test_documents(api, make):
    world = labeling_world(
        make,
        documents_count=4,
        labelers=1,
        document_questions=QUESTION,
        kinds=["DOCUMENT_BASED"],
        settings=settings(),
    )
    answer_document(api, world, 2)
    found = sampling(api, world)
    assert (found["unit"], found["items"], found["documents"]) == (None, None, {"total": 4, "due": 2, "done": 1})
    assert complete(api, world).codes == ["SAMPLED_TOO_LITTLE"]
    answer_document(api, world, 0)
    assert complete(api, world).data == {"status": "COMPLETE"}


def test_spans_and_documents(api, make):
    """A document counts once its questions are settled and enough of its spans are."""
    world = labeling_world(
        make,
        lines=WORDS,
        documents_count=2,
        labelers=1,
        document_questions=QUESTION,
        kinds=["TOKEN_BASED", "DOCUMENT_BASED"],
        settings=settings(),
    )
    label(api, world, world.labelers[0], 8)
    answer_document(api, world, 0)
    decide(api, world, 3)
    assert sampling(api, world)["documents"] == {"total": 2, "due": 1, "done": 0}
    decide(api, world, 4)
    found = sampling(api, world)
    assert (found["documents"], found["isReached"]) == ({"total": 2, "due": 1, "done": 1}, True)


def test_only_where_reviewers_decide_everything(api, make):
    peers = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}, "reviewSamplingRate": 0.5}
    world = labeling_world(make, labelers=1, settings=peers)
    assert sampling(api, world) is None
    reply = api.as_(world.labelers[0]).query("getReviewSampling", "rate", projectId=world.project.uid)
    assert reply.codes == ["FORBIDDEN"]
