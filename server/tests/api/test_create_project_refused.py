"""createProject: what is refused at once, and what only the files show; nothing is left of either."""

from __future__ import annotations

import io
import zipfile

import pytest

from gloss.documents.models import Document
from gloss.jobs.models import Job
from gloss.projects.models import Project
from tests.creating import JOB, create, creation, finished, launch_input

SOUP = "Rosa cooked laksa.\n"


@pytest.fixture
def rosa(api, make):
    user = make.user()
    user.team = make.team(user)
    user.api = api.as_(user)
    return user


QUESTION = {"type": "TEXT", "label": "Why?", "config": {}}


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"name": "  "}, "name", "A project name has 1 to 255 characters."),
        ({"name": "x" * 256}, "name", "A project name has 1 to 255 characters."),
        ({"kinds": []}, "kinds", "Choose at least one kind of labeling."),
        ({"documents": []}, "documents", "Add at least one document."),
        (
            {"projectSettings": {"consensus": 0}},
            "consensus",
            "The consensus is the number of labelers who must agree: 1 or more.",
        ),
        (
            {"projectSettings": {"dynamicReviewMethod": "DEDICATED_MEMBER"}},
            "dynamicReviewMemberId",
            "Choose the member who reviews.",
        ),
        (
            {"creationSettings": creation(sentenceSeparator=";")},
            "sentenceSeparator",
            'Lines end at a line break ("\\n") or at a period (".").',
        ),
        (
            {"creationSettings": creation(splitDocumentConfig={"strategy": "BY_PARTS", "number": 0})},
            "creationSettings.splitDocumentConfig.number",
            "Split files into 1 to 1000 parts.",
        ),
        (
            {"tokenLabelSets": [{"name": "A", "options": [{"id": "1", "label": "x", "parentId": "9"}]}]},
            "tokenLabelSets[0].options[0].parentId",
            "The parent '9' of 'x' does not exist.",
        ),
        ({"labelSetIDs": ["999999999"]}, "labelSetIDs[0]", "There is no label set with the id 999999999."),
        (
            {"tokenLabelSets": [{"name": str(n), "options": []} for n in range(11)]},
            "tokenLabelSets",
            "A project has at most 10 label sets.",
        ),
        (
            {"rowQuestions": [{**QUESTION, "label": ""}]},
            "rowQuestions[0].label",
            "A question needs a label.",
        ),
        (
            {"documentQuestions": [QUESTION] * 101},
            "documentQuestions",
            "A set holds at most 100 questions, got 101.",
        ),
        (
            {"documentAssignments": [{"email": "nobody@example.com", "role": "LABELER"}]},
            "documentAssignments[0].email",
            None,
        ),
        (
            {"documentAssignments": [{"teamMemberId": "1x", "role": "LABELER"}]},
            "documentAssignments[0].teamMemberId",
            None,
        ),
        (
            {"documentAssignments": [{"role": "LABELER"}]},
            "documentAssignments[0].email",
            "Name the person by email or teamMemberId.",
        ),
        ({"projectCreationId": "x" * 129}, "projectCreationId", "projectCreationId has at most 128 characters."),
    ],
)
def test_refused_at_once(rosa, changed, field, message):
    given = launch_input(rosa.api, {"soup.txt": SOUP}, teamId=rosa.team.pk, **changed)
    reply = rosa.api.mutate("createProject", JOB, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    if message:
        assert reply.messages == [message]
    assert Job.objects.filter(owner=rosa).count() == 0


def test_documents_and_parts_of_assignments_must_exist(rosa):
    for pair, field in (
        ({"fileName": "stew.txt", "part": 0}, "documentAssignments[0].documents[0].fileName"),
        ({"fileName": "soup.txt", "part": 1}, "documentAssignments[0].documents[0].part"),
    ):
        given = launch_input(
            rosa.api,
            {"soup.txt": SOUP},
            teamId=rosa.team.pk,
            documentAssignments=[{"email": rosa.email, "role": "LABELER", "documents": [pair]}],
        )
        reply = rosa.api.mutate("createProject", JOB, input=given)
        assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)


def test_a_person_is_listed_once(rosa):
    entry = {"email": rosa.email.upper(), "role": "LABELER"}
    given = launch_input(rosa.api, {"soup.txt": SOUP}, teamId=rosa.team.pk, documentAssignments=[entry, entry])
    reply = rosa.api.mutate("createProject", JOB, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "documentAssignments[1]")


@pytest.mark.parametrize("name", ["../soup.txt", "a/soup.txt", "..", "C:\\soup.txt", ""])
def test_names_with_folders(rosa, name):
    given = launch_input(rosa.api, {"soup.txt": SOUP})
    given["documents"][0]["document"]["name"] = name
    reply = rosa.api.mutate("createProject", JOB, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "documents[0].document.name")


def test_two_documents_of_one_name(rosa):
    given = launch_input(rosa.api, {"soup.txt": SOUP})
    given["documents"] *= 2
    reply = rosa.api.mutate("createProject", JOB, input=given)
    assert reply.codes == ["BAD_USER_INPUT"]
    assert reply.errors[0]["extensions"]["field"] == "documents[1].document.name"
    assert reply.errors[0]["extensions"]["fileName"] == "soup.txt"


def test_exactly_one_source(rosa):
    given = launch_input(rosa.api, {"soup.txt": SOUP})
    for detail in (
        {"name": "soup.txt"},
        {"name": "soup.txt", "objectKey": "k", "externalUrl": "http://example.com/soup.txt"},
    ):
        given["documents"] = [{"document": detail}]
        reply = rosa.api.mutate("createProject", JOB, input=given)
        assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "documents[0].document")


def test_too_many_documents(rosa, settings_changed):
    settings_changed(MAX_DOCUMENTS=1)
    given = launch_input(rosa.api, {"a.txt": SOUP, "b.txt": SOUP})
    reply = rosa.api.mutate("createProject", JOB, input=given)
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], "documents")


def test_bounding_boxes_are_not_built_yet(rosa):
    reply = rosa.api.mutate("createProject", JOB, input=launch_input(rosa.api, {"a.png": b"x"}, kinds=["BBOX_BASED"]))
    assert reply.codes == ["NOT_IMPLEMENTED"]


@pytest.fixture
def settings_changed(monkeypatch):
    from django.conf import settings

    def change(**values):
        for name, value in values.items():
            monkeypatch.setattr(settings, name, value)

    return change


ROW = {"kinds": ["ROW_BASED"]}


@pytest.mark.parametrize(
    ("files", "changed", "expected"),
    [
        ({"a.txt": b"caf\xe9"}, {}, [("INVALID_ENCODING", {"fileName": "a.txt", "line": 1})]),
        ({"a.txt": b""}, {}, [("EMPTY_FILE", {"fileName": "a.txt"})]),
        ({"a.txt": b"  \n"}, {}, [("EMPTY_FILE", {"fileName": "a.txt"})]),
        ({"a.exe": b"MZ"}, {}, [("UNSUPPORTED_EXTENSION", {"fileName": "a.exe"})]),
        ({"a.csv": b"a,b\n1,2,3\n"}, ROW, [("COLUMN_COUNT_MISMATCH", {"fileName": "a.csv", "line": 2, "column": 3})]),
        ({"a.csv": b'a,"b\n1,2\n'}, ROW, [("PARSE_ERROR", {"fileName": "a.csv", "line": 1})]),
        (
            {"a.csv": "1,2\n", "b.csv": "1,2,3\n"},
            ROW,
            [("COLUMN_COUNT_MISMATCH", {"fileName": "b.csv"})],
        ),
        (
            {"a.csv": "1,2\n"},
            {
                **ROW,
                "creationSettings": creation(
                    customHeaderColumns=[{"name": "x", "displayed": True, "labelerRestricted": False}]
                ),
            },
            [("COLUMN_COUNT_MISMATCH", {"fileName": "a.csv"})],
        ),
        ({"a.json": b'[{"text":"Hi"'}, {}, [("PARSE_ERROR", {"fileName": "a.json", "line": 1, "column": 14})]),
        (
            {"a.json": b'[{"text":"Hi","entities":[{"type":"P","start_idx":0,"end_idx":9}]}]'},
            {},
            [("LABEL_OUT_OF_RANGE", {"fileName": "a.json", "line": 1, "field": "entities[0]"})],
        ),
        ({"a.txt": b"x " * 3001}, {}, [("TOO_MANY_TOKENS", {"fileName": "a.txt", "line": 1})]),
        (
            {"a.txt": SOUP, "b.tsv": "Rosa\tB-PER\n"},
            {},
            [("MIXED_FORMATS", {"fileName": "b.tsv"})],
        ),
        (
            {"a.txt": b"caf\xe9", "b.txt": SOUP, "c.txt": b""},
            {},
            [("EMPTY_FILE", {"fileName": "c.txt"})],
        ),
        (
            {"a.txt": b"caf\xe9", "b.txt": SOUP, "c.txt": b" \n"},
            {},
            [("INVALID_ENCODING", {"fileName": "a.txt", "line": 1}), ("EMPTY_FILE", {"fileName": "c.txt"})],
        ),
        (
            {"a.txt": "one\ntwo\n"},
            {"creationSettings": creation(splitDocumentConfig={"strategy": "BY_PARTS", "number": 3})},
            [("TOO_FEW_LINES", {"fileName": "a.txt"})],
        ),
        ({"a.zip": b"not a zip"}, {}, [("PARSE_ERROR", {"fileName": "a.zip"})]),
    ],
)
def test_bad_files_fail_the_job_and_leave_nothing(rosa, files, changed, expected):
    job = create(rosa.api, files, teamId=rosa.team.pk, **changed)
    assert job["status"] == "FAILED"
    found = [
        (error["id"], {key: value for key, value in error["args"].items() if key != "reason"})
        for error in job["errors"]
    ]
    assert found == expected
    assert all(error["args"]["reason"] and error["stack"] for error in job["errors"])
    assert Project.objects.filter(team=rosa.team).count() == 0
    assert Document.objects.filter(project__owner=rosa).count() == 0


def test_a_file_over_the_limit(rosa, settings_changed):
    given = launch_input(rosa.api, {"a.txt": SOUP})
    settings_changed(MAX_FILE_BYTES=10)

    job = finished(rosa.api, rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"])
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("FILE_TOO_LARGE", "a.txt")]


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (archive(**{"../evil.txt": b"x"}), "PARSE_ERROR"),
        (archive(**{"/etc/evil.txt": b"x"}), "PARSE_ERROR"),
        (archive(**{"bomb.txt": b"0" * 30_000_000}), "FILE_TOO_LARGE"),
        (archive(), "EMPTY_FILE"),
        (archive(**{"a/soup.txt": b"x", "b/soup.txt": b"y"}), "DUPLICATE_NAME"),
    ],
)
def test_archives_that_are_refused(rosa, content, error):
    job = create(rosa.api, {"files.zip": content}, teamId=rosa.team.pk)
    assert [entry["id"] for entry in job["errors"]] == [error]
    assert Project.objects.filter(team=rosa.team).count() == 0


def test_an_unreachable_url(rosa):
    given = launch_input(rosa.api, {})
    given["documents"] = [{"document": {"name": "a.txt", "externalUrl": "http://127.0.0.1:9/a.txt"}}]

    job = finished(rosa.api, rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"])
    assert [(error["id"], error["args"]["fileName"]) for error in job["errors"]] == [("DOWNLOAD_FAILED", "a.txt")]


def test_a_private_url_is_not_called(rosa):
    given = launch_input(rosa.api, {})
    given["documents"] = [{"document": {"name": "a.txt", "externalUrl": "http://10.0.0.1/a.txt"}}]

    job = finished(rosa.api, rosa.api.mutate("createProject", JOB, input=given).data["job"]["id"])
    assert [error["id"] for error in job["errors"]] == ["DOWNLOAD_FAILED"]
    assert "private" in job["errors"][0]["stack"]
