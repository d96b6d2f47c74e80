"""robosaur's requests (spec api 22.1), each sent as it sends them, with exact answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest

from gloss.core.clock import iso
from gloss.jobs.models import Job
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project
from gloss.tags.models import Tag
from gloss.teams.models import Role
from tests.client import Api, run_jobs
from tests.exporting import path_of
from tests.factories import Make
from tests.public.robosaur import BRANCHES, DOCUMENTS
from tests.public.sending import ROBOSAUR, as_multipart, as_robosaur
from tests.public.world import Workspace, workspace

ITEMS = [
    {"id": "1", "parentId": None, "tagName": "Person", "color": None},
    {"id": "1.1", "parentId": "1", "tagName": "Cook", "color": "#df3920"},
]


@pytest.fixture
def world(api: Api, make: Make) -> Workspace:
    return workspace(api, make)


def send(world: Workspace, name: str, variables: dict[str, Any], api: Api | None = None) -> Any:
    """One request; the value of its only field, whose alias is mostly ``result``."""
    document = {**DOCUMENTS, **BRANCHES}[name]
    data = as_robosaur(api or world.api, name, document, variables)
    assert len(data) == 1
    return next(iter(data.values()))


def jobs(world: Workspace, *ids: str) -> Any:
    return send(world, "GetJobs", {"jobIds": list(ids)})


def launch_input(world: Workspace, sets: list[str | None], **changed: Any) -> dict[str, Any]:
    """What ``create-projects`` sends without the wizard's payload; empty label set slots are null."""
    documents = [{"fileName": "soup.txt", "part": 0}]
    people = [
        {"email": world.ann.email, "documents": documents, "role": "LABELER"},
        {"teamMemberId": str(world.members["mia"].pk), "documents": documents, "role": "REVIEWER"},
    ]
    settings = {
        "kind": "TOKEN_BASED",
        "allTokensMustBeLabeled": False,
        "allowArcDrawing": True,
        "allowCharacterBasedLabeling": False,
        "allowMultiLabels": True,
        "textLabelMaxTokenLength": 999999,
        "autoScrollWhenLabeling": True,
        "tokenizer": "WINK",
        "editSentenceTokenizer": "WINK",
        "displayedRows": -1,
        "mediaDisplayStrategy": "NONE",
        "viewer": "TOKEN",
        "viewerConfig": None,
        "sentenceSeparator": "\n",
        "firstRowAsHeader": None,
        "transcriptMethod": None,
        "ocrMethod": None,
    }
    return {
        "name": "Soups",
        "teamId": str(world.team.pk),
        "type": "NER",
        "kinds": ["TOKEN_BASED"],
        "documentSettings": settings,
        "projectSettings": {"consensus": 2, "enableEditLabelSet": True, "enableEditSentence": False},
        "documentAssignments": people,
        "tagNames": ["march"],
        "labelSetIDs": sets,
        "labelerExtensions": ["LABELS_EXTENSION_ID", "AUTO_LABEL_TOKEN_EXTENSION_ID", "FILE_COLLECTION_EXTENSION_ID"],
        "reviewerExtensions": ["REVIEW_EXTENSION_ID", "LABELS_EXTENSION_ID"],
        "splitDocumentOption": None,
        "documents": [
            {
                "fileName": "soup.txt",
                "file": None,
                "docFileOptions": {"firstRowAsHeader": None, "customHeaderColumns": None},
                "settings": {"questions": []},
            }
        ],
        **changed,
    }


def test_create_label_set_launch_and_poll(world: Workspace) -> None:
    """LaunchTextProjectAsyncMutation with a local file, chunked and without a length, as its client sends it."""
    made = send(world, "CreateLabelSetMutation", {"input": {"index": 0, "name": "People", "tagItems": ITEMS}})
    row = LabelSet.objects.get(pk=made["id"])
    assert made == {"id": str(row.pk), "index": 0}
    data = as_multipart(
        world.api,
        "/graphql?graphql=LaunchTextProjectAsyncMutation",
        DOCUMENTS["LaunchTextProjectAsyncMutation"],
        {"input": launch_input(world, [made["id"], None, None])},
        {"variables.input.documents.0.file": ("soup.txt", b"Rosa cooked laksa.\n" * 200)},
        is_chunked=True,
    )
    job = data["result"]["job"]["id"]
    assert data == {"result": {"job": {"id": job}, "name": "Soups"}}
    waiting = {"id": job, "status": "QUEUED", "progress": 0, "errors": [], "resultId": None}
    assert jobs(world, job, "ProjectCreationQueue:unknown") == [waiting]
    run_jobs()
    project = Project.objects.get(job_id=job)
    assert jobs(world, job) == [{**waiting, "status": "DELIVERED", "progress": 100, "resultId": project.uid}]
    assert (project.name, project.type, project.kinds, project.line_count) == ("Soups", "NER", ["TOKEN_BASED"], 200)
    assert project.settings["conflictResolution"] == {"mode": "PEER_REVIEW", "consensus": 2}
    assert [project.settings[f"enable{name}Sentence"] for name in ("Edit", "Insert", "Delete")] == [False] * 3
    assert [(one.index, [item["tagName"] for item in one.items]) for one in project.label_sets.all()] == [
        (0, ["Person", "Cook"])
    ]
    roles = {row.member.user.email: (row.role, row.document_count) for row in project.assignments.all()}
    assert roles == {world.ann.email: ("LABELER", 1), world.mia.email: ("REVIEWER", roles[world.mia.email][1])}
    assert list(project.tags.values_list("name", flat=True)) == ["march"]


def test_launch_with_files_elsewhere(world: Workspace) -> None:
    """``externalImportableUrl`` needs no multipart; a file that cannot be fetched fails its job by name."""
    document = {
        "fileName": "soup.txt",
        "externalImportableUrl": "http://10.0.0.1/soup.txt",
        "docFileOptions": {"firstRowAsHeader": False, "customHeaderColumns": []},
        "settings": {"questions": []},
    }
    launched = send(world, "LaunchTextProjectAsyncMutation", {"input": launch_input(world, [], documents=[document])})
    assert launched["name"] == "Soups"
    run_jobs()
    (job,) = jobs(world, launched["job"]["id"])
    assert (job["status"], job["resultId"]) == ("FAILED", None)
    (error,) = job["errors"]
    assert (error["id"], error["args"]["fileName"]) == ("DOWNLOAD_FAILED", "soup.txt")
    assert set(error) == {"id", "stack", "args"}


def test_auto_label(world: Workspace) -> None:
    project = world.project()
    input = {
        "projectId": project.uid,
        "labelerEmail": world.ann.email,
        "role": "LABELER",
        "targetAPI": {"endpoint": "https://model.example/predict", "secretKey": "s3cret"},
        "options": {"serviceProvider": "CUSTOM", "numberOfFilesPerRequest": 1},
    }
    made = send(world, "AutoLabelTokenBasedMutation", {"input": input})
    assert set(made) == {"id"}
    assert made["id"].startswith("AutoLabelQueue:")
    assert Job.objects.get(id=made["id"]).project_uid == project.uid


def test_export_is_a_job_that_get_jobs_follows(world: Workspace) -> None:
    project = world.project()
    input = {
        "projectIds": [project.uid],
        "fileName": f"{project.name}_{project.uid}",
        "format": "json_advanced",
        "method": "FILE_STORAGE",
        "role": "REVIEWER",
        "includedCommentType": ["COMMENT", "SPAN_LABEL", "ARROW_LABEL", "SPAN_TEXT"],
        "fileTransformerId": None,
    }
    found = send(world, "ExportProjectQuery", {"input": input})
    assert {name: found[name] for name in ("redirect", "queued")} == {"redirect": None, "queued": True}
    assert datetime.fromisoformat(found["fileUrlExpiredAt"]) > datetime.now(UTC)
    assert [job["status"] for job in jobs(world, found["exportId"])] == ["QUEUED"]
    run_jobs()
    assert [job["status"] for job in jobs(world, found["exportId"])] == ["DELIVERED"]
    response = Api().get(path_of(found["fileUrl"]))
    assert response.status_code == 200
    assert unquote(found["fileUrl"].rpartition("/")[2]) == f"Recipes_{project.uid}.zip"


def test_custom_export_is_refused_with_a_reason(world: Workspace) -> None:
    input = {
        "projectIds": [world.project().uid],
        "fileName": "x",
        "format": "CUSTOM",
        "method": "FILE_STORAGE",
        "role": "REVIEWER",
    }
    reply = world.api.graphql(DOCUMENTS["ExportProjectQuery"], {"input": {**input, "fileTransformerId": "1"}})
    assert reply.codes in (["BAD_USER_INPUT"], ["NOT_IMPLEMENTED"])
    assert "transformer" in reply.messages[0]


def test_projects_by_filter_and_cursor(world: Workspace) -> None:
    tag = Tag.objects.create(team=world.team, name="march")
    rows = [world.project(name=f"P{number}", tagNames=["march"] if number else []) for number in range(3)]
    today = datetime.now(UTC).date().isoformat()
    wanted = {
        "teamId": str(world.team.pk),
        "statuses": ["CREATED"],
        "kinds": ["TOKEN_BASED"],
        "daysCreatedRange": {"newestDate": today, "oldestDate": today},
        "tags": [str(tag.pk)],
    }
    first = send(world, "GetProjectsQuery", {"input": {"page": {"skip": 0, "take": 1}, "filter": wanted}})

    def node(row: Project) -> dict[str, Any]:
        return {"id": row.uid, "name": row.name, "tags": [{"id": str(tag.pk), "name": "march"}], "status": "CREATED"}

    assert first["nodes"] == [node(rows[2])]
    second = send(world, "GetProjectsQuery", {"input": {"cursor": first["pageInfo"]["nextCursor"], "filter": wanted}})
    assert second["nodes"] == [node(rows[1])]
    assert second["pageInfo"]["nextCursor"] is None
    assert isinstance(second["pageInfo"]["prevCursor"], str)
    nothing = {**wanted, "statuses": ["COMPLETE"]}
    assert send(world, "GetProjectsQuery", {"input": {"page": {"skip": 0, "take": 100}, "filter": nothing}}) == {
        "nodes": [],
        "pageInfo": {"nextCursor": None, "prevCursor": None},
    }


def test_projects_with_assignments(world: Workspace) -> None:
    project = world.project()
    input = {"page": {"skip": 0, "take": 100}, "filter": {"teamId": str(world.team.pk)}}
    found = send(world, "GetProjectsWithAssignmentQuery", {"input": input})
    people = [("LABELER", world.ann), ("REVIEWER", world.mia)]
    assert found == {
        "nodes": [
            {
                "id": project.uid,
                "name": "Recipes",
                "tags": [],
                "createdDate": iso(project.created_at),
                "completedDate": None,
                "assignees": [{"role": role, "teamMember": {"user": {"id": str(user.pk)}}} for role, user in people],
            }
        ],
        "pageInfo": {"nextCursor": None, "prevCursor": None},
    }


def test_tags_of_a_project(world: Workspace) -> None:
    """What ``apply-tags`` does: PUT keeps global tags and replaces the rest, missing ones are made first."""
    project = world.project(tagNames=["old"])
    common = Tag.objects.get(team=None, owner=None, name="NER")
    project.tags.add(common)
    old = Tag.objects.get(team=world.team, name="old")
    found = send(world, "GetProjectQuery", {"input": {"projectId": project.uid}})
    assert (found["id"], found["name"]) == (project.uid, "Recipes")
    assert sorted(found["tags"], key=lambda one: int(one["id"])) == sorted(
        [
            {"id": str(old.pk), "name": "old", "globalTag": False},
            {"id": str(common.pk), "name": common.name, "globalTag": True},
        ],
        key=lambda one: int(one["id"]),
    )
    listed = send(
        world, "GetTagsQuery", {"input": {"teamId": str(world.team.pk), "filter": {"includeGlobalTag": True}}}
    )
    assert {"id": str(old.pk), "name": "old", "globalTag": False} in listed
    assert {"id": str(common.pk), "name": common.name, "globalTag": True} in listed
    made = send(world, "CreateTagMutation", {"input": {"teamId": str(world.team.pk), "name": "new"}})
    assert made == {"id": str(Tag.objects.get(team=world.team, name="new").pk), "name": "new"}
    put = send(
        world, "UpdateProjectMutation", {"input": {"projectId": project.uid, "tagIds": [made["id"], str(common.pk)]}}
    )
    assert put["id"] == project.uid
    assert {tag["name"] for tag in put["tags"]} == {"new", common.name}
    assert set(project.tags.values_list("name", flat=True)) == {"new", common.name}


def test_members_by_page(world: Workspace) -> None:
    world.make.member(world.team, None, Role.LABELER)
    input = {"filter": {"teamId": str(world.team.pk), "roleId": [], "keyword": ""}, "page": {"skip": 0, "take": 3}}
    first = send(world, "GetTeamMembersQuery", {"input": input})
    people = [("rosa", world.rosa), ("ann", world.ann), ("mia", world.mia)]
    by_id = sorted(people, key=lambda pair: world.members[pair[0]].pk)
    assert first["nodes"] == [
        {
            "id": str(world.members[name].pk),
            "user": {"email": user.email},
            "invitationStatus": "ACCEPTED",
            "invitationEmail": user.email,
        }
        for name, user in by_id
    ]
    last = send(
        world, "GetTeamMembersQuery", {"input": {"filter": input["filter"], "cursor": first["pageInfo"]["nextCursor"]}}
    )
    assert (len(last["nodes"]), last["pageInfo"]["nextCursor"]) == (1, None)


def test_row_events_sorted_by_id_in_pages_of_500(world: Workspace) -> None:
    """The answer's form is in test_analytics_rows; here that the client's loop ends at once without events."""
    input = {
        "cursor": None,
        "filter": {
            "teamId": str(world.team.pk),
            "startDate": "2026-03-01T00:00:00.000Z",
            "endDate": "2026-03-07T23:59:59.999Z",
        },
        "sort": [{"field": "id", "order": "ASC"}],
        "page": {"take": 500},
    }
    assert send(world, "getRowAnalyticEvents", {"input": input}) == {"pageInfo": {"nextCursor": None}, "nodes": []}


def test_export_chart(world: Workspace) -> None:
    asked = {"teamId": str(world.team.pk), "calendarDate": "2026-03"}
    found = send(world, "ExportChartQuery", {"id": "TEAM_THROUGHPUT", "input": asked, "method": "FILE_STORAGE"})
    assert set(found) == {"fileUrl"}
    run_jobs()
    assert Api().get(path_of(found["fileUrl"])).status_code == 200


def test_headers_are_echoed_in_errors(world: Workspace) -> None:
    headers = {**ROBOSAUR, "x-request-id": "0b3f4a1e-0000-4000-8000-000000000001"}
    body = {"query": DOCUMENTS["GetProjectQuery"], "variables": {"input": {"projectId": "nothing"}}}
    response = world.api.post("/graphql?graphql=GetProjectQuery", json=body, headers=headers)
    assert response.status_code == 200
    (error,) = response.json()["errors"]
    assert error["extensions"]["requestId"] == headers["x-request-id"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert response.headers["content-type"] == "application/json"
