"""How much of a review is done where only a share of the work is to be looked at.

Counted are, per document, labeled spans or rows, and, where documents are asked about,
documents. The share is a rate of all of them, halves rounded up; which ones is up to the reviewers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels.models import Label, LabelKind, LabelStatus, Phase
from gloss.projects.models import Project
from gloss.projects.settings import ProjectSettings

DECIDED = (LabelStatus.ACCEPTED, LabelStatus.REJECTED)
_OWN = Q(labeled_by=Phase.REVIEWER, status=LabelStatus.LABELED)
"""What reviewers added: nobody sampled it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Of ``total`` things ``due`` are to be looked at, and ``done`` were."""

    total: int
    due: int
    done: int

    @property
    def is_reached(self) -> bool:
        return self.done >= self.due


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """``items``: spans or rows, null where the project has neither. ``is_answered``: its own questions are settled."""

    copy: DocumentCopy
    items: Progress | None
    is_answered: bool

    @property
    def has_items(self) -> bool:
        return self.items is None or self.items.is_reached


@dataclass(frozen=True, slots=True)
class Sampling:
    """``unit`` is SPAN, ROW or null; ``documents`` is null where no documents are asked about."""

    rate: float
    unit: str | None
    parts: tuple[DocumentProgress, ...]
    documents: Progress | None

    @property
    def items(self) -> Progress | None:
        """The sum over the documents, each rounded for itself."""
        counts = [part.items for part in self.parts if part.items is not None]
        if self.unit is None:
            return None
        totals = (sum(getattr(count, name) for count in counts) for name in ("total", "due", "done"))
        return Progress(*totals)

    @property
    def is_reached(self) -> bool:
        if self.documents is not None:
            return self.documents.is_reached
        return all(part.has_items for part in self.parts)


def due(rate: float, total: int) -> int:
    """``rate`` of ``total``, halves rounded up: half of 11 is 6."""
    return int((Decimal(str(rate)) * total).quantize(Decimal(1), ROUND_HALF_UP))


def rate_of(project: Project) -> float | None:
    """The share to look at; None unless reviewers decide everything and a rate is set."""
    settings = ProjectSettings.load(project)
    return settings.review_sampling_rate if settings.mode == "MANUAL" else None


def unit_of(project: Project) -> str | None:
    if "ROW_BASED" in project.kinds:
        return "ROW"
    return "SPAN" if "TOKEN_BASED" in project.kinds else None


def of_project(project: Project, rate: float) -> Sampling:
    """The progress of all documents, in order, in a fixed number of queries."""
    copies = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.REVIEWER)
    return of_copies(
        project, list(copies.select_related("document").order_by("document__position", "document_id")), rate
    )


def of_copies(project: Project, copies: Sequence[DocumentCopy], rate: float) -> Sampling:
    """The progress of some review copies; ``documents`` counts these only."""
    unit, asks = unit_of(project), "DOCUMENT_BASED" in project.kinds
    counts = _counts(project, copies, unit)
    answered = _answered(project) if asks else set()
    parts = tuple(
        DocumentProgress(copy, _progress(counts.get(copy.pk, (0, 0)), copy, unit, rate), copy.pk in answered)
        for copy in copies
    )
    return Sampling(rate, unit, parts, _documents(parts, rate) if asks else None)


def _progress(count: tuple[int, int], copy: DocumentCopy, unit: str | None, rate: float) -> Progress | None:
    if unit is None:
        return None
    total, done = count
    if unit == "ROW":
        total = copy.document.line_count
    return Progress(total, due(rate, total), done)


def _documents(parts: Iterable[DocumentProgress], rate: float) -> Progress:
    parts = list(parts)
    return Progress(len(parts), due(rate, len(parts)), sum(part.is_answered and part.has_items for part in parts))


def _counts(project: Project, copies: Sequence[DocumentCopy], unit: str | None) -> dict[int, tuple[int, int]]:
    """Total and decided spans, or just decided rows, by copy."""
    if unit is None:
        return {}
    decided = Count("pk", filter=Q(status__in=DECIDED))
    if unit == "ROW":
        rows = RowAnswer.objects.filter(_within(project, copies), status__in=DECIDED).order_by()
    else:
        rows = Label.objects.filter(_within(project, copies), kind=LabelKind.SPAN).exclude(_OWN).order_by()
    found = rows.values_list("copy_id").annotate(total=Count("pk"), decided=decided)
    return {copy: (total, done) for copy, total, done in found}


def _within(project: Project, copies: Sequence[DocumentCopy]) -> Q:
    if len(copies) < 100:
        return Q(copy__in=[copy.pk for copy in copies])
    return Q(copy__cabinet__project=project, copy__cabinet__role=CabinetRole.REVIEWER)


def _answered(project: Project) -> set[int]:
    rows = DocumentAnswer.objects.filter(
        copy__cabinet__project=project, copy__cabinet__role=CabinetRole.REVIEWER, status__in=DECIDED
    )
    return set(rows.values_list("copy_id", flat=True))
