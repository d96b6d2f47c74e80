"""Requests of robosaur's other branches (spec api 22.1), which people still run."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.assist.models import CustomAPI, FileTransformer
from gloss.documents.models import Cabinet, DocumentCopy
from gloss.projects.models import Project
from gloss.storage import secrets
from tests.client import Api
from tests.creating import open_cabinet
from tests.factories import Make
from tests.public.robosaur import BRANCHES
from tests.public.sending import as_robosaur
from tests.public.world import Workspace, workspace

SETS = [{"name": "People", "options": [{"id": "1", "label": "Person"}]}, {"name": "Food", "options": []}]


@pytest.fixture
def world(api: Api, make: Make) -> Workspace:
    return workspace(api, make)


def send(api: Api, name: str, variables: dict[str, Any]) -> Any:
    return as_robosaur(api, name, BRANCHES[name], variables)["result"]


def test_cabinets_with_their_documents_and_label_sets(world: Workspace) -> None:
    project = world.project(tokenLabelSets=SETS)
    mine = open_cabinet(world.anns, project)
    roots = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role="ROOT")
    origin = str(roots.get().uid)
    review = Cabinet.objects.get(project=project, role="REVIEWER")
    reviewed = str(review.copies.get().uid)
    assert send(world.api, "GetProjectCabinets", {"projectId": project.uid}) == [
        {
            "id": str(review.pk),
            "documents": [{"id": reviewed, "originId": origin, "fileName": "soup.txt"}],
            "role": "REVIEWER",
            "status": "IN_PROGRESS",
        },
        {
            "id": mine["id"],
            "documents": [{"id": mine["documents"][0]["id"], "originId": origin, "fileName": "soup.txt"}],
            "role": "LABELER",
            "status": "IN_PROGRESS",
        },
    ]
    sets = project.label_sets.order_by("index")
    assert send(world.api, "GetCabinetLabelSets", {"cabinetId": mine["id"]}) == [
        {"id": str(row.pk), "index": number, "name": name}
        for number, (row, name) in enumerate(zip(sets, ("People", "Food"), strict=True))
    ]


def test_cells_as_a_leaf(world: Workspace) -> None:
    document = open_cabinet(world.anns, world.project())["documents"][0]["id"]
    page = {"page": {"skip": 0, "take": 1}}
    first = send(world.anns, "GetCells", {"documentId": document, "input": page})
    assert (first["totalCount"], first["pageInfo"]["prevCursor"]) == (2, None)
    (cell,) = first["nodes"]
    shown = {"line": 0, "index": 0, "content": "Rosa cooked laksa.", "tokens": ["Rosa", "cooked", "laksa", "."]}
    assert {name: cell[name] for name in shown} == shown
    last = send(world.anns, "GetCells", {"documentId": document, "input": {"cursor": first["pageInfo"]["nextCursor"]}})
    assert [cell["content"] for cell in last["nodes"]] == ["Jun ate it."]
    assert last["pageInfo"]["nextCursor"] is None


def test_completing_the_review(world: Workspace) -> None:
    project = world.project()
    found = send(world.mias, "ToggleCabinetStatus", {"projectId": project.uid})
    review = Cabinet.objects.get(project=project, role="REVIEWER")
    assert found == {"id": str(review.pk), "status": "COMPLETE"}
    project.refresh_from_db()
    assert project.status == "COMPLETE"


def test_updating_a_service_and_a_transformer(world: Workspace) -> None:
    service = CustomAPI.objects.create(
        team=world.team, name="Reader", purpose="OCR_API", endpoint_url="https://a.example/",
        secret=secrets.seal({"secret": "s"}),
    )  # fmt: skip
    input = {"name": "Reader", "endpointURL": "https://b.example/"}
    changed = send(world.api, "UpdateCustomAPI", {"customAPIId": str(service.pk), "input": input})
    assert changed == {"id": str(service.pk), "endpointURL": "https://b.example/"}
    transformer = FileTransformer.objects.create(team=world.team, name="Old", purpose="IMPORT")
    input = {"fileTransformerId": str(transformer.pk), "name": "New", "content": "(x) => x"}
    changed = send(world.api, "UpdateFileTransformer", {"input": input})
    assert changed == {"id": str(transformer.pk), "name": "New"}


def test_deleting_a_project(world: Workspace) -> None:
    project = world.project()
    assert send(world.api, "DeleteProject", {"input": {"projectId": project.uid}}) == {"id": project.uid}
    assert not Project.objects.filter(uid=project.uid, is_ready=True).exists()


def test_final_report(world: Workspace) -> None:
    """Figures are tested in test_analytics_report; here the shape the branch reads."""
    project = world.project()
    document = open_cabinet(world.anns, project)["documents"][0]["id"]
    (found,) = send(world.api, "GetProjectsFinalReport", {"projectIds": [project.uid]})
    assert found["project"] == {"id": project.uid, "name": "Recipes", "workspaceSettings": {"kinds": ["TOKEN_BASED"]}}
    (entry,) = found["documentFinalReports"]
    assert (entry["rowFinalReports"], entry["cabinet"]) == (None, {"role": "LABELER"})
    assert (entry["document"]["id"], entry["document"]["fileName"]) == (document, "soup.txt")
    assert set(entry["finalReport"].values()) == {0}
    assert entry["teamMember"]["user"] == {
        "id": str(world.ann.pk), "name": "Ann", "username": None, "email": world.ann.email
    }  # fmt: skip
