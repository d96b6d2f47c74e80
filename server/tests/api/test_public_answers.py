"""The apply-labels script (spec api 14): answers of rows imported for one labeler, step by step."""

from __future__ import annotations

from typing import Any

import pytest

from gloss.answers.models import RowAnswer
from gloss.projects.models import Project
from tests.client import Api, run_jobs
from tests.creating import creation
from tests.factories import Make
from tests.public.answers import DOCUMENTS
from tests.public.sending import as_form
from tests.public.world import Workspace, workspace

TABLE = "Dish,Review\n" + "".join(f"dish {number},good {number}\n" for number in range(120))
QUESTIONS = [
    {
        "type": "DROPDOWN",
        "name": "Taste",
        "label": "How did it taste?",
        "required": True,
        "config": {"multiple": False, "options": [{"id": "1", "label": "Good"}, {"id": "2", "label": "Bad"}]},
    },
    {
        "type": "TEXT",
        "name": "Why",
        "label": "Why?",
        "required": False,
        "config": {"multiple": False, "multiline": True},
    },
]


@pytest.fixture
def world(api: Api, make: Make) -> Workspace:
    return workspace(api, make)


@pytest.fixture
def project(world: Workspace) -> Project:
    return world.project(
        {"table.csv": TABLE},
        kinds=["ROW_BASED"],
        creationSettings=creation(firstRowAsHeader=True, viewer={"mode": "TABULAR"}),
        rowQuestions=QUESTIONS,
    )


def send(api: Api, name: str, variables: dict[str, Any] | None = None) -> Any:
    """Form-urlencoded, as the script does it; the value of the only field."""
    data = as_form(api, name, DOCUMENTS[name], variables or {})
    return next(iter(data.values()))


def opened(world: Workspace, project: Project) -> dict[str, Any]:
    """Steps 2 to 4: replicate, poll, open; documents come as a leaf."""
    job = send(world.anns, "ReplicateCabinet", {"projectId": project.uid, "role": "LABELER"})
    run_jobs()
    (done,) = send(world.anns, "GetJobs", {"jobIds": [job["id"]]})
    assert (done["status"], done["errors"]) == ("DELIVERED", [])
    return send(world.anns, "GetCabinet", {"projectId": project.uid, "role": "LABELER"})


def test_teams_and_people(world: Workspace, project: Project) -> None:
    """Step 1; the review cabinet belongs to nobody."""
    assert {"id": str(world.team.pk), "name": world.team.name} in send(world.api, "GetAllTeams")
    opened(world, project)
    found = send(world.api, "GetProject", {"input": {"teamId": str(world.team.pk), "projectId": project.uid}})
    ann = {"id": str(world.ann.pk), "email": world.ann.email, "displayName": "Ann"}
    (labeler,) = found["labelerCabinets"]
    assert labeler["owner"] == ann
    assert found["assignees"][0] == {
        "role": "LABELER", "teamMember": {"user": ann}, "documents": [{"fileName": "table.csv"}]
    }  # fmt: skip
    assert found["reviewCabinet"]["owner"] is None
    assert found["workspaceSettings"] == {"kinds": ["ROW_BASED"]}


def test_replicating_twice_is_done_at_once(world: Workspace, project: Project) -> None:
    first = send(world.anns, "ReplicateCabinet", {"projectId": project.uid, "role": "LABELER"})
    assert first["id"].startswith("CabinetReplicationJobQueue:")
    assert first["status"] == "QUEUED"
    opened(world, project)
    again = send(world.anns, "ReplicateCabinet", {"projectId": project.uid, "role": "LABELER"})
    assert (again["status"], again["progress"], again["errors"]) == ("DELIVERED", 100, [])


def test_an_admin_may_follow_the_labelers_job(world: Workspace, project: Project) -> None:
    """api.md 6: started as the labeler, polled as the admin."""
    job = send(world.anns, "ReplicateCabinet", {"projectId": project.uid, "role": "LABELER"})
    assert [found["id"] for found in send(world.api, "GetJobs", {"jobIds": [job["id"]]})] == [job["id"]]
    assert send(world.mias, "GetJobs", {"jobIds": [job["id"]]}) == []


def test_the_leaf_documents_of_a_cabinet(world: Workspace, project: Project) -> None:
    """Step 4, api.md 3.1."""
    cabinet = opened(world, project)
    (document,) = cabinet.pop("documents")
    assert cabinet == {
        "id": cabinet["id"], "status": "IN_PROGRESS", "lastOpenedDocumentId": None, "role": "LABELER"
    }  # fmt: skip
    signature = document.pop("signature")
    assert len(signature) == 64
    assert document == {
        "id": document["id"],
        "cabinetId": cabinet["id"],
        "fileName": "table.csv",
        "ownerId": str(world.ann.pk),
        "documentType": "CUSTOM",
    }


def test_columns_go_on_into_questions(world: Workspace, project: Project) -> None:
    """Step 5."""
    cabinet = opened(world, project)
    metas = send(world.anns, "GetDocumentMetas", {"cabinetId": cabinet["id"]})
    shown = [(meta["id"], meta["name"], meta["rowQuestionIndex"]) for meta in metas]
    assert shown == [(0, "Dish", None), (1, "Review", None), (2, "How did it taste?", 0), (3, "Why?", 1)]
    assert {str(meta["cabinetId"]) for meta in metas} == {cabinet["id"]}


def test_questions_with_their_signature(world: Workspace, project: Project) -> None:
    """Step 6."""
    found = send(world.anns, "GetProjectRowQuestionSet", {"projectId": project.uid})
    assert len(found["signature"]) == 64
    assert [(one["id"], one["name"], one["type"], one["required"]) for one in found["questions"]] == [
        (0, "Taste", "DROPDOWN", True),
        (1, "Why", "TEXT", False),
    ]
    options = found["questions"][0]["config"]["options"]
    assert [(option["id"], option["label"]) for option in options] == [("1", "Good"), ("2", "Bad")]
    assert all(one["internalId"] for one in found["questions"])


def update(world: Workspace, document: str, rows: dict[int, dict[str, Any]], signature: str | None = None) -> Any:
    input = {"textDocumentId": document, "rowAnswers": [{"line": line, "answers": row} for line, row in rows.items()]}
    return send(world.anns, "UpdateMultiRowAnswers", {"input": input, "questionSetSignature": signature})


def test_a_hundred_rows_in_a_call(world: Workspace, project: Project) -> None:
    """Step 7, api.md 26.11: with the signature keys count questions."""
    cabinet = opened(world, project)
    document = cabinet["documents"][0]["id"]
    signature = send(world.anns, "GetProjectRowQuestionSet", {"projectId": project.uid})["signature"]
    for start in (0, 100):
        rows = {line: {"Q0": "Good", "Q1": f"note {line}"} for line in range(start, min(start + 100, 120))}
        found = update(world, document, rows, signature)
        last = max(rows)
        assert [row["line"] for row in found["updatedAnswers"]] == list(rows)
        first = found["updatedAnswers"][0]
        labeled = [{"path": name, "labeledBy": "LABELER"} for name in ("Q0", "Q1")]
        updated = first.pop("updatedAt")
        assert updated.endswith("Z")
        assert first == {
            "documentId": document, "line": start, "answers": rows[start], "metadata": labeled
        }  # fmt: skip
        assert found["previousAnswers"][0] == {
            "documentId": document, "line": start, "answers": {}, "metadata": [], "updatedAt": None
        }  # fmt: skip
        assert (found["document"]["id"], found["document"]["lastLabeledLine"]) == (document, last)
    statistic = found["document"]["statistic"]
    assert (statistic["numberOfSentences"], statistic["numberOfEntitiesLabeled"]) == (120, 120)
    assert statistic["touchedSentences"] == list(range(120))
    assert statistic["labelerStatistic"] == [
        {"userId": str(world.ann.pk), "numberOfAcceptedLabels": 0, "numberOfRejectedLabels": 0}
    ]
    assert RowAnswer.objects.filter(copy__uid=document).count() == 120


def test_keys_by_column_without_a_signature(world: Workspace, project: Project) -> None:
    """api.md 26.11: the older form counts data columns first; both forms name the same questions."""
    document = opened(world, project)["documents"][0]["id"]
    input = {"textDocumentId": document, "rowAnswers": [{"line": 3, "answers": {"Q2": "Bad", "Q3": "cold"}}]}
    found = send(world.anns, "UpdateMultiRowAnswersWithoutSignature", {"input": input})
    assert found["updatedAnswers"] == [{"documentId": document, "line": 3, "answers": {"Q0": "Bad", "Q1": "cold"}}]


def test_a_stale_signature_saves_nothing(world: Workspace, project: Project) -> None:
    """api.md 26.11."""
    document = opened(world, project)["documents"][0]["id"]
    variables = {
        "input": {"textDocumentId": document, "rowAnswers": [{"line": 0, "answers": {"Q0": "Good"}}]},
        "questionSetSignature": "0" * 64,
    }
    reply = world.anns.graphql(DOCUMENTS["UpdateMultiRowAnswers"], variables)
    assert reply.codes == ["CONFLICT"]
    assert RowAnswer.objects.filter(copy__uid=document).count() == 0
