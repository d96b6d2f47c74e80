"""Comments in depth: anchors and quotes, editing, mentions and their mails, hidden names, marks, filters."""

from __future__ import annotations

import pytest

from gloss.comments.models import Comment
from gloss.documents.models import Line
from gloss.events import live
from gloss.teams.models import Role
from tests.labeling import labeling_world
from tests.mail import mails_to

ANCHOR = "anchor { kind line cell question quote isChanged }"
FIELDS = f"id message editedAt canEdit canDelete mentions {{ id }} user {{ name email }} {ANCHOR}"


@pytest.fixture
def world(make):
    world = labeling_world(make, labelers=2)
    for person, name in zip(world.labelers, ("Ann", "Ann Lee"), strict=True):
        person.name = name
        person.save()
    return world


def create(api, world, person, message, anchor=""):
    made = api.as_(person).mutate(
        "createComment", FIELDS, documentId=world.uid(person), hashCode=anchor, message=message
    )
    assert made.errors == []
    return made.data


def listed(api, person, uid, **wanted):
    page = {"skip": 0, "take": 50}
    found = api.as_(person).query(
        "getComments", f"nodes {{ {FIELDS} }} totalCount", input={"filter": {"documentId": uid, **wanted}, "page": page}
    )
    assert found.errors == []
    return found.data["nodes"]


@pytest.fixture
def told(monkeypatch):
    """Every live event as ``(channel, payload)``."""
    events = []
    monkeypatch.setattr(live, "_send", lambda channel, payload: events.append((channel, payload)))
    return events


@pytest.mark.parametrize(
    ("code", "anchor"),
    [
        ("", ("DOCUMENT", None, None, None, None)),
        ("ROW:1", ("ROW", 1, None, None, "Penang is 😀fine here")),
        ("CELL:0:0", ("CELL", 0, 0, None, "Jun lives in Penang")),
        ("ANSWER:1:3", ("ANSWER", 1, None, 3, "Penang is 😀fine here")),
        ("ANSWER:document:2", ("ANSWER", None, None, 2, None)),
        ("SPAN_TEXT:0:0:1:0:0:0:3:2", ("TEXT", 0, 0, None, "lives in Pen")),
        ("SPAN_TEXT:1:0:2:2:1:0:2:3", ("TEXT", 1, 0, None, "fi")),
        ("SPAN:city:0:0:0:3:0:0:0:3:5:0:undefined:undefined", ("SPAN", 0, 0, None, "Penang")),
        ("SPAN_TEXT:0:0:3:0:1:0:0:5", ("TEXT", 0, 0, None, "Penang\nPenang")),
        ("ROW:x", ("DOCUMENT", None, None, None, None)),
        ("CELL:0", ("DOCUMENT", None, None, None, None)),
        ("SPAN_TEXT:0:0", ("DOCUMENT", None, None, None, None)),
        ("ROW:99", ("ROW", 99, None, None, None)),
    ],
)
def test_anchors_quote_the_text(api, world, code, anchor):
    found = create(api, world, world.labelers[0], "here", code)["anchor"]
    assert tuple(found[key] for key in ("kind", "line", "cell", "question", "quote")) == anchor
    assert found["isChanged"] is False


def test_an_anchor_survives_a_changed_text(api, world):
    me = world.labelers[0]
    create(api, world, me, "why?", "SPAN_TEXT:0:0:3:0:0:0:3:5")
    line = Line.objects.filter(document=world.documents[0], line=0)
    line.update(cells='["Jun lives in Melaka"]')
    found = listed(api, me, world.uid(me))[0]["anchor"]
    assert (found["quote"], found["isChanged"]) == ("Penang", True)


def test_edited_lines_are_nobody_elses_business(api, make):
    world = labeling_world(make, labelers=2, settings={"enableEditSentence": True})
    editor, other = world.labelers
    edit = {"documentId": world.uid(editor), "sentenceId": 0, "signature": world.signature(editor)}
    edited = api.as_(editor).mutate(
        "editSentence", "updatedCell { line }", input={**edit, "text": "Jun lives in Secretville"}
    )
    assert edited.errors == []
    made = create(api, world, editor, "I changed it", "SPAN_TEXT:0:0:3:0:0:0:3:5")
    assert (made["anchor"]["quote"], made["anchor"]["isChanged"]) == ("Penang", True)
    for person, uid in ((other, world.uid(other)), (world.reviewer, world.uid(None))):
        reply = api.as_(person).query(
            "getComments",
            f"nodes {{ {ANCHOR} commentedContent {{ currentValue {{ sentenceText }} }} }}",
            input={"filter": {"documentId": uid}},
        )
        assert "Secretville" not in str(reply.body)
        assert reply.data["nodes"][0]["anchor"]["isChanged"] is False


def test_restricted_columns_are_never_quoted(api, make):
    world = labeling_world(make, rows=[["open", "hidden"]], columns=2)
    world.project.columns.create(index=0, name="a")
    world.project.columns.create(index=1, name="b", labeler_restricted=True)
    reviewer, labeler = world.reviewer, world.labelers[0]
    for code in ("CELL:0:1", "ROW:0"):
        create_as_reviewer = api.as_(reviewer).mutate(
            "createComment", FIELDS, documentId=world.uid(None), hashCode=code, message=code
        )
        assert create_as_reviewer.errors == []
    assert [one["anchor"]["quote"] for one in listed(api, reviewer, world.uid(None))] == ["hidden", "open\nhidden"]
    assert [one["anchor"]["quote"] for one in listed(api, labeler, world.uid(labeler))] == [None, "open"]


def test_edit_own_only(api, world):
    first, second = world.labelers
    made = create(api, world, first, "frist")
    assert (made["editedAt"], made["canEdit"], made["canDelete"]) == (None, True, True)
    changed = api.as_(first).mutate("updateComment", FIELDS, commentId=made["id"], message=" first ").data
    assert changed["message"] == "first"
    assert changed["editedAt"] is not None
    for person in (second, world.reviewer, world.admin):
        refused = api.as_(person).mutate("updateComment", "id", commentId=made["id"], message="x")
        assert refused.codes == ["FORBIDDEN"]
    assert api.as_(first).mutate("updateComment", "id", commentId=made["id"], message=" ").codes == ["BAD_USER_INPUT"]
    assert Comment.objects.get(pk=made["id"]).message == "first"
    readers = ((second, world.uid(second)), (world.reviewer, world.uid(None)))
    seen = [listed(api, person, uid)[0] for person, uid in readers]
    assert [(one["canEdit"], one["canDelete"]) for one in seen] == [(False, False), (False, True)]


def test_mentions_take_the_longest_name(api, world, data_dir):
    first, second = world.labelers
    made = create(api, world, first, f"@Ann Lee, and @{world.reviewer.email}. Not a@ann or @Annabel")
    assert sorted(one["id"] for one in made["mentions"]) == sorted([str(second.pk), str(world.reviewer.pk)])
    text = (
        f"Ann mentioned you in a comment on doc0.txt in {world.project.name}:\n\n"
        f"@Ann Lee, and @{world.reviewer.email}. Not a@ann or @Annabel"
    )
    assert [mails_to(data_dir, person.email) for person in (first, second, world.reviewer)] == [[], [text], [text]]


def test_mails_and_events_of_a_thread(api, world, data_dir, told):
    first, second = world.labelers
    made = create(api, world, first, "why?")
    api.as_(second).mutate("replyComment", "id", commentId=made["id"], message="because")
    assert mails_to(data_dir, first.email) == [
        f"Ann Lee replied to a thread of yours on doc0.txt in {world.project.name}:\n\nbecause"
    ]
    assert mails_to(data_dir, second.email) == []
    mine = [payload for channel, payload in told if channel == f"user:{first.pk}"]
    path = f"/teams/{world.team.pk}/projects/{world.project.uid}/label/{world.uid(first)}"
    assert mine == [
        {
            "type": "COMMENT_NOTIFICATION",
            "reason": "REPLY",
            "by": "Ann Lee",
            "threadId": made["id"],
            "path": path,
            "projectId": world.project.uid,
            "projectName": world.project.name,
            "documentId": world.uid(first),
        }
    ]
    assert [payload["type"] for channel, payload in told if channel.startswith("project:")] == ["COMMENTS_CHANGED"] * 2


def test_an_edit_tells_only_whom_it_newly_mentions(api, world, data_dir):
    first, second = world.labelers
    made = create(api, world, first, f"@{second.email} look")
    for text in (f"@{second.email} look here", f"@{second.email} and @{world.reviewer.email} look"):
        api.as_(first).mutate("updateComment", "id", commentId=made["id"], message=text)
    assert len(mails_to(data_dir, second.email)) == 1
    assert len(mails_to(data_dir, world.reviewer.email)) == 1


@pytest.mark.parametrize(("setting", "counts"), [("ALL", (1, 1)), ("OWN_AND_MENTIONED", (1, 0)), ("OFF", (0, 0))])
def test_the_workspace_decides_about_mails(api, world, data_dir, told, setting, counts):
    first, second = world.labelers
    input = {"teamId": str(world.team.pk), "commentNotificationType": setting}
    assert api.as_(world.admin).mutate("updateTeamSetting", "id", input=input).errors == []
    create(api, world, first, "@Ann Lee?")
    assert tuple(len(mails_to(data_dir, person.email)) for person in (second, world.reviewer)) == counts
    assert [payload["reason"] for channel, payload in told if channel == f"user:{second.pk}"] == ["MENTION"]


def test_nobody_outside_the_document_is_mentioned(api, make, world, data_dir):
    outsider = make.user(name="Zed")
    make.member(world.team, outsider, Role.LABELER)
    made = create(api, world, world.labelers[0], f"@Zed @{outsider.email}")
    assert made["mentions"] == []
    assert mails_to(data_dir, outsider.email) == []
    people = api.as_(world.labelers[0]).query("getCommentPeople", "id", documentId=world.uid(world.labelers[0])).data
    assert {one["id"] for one in people} == {
        str(person.pk) for person in (*world.labelers, world.reviewer, world.admin)
    }


def test_equal_names_are_told_apart_by_address(api, world):
    first, second = world.labelers
    second.name = "ann"
    second.save()
    found = api.as_(first).query("getCommentPeople", "name handle", documentId=world.uid(first)).data
    assert [one["handle"] for one in found if one["name"].lower() == "ann"] == [first.email, second.email]


def test_hidden_names_stay_hidden(api, make, data_dir):
    world = labeling_world(make, labelers=2, settings={"hideLabelerNamesDuringReview": True})
    first, second = world.labelers
    first.name, second.name = "Ann", "Ben"
    first.save()
    second.save()
    made = create(api, world, first, "@Labeler 2 see")
    assert [one["id"] for one in made["mentions"]] == [str(second.pk)]
    api.as_(world.admin).mutate("replyComment", "id", commentId=made["id"], message="Ask @Ben")
    seen = listed(api, world.reviewer, world.uid(None))
    assert [one["message"] for one in seen] == ["@Labeler 2 see", "Ask @Labeler 2"]
    assert seen[0]["user"] == {"name": "Labeler 1", "email": ""}
    people = api.as_(world.reviewer).query("getCommentPeople", "name", documentId=world.uid(None)).data
    assert {"name": "Ann"} not in people
    assert {"name": "Labeler 1"} in people
    assert mails_to(data_dir, second.email)[0].startswith("Labeler 1 mentioned you")


def test_marks_and_filters(api, world):
    first, second = world.labelers
    made = [create(api, world, first, f"m{number}", code) for number, code in enumerate(("ROW:1", "", "ROW:0"))]
    api.as_(second).mutate("setCommentResolved", "id", commentId=made[2]["id"], resolved=True)
    api.as_(second).mutate("replyComment", "id", commentId=made[1]["id"], message="mine")
    marks = api.as_(second).query("getCommentMarks", "threadId kind line", documentId=world.uid(second)).data
    assert marks == [
        {"threadId": made[0]["id"], "kind": "ROW", "line": 1},
        {"threadId": made[1]["id"], "kind": "DOCUMENT", "line": None},
    ]
    uid = world.uid(second)
    assert [one["message"] for one in listed(api, second, uid, mine=True, threadsOnly=True)] == ["m1"]
    assert [one["message"] for one in listed(api, second, uid, threadsOnly=True)] == ["m0", "m1", "m2"]
    assert [one["message"] for one in listed(api, first, world.uid(first), mine=True)] == ["m0", "m1", "m2", "mine"]
