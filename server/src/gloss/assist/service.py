"""Register services and transformers; start a model on a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from gloss.accounts.models import User
from gloss.assist import hooks, queries
from gloss.assist.models import CustomAPI, FileTransformer, TransformerPurpose
from gloss.core.errors import BadInput, Conflict, Forbidden, NotFound
from gloss.documents.models import CabinetRole
from gloss.jobs import service as jobs
from gloss.jobs.models import Job
from gloss.projects.models import Project
from gloss.projects.queries import LABELING_ROLES
from gloss.storage import outgoing, secrets
from gloss.teams.models import Team
from gloss.teams.settings import CUSTOM_API_LIMIT, team_settings

MAX_NAME = 255
MAX_CONTENT = 1_000_000
QUEUE = "AutoLabelQueue"
TEMPLATES = {
    TransformerPurpose.IMPORT: "(fileContent: string): SimpleDocument => {\n  return { cells: [], labels: [] };\n};\n",
    TransformerPurpose.EXPORT: "(document: ExportableDocument): string => {\n  return '';\n};\n",
}


def create_custom_api(team: Team, values: Mapping[str, Any]) -> CustomAPI:
    """Register a service.

    Raises:
        BadInput: no name, or an endpoint that is no URL. Conflict: the team has as many as it may.
    """
    outgoing.check_url(values["endpointURL"], "endpointURL")
    with transaction.atomic():
        if queries.custom_apis(team).count() >= CUSTOM_API_LIMIT:
            raise Conflict(
                f"A workspace can register {CUSTOM_API_LIMIT} services. Delete one that is no longer used.",
                code="LIMIT_REACHED",
            )
        return CustomAPI.objects.create(
            team=team,
            name=_name(values["name"]),
            purpose=values["purpose"],
            endpoint_url=values["endpointURL"],
            secret=secrets.seal({"secret": values["secret"]}),
        )


def update_custom_api(row: CustomAPI, values: Mapping[str, Any]) -> CustomAPI:
    """Change name and endpoint, and the secret when one is given."""
    outgoing.check_url(values["endpointURL"], "endpointURL")
    row.name, row.endpoint_url = _name(values["name"]), values["endpointURL"]
    if values.get("secret"):
        row.secret = secrets.seal({"secret": values["secret"]})
    row.save(update_fields=["name", "endpoint_url", "secret", "updated_at"])
    return row


def secret_of(row: CustomAPI) -> str:
    return str(secrets.unseal(row.secret)["secret"])


def create_transformer(team: Team, name: str, purpose: str) -> FileTransformer:
    """Make a transformer that starts from the template of its purpose."""
    content = TEMPLATES[TransformerPurpose(purpose)]
    return FileTransformer.objects.create(team=team, name=_name(name), purpose=purpose, content=content)


def update_transformer(row: FileTransformer, values: Mapping[str, Any]) -> FileTransformer:
    """Change what is given; None leaves it as it is."""
    if values.get("name") is not None:
        row.name = _name(values["name"])
    if values.get("content") is not None:
        if len(values["content"]) > MAX_CONTENT:
            raise BadInput(f"A transformer may have at most {MAX_CONTENT:,} characters.", field="content")
        row.content = values["content"]
    row.language = values.get("language") or row.language
    row.save(update_fields=["name", "content", "language", "updated_at"])
    return row


def _name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= MAX_NAME:
        raise BadInput(f"Give it a name of 1 to {MAX_NAME} characters.", field="name")
    return name


@dataclass(frozen=True, slots=True)
class AutoLabelRequest:
    """Which model labels whose copy. ``batch_size`` counts documents in one call; 0 means all in one."""

    email: str
    role: str
    endpoint: str
    secret: str
    batch_size: int
    provider: str | None = None


def start_auto_label(actor: User, project: Project, request: AutoLabelRequest) -> Job:
    """Queue the job that has a model label all documents of one person's copy.

    Raises:
        BadInput: naming the field. NotFound: the person is not assigned to the project.
        Forbidden: assisted labeling is switched off in the workspace.
    """
    _check_request(project, request)
    person = _person(project, request)
    hooks.REPLICATE[0](person, project, request.role)
    with transaction.atomic():
        return jobs.enqueue(
            "assist.auto_label",
            owner=actor,
            team=project.team,
            project_uid=project.uid,
            queue=QUEUE,
            payload={
                "projectId": project.uid,
                "userId": person.pk,
                "role": request.role,
                "endpoint": request.endpoint,
                "secret": secrets.seal({"secret": request.secret}),
                "batchSize": request.batch_size,
            },
        )


def _check_request(project: Project, request: AutoLabelRequest) -> None:
    if project.team and not team_settings(project.team).enable_assisted_labeling:
        raise Forbidden("Assisted labeling is switched off in this workspace. Ask an admin to switch it on.")
    if "TOKEN_BASED" not in project.kinds:
        raise BadInput("Only span labeling projects can be labeled this way.", field="projectId")
    if request.provider not in (None, "CUSTOM"):
        raise BadInput("Only the service provider CUSTOM works here.", field="options.serviceProvider")
    if request.batch_size < 0:
        raise BadInput(
            "Send 1 or more files in a request, or 0 for all in one.", field="options.numberOfFilesPerRequest"
        )
    outgoing.check_url(request.endpoint, "targetAPI.endpoint")


def _person(project: Project, request: AutoLabelRequest) -> User:
    if project.team_id is None:
        person = queries.owner_named(project, request.email)
    else:
        found = queries.assignee(project, request.email)
        labels = found is not None and found.role in LABELING_ROLES
        person = found.member.user if found and (labels or request.role == CabinetRole.REVIEWER) else None
    if person is None:
        raise NotFound(f"labeler {request.email} in this project", hint="Assign the person to the project first.")
    return person
