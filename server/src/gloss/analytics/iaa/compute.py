"""Compute and store the agreement of one project. Needs numpy: imported by the worker only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db import transaction

from gloss.agreement import alpha, bootstrap, fleiss, kappa
from gloss.agreement.pairs import EMPTY, Measure, added, equal, percent_agreement
from gloss.analytics.iaa import continuum, layers, people
from gloss.analytics.iaa.layers import SPAN, Layer
from gloss.analytics.iaa.people import Raters
from gloss.analytics.iaa.reading import Items, Reader
from gloss.analytics.iaa.tables import Table, pair_tables, patterns
from gloss.analytics.models import DocumentAgreement, PairAgreement, ProjectAgreement
from gloss.core import clock
from gloss.projects.models import Project

Tick = Callable[[float], None]
MAX_LABELS = 500
"""A layer's report lists so many labels, the most used ones first."""

MAX_CELLS = 20_000
"""A stored table keeps so many of its fullest cells; the values come from all of them."""


@dataclass(slots=True)
class _Work:
    """What is known after reading: items by layer, and a row for each document."""

    raters: Raters
    items: dict[str, Items] = field(default_factory=dict)
    documents: list[DocumentAgreement] = field(default_factory=list)

    @property
    def labelers(self) -> int:
        return sum(person is not None for person in self.raters.people)


@dataclass(slots=True)
class _Pair:
    """Two people in one layer, with the replicates that intervals come from."""

    row: PairAgreement
    kappas: Any = None
    alphas: Any = None


def compute(project: Project, tick: Tick) -> ProjectAgreement:
    """Read the finished work of everybody and replace what was stored; ``tick`` gets the share done.

    Raises nothing of its own; an empty project stores an empty report.
    """
    found = layers.of_project(project)
    work = _read(project, found, tick)
    units = continuum.of_layers(work.raters, [int(key[len(SPAN) + 1 :]) for key in work.items if key.startswith(SPAN)])
    rows: list[_Pair] = []
    shapes = []
    for number, (key, layer) in enumerate(found.by_id.items()):
        items = work.items.get(key)
        if items is None:
            continue
        tables = pair_tables(items, len(work.raters.people))
        rows += [_pair(project, work.raters, layer, who, table) for who, table in sorted(tables.items())]
        index = int(key.split(":")[1])
        unitized = units.get(index) if layer.kind == SPAN else None
        shapes.append(_shape(layer, items, tables, work.labelers, unitized))
        tick(0.8 + 0.15 * number / len(found.by_id))
    counted = {key for key, layer in found.by_id.items() if layer.is_counted}
    whole = _whole(project, [row for row in rows if row.row.layer in counted])
    return _store(project, work, [*whole, *(row.row for row in rows)], shapes)


def _read(project: Project, found: layers.Layers, tick: Tick) -> _Work:
    work = _Work(people.of_project(project))
    reader = Reader(found, len(work.raters.people))
    done = 0
    for batch in work.raters.batches():
        of_document: dict[int, Items] = {}
        for key, document, items in reader.read(batch):
            if key not in found.by_id:
                continue
            work.items.setdefault(key, Items()).add(items)
            if found.by_id[key].is_counted:
                of_document.setdefault(document, Items()).add(items)
        work.documents += [_document(project, key, items, work) for key, items in of_document.items()]
        done += len(batch)
        tick(0.8 * done / len(work.raters.documents))
    return work


def _document(project: Project, document: int, items: Items, work: _Work) -> DocumentAgreement:
    tables = pair_tables(items, work.labelers)
    measure = percent_agreement(added(tables.values()))
    value = alpha.general(patterns(items, work.labelers, with_empty=False)).value
    return DocumentAgreement(document_id=document, project=project, n=measure.n, percent=measure.value, alpha=value)


def _pair(project: Project, raters: Raters, layer: Layer, who: tuple[int, int], table: Table) -> _Pair:
    first, second = (raters.people[at] for at in who)
    seed = bootstrap.SEED + hash_of(layer.id)
    found = _Pair(PairAgreement(project=project, layer=layer.id, first_id=first, second_id=second))
    found.kappas = bootstrap.kappa_replicates(table, seed=seed)
    found.alphas = bootstrap.alpha_replicates(table, seed=seed)
    kappa_value, alpha_value = kappa.cohen(table), alpha.pairwise(table)
    row = found.row
    row.n, row.equal, row.kappa = kappa_value.n, equal(table), kappa_value.value
    row.alpha_n, row.alpha = alpha_value.n, alpha_value.value
    row.kappa_low, row.kappa_high = bootstrap.combined_interval([(found.kappas, row.n)]) or (None, None)
    row.alpha_low, row.alpha_high = bootstrap.combined_interval([(found.alphas, row.alpha_n)]) or (None, None)
    row.table = [[one, other, count] for (one, other), count in table.most_common(MAX_CELLS)]
    return found


def hash_of(text: str) -> int:
    """A small number for a text, the same in every process."""
    return sum(ord(character) * 131**place for place, character in enumerate(text)) % 1_000_003


def _whole(project: Project, rows: list[_Pair]) -> list[PairAgreement]:
    """Every two people over all layers that count, each layer weighing its records."""
    pairs: dict[tuple[int, int | None], list[_Pair]] = {}
    for one in rows:
        pairs.setdefault((one.row.first_id, one.row.second_id), []).append(one)
    found = []
    for (first, second), parts in pairs.items():
        kappas = kappa.weighted_average([Measure(part.row.kappa, part.row.n) for part in parts])
        alphas = kappa.weighted_average([Measure(part.row.alpha, part.row.alpha_n) for part in parts])
        row = PairAgreement(project=project, layer="", first_id=first, second_id=second)
        row.n, row.equal = sum(part.row.n for part in parts), sum(part.row.equal for part in parts)
        row.kappa, row.alpha, row.alpha_n = kappas.value, alphas.value, alphas.n
        intervals = (
            bootstrap.combined_interval([(part.kappas, part.row.n) for part in parts]),
            bootstrap.combined_interval([(part.alphas, part.row.alpha_n) for part in parts]),
        )
        (row.kappa_low, row.kappa_high), (row.alpha_low, row.alpha_high) = (one or (None, None) for one in intervals)
        found.append(row)
    return found


def _shape(
    layer: Layer,
    items: Items,
    tables: dict[tuple[int, int], Table],
    labelers: int,
    unitized: Measure | None,
) -> dict[str, Any]:
    """The stored AgreementLayer: values of all labelers together, and of each label."""
    labeled = patterns(items, labelers, with_empty=False)
    all_values = patterns(items, labelers, with_empty=True)
    group, several = alpha.general(labeled, layer.metric), fleiss.fleiss(all_values)
    between = [tables[pair] for pair in combinations(range(labelers), 2) if pair in tables]
    return {
        **layer.shape(),
        "alpha": value_shape(group, bootstrap.group_alpha_interval(labeled, layer.metric)),
        "fleissKappa": value_shape(several, bootstrap.fleiss_interval(all_values)),
        "averageKappa": kappa.average([kappa.cohen(table) for table in between]).value,
        "unitizingAlpha": unitized.value if unitized else None,
        "labels": _labels(added(between)),
    }


def value_shape(measure: Measure, interval: tuple[float, float] | None) -> dict[str, Any]:
    low, high = interval or (None, None)
    return {"value": measure.value, "n": measure.n, "low": low, "high": high}


def _labels(pooled: Table) -> list[dict[str, Any]]:
    uses: Counter[Any] = Counter()
    for (one, other), count in pooled.items():
        uses[one] += count
        uses[other] += count
    del uses[EMPTY]
    return [
        {
            "label": label,
            "n": kappa.of_label(pooled, label).n,
            "kappa": kappa.of_label(pooled, label).value,
            "positiveAgreement": kappa.positive_agreement(pooled, label).value,
        }
        for label, _ in sorted(uses.most_common(MAX_LABELS), key=lambda entry: (-entry[1], str(entry[0])))
    ]


def _store(project: Project, work: _Work, rows: list[PairAgreement], shapes: list[dict[str, Any]]) -> ProjectAgreement:
    with transaction.atomic():
        PairAgreement.objects.filter(project=project).delete()
        DocumentAgreement.objects.filter(project=project).delete()
        PairAgreement.objects.bulk_create(rows, batch_size=200)
        DocumentAgreement.objects.bulk_create(work.documents, batch_size=500)
        stored, _ = ProjectAgreement.objects.update_or_create(
            project=project,
            defaults={"computed_at": clock.now(), "layers": shapes, "raters": list(work.raters.people)},
        )
    return stored
