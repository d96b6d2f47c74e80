"""Projects made through the API, as scripts make them; shared by tests of several domains."""

from __future__ import annotations

from typing import Any

from gloss.projects.models import Project
from tests.client import Api, run_jobs

JOB = "job { id status progress resultId result errors { id stack args } additionalData { documentIds } } name"

TOKENS = {
    "allTokensMustBeLabeled": False,
    "allowArcDrawing": False,
    "allowCharacterBasedLabeling": False,
    "allowMultiLabels": True,
    "editSentenceTokenizer": "WINK",
    "textLabelMaxTokenLength": 999999,
    "autoScrollWhenLabeling": True,
}


def creation(**changed: Any) -> dict[str, Any]:
    """The ten keys of creationSettings that public scripts always send."""
    return {
        "splitDocumentConfig": None,
        "anonymizationConfig": None,
        "customHeaderColumns": [],
        "enableTabularMarkdownParsing": False,
        "fileTransformerId": None,
        "firstRowAsHeader": False,
        "sentenceSeparator": "\n",
        "tokenizer": "WINK",
        "transcriptConfig": None,
        "viewer": {"mode": "TOKEN"},
        **changed,
    }


def launch_input(api: Api, files: dict[str, bytes | str], **changed: Any) -> dict[str, Any]:
    """Upload ``files`` and return a ``LaunchProjectInput``; keys given in ``changed`` replace the defaults."""
    documents = [
        {"document": {"name": name, "objectKey": api.upload(name, content)}, "extras": []}
        for name, content in files.items()
    ]
    return {
        "name": "Recipes",
        "teamId": None,
        "kinds": ["TOKEN_BASED"],
        "purpose": "LABELING",
        "documents": documents,
        "creationSettings": creation(),
        "kindsDocumentSettings": {"rowBasedSettings": None, "tokenBasedSettings": TOKENS},
        "tokenLabelSets": [],
        "rowQuestions": None,
        "documentQuestions": None,
        "bboxLabelSets": None,
        "documentAssignments": None,
        "projectSettings": None,
        **changed,
    }


def create(api: Api, files: dict[str, bytes | str], **changed: Any) -> dict[str, Any]:
    """Create a project and run its job; return the finished job."""
    reply = api.mutate("createProject", JOB, input=launch_input(api, files, **changed))
    assert reply.errors == []
    return finished(api, reply.data["job"]["id"])


def finished(api: Api, job_id: str) -> dict[str, Any]:
    """Run waiting jobs and return this one."""
    run_jobs()
    return api.query(
        "getJob",
        "id status progress resultId result errors { id stack args } additionalData { documentIds }",
        jobId=job_id,
    ).data


def made(api: Api, files: dict[str, bytes | str], **changed: Any) -> Project:
    """Create a project that must succeed and return its row."""
    job = create(api, files, **changed)
    assert (job["status"], job["errors"]) == ("DELIVERED", [])
    return Project.objects.get(uid=job["resultId"])


def open_cabinet(api: Api, project: Project, role: str = "LABELER") -> dict[str, Any]:
    """Open the project as a client does the first time; return the cabinet with its documents."""
    job = api.query("replicateCabinet", "id status", projectId=project.uid, role=role)
    assert job.errors == []
    run_jobs()
    reply = api.query(
        "getCabinet", "id role status documents { id fileName part signature status }", projectId=project.uid, role=role
    )
    assert reply.errors == []
    return reply.data


def cells(api: Api, document_id: str, skip: int = 0, take: int = 100) -> list[dict[str, Any]]:
    """The cells of a document."""
    page = {"page": {"skip": skip, "take": take}}
    reply = api.query("getCells", "nodes totalCount pageInfo { nextCursor }", documentId=document_id, input=page)
    assert reply.errors == []
    return reply.data["nodes"]
