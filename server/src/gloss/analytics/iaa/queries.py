"""Reading stored agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, FloatField, QuerySet, Sum

from gloss.accounts.models import User
from gloss.agreement.pairs import PairTable
from gloss.analytics.models import DocumentAgreement, PairAgreement, ProjectAgreement
from gloss.labelsets.models import LabelSet
from gloss.projects.models import Project
from gloss.teams.models import Team

KAPPA, ALPHA = "COHENS_KAPPA", "KRIPPENDORFFS_ALPHA"
_FIELDS = {KAPPA: ("kappa", "n"), ALPHA: ("alpha", "alpha_n")}


@dataclass(frozen=True, slots=True)
class PairValue:
    """``second`` is None for the reviewer."""

    first: int
    second: int | None
    value: float
    n: int


def of_team(
    team: Team, projects: Sequence[Project] | None, signatures: Sequence[str] | None, algorithm: str
) -> list[PairValue]:
    """Average every two people over projects, each weighing its records; pairs without a value are left out.

    ``signatures`` keep the projects that use one of these label sets.
    """
    value, n = _FIELDS[algorithm]
    rows = PairAgreement.objects.filter(layer="", project__team=team, project__is_ready=True)
    rows = rows.filter(**{f"{value}__isnull": False, f"{n}__gt": 0})
    if projects is not None:
        rows = rows.filter(project__in=[project.pk for project in projects])
    if signatures:
        rows = rows.filter(project__in=LabelSet.objects.filter(signature__in=list(signatures)).values("project"))
    weighted = Sum(F(value) * F(n), output_field=FloatField())
    found = rows.order_by("first", "second").values_list("first", "second").annotate(total=weighted, weight=Sum(n))
    pairs = [PairValue(first, second, total / weight, weight) for first, second, total, weight in found]
    return sorted(pairs, key=lambda pair: (pair.first, pair.second is None, pair.second or 0))


def stored(project: Project) -> ProjectAgreement | None:
    return ProjectAgreement.objects.filter(project=project).first()


def pairs(project: Project) -> QuerySet[PairAgreement]:
    """All pairs without their tables, whole project first, the reviewer last."""
    return (
        PairAgreement.objects.filter(project=project)
        .defer("table")
        .order_by("layer", "first", F("second").asc(nulls_last=True))
    )


def against_review(project: Project) -> QuerySet[PairAgreement]:
    """Labelers and the review in each layer, with tables."""
    rows = PairAgreement.objects.filter(project=project, second=None).exclude(layer="")
    return rows.order_by("first", "layer")


def table(project: Project, layer: str, first: int | None, second: int | None) -> tuple[PairTable, int] | None:
    """The table of two people, whichever is named first, and how many records it is about."""
    if first is None:
        found = table(project, layer, second, None) if second is not None else None
        return (swapped(found[0]), found[1]) if found else None
    flipped = second is not None and second < first
    low, high = (second, first) if flipped else (first, second)
    row = PairAgreement.objects.filter(project=project, layer=layer, first=low, second=high).first()
    if row is None:
        return None
    cells = as_table(row)
    return (swapped(cells) if flipped else cells), row.n


def as_table(row: PairAgreement) -> PairTable:
    return {(one, other): count for one, other, count in row.table}


def swapped(cells: PairTable) -> PairTable:
    return {(other, one): count for (one, other), count in cells.items()}


def documents(project: Project) -> QuerySet[DocumentAgreement]:
    """Documents with anything to compare, the least equal first."""
    rows = DocumentAgreement.objects.filter(project=project, percent__isnull=False)
    return rows.order_by("percent", "document").select_related("document")


def people(ids: Iterable[int | None]) -> dict[int, User]:
    return User.objects.in_bulk([one for one in set(ids) if one is not None])
