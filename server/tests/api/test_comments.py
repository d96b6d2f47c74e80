"""Comment threads shared by the labelers of a document and its reviewers."""

from __future__ import annotations

import pytest

from gloss.comments.models import Comment
from tests.labeling import labeling_world

FIELDS = """
    id documentId originDocumentId hashCode message parentId repliesCount resolved resolvedAt
    resolvedBy { email } user { email } userId
    commentedContent { hashCodeType currentValue { sentenceId sentenceText } }
"""
ANCHOR = "SPAN_TEXT:0:0:1:0:1:0:0:3"


@pytest.fixture
def world(make):
    return labeling_world(make, labelers=2)


def create(api, world, person, message="why?", anchor=ANCHOR, copy=None):
    return api.as_(person).mutate(
        "createComment", FIELDS, documentId=copy or world.uid(person), hashCode=anchor, message=message
    )


def listed(api, person, uid, **wanted):
    page = {"skip": 0, "take": 10}
    reply = api.as_(person).query(
        "getComments", f"nodes {{ {FIELDS} }} totalCount", input={"filter": {"documentId": uid, **wanted}, "page": page}
    )
    assert reply.errors == []
    return [node["message"] for node in reply.data["nodes"]]


def test_a_thread_is_shared(api, world):
    first, second = world.labelers
    made = create(api, world, first, "  why?  ").data
    assert made["message"] == "why?"
    assert (made["documentId"], made["hashCode"], made["userId"]) == (world.uid(first), ANCHOR, first.pk)
    assert made["commentedContent"] == {
        "hashCodeType": "SPAN_TEXT",
        "currentValue": [
            {"sentenceId": 0, "sentenceText": "Jun lives in Penang"},
            {"sentenceId": 1, "sentenceText": "Penang is 😀fine here"},
        ],
    }
    reply = api.as_(second).mutate("replyComment", FIELDS, commentId=made["id"], message="because")
    assert (reply.data["parentId"], reply.data["documentId"]) == (made["id"], world.uid(second))
    nested = api.as_(world.reviewer).mutate("replyComment", FIELDS, commentId=reply.data["id"], message="I see")
    assert nested.data["parentId"] == made["id"]
    assert listed(api, first, world.uid(first)) == ["why?", "because", "I see"]
    assert listed(api, world.reviewer, world.uid(None), parentId=made["id"]) == ["because", "I see"]
    assert listed(api, second, made["originDocumentId"], userId=first.pk) == ["why?"]


def test_kinds_of_anchors(api, world):
    me = world.labelers[0]
    for anchor in ("SPAN:a:b:0:0:0:0:0:0:0:0:1:0:undefined:undefined", "", "ROW:3"):
        create(api, world, me, anchor or "none", anchor)
    rows = Comment.objects.filter(document=world.documents[0]).order_by("pk").values_list("type", "hash_code")
    assert list(rows)[1:] == [("COMMENT", None), ("COMMENT", "ROW:3")]
    assert rows[0][0] == "SPAN_LABEL"


def test_resolve_and_reopen(api, world):
    first, second = world.labelers
    made = create(api, world, first).data
    answer = api.as_(first).mutate("replyComment", "id", commentId=made["id"], message="m").data
    done = api.as_(second).mutate("setCommentResolved", FIELDS, commentId=made["id"], resolved=True).data
    assert (done["resolved"], done["resolvedBy"], done["repliesCount"]) == (True, {"email": second.email}, 1)
    assert listed(api, first, world.uid(first), resolved=True) == ["why?"]
    assert listed(api, first, world.uid(first), resolved=False) == []
    refused = api.as_(second).mutate("setCommentResolved", "id", commentId=answer["id"], resolved=True)
    assert refused.codes == ["BAD_USER_INPUT"]
    again = api.as_(first).mutate("setCommentResolved", FIELDS, commentId=made["id"], resolved=False).data
    assert (again["resolved"], again["resolvedAt"], again["resolvedBy"]) == (False, None, None)


def test_delete_own_or_as_reviewer(api, world):
    first, second = world.labelers
    made = create(api, world, first).data
    api.as_(second).mutate("replyComment", "id", commentId=made["id"], message="m")
    denied = api.as_(second).mutate("deleteComment", commentId=made["id"])
    assert denied.codes == ["FORBIDDEN"]
    assert Comment.objects.filter(document=world.documents[0]).count() == 2
    assert api.as_(world.reviewer).mutate("deleteComment", commentId=made["id"]).data is True
    assert Comment.objects.filter(document=world.documents[0]).count() == 0


def test_strangers_see_and_write_nothing(api, world, make):
    made = create(api, world, world.labelers[0]).data
    stranger = make.user()
    outsider = make.user()
    make.member(world.team, outsider)
    for person in (stranger, outsider):
        assert create(api, world, person, copy=world.uid(world.labelers[0])).codes == ["NOT_FOUND"]
        for field, more in (
            ("replyComment", {"message": "m"}),
            ("setCommentResolved", {"resolved": True}),
        ):
            assert api.as_(person).mutate(field, "id", commentId=made["id"], **more).codes == ["NOT_FOUND"]
        assert api.as_(person).mutate("deleteComment", commentId=made["id"]).codes == ["NOT_FOUND"]
        seen = api.as_(person).query(
            "getComments", "totalCount", input={"filter": {"documentId": world.uid(world.labelers[0])}}
        )
        assert seen.codes == ["NOT_FOUND"]
    assert list(Comment.objects.filter(document=world.documents[0]).values_list("message", "resolved_at")) == [
        ("why?", None)
    ]


def test_messages_have_a_length(api, world):
    me = world.labelers[0]
    for message in ("   ", "x" * 10_001):
        assert create(api, world, me, message).codes == ["BAD_USER_INPUT"]
    assert api.as_(me).query("getComments", "totalCount", input={}).codes == ["BAD_USER_INPUT"]
    assert listed(api, me, world.uid(me)) == []
