"""launchTextProjectAsync and launchTextProject: files in the request, older names, the same result."""

from __future__ import annotations

import json

import pytest

from gloss.answers.models import RowAnswer
from gloss.documents.models import DocumentCopy
from gloss.jobs.models import Job
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project
from gloss.questionsets.models import ProjectQuestionSet
from tests.creating import finished, open_cabinet

ASYNC = """mutation LaunchTextProjectAsyncMutation($input: LaunchTextProjectInput!) {
  result: launchTextProjectAsync(input: $input) { job { id } name } }"""
SYNC = """mutation LaunchTextProjectMutation($input: LaunchTextProjectInput!) {
  result: launchTextProject(input: $input) {
    id rootDocumentId settings { consensus enableEditLabelSet enableEditSentence } } }"""


@pytest.fixture
def rosa(api, make):
    user = make.user()
    user.team = make.team(user)
    user.api = api.as_(user)
    return user


def multipart(api, query, given, files):
    """Send a GraphQL multipart request; ``files`` maps a path to (name, content)."""
    paths = {str(index): [path] for index, path in enumerate(files)}
    body = {
        "operations": json.dumps({"query": query, "variables": {"input": given}}),
        "map": json.dumps(paths),
    }
    parts = {str(index): file for index, file in enumerate(files.values())}
    return api.post("/graphql?graphql=Launch", data=body, files=parts).json()


def span_input(rosa, **changed):
    return {
        "name": "Old",
        "teamId": rosa.team.pk,
        "documentSettings": {"kind": "TOKEN_BASED", "allowMultiLabels": True, "tokenizer": "WHITE_SPACE"},
        "projectSettings": {"consensus": 2, "enableEditLabelSet": False, "enableEditSentence": True},
        "documents": [{"fileName": "soup.txt", "file": None, "settings": {"questions": []}}],
        "labelSets": [{"name": "E", "options": [{"id": "1", "label": "Dish"}]}],
        **changed,
    }


def test_files_in_the_request(rosa):
    body = multipart(
        rosa.api, ASYNC, span_input(rosa), {"variables.input.documents.0.file": ("soup.txt", b"Laksa, please.")}
    )
    assert body["data"]["result"]["name"] == "Old"
    job = finished(rosa.api, body["data"]["result"]["job"]["id"])
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    project = Project.objects.get(uid=job["resultId"])
    assert project.settings["conflictResolution"] == {"mode": "PEER_REVIEW", "consensus": 2}
    assert project.settings["enableEditLabelSet"] is False
    assert project.kinds == ["TOKEN_BASED"]
    assert [row.name for row in LabelSet.objects.filter(project=project)] == ["E"]
    documents = open_cabinet(rosa.api, project)["documents"]
    assert [(document["fileName"], document["part"]) for document in documents] == [("soup.txt", 0)]


def test_the_older_call_waits_for_the_project(rosa):
    body = multipart(rosa.api, SYNC, span_input(rosa), {"variables.input.documents.0.file": ("soup.txt", b"Laksa.")})
    project = Project.objects.get(team=rosa.team)
    root = DocumentCopy.objects.get(cabinet__project=project, cabinet__role="ROOT")
    assert body["data"]["result"] == {
        "id": project.uid,
        "rootDocumentId": str(root.uid),
        "settings": {"consensus": 2, "enableEditLabelSet": False, "enableEditSentence": True},
    }


def test_the_older_call_says_what_is_wrong_with_a_file(rosa):
    body = multipart(rosa.api, SYNC, span_input(rosa), {"variables.input.documents.0.file": ("soup.txt", b"caf\xe9")})
    extensions = body["errors"][0]["extensions"]
    assert (extensions["code"], extensions["fileName"]) == ("INVALID_ENCODING", "soup.txt")
    assert Project.objects.filter(team=rosa.team).count() == 0


def test_row_questions_come_with_the_first_document(rosa):
    question = {"type": "TEXT", "label": "Mood", "bindToColumn": "mood", "config": {}}
    given = span_input(
        rosa,
        kinds=["ROW_BASED"],
        documentSettings={"viewer": "TABULAR", "firstRowAsHeader": True},
        labelSets=None,
        documents=[
            {"fileName": "a.csv", "file": None, "name": "A", "settings": {"questions": [question]}},
            {
                "fileName": "b.csv",
                "file": None,
                "docFileOptions": {
                    "firstRowAsHeader": False,
                    "customHeaderColumns": [
                        {"name": name, "displayed": True, "labelerRestricted": False} for name in ("id", "mood")
                    ],
                },
            },
        ],
    )
    files = {
        "variables.input.documents.0.file": ("a.csv", b"id,mood\n1,glad\n"),
        "variables.input.documents.1.file": ("b.csv", b"2,sad\n"),
    }
    job = finished(rosa.api, multipart(rosa.api, ASYNC, given, files)["data"]["result"]["job"]["id"])
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    project = Project.objects.get(uid=job["resultId"])
    assert ProjectQuestionSet.objects.get(project=project).level == "ROW"
    answers = RowAnswer.objects.filter(copy__cabinet__project=project).order_by("copy__document__position")
    assert [answer.values for answer in answers] == [{"0": "glad"}, {"0": "sad"}]
    assert list(project.documents.order_by("position").values_list("name", "line_count")) == [("A", 1), ("b.csv", 1)]


def test_assignees_by_document_names(rosa, make):
    labeler = make.member(rosa.team)
    given = span_input(
        rosa,
        documents=[{"fileName": name, "file": None} for name in ("a.txt", "b.txt")],
        splitDocumentOption={"strategy": "BY_PARTS", "number": 2},
        assignees=[
            {"teamMemberId": str(labeler.pk), "documentNames": ["b.txt"], "role": "LABELER"},
            {"email": rosa.email, "role": "REVIEWER"},
        ],
    )
    files = {f"variables.input.documents.{n}.file": ("x", b"1\n2\n3") for n in range(2)}
    job = finished(rosa.api, multipart(rosa.api, ASYNC, given, files)["data"]["result"]["job"]["id"])
    rows = Project.objects.get(uid=job["resultId"]).assignments.order_by("id")
    assert [(row.role, row.document_count) for row in rows] == [("LABELER", 2), ("REVIEWER", 0)]


def test_a_link_is_shown_and_not_copied(rosa):
    given = span_input(
        rosa,
        kinds=["DOCUMENT_BASED"],
        documentSettings={},
        labelSets=None,
        documents=[{"fileName": "a.pdf", "fileUrl": "https://example.com/a.pdf"}],
    )
    reply = rosa.api.graphql(ASYNC, {"input": given})
    job = finished(rosa.api, reply.data["result"]["job"]["id"])
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    root = job["additionalData"]["documentIds"][0]
    found = rosa.api.query("getTextDocument", "url mediaUrl lineCount", fileId=root)
    assert found.data == {"url": "https://example.com/a.pdf", "mediaUrl": None, "lineCount": 0}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"fileName": "a.txt"}, "documents[0]"),
        ({"fileName": "a.txt", "fileUrl": "ftp://example.com/a.txt"}, "documents[0].fileUrl"),
        ({"fileName": "a.txt", "externalImportableUrl": "nonsense"}, "documents[0].externalImportableUrl"),
        ({"fileName": "a.txt", "externalObjectStorageFileKey": "a.txt"}, "externalObjectStorageId"),
        ({"fileName": "a/b.txt", "fileUrl": "https://example.com/a.txt"}, "documents[0].fileName"),
    ],
)
def test_wrong_sources(rosa, document, field):
    reply = rosa.api.graphql(ASYNC, {"input": span_input(rosa, documents=[document])})
    assert (reply.codes, reply.errors[0]["extensions"]["field"]) == (["BAD_USER_INPUT"], field)
    assert Job.objects.filter(owner=rosa).count() == 0


def test_a_transformer_is_not_built_yet(rosa):
    given = span_input(rosa, documentSettings={"kind": "TOKEN_BASED", "customScriptId": "3"})
    assert rosa.api.graphql(ASYNC, {"input": given}).codes == ["NOT_IMPLEMENTED"]
