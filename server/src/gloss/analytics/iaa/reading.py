"""Turn labels and answers into items: per layer and document, one row of categories by person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from gloss.agreement.pairs import EMPTY
from gloss.agreement.records import aligned, answer_items, slots
from gloss.analytics.final_report import ACCEPTED
from gloss.analytics.iaa.layers import ARROW, DOCUMENT, ROW, SPAN, Layers, question_layer
from gloss.analytics.iaa.people import DocumentWork
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.documents.models import CabinetRole
from gloss.labels.models import Label, LabelKind
from gloss.questionsets.models import Level

Cell = str | tuple[str, ...] | None
Vector = tuple[str | None, ...]
"""Everybody's category of one item: ``EMPTY`` for none, None for whoever has no part in the document."""

CHUNK = 5000
_PLACE = ("start_line", "start_cell", "start_token", "start_char", "end_line", "end_cell", "end_token", "end_char")


@dataclass(slots=True)
class Items:
    """The items of one document in one layer, counted by what they look like.

    ``pairs`` holds the records of places where somebody gave several labels, by pair of
    people; there ``group`` has the items of all together, and ``single`` has nothing.
    """

    single: Counter[Vector] = field(default_factory=Counter)
    group: Counter[Vector] = field(default_factory=Counter)
    pairs: dict[tuple[int, int], Counter[tuple[str, str]]] = field(default_factory=dict)

    def add(self, other: Items) -> None:
        self.single.update(other.single)
        self.group.update(other.group)
        for key, table in other.pairs.items():
            self.pairs.setdefault(key, Counter()).update(table)


@dataclass(slots=True)
class Reader:
    """Reads documents batch by batch; ``size`` is the number of people."""

    layers: Layers
    size: int
    _rows: dict[tuple[str, int], dict[Hashable, list[Cell]]] = field(default_factory=dict)
    _empty: dict[int, list[Cell]] = field(default_factory=dict)
    _owners: dict[int, tuple[int, int]] = field(default_factory=dict)

    def read(self, batch: Sequence[DocumentWork]) -> Iterator[tuple[str, int, Items]]:
        """Yield ``(layer, document, items)`` of every document and layer that has any."""
        self._rows, self._empty, self._owners = {}, {}, {}
        for work in batch:
            self._empty[work.document_id] = [EMPTY if at in work.copies else None for at in range(self.size)]
            self._owners |= {copy: (work.document_id, at) for at, copy in work.copies.items()}
        kinds = {layer.kind for layer in self.layers.by_id.values()}
        if SPAN in kinds:
            self._labels()
        if ROW in kinds:
            self._answers(RowAnswer.objects.all(), ROW, Level.ROW)
        if DOCUMENT in kinds:
            self._answers(DocumentAnswer.objects.all(), DOCUMENT, Level.DOCUMENT)
        for (layer, document), rows in self._rows.items():
            yield layer, document, counted(rows.values())

    def _put(self, layer: str, document: int, key: Hashable, person: int, category: str) -> None:
        rows = self._rows.get((layer, document))
        if rows is None:
            rows = self._rows[layer, document] = {}
        row = rows.get(key)
        if row is None:
            row = rows[key] = self._empty[document][:]
        old = row[person]
        if old == EMPTY:
            row[person] = category
        else:
            row[person] = (*(old if isinstance(old, tuple) else (old or "",)), category)

    def _labels(self) -> None:
        """A labeler's labels count whatever the review made of them; the review's once it holds them."""
        labels = Label.objects.filter(copy__in=list(self._owners)).filter(_of_labeler() | ACCEPTED)
        names, owners, put = self.layers.labels, self._owners, self._put
        spans = labels.filter(kind=LabelKind.SPAN).order_by()
        for copy, layer, item, *place in spans.values_list("copy_id", "layer", "item", *_PLACE).iterator(CHUNK):
            document, person = owners[copy]
            put(f"{SPAN}:{layer}", document, tuple(place), person, names.get((layer, item)) or item)
        ends = (*(f"origin__{name}" for name in _PLACE), *(f"destination__{name}" for name in _PLACE))
        arrows = labels.filter(kind=LabelKind.ARROW).order_by()
        for copy, layer, item, *places in arrows.values_list("copy_id", "layer", "item", *ends).iterator(CHUNK):
            document, person = owners[copy]
            put(f"{ARROW}:{layer}", document, tuple(places), person, self.layers.label(layer, item))

    def _answers(self, rows: QuerySet[Any], kind: str, level: Level) -> None:
        questions = self.layers.questions[level]
        line = "line" if kind == ROW else "pk"
        found = rows.filter(copy__in=list(self._owners)).order_by()
        for copy, at, values, conflicts in found.values_list("copy_id", line, "values", "conflicts").iterator(CHUNK):
            document, person = self._owners[copy]
            settled = settled_values(values, conflicts)
            for question, path, category in answer_items(questions, settled):
                key = (at if kind == ROW else 0, *path)
                self._put(question_layer(kind, question), document, key, person, category)


def _of_labeler() -> Q:
    return Q(copy__cabinet__role=CabinetRole.LABELER)


def settled_values(values: Mapping[str, Any], conflicts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Answers without the questions that still wait for a reviewer."""
    if not conflicts:
        return values
    disputed = {str(entry["parentQuestionId"] or entry["questionId"]).removeprefix("Q") for entry in conflicts}
    return {key: value for key, value in values.items() if key not in disputed}


def counted(rows: Any) -> Items:
    """Count rows that look the same; places with several labels are taken apart."""
    items = Items()
    for row in rows:
        if any(type(cell) is tuple for cell in row):
            _take_apart(row, items)
        else:
            items.single[tuple(row)] += 1
    return items


def _take_apart(row: list[Cell], items: Items) -> None:
    given = {at: labels_in(cell) for at, cell in enumerate(row) if cell is not None}
    for slot in slots(given):
        items.group[tuple(slot.get(at, EMPTY) if cell is not None else None for at, cell in enumerate(row))] += 1
    people = sorted(given)
    for index, first in enumerate(people):
        for second in people[index + 1 :]:
            table = items.pairs.setdefault((first, second), Counter())
            table.update(aligned(given[first], given[second]))


def labels_in(cell: Cell) -> tuple[str, ...]:
    if cell is None or cell == EMPTY:
        return ()
    return cell if isinstance(cell, tuple) else (cell,)
