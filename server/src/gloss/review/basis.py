"""What a review copy is computed from: the labelers' copies of its document and the project's rule."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gloss.agreement.consensus import threshold
from gloss.core.batches import parts
from gloss.documents.models import CabinetRole, CabinetStatus, CopyStatus, DocumentAssignment, DocumentCopy
from gloss.projects.models import Project
from gloss.projects.queries import LABELING_ROLES
from gloss.projects.settings import ProjectSettings
from gloss.questionsets.models import ProjectQuestionSet
from gloss.review.models import ReviewState


@dataclass(frozen=True, slots=True)
class Source:
    """A labeler's copy of the document."""

    copy_id: int
    owner_id: int
    has_started: bool
    is_done: bool
    size: int


@dataclass(frozen=True, slots=True)
class Basis:
    """``needed`` labelers must agree, None: reviewers decide everything.

    ``digest`` and ``rule`` are those of ``ReviewState``.
    """

    copy: DocumentCopy
    sources: tuple[Source, ...]
    needed: int | None
    all_done: bool
    digest: str
    rule: str
    state: ReviewState | None

    @property
    def is_current(self) -> bool:
        return self.state is not None and self.state.basis == self.digest

    @property
    def size(self) -> int:
        """How many labels and answers there are to look at."""
        return sum(source.size for source in self.sources) + self.copy.label_count + self.copy.answered_count

    @property
    def voters(self) -> dict[int, int]:
        """Owners by copy id, of the copies somebody has worked in."""
        return {source.copy_id: source.owner_id for source in self.sources if source.has_started}


def basis(copy: DocumentCopy) -> Basis:
    """Return the basis of one review copy."""
    return bases(copy.cabinet.project, [copy])[0]


def bases(project: Project, copies: Sequence[DocumentCopy]) -> list[Basis]:
    """Return the bases of review copies of one project, in a fixed number of queries for every 500."""
    settings = ProjectSettings.load(project)
    questions = ProjectQuestionSet.objects.filter(project=project).order_by("level").values_list("signature", flat=True)
    rule = f"{settings.mode}:{settings.consensus}:{','.join(questions)}"
    return [found for part in parts(copies, 500) for found in _bases(project, part, settings, rule)]


def _bases(project: Project, copies: Sequence[DocumentCopy], settings: ProjectSettings, rule: str) -> Iterable[Basis]:
    documents = [copy.document_id for copy in copies]
    labelers = _labelers(project, documents)
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in _source_rows(documents):
        if row["cabinet__owner_id"] in labelers.get(row["document_id"], ()):
            rows.setdefault(row["document_id"], []).append(row)
    states = {state.copy_id: state for state in ReviewState.objects.filter(copy__in=copies)}
    for copy in copies:
        people, found = labelers.get(copy.document_id, set()), rows.get(copy.document_id, [])
        needed = None if settings.mode == "MANUAL" else threshold(settings.consensus, len(people))
        sources = tuple(_source(row) for row in found)
        done = {source.owner_id for source in sources if source.is_done}
        names = sorted((row["pk"], row["status"], row["cabinet__status"]) for row in found)
        own_rule = _hash(rule, needed, names, sorted(people))
        saved = sorted((row["pk"], str(row["last_saved_at"])) for row in found)
        all_done = bool(people) and people <= done
        yield Basis(copy, sources, needed, all_done, _hash(own_rule, saved), own_rule, states.get(copy.pk))


def _labelers(project: Project, documents: Sequence[int]) -> dict[int, set[int]]:
    """Who labels each document: the owner in a personal project, else those assigned."""
    if project.team_id is None:
        return {document: {project.owner_id} for document in documents}
    slots = DocumentAssignment.objects.filter(
        document__in=documents,
        assignment__role__in=LABELING_ROLES,
        assignment__member__is_deleted=False,
        assignment__member__user__isnull=False,
    )
    people: dict[int, set[int]] = {}
    for document, user in slots.values_list("document_id", "assignment__member__user_id"):
        people.setdefault(document, set()).add(user)
    return people


def _source_rows(documents: Sequence[int]) -> Iterable[dict[str, Any]]:
    copies = DocumentCopy.objects.filter(document__in=documents, cabinet__role=CabinetRole.LABELER).order_by("pk")
    return copies.values(
        "pk",
        "document_id",
        "cabinet__owner_id",
        "status",
        "cabinet__status",
        "last_saved_at",
        "label_count",
        "answered_count",
    )


def _source(row: dict[str, Any]) -> Source:
    is_done = row["status"] == CopyStatus.COMPLETE or row["cabinet__status"] == CabinetStatus.COMPLETE
    has_started = is_done or row["status"] != CopyStatus.NOT_STARTED
    size = row["label_count"] + row["answered_count"]
    return Source(row["pk"], row["cabinet__owner_id"], has_started, is_done, size)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
