"""How much of each labeler's work the review accepted: per document, and per row where there are rows.

A label or answer counts as accepted when the review holds the same one, as rejected when
the review holds or decided otherwise. Resolved is everything the review holds by now.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from gloss.answers import queries as answers
from gloss.answers.models import AnswerBase
from gloss.answers.wire import disputed_questions
from gloss.core.errors import BadInput
from gloss.documents import queries as documents
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.projects.models import Project

MAX_ROWS = 500_000
ACCEPTED = ~Q(status=LabelStatus.REJECTED) & ~Q(status=LabelStatus.LABELED, labeled_by=Phase.CONFLICT)
"""Labels the review holds: by consensus, by a reviewer's decision or hand, from the file."""


@dataclass(slots=True)
class Tally:
    applied: int = 0
    accepted: int = 0
    rejected: int = 0
    resolved: int = 0

    def add(self, other: Tally) -> None:
        self.applied += other.applied
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.resolved += other.resolved

    def shape(self) -> dict[str, Any]:
        """The wire's FinalReport; a share of nothing is 0."""
        return {
            "totalAppliedLabels": self.applied,
            "totalAcceptedLabels": self.accepted,
            "totalRejectedLabels": self.rejected,
            "totalResolvedLabels": self.resolved,
            "precision": self.accepted / self.applied if self.applied else 0.0,
            "recall": self.accepted / self.resolved if self.resolved else 0.0,
        }


@dataclass(slots=True)
class DocumentReport:
    """``rows`` is None for projects without row questions."""

    copy: DocumentCopy
    total: Tally = field(default_factory=Tally)
    rows: list[tuple[int, Tally]] | None = None


def of_project(project: Project) -> list[DocumentReport]:
    """Return one report for each document of each labeler, in the order of cabinets and documents.

    Raises:
        BadInput: more answered rows than can be compared while the caller waits.
    """
    cabinets = list(project.cabinets.filter(role=CabinetRole.LABELER).select_related("owner"))
    copies = list(documents.visible_copies(cabinets).select_related("document", "cabinet__owner"))
    if sum(copy.answered_count for copy in copies) > MAX_ROWS:
        raise BadInput(
            f"{project.name} has more than {MAX_ROWS:,} answered rows. Export it and compare the files instead.",
            field="projectIds",
        )
    reviews = {copy.document_id: copy for copy in documents.visible_copies(project.cabinets.filter(role="REVIEWER"))}
    applied, resolved = _label_tallies(project)
    reports = []
    for copy in copies:
        copy.cabinet.project = project
        report = DocumentReport(copy, applied.get(copy.pk, Tally()))
        report.total.resolved += resolved.get(copy.document_id, 0)
        _add_answers(report, reviews.get(copy.document_id), "ROW_BASED" in project.kinds)
        reports.append(report)
    return reports


def _label_tallies(project: Project) -> tuple[dict[int, Tally], dict[int, int]]:
    """Return the labels of each labeler's copy, and the accepted ones of each document's review."""
    judged = Label.objects.filter(copy__cabinet__project=project, copy__cabinet__role=CabinetRole.REVIEWER)
    twins = judged.filter(copy__document=OuterRef("copy__document"), hash64=OuterRef("hash64"))
    own = Label.objects.filter(copy__cabinet__project=project, copy__cabinet__role=CabinetRole.LABELER)
    counted = (
        own.annotate(
            is_accepted=Exists(twins.filter(ACCEPTED)), is_rejected=Exists(twins.filter(status=LabelStatus.REJECTED))
        )
        .order_by()
        .values_list("copy")
        .annotate(Count("pk"), accepted=Count("pk", Q(is_accepted=True)), rejected=Count("pk", Q(is_rejected=True)))
    )
    applied = {copy: Tally(all_, accepted, rejected) for copy, all_, accepted, rejected in counted}
    resolved = judged.filter(ACCEPTED).order_by().values_list("copy__document").annotate(Count("pk"))
    return applied, dict(resolved)


def _add_answers(report: DocumentReport, review: DocumentCopy | None, has_rows: bool) -> None:
    whole = answers.document_answer(report.copy)
    judged = answers.document_answer(review) if review else None
    report.total.add(compare(whole, judged))
    if not has_rows:
        return
    report.rows = []
    for line, own, other in _paired(report.copy, review):
        tally = compare(own, other)
        if tally != Tally():
            report.rows.append((line, tally))
            report.total.add(tally)


def _paired(
    copy: DocumentCopy, review: DocumentCopy | None
) -> Iterator[tuple[int, AnswerBase | None, AnswerBase | None]]:
    """Walk through the rows of both copies side by side, by line."""
    own = ((row.line, 0, row) for row in answers.iter_rows(copy))
    judged = ((row.line, 1, row) for row in answers.iter_rows(review)) if review else iter(())
    merged = heapq.merge(own, judged, key=lambda entry: entry[:2])
    for line, entries in groupby(merged, key=lambda entry: entry[0]):
        sides: list[AnswerBase | None] = [None, None]
        for _, side, row in entries:
            sides[side] = row
        yield line, sides[0], sides[1]


def compare(own: AnswerBase | None, review: AnswerBase | None) -> Tally:
    """Compare question by question; one that still waits for a reviewer is neither accepted nor rejected."""
    mine = own.values if own else {}
    if review is None:
        return Tally(applied=len(mine))
    disputed = disputed_questions(review)
    settled = {key: value for key, value in review.values.items() if key not in disputed}
    decided = {*settled, *(key for key in review.decided if key not in disputed)}
    accepted = sum(key in mine and mine[key] == value for key, value in settled.items())
    return Tally(len(mine), accepted, sum(key in decided for key in mine) - accepted, len(settled))
