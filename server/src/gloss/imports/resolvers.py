"""Making projects and adding documents on the wire."""

from __future__ import annotations

from typing import Any

from ariadne import MutationType, QueryType

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.documents import access as documents
from gloss.imports import checks, legacy, preview, replication, script, service, wire
from gloss.imports.plan import KEY, URL, PlannedDocument, Source
from gloss.jobs import service as jobs
from gloss.jobs.models import Job
from gloss.projects import access as projects
from gloss.projects import shapes as project_shapes
from gloss.projects.settings import DocumentSettings
from gloss.storage import outgoing
from gloss.storage.models import UploadedFile

query, mutation = QueryType(), MutationType()


@mutation.field("createProject")
def create_project(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user, creation_id = info.context.user, input.get("projectCreationId")
    job = service.earlier_job(user, creation_id)
    if job is None:
        job = service.create_project(user, wire.new_project(user, input), creation_id)
    return _launched(job, input["name"])


@mutation.field("launchTextProjectAsync")
def launch_async(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    return _launched(_launch(info.context.user, input), input["name"])


@mutation.field("launchTextProject")
def launch(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    return project_shapes.project(service.wait(_launch(user, input)), user)


def _launch(user: User, input: dict[str, Any]) -> Job:
    creation_id = input.get("projectCreationId")
    job = service.earlier_job(user, creation_id)
    return job or service.create_project(user, legacy.new_project(user, input), creation_id)


@mutation.field("addDocumentsToProject")
def add_documents(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user = info.context.user
    project = projects.project_for_manager(user, input["projectId"])
    job = service.add_documents(user, project, wire.added_documents(user, project, input))
    return _launched(job, project.name)


@query.field("replicateCabinet")
def replicate_cabinet(_: Any, info: Any, projectId: str, role: str) -> dict[str, Any]:
    user = info.context.user
    project = documents.project_in_role(user, projectId, role)
    return jobs.shape(replication.start(user, project, role))


@query.field("getProjectCreationScript")
def get_creation_script(_: Any, info: Any, input: dict[str, Any]) -> str:
    assert info.context.user
    return script.creation_script(input)


@query.field("previewDocument")
def preview_document(_: Any, info: Any, input: dict[str, Any]) -> dict[str, Any]:
    user, detail = info.context.user, input["document"]
    name = checks.file_name(detail["name"], "document.name")
    creation = input.get("creationSettings") or {}
    rules = DocumentSettings.for_kinds(
        input["kinds"],
        {
            **{key: creation.get(key) for key in ("tokenizer", "sentenceSeparator")},
            **wire.anonymization(creation),
        },
    )
    source = _preview_source(user, detail, name)
    planned = PlannedDocument(
        name, name, source, [], creation.get("firstRowAsHeader"), list(creation.get("customHeaderColumns") or ())
    )
    return preview.look(source, input["kinds"], planned, rules).wire()


def _preview_source(user: User, detail: dict[str, Any], name: str) -> Source:
    """An own upload, left unclaimed, or a URL."""
    key, url = detail.get("objectKey"), detail.get("externalUrl")
    if bool(key) == bool(url):
        raise BadInput("Give either an objectKey or an externalUrl.", field="document")
    if url:
        outgoing.check_url(url, "document.externalUrl")
        return Source(name, URL, url)
    if not UploadedFile.objects.filter(key=key, owner=user).exists():
        raise BadInput(f"There is no upload {key} of yours. Upload the file again.", field="document.objectKey")
    return Source(name, KEY, key)


def _launched(job: Job, name: str) -> dict[str, Any]:
    return {"job": jobs.shape(job), "name": name}


BINDINGS = [query, mutation]
