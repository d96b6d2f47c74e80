"""The published example scripts (spec api 22.2), each request as they send it, with exact answers."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest

from gloss.asgi import application
from gloss.core.clock import iso
from gloss.projects.models import Project
from gloss.storage import secrets
from gloss.storage.models import ExternalObjectStorage
from gloss.tags.models import Tag
from tests.client import Api, run_jobs
from tests.creating import TOKENS, creation
from tests.exporting import path_of
from tests.factories import Make
from tests.public.example import DOCUMENTS, FIRST_VERSION
from tests.public.sending import as_form, as_json, as_multipart
from tests.public.world import Workspace, workspace

QUESTION = {"type": "TEXT", "config": {}, "name": "Q1", "label": "Question 1", "required": False}


@pytest.fixture
def world(api: Api, make: Make) -> Workspace:
    return workspace(api, make)


def upload_all(api: Api, files: dict[str, bytes], at_once: int = 8) -> dict[str, str]:
    """Send files to the upload proxy, eight at a time, as the script does; return the object keys by name."""

    async def run() -> list[httpx2.Response]:
        transport = httpx2.ASGITransport(app=application, raise_app_exceptions=True)
        headers, gate = {"authorization": f"Bearer {api.token}"}, asyncio.Semaphore(at_once)
        async with httpx2.AsyncClient(transport=transport, base_url="http://testserver", headers=headers) as client:

            async def one(name: str, content: bytes) -> httpx2.Response:
                async with gate:
                    return await client.post("/api/static/proxy/upload", files={"file": (name, content)})

            return list(await asyncio.gather(*(one(*file) for file in files.items())))

    responses = asyncio.run(run())
    assert {response.status_code for response in responses} == {200}
    return {name: response.json()["objectKey"] for name, response in zip(files, responses, strict=True)}


def launch_input(world: Workspace, documents: list[dict[str, Any]], **changed: Any) -> dict[str, Any]:
    """The keys of the script's payload; the workspace's id may be a number."""
    return {
        "documentAssignments": None,
        "name": "Letters",
        "teamId": world.team.pk,
        "externalObjectStorageId": None,
        "purpose": "LABELING",
        "kinds": ["DOCUMENT_BASED"],
        "documents": documents,
        "creationSettings": creation(transcriptConfig={"method": "TRANSCRIPTION"}),
        "tokenLabelSets": [],
        "bboxLabelSets": [],
        "rowQuestions": [],
        "documentQuestions": [QUESTION],
        "kindsDocumentSettings": {"tokenBasedSettings": TOKENS, "rowBasedSettings": None},
        "projectSettings": {
            "shouldConfirmUnusedLabelSetItems": False,
            "autoMarkDocumentAsComplete": False,
            "conflictResolution": {"mode": "PEER_REVIEW", "consensus": 1},
            "dynamicReviewMethod": None,
            "dynamicReviewMemberId": None,
            "enableEditLabelSet": True,
            "hideLabelerNamesDuringReview": False,
            "hideLabelsFromInactiveLabelSetDuringReview": False,
            "hideOriginalSentencesDuringReview": True,
            "hideRejectedLabelsDuringReview": True,
            "enableEditSentence": True,
            "enableReviewerEditSentence": True,
            "labelerProjectCompletionNotification": {"enabled": False, "threshold": 1},
        },
        **changed,
    }


def paired(keys: dict[str, str]) -> list[dict[str, Any]]:
    """The script pairs files whose names are equal up to the first dot; texts are the extras."""
    extras = {name.partition(".")[0]: name for name in keys if name.endswith((".txt", ".json", ".xml"))}
    documents = []
    for name, key in keys.items():
        if name in extras.values():
            continue
        extra = extras.get(name.partition(".")[0])
        more = [{"name": extra, "objectKey": keys[extra]}] if extra else None
        documents.append({"document": {"name": name, "objectKey": key}, "extras": more})
    return documents


def job_of(world: Workspace, job_id: str) -> dict[str, Any]:
    """What ``get_job_status`` prints."""
    return as_json(world.api, "GetJob", DOCUMENTS["GetJob"], {"input": job_id})["job"]


def test_create_project_of_documents(world: Workspace) -> None:
    """api.md 26.4: eight uploads at a time, a form-urlencoded request, an integer ``teamId``, extras."""
    files = {f"letter-{number}.png": b"\x89PNG\r\n\x1a\n" + bytes([number]) for number in range(10)}
    files |= {f"letter-{number}.txt": f"Dear {number},\nthank you.\n".encode() for number in range(10)}
    keys = upload_all(world.api, files)
    assert all(key.startswith("temp/upload-proxy/") for key in keys.values())
    input = launch_input(world, paired(keys))
    data = as_form(world.api, "CreateProjectMutation", DOCUMENTS["CreateProjectMutation"], {"input": input})
    job = data["result"]["job"]
    waiting = {"id": job["id"], "status": "QUEUED", "progress": 0, "resultId": None, "errors": []}
    assert data == {"result": {"name": "Letters", "job": waiting}}
    assert job_of(world, job["id"]) == waiting
    run_jobs()
    project = Project.objects.get(job_id=job["id"])
    assert job_of(world, job["id"]) == {**waiting, "status": "DELIVERED", "progress": 100, "resultId": project.uid}
    assert (project.team_id, project.kinds, project.document_count) == (world.team.pk, ["DOCUMENT_BASED"], 10)
    assert set(project.documents.values_list("line_count", flat=True)) == {2}
    opened = as_json(world.api, "GetProjectQuery", DOCUMENTS["GetProjectQuery"], {"input": {"projectId": project.uid}})
    assert opened == {"result": {"id": project.uid, "name": "Letters", "tags": []}}


def test_an_unknown_job_is_null(world: Workspace) -> None:
    """api.md 26.7: the script prints "job not found"."""
    assert job_of(world, "ProjectCreationQueue:nothing") is None


def test_create_project_with_portioned_assignments(world: Workspace) -> None:
    """api.md 26.4: files ``multi-`` go to everybody, files ``single-`` to one person, all by ``teamMemberId``."""
    files = {name: f"{name}\n".encode() for name in ("multi-a.txt", "single-b.txt", "single-c.txt")}
    keys = upload_all(world.api, files)
    documents = [{"document": {"name": name, "objectKey": key}, "extras": []} for name, key in keys.items()]
    jun = world.make.user(name="Jun")
    member = world.make.member(world.team, jun)

    def entry(member_id: int, *names: str) -> dict[str, Any]:
        pairs = [{"fileName": name, "part": 0} for name in names]
        return {"teamMemberId": str(member_id), "documents": pairs, "role": "LABELER"}

    people = [
        entry(world.members["ann"].pk, "multi-a.txt", "single-b.txt"),
        entry(member.pk, "multi-a.txt", "single-c.txt"),
    ]
    settings = creation(viewer={"mode": "TOKEN"})
    input = launch_input(
        world, documents, kinds=["TOKEN_BASED"], documentAssignments=people, creationSettings=settings,
        tokenLabelSets=None, bboxLabelSets=None, documentQuestions=None, rowQuestions=None,
    )  # fmt: skip
    data = as_form(world.api, "CreateProjectMutation", DOCUMENTS["CreateProjectMutation"], {"input": input})
    run_jobs()
    project = Project.objects.get(uid=job_of(world, data["result"]["job"]["id"])["resultId"])
    found = {
        row.member.user.name: [slot.document.file_name for slot in row.documents.order_by("document__position")]
        for row in project.assignments.all()
    }
    assert found == {"Ann": ["multi-a.txt", "single-b.txt"], "Jun": ["multi-a.txt", "single-c.txt"]}


def test_create_project_from_a_bucket(world: Workspace) -> None:
    """api.md 26.4, ``create_project_via_eos.py``: keys are paths in the bucket. Reading one is a test of services."""
    bucket = ExternalObjectStorage.objects.create(
        team=world.team, cloud_service="S3_COMPATIBLE", bucket_name="docs",
        credentials=secrets.seal({"accessKeyId": "k", "secretAccessKey": "s", "endpoint": "http://127.0.0.1:9"}),
    )  # fmt: skip
    documents = [{"document": {"name": "a.txt", "objectKey": "inbox/a.txt"}, "extras": []}]
    input = launch_input(world, documents, externalObjectStorageId=str(bucket.pk), teamId=str(world.team.pk))
    data = as_json(world.api, "CreateProjectMutation", DOCUMENTS["CreateProjectMutation"], {"input": input})
    assert data["result"]["job"]["status"] == "QUEUED"
    run_jobs()
    failed = job_of(world, data["result"]["job"]["id"])
    assert (failed["status"], failed["resultId"]) == ("FAILED", None)
    assert [error["args"]["fileName"] for error in failed["errors"]] == ["a.txt"]
    assert Project.objects.filter(external_storage=bucket).count() == 0


def status_of(world: Workspace, export_id: str) -> dict[str, Any]:
    document = DOCUMENTS["GetExportDeliveryStatus"]
    return as_json(world.api, "GetExportDeliveryStatus", document, {"exportId": export_id})["exportDeliveryStatus"]


def test_export_and_poll(world: Workspace) -> None:
    """api.md 26.8: 404 before, 200 after, without a token; the file is named by the end of its path."""
    project = world.project()
    input = {
        "projectIds": [project.uid],
        "role": "REVIEWER",
        "format": "JSON_ADVANCED",
        "fileName": "letters-export",
        "method": "FILE_STORAGE",
        "includedCommentType": ["COMMENT", "SPAN_LABEL", "ARROW_LABEL", "SPAN_TEXT"],
    }
    found = as_json(world.api, "ExportTextProjectQuery", DOCUMENTS["ExportTextProjectQuery"], {"input": input})[
        "result"
    ]
    assert set(found) == {"redirect", "fileUrl", "fileUrlExpiredAt", "queued", "exportId"}
    assert status_of(world, found["exportId"]) == {"deliveryStatus": "QUEUED", "errors": []}
    path = path_of(found["fileUrl"])
    assert Api().get(path).status_code == 404
    run_jobs()
    assert status_of(world, found["exportId"]) == {"deliveryStatus": "DELIVERED", "errors": []}
    assert Api().get(path).status_code == 200
    assert path.rpartition("/")[2] == "letters-export.zip"


def test_export_into_a_bucket_that_is_away(world: Workspace) -> None:
    """``export-eos.json``: the key at once, no link; the loop ends on FAILED when the bucket cannot be reached."""
    project = world.project()
    bucket = ExternalObjectStorage.objects.create(
        team=world.team, cloud_service="S3_COMPATIBLE", bucket_name="docs",
        credentials=secrets.seal({"accessKeyId": "k", "secretAccessKey": "s", "endpoint": "http://127.0.0.1:9"}),
    )  # fmt: skip
    input = {
        "projectIds": [project.uid],
        "role": "REVIEWER",
        "format": "JSON_ADVANCED",
        "fileName": "letters",
        "method": "EXTERNAL_OBJECT_STORAGE",
        "externalObjectStorageParameter": {"externalObjectStorageId": str(bucket.pk), "prefix": "out/march"},
    }
    found = as_json(world.api, "ExportTextProjectQuery", DOCUMENTS["ExportToStorageQuery"], {"input": input})["result"]
    export_id = found.pop("exportId")
    assert found == {"fileUrl": None, "queued": True, "redirect": None, "key": "out/march/letters.zip"}
    run_jobs()
    status = status_of(world, export_id)
    assert (status["deliveryStatus"], status["errors"][0]["id"]) == ("FAILED", "STORAGE_WRITE_FAILED")


def test_projects_by_tag_names(world: Workspace) -> None:
    """``get_projects.py``: tag names to ids first, then pages with an empty cursor and an empty sort."""
    project = world.project(tagNames=["march"])
    world.project(name="Other")
    tags = as_json(world.api, "GetTagsQuery", DOCUMENTS["GetTagsQuery"], {"input": {"teamId": world.team.pk}})["result"]
    ids = [tag["id"] for tag in tags if tag["name"] == "march"]
    assert tags == [{"id": ids[0], "name": "march", "globalTag": False}]
    wanted = {"teamId": world.team.pk, "tags": ids}
    input = {"cursor": "", "page": {"skip": 0, "take": 100}, "sort": [], "filter": wanted}
    found = as_json(world.api, "GetProjectsQuery", DOCUMENTS["GetProjectsQuery"], {"input": input})["result"]

    def person(user: Any) -> dict[str, Any]:
        names = {"name": user.name, "displayName": user.name, "email": user.email}
        return {"teamMember": {"user": {"id": str(user.pk), "username": None, "profilePicture": None, **names}}}

    assert found == {
        "totalCount": 1,
        "pageInfo": {"prevCursor": None, "nextCursor": None},
        "nodes": [
            {
                "id": project.uid,
                "name": "Recipes",
                "status": "CREATED",
                "type": "CUSTOM",
                "isOwnerMe": True,
                "createdDate": iso(project.created_at),
                "updatedDate": iso(project.updated_at),
                "tags": [{"id": ids[0], "name": "march"}],
                "assignees": [person(world.ann), person(world.mia)],
            }
        ],
    }


def test_tags_are_put_patched_and_removed(world: Workspace) -> None:
    """api.md 26.13, ``update_project_tags.py`` and ``remove_project_tags.py``."""
    project = world.project(tagNames=["old"])
    common = Tag.objects.get(team=None, owner=None, name="NER")
    project.tags.add(common)

    def tags() -> list[dict[str, Any]]:
        variables = {"input": {"projectId": project.uid, "teamId": world.team.pk}}
        return as_json(world.api, "GetProjectQuery", DOCUMENTS["GetProjectQuery"], variables)["result"]["tags"]

    def save(ids: list[str]) -> set[str]:
        variables = {"input": {"projectId": project.uid, "tagIds": ids}}
        data = as_json(world.api, "UpdateProjectTags", DOCUMENTS["UpdateProjectTags"], variables)["result"]
        assert data["id"] == project.uid
        return {tag["name"] for tag in data["tags"]}

    variables = {"input": {"teamId": world.team.pk, "name": "new"}}
    new = as_json(world.api, "CreateTag", DOCUMENTS["CreateTag"], variables)["result"]["id"]
    kept = [tag["id"] for tag in tags() if tag["globalTag"]]
    assert save([*kept, new]) == {common.name, "new"}
    old = str(Tag.objects.get(team=world.team, name="old").pk)
    assert save([*(tag["id"] for tag in tags()), old]) == {common.name, "new", "old"}
    assert save([tag["id"] for tag in tags() if tag["name"] != "old"]) == {common.name, "new"}


def test_an_invited_person_joins_by_reading_the_team(world: Workspace) -> None:
    """api.md 26.14: every field the script asks for; a stranger is refused by ``errors[].message``."""
    jun = world.make.user(name="Jun")
    invited = {"teamId": str(world.team.pk), "members": [{"email": jun.email, "role": None}]}
    assert world.api.mutate("inviteTeamMembers", "id", input=invited).errors == []
    caller = Api().as_(jun)
    variables = {"input": {"id": world.team.pk}}
    found = as_json(caller, "GetTeamDetail", DOCUMENTS["GetTeamDetail"], variables)["getTeamDetail"]
    assert world.team.members.get(user=jun).invitation_status == "ACCEPTED"
    assert (found["id"], found["name"], found["isExpired"], found["expiredAt"]) == (
        str(world.team.pk), world.team.name, False, None
    )  # fmt: skip
    assert [member["user"]["email"] for member in found["membersScalar"]][-1] == jun.email
    assert (len(found["setting"]), found["setting"]["enableExportTeamOverview"]) == (20, True)
    assert found["setting"]["customAPICreationLimit"] == 10
    assert found["owner"]["email"] == world.rosa.email
    stranger = Api().as_(world.make.user())
    refused = stranger.post("/graphql", json={"query": DOCUMENTS["GetTeamDetail"], "variables": variables})
    assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert refused.json()["errors"][0]["message"]


def test_first_version_of_the_scripts(world: Workspace) -> None:
    """Guideline, label set, and a project from a multipart request whose keys count from 1."""
    variables = {"name": "How to", "content": "# Read", "teamId": str(world.team.pk)}
    made = as_json(world.api, "CreateGuidelineMutation", FIRST_VERSION["CreateGuideline"], variables)["createGuideline"]
    assert {name: made[name] for name in ("name", "content")} == {"name": "How to", "content": "# Read"}
    items = [{"id": "1", "tagName": "Dish", "color": None, "parentId": None, "desc": None}]
    label_set = as_json(
        world.api, "CreateLabelSetMutation", FIRST_VERSION["CreateLabelSet"],
        {"input": {"name": "Food", "index": 0, "tagItems": items}},
    )["createLabelSet"]  # fmt: skip
    item = label_set["tagItems"][0]
    assert (label_set["name"], label_set["lastUsedBy"]) == ("Food", None)
    assert {name: item[name] for name in ("id", "parentId", "desc", "tagName")} == {
        "id": "1", "parentId": None, "desc": None, "tagName": "Dish"
    }  # fmt: skip
    input = {
        "name": "First",
        "teamId": str(world.team.pk),
        "guidelineId": made["id"],
        "labelSetIDs": [label_set["id"]],
        "documentSettings": {"kind": "TOKEN_BASED", "allowMultiLabels": True},
        "projectSettings": {"consensus": 1, "enableEditLabelSet": True, "enableEditSentence": False},
        "documents": [{"fileName": "soup.txt", "name": "soup.txt", "file": None, "settings": {"questions": []}}],
        "assignees": [{"teamMemberId": str(world.members["ann"].pk), "documentNames": ["soup.txt"], "role": "LABELER"}],
    }
    data = as_multipart(
        world.api, "/graphql", FIRST_VERSION["LaunchTextProject"], {"input": input},
        {"variables.input.documents.0.file": ("soup.txt", b"Laksa, please.")}, first_key=1,
    )["launchTextProject"]  # fmt: skip
    project = Project.objects.get(uid=data["id"])
    assert data["settings"] == {"consensus": 1, "enableEditLabelSet": True, "enableEditSentence": False}
    assert data["rootDocumentId"] == str(project.cabinets.get(role="ROOT").copies.get().uid)
    assert (project.guideline_id, project.label_sets.get().name) == (int(made["id"]), "Food")


def test_requests_written_as_json_files(world: Workspace) -> None:
    """``get_operations.py`` and ``post_request.py``: requests kept as files, with an ``operationName`` of choice."""
    body = {
        "operationName": "Anything at all",
        "variables": {"input": {"teamId": str(world.team.pk)}},
        "query": DOCUMENTS["GetTagsQuery"],
    }
    response = world.api.post("/graphql", content=json.dumps(body), headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["data"]) == (200, {"result": []})
    assert "json" in response.headers["content-type"]
