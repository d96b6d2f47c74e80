"""Ready-made projects to label: built from rows, with the wire's ids at hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from gloss.accounts.models import User
from gloss.documents import service as documents
from gloss.documents.models import Cabinet, CabinetRole, Document, DocumentAssignment, DocumentCopy, Line
from gloss.labelsets import items as label_items
from gloss.labelsets.models import LabelSet
from gloss.projects.models import AssignmentRole, Project, ProjectAssignment
from gloss.questionsets import questions as question_sets
from gloss.questionsets.models import ProjectQuestionSet
from gloss.teams.models import Role, Team
from tests.factories import Make, unique

CITIES = [
    {"id": "city", "tagName": "City", "type": "SPAN"},
    {"id": "person", "tagName": "Person", "type": "ALL"},
    {"id": "place", "tagName": "Place"},
    {"id": "village", "tagName": "Village", "parentId": "place"},
    {
        "id": "livesIn",
        "tagName": "lives in",
        "type": "ARROW",
        "arrowRules": [{"originIds": ["person"], "destinationIds": ["city", "village"]}],
    },
]
TEXT = ["Jun lives in Penang", "Penang is 😀fine here", ""]


@dataclass
class World:
    """A project with its people; copies are looked up by person (None: the review)."""

    team: Team
    admin: User
    reviewer: User
    labelers: list[User]
    project: Project
    documents: list[Document]
    cabinets: dict[int | None, Cabinet] = field(default_factory=dict)

    def copy(self, person: User | None, index: int = 0) -> DocumentCopy:
        """The current row of a person's copy of a document."""
        found = DocumentCopy.objects.select_related("cabinet__project__team", "document")
        return found.get(cabinet=self.cabinets[person.pk if person else None], document=self.documents[index])

    def uid(self, person: User | None, index: int = 0) -> str:
        return str(self.copy(person, index).uid)

    def signature(self, person: User | None, index: int = 0) -> str:
        return documents.signature(self.copy(person, index))


def labeling_world(
    make: Make,
    *,
    lines: list[str] | None = None,
    rows: list[list[str]] | None = None,
    columns: int = 1,
    documents_count: int = 1,
    labelers: int = 1,
    settings: dict[str, Any] | None = None,
    document_settings: dict[str, Any] | None = None,
    items: list[dict[str, Any]] | None = None,
    set_fields: dict[str, Any] | None = None,
    row_questions: list[dict[str, Any]] | None = None,
    document_questions: list[dict[str, Any]] | None = None,
    kinds: list[str] | None = None,
) -> World:
    """A team project that is ready, every labeler assigned to every document and with their cabinet made.

    Text is split at spaces; ``rows`` make a table instead.
    """
    admin, reviewer = make.user(), make.user()
    team = make.team(admin)
    project = Project.objects.create(
        team=team,
        owner=admin,
        name=unique("Project "),
        kinds=kinds or (["ROW_BASED"] if rows is not None else ["TOKEN_BASED"]),
        settings=settings or {},
        document_settings={"allowArcDrawing": True, **(document_settings or {})},
        is_ready=True,
        updated_at=timezone.now(),
    )
    made = [_document(project, number, lines or TEXT, rows, columns) for number in range(documents_count)]
    if rows is None:
        _label_set(project, admin, items or CITIES, set_fields or {})
    _questions(project, "ROW", row_questions)
    _questions(project, "DOCUMENT", document_questions)
    member = make.member(team, reviewer, Role.REVIEWER)
    ProjectAssignment.objects.create(project=project, member=member, role=AssignmentRole.REVIEWER)
    people = [_labeler(make, team, project, made) for _ in range(labelers)]
    root, _ = documents.make_shared_cabinets(project)
    documents.fill(root, made)
    cabinets = {person.pk: documents.replicate(person, project, CabinetRole.LABELER) for person in people}
    world = World(team, admin, reviewer, people, project, made, dict(cabinets))
    world.cabinets[None] = documents.replicate(reviewer, project, CabinetRole.REVIEWER)
    return world


def _document(project: Project, number: int, lines: list[str], rows: list[list[str]] | None, columns: int) -> Document:
    cells = rows if rows is not None else [[text] for text in lines]
    document = Document.objects.create(
        project=project,
        name=f"doc{number}",
        file_name=f"doc{number}.txt",
        position=number,
        line_count=len(cells),
        column_count=columns if rows is not None else 1,
        content_hash=f"{number:064x}",
    )
    Line.objects.bulk_create(
        Line(
            document=document,
            line=line,
            cells=json.dumps(row, ensure_ascii=False),
            tokens=None if rows is not None else json.dumps([_edges(text) for text in row]),
        )
        for line, row in enumerate(cells)
    )
    return document


def _edges(text: str) -> list[int]:
    edges: list[int] = []
    at = 0
    for word in text.split(" "):
        if word:
            edges += [at, at + len(word)]
        at += len(word) + 1
    return edges


def _label_set(project: Project, owner: User, items: list[dict[str, Any]], fields: dict[str, Any]) -> None:
    parsed = label_items.parse_items(items)
    LabelSet.objects.create(
        project=project,
        owner=owner,
        index=0,
        name="Cities",
        items=[label_items.to_wire(item) for item in parsed],
        signature=label_items.signature(parsed),
        **fields,
    )


def _questions(project: Project, level: str, raw: list[dict[str, Any]] | None) -> None:
    if raw is None:
        return
    checked = question_sets.from_input(raw)
    ProjectQuestionSet.objects.create(
        project=project,
        level=level,
        questions=[question_sets.to_wire(question) for question in checked],
        signature=question_sets.signature(checked),
    )


def _labeler(make: Make, team: Team, project: Project, made: list[Document]) -> User:
    person = make.user()
    member = make.member(team, person, Role.LABELER)
    assignment = ProjectAssignment.objects.create(project=project, member=member, role=AssignmentRole.LABELER)
    DocumentAssignment.objects.bulk_create(
        DocumentAssignment(assignment=assignment, document=document) for document in made
    )
    return person


def span(item: str, line: int, token: int, last: int | None = None, **fields: Any) -> dict[str, Any]:
    """A TextLabelInput from ``token`` to ``last``; ``chars`` are the first and last character, 0 and 0 unless given."""
    first_char, last_char = fields.pop("chars", (0, 0))
    end = token if last is None else last
    layer = fields.pop("layer", 0)
    code = f"SPAN:{item}:{layer}:{line}:0:{token}:{first_char}:{line}:0:{end}:{last_char}:0:undefined:undefined"
    return {
        "id": code,
        "l": item,
        "layer": layer,
        "start": {"sentenceId": line, "tokenId": token, "charId": first_char},
        "end": {"sentenceId": line, "tokenId": end, "charId": last_char},
        **fields,
    }


def arrow(item: str, origin: dict[str, Any], destination: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A TextLabelInput that joins two spans made by ``span``."""
    start, end = origin["start"], destination["end"]
    place = f"{start['sentenceId']}:0:{start['tokenId']}:{start['charId']}"
    place += f":{end['sentenceId']}:0:{end['tokenId']}:{end['charId']}"
    code = f"ARROW:{item}:0:{place}:0:{origin['id']}:{destination['id']}"
    return {"id": code, "l": item, "layer": 0, "start": start, "end": end, **fields}
