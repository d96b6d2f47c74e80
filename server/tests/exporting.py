"""A project with work in it, ready to be exported, and what its zip must hold."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Any

import orjson
from django.utils import timezone

from gloss.accounts.models import User
from gloss.answers.models import RowAnswer
from gloss.core.hashcode import SpanKey, arrow_hash, hash64, span_hash
from gloss.documents.models import (
    Cabinet,
    CabinetRole,
    Document,
    DocumentAssignment,
    DocumentCopy,
    Line,
    ProjectColumn,
)
from gloss.jobs.models import Job
from gloss.labels.models import Label
from gloss.labelsets.models import LabelSet
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment
from gloss.questionsets import questions as question_sets
from gloss.questionsets.models import ProjectQuestionSet
from gloss.teams.models import Role, Team
from gloss.tokenizers import tokenizer_for
from tests.client import Api, Reply, run_jobs
from tests.factories import Make, unique

TEXTS = ("Rosa cooked laksa in Penang.", "Jun ate it twice.")
ITEMS = (("1", "Person", None), ("2", "Dish", None), ("3", "Place", None), ("4", "City", "3"), ("5", "made", None))
RESULT = "exportId fileUrl fileUrlExpiredAt queued redirect key"


@dataclass
class Kitchen:
    """Rosa made the project, Ann and Jun label it, and Mia, also assigned, never opened it."""

    team: Team
    rosa: User
    ann: User
    jun: User
    mia: User
    project: Project
    documents: list[Document]
    cabinets: dict[str, Cabinet]

    def copy(self, owner: str, index: int = 0) -> DocumentCopy:
        return DocumentCopy.objects.get(cabinet=self.cabinets[owner], document=self.documents[index])


def kitchen(
    make: Make,
    *,
    name: str = "Recipes",
    files: tuple[str, ...] = ("soup.txt",),
    kinds: tuple[str, ...] = ("TOKEN_BASED",),
    rows: list[list[str]] | None = None,
    columns: tuple[str, ...] = (),
    questions: list[dict[str, Any]] | None = None,
    reviewed: bool = True,
) -> Kitchen:
    """Build the project with cabinets for the root, the review, Ann and Jun; nothing is labeled yet.

    A ``reviewed`` project's review is complete, so that nothing but the test changes it.
    """
    rosa, ann, jun, mia = (
        make.user(f"{word}.{unique('x')}@example.com", name=word.title()) for word in ("rosa", "ann", "jun", "mia")
    )
    team = make.team(rosa)
    project = Project.objects.create(
        team=team, owner=rosa, name=name, kinds=list(kinds), is_ready=True, updated_at=timezone.now()
    )
    documents = [_document(project, at, file, rows) for at, file in enumerate(files)]
    for index, column in enumerate(columns):
        ProjectColumn.objects.create(project=project, index=index, name=column)
    if "TOKEN_BASED" in kinds:
        stored = [{"id": i, "tagName": n, "parentId": p, "color": "#df3920", "type": "ALL"} for i, n, p in ITEMS]
        LabelSet.objects.create(project=project, owner=rosa, index=0, name="Entities", items=stored, signature="0" * 64)
    if questions is not None:
        checked = [question_sets.to_wire(one) for one in question_sets.from_input(questions)]
        ProjectQuestionSet.objects.create(project=project, level="ROW", questions=checked, signature="0" * 64)
    for person in (ann, jun, mia):
        _assign(make, team, project, person, documents)
    cabinets = {
        "root": _cabinet(project, CabinetRole.ROOT, None, documents),
        "review": _cabinet(project, CabinetRole.REVIEWER, None, documents),
        "ann": _cabinet(project, CabinetRole.LABELER, ann, documents),
        "jun": _cabinet(project, CabinetRole.LABELER, jun, documents),
    }
    if reviewed:
        Cabinet.objects.filter(pk=cabinets["review"].pk).update(status="COMPLETE")
    return Kitchen(team, rosa, ann, jun, mia, project, documents, cabinets)


def _document(project: Project, at: int, file_name: str, rows: list[list[str]] | None) -> Document:
    cells = rows if rows is not None else [[text] for text in TEXTS]
    document = Document.objects.create(
        project=project,
        name=file_name,
        file_name=file_name,
        position=at,
        line_count=len(cells),
        column_count=len(cells[0]),
        has_header=rows is not None,
        content_hash=hashlib.sha256(file_name.encode()).hexdigest(),
    )
    Line.objects.bulk_create(
        Line(
            document=document,
            line=number,
            cells=orjson.dumps(row).decode(),
            tokens=None if rows is not None else orjson.dumps([_edges(text) for text in row]).decode(),
        )
        for number, row in enumerate(cells)
    )
    return document


def _edges(text: str) -> list[int]:
    return [edge for token in tokenizer_for("WINK").offsets(text) for edge in token]


def _assign(make: Make, team: Team, project: Project, person: User, documents: list[Document]) -> None:
    member = make.member(team, person, Role.LABELER)
    assignment = ProjectAssignment.objects.create(project=project, member=member, role=AssignmentRole.LABELER)
    slots = [DocumentAssignment(assignment=assignment, document=document) for document in documents]
    DocumentAssignment.objects.bulk_create(slots)


def _cabinet(project: Project, role: str, owner: User | None, documents: list[Document]) -> Cabinet:
    cabinet = Cabinet.objects.create(project=project, role=role, owner=owner)
    DocumentCopy.objects.bulk_create(DocumentCopy(cabinet=cabinet, document=document) for document in documents)
    return cabinet


def add_span(
    copy: DocumentCopy, item: str, start: tuple[int, int, int], end: tuple[int, int, int], **more: Any
) -> Label:
    """Store a span from (line, token, char) to (line, token, char), both included."""
    key = SpanKey(item, 0, start[0], 0, *start[1:], end[0], 0, *end[1:], 0)
    now = timezone.now()
    values = {"labeled_by": "LABELER", "created_at": now, "updated_at": now, **more}
    return Label.objects.create(
        copy=copy, layer=0, item=item, hash64=hash64(span_hash(key)),
        start_line=start[0], start_token=start[1], start_char=start[2],
        end_line=end[0], end_token=end[1], end_char=end[2], **values,
    )  # fmt: skip


def add_arrow(copy: DocumentCopy, item: str, origin: Label, destination: Label, **more: Any) -> Label:
    ends = [
        SpanKey(one.item, 0, one.start_line, 0, one.start_token, one.start_char,
                one.end_line, 0, one.end_token, one.end_char, 0)
        for one in (origin, destination)
    ]  # fmt: skip
    now = timezone.now()
    values = {"labeled_by": "LABELER", "created_at": now, "updated_at": now, **more}
    return Label.objects.create(
        copy=copy, kind="ARROW", layer=0, item=item, hash64=hash64(arrow_hash(item, 0, *ends)),
        start_line=origin.start_line, start_token=origin.start_token, start_char=origin.start_char,
        end_line=destination.end_line, end_token=destination.end_token, end_char=destination.end_char,
        origin=origin, destination=destination, **values,
    )  # fmt: skip


def add_answers(copy: DocumentCopy, line: int, values: dict[str, Any], **more: Any) -> RowAnswer:
    now = timezone.now()
    return RowAnswer.objects.create(copy=copy, line=line, values=values, created_at=now, updated_at=now, **more)


def allow_labelers(world: Kitchen, *methods: str) -> None:
    """Let the labelers of the team export by these methods."""
    world.team.settings = {"allowed_labeler_export_methods": list(methods)}
    world.team.save(update_fields=["settings"])


def ask(api: Api, world: Kitchen, **changes: Any) -> Reply:
    """Ask for an export of the whole project; ``changes`` replace parts of the input."""
    input = {
        "projectIds": [world.project.uid],
        "fileName": "recipes",
        "format": "DATASAUR_SCHEMA",
        "method": "FILE_STORAGE",
        **changes,
    }
    return api.query("exportTextProject", RESULT, input=input)


def delivered(api: Api, reply: Reply) -> dict[str, Any]:
    """Run the job of an accepted request; return its result."""
    assert reply.errors == []
    run_jobs()
    job = Job.objects.get(id=reply.data["exportId"])
    assert (job.status, job.errors) == ("DELIVERED", [])
    assert job.result is not None
    return job.result


def path_of(url: str) -> str:
    """The path of a link, to be asked of the application under test."""
    return "/" + url.split("//", 1)[1].split("/", 1)[1]


def download(api: Api, reply: Reply) -> zipfile.ZipFile:
    """Run the job and open the zip behind the link."""
    delivered(api, reply)
    response = Api().get(path_of(reply.data["fileUrl"]))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(response.content))
