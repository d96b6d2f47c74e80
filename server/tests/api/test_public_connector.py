"""A connector of another labeling tool (spec api 22.3): forms, text variables, older fields."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gloss.core.clock import iso
from gloss.documents.models import DocumentCopy
from gloss.projects.models import Project
from tests.client import Api, run_jobs
from tests.creating import open_cabinet
from tests.exporting import path_of
from tests.factories import Make
from tests.public.example import CONNECTOR
from tests.public.sending import as_form, as_json, as_multipart
from tests.public.world import Workspace, workspace


@pytest.fixture
def world(api: Api, make: Make) -> Workspace:
    return workspace(api, make)


def both(world: Workspace, name: str, variables: dict[str, Any]) -> Any:
    """The same request as a form (with a field nobody reads) and as JSON with text variables: equal answers."""
    form = as_form(world.api, name, CONNECTOR[name], variables, operations="{}")
    text = as_json(world.api, name, CONNECTOR[name], variables, text=True)
    assert form == text
    return form[name]


def test_a_project_with_its_people(world: Workspace) -> None:
    project = world.project()
    root = str(project.cabinets.get(role="ROOT").copies.get().uid)
    found = both(world, "getProject", {"input": {"teamId": str(world.team.pk), "projectId": project.uid}})

    def person(name: str, role: str, documents: list[str]) -> dict[str, Any]:
        member = world.members[name]
        user = {"id": str(member.user_id), "name": member.user.name, "email": member.user.email}
        return {"teamMember": {"id": str(member.pk), "user": user}, "role": role, "documentIds": documents}

    reviewer = next(one for one in found["assignees"] if one["role"] == "REVIEWER")
    assert found == {
        "id": project.uid,
        "name": "Recipes",
        "status": "CREATED",
        "type": "CUSTOM",
        "isOwnerMe": True,
        "isReviewByMeAllowed": True,
        "createdDate": iso(project.created_at),
        "completedDate": None,
        "settings": {"consensus": 1},
        "assignees": [person("ann", "LABELER", [root]), person("mia", "REVIEWER", reviewer["documentIds"])],
        "team": {
            "id": str(world.team.pk),
            "name": world.team.name,
            "members": [
                {"id": str(world.members["rosa"].pk), "role": {"id": "1", "name": "ADMIN"}},
                {"id": str(world.members["ann"].pk), "role": None},
                {"id": str(world.members["mia"].pk), "role": {"id": "2", "name": "REVIEWER"}},
            ],
        },
    }


def test_ten_thousand_projects_in_one_page(world: Workspace) -> None:
    project = world.project()
    input = {"page": {"skip": 0, "take": 10000}, "filter": {"teamId": str(world.team.pk)}}
    assert both(world, "getProjects", {"input": input}) == {
        "totalCount": 1,
        "nodes": [{"id": project.uid, "name": "Recipes"}],
        "pageInfo": {"prevCursor": None, "nextCursor": None},
    }


def test_a_label_set_then_a_project_from_files(world: Workspace) -> None:
    items = [{"id": "dish", "tagName": "Dish"}]
    made = as_form(
        world.api, "createLabelSet", CONNECTOR["createLabelSet"],
        {"input": {"name": "Food", "index": 0, "tagItems": items}},
    )["createLabelSet"]  # fmt: skip
    assert made == {"id": made["id"], "name": "Food", "tagItems": [{"id": "dish", "tagName": "Dish"}]}
    input = {
        "name": "Sent over",
        "teamId": str(world.team.pk),
        "kinds": ["TOKEN_BASED"],
        "documentSettings": {"kind": "TOKEN_BASED", "tokenizer": "WHITE_SPACE", "allowMultiLabels": True},
        "labelSetIDs": [made["id"]],
        "documents": [{"fileName": "a.txt", "file": None}, {"fileName": "b.txt", "file": None}],
    }
    files = {
        "variables.input.documents.0.file": ("a.txt", b"Laksa, please."),
        "variables.input.documents.1.file": ("b.txt", b"And tea."),
    }
    data = as_multipart(
        world.api, "/graphql?operation=launchTextProject", CONNECTOR["launchTextProject"], {"input": input}, files
    )["launchTextProject"]
    project = Project.objects.get(uid=data["id"])
    roots = {
        str(copy.uid): copy.document.file_name
        for copy in DocumentCopy.objects.filter(cabinet__role="ROOT", document__project=project)
    }
    assert {document["id"]: document["fileName"] for document in data["rootCabinet"]["documents"]} == roots
    assert set(roots.values()) == {"a.txt", "b.txt"}
    assert data["rootDocumentId"] in roots
    assert data["name"] == "Sent over"


def test_one_document_as_json_advanced(world: Workspace) -> None:
    document = open_cabinet(world.mias, world.project(), "REVIEWER")["documents"][0]["id"]
    input = {"documentId": document, "fileName": "soup", "format": "json_advanced", "method": "FILE_STORAGE"}
    found = as_form(world.api, "exportTextProjectDocument", CONNECTOR["exportTextProjectDocument"], {"input": input})[
        "exportTextProjectDocument"
    ]
    assert (found["redirect"], found["queued"]) == (None, True)
    run_jobs()
    response = Api().get(path_of(found["fileUrl"]))
    assert response.status_code == 200
    assert found["fileUrl"].endswith("/soup.json")
    lines = json.loads(response.content)
    assert isinstance(lines, dict | list)


def test_the_older_name_of_get_cabinet(world: Workspace) -> None:
    project = world.project()
    cabinet = open_cabinet(world.anns, project)
    variables = {"input": {"projectId": project.uid, "role": "LABELER"}}
    found = as_json(world.anns, "getProjectCabinet", CONNECTOR["getProjectCabinet"], variables)["getProjectCabinet"]
    root = str(project.cabinets.get(role="ROOT").copies.get().uid)
    document = {"id": cabinet["documents"][0]["id"], "fileName": "soup.txt", "name": "soup.txt", "originId": root}
    assert found == {"id": cabinet["id"], "lastOpenedDocumentId": None, "documents": [document]}


def test_deleting_names_the_team(world: Workspace) -> None:
    project = world.project()
    data = as_form(world.api, "deleteProject", CONNECTOR["deleteProject"], {"input": {"projectId": project.uid}})
    assert data == {"deleteProject": {"id": project.uid, "team": {"id": str(world.team.pk)}}}
    assert not Project.objects.filter(uid=project.uid, is_ready=True).exists()
