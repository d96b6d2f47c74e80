"""A document in memory: what a reader yielded, ready for a writer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from gloss.core.hashcode import span_hash
from gloss.formats.document import (
    Answers,
    Arrow,
    Column,
    Comment,
    Extent,
    Header,
    LabelerInfo,
    LabelItem,
    LabelSet,
    Line,
    Prepared,
    QuestionSet,
    Record,
    SourceInfo,
    Span,
    Warning_,
    extent_of,
)
from gloss.formats.writing import WireUnits
from gloss.tokenizers import TOKENIZERS

ASIDE_BYTES = 8 << 20
PALETTE = (
    "#df3920", "#ff8000", "#ffc826", "#91b34d", "#4db34d", "#33cc99",
    "#3399cc", "#3370cc", "#3333cc", "#7033cc", "#9933cc", "#cc3399",
)  # fmt: skip


@dataclass
class MemoryDocument:
    """Implements ``ExportDocument`` over lists. ``from_records`` resolves class names to label items."""

    document_name: str
    kinds: Sequence[str] = ("TOKEN_BASED",)
    project_id: str = "1"
    project_name: str = ""
    project_completed_at: str | None = None
    document_id: str = "1"
    url: str = ""
    labeler: LabelerInfo | None = None
    label_sets: list[LabelSet] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    header_is_data: bool = False
    row_questions: list[Mapping[str, Any]] = field(default_factory=list)
    document_questions: list[Mapping[str, Any]] = field(default_factory=list)
    document_answers: Answers | None = None
    comments: list[Comment] = field(default_factory=list)
    include_conflicts: bool = False
    line_list: list[Line] = field(default_factory=list)
    span_list: list[Span] = field(default_factory=list)
    arrow_list: list[Arrow] = field(default_factory=list)
    answer_list: list[Answers] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)
    source: SourceInfo | None = None
    _units: WireUnits | None = field(default=None, repr=False)

    @classmethod
    def from_records(
        cls,
        records: Iterable[Record],
        document_name: str,
        *,
        label_sets: Sequence[LabelSet] = (),
        **properties: Any,
    ) -> MemoryDocument:
        """Collect a reader's records; ``label_sets`` are the project's and win over the file's."""
        document = cls(document_name, label_sets=list(label_sets), **properties)
        keeps_sets = bool(label_sets)
        for record in records:
            if not (keeps_sets and isinstance(record, LabelSet)):
                document._add(record)
        document._finish()
        return document

    def _add(self, record: Record) -> None:
        if isinstance(record, Line):
            for cell in record.cells:
                if cell.tokens is None:
                    cell.tokens = TOKENIZERS["WINK"].offsets(cell.content)
            self.line_list.append(record)
        elif isinstance(record, Span):
            self.span_list.append(record)
        elif isinstance(record, Arrow):
            self.arrow_list.append(record)
        elif isinstance(record, LabelSet):
            self.label_sets.append(record)
        elif isinstance(record, Answers):
            self._add_answers(record)
        else:
            self._add_frame(record)

    def _add_answers(self, record: Answers) -> None:
        if record.line is None:
            self.document_answers = record
        else:
            self.answer_list.append(record)

    def _add_frame(self, record: Header | Warning_ | SourceInfo | QuestionSet) -> None:
        if isinstance(record, Header):
            self.columns = record.columns
        elif isinstance(record, Warning_):
            self.warnings.append(record)
        elif isinstance(record, SourceInfo):
            self.source = record
        elif record.scope == "ROW":
            self.row_questions = list(record.questions)
        else:
            self.document_questions = list(record.questions)

    def _finish(self) -> None:
        resolver = ItemResolver(self.label_sets)
        for span in self.span_list:
            span.layer, span.item = resolver.find(span.layer, span.item, span.item_name, "SPAN")
        for arrow in self.arrow_list:
            arrow.layer, arrow.item = resolver.find(arrow.layer, arrow.item, arrow.item_name, "ARROW")
        self.span_list.sort(key=span_order)
        self.answer_list.sort(key=lambda one: one.line or 0)

    def lines(self) -> Iterator[Line]:
        return iter(self.line_list)

    def prepared(self, name: str, make: Callable[[Line], Prepared]) -> Iterator[Prepared]:
        return map(make, self.line_list)

    def spans(self) -> Iterator[Span]:
        return iter(self.span_list)

    def extents(self) -> Iterator[Extent]:
        for span in self.span_list:
            if span.labeled_by != "CONFLICT":
                yield extent_of(span)

    def arrows(self) -> Iterator[Arrow]:
        return iter(self.arrow_list)

    def row_answers(self) -> Iterator[Answers]:
        return iter(self.answer_list)

    def span_hash(self, span: Span) -> str:
        if self._units is None:
            self._units = WireUnits()
            for line in self.line_list:
                self._units.add(line)
        return span_hash(self._units.key(span))

    def aside(self) -> BinaryIO:
        return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=ASIDE_BYTES))


def span_order(span: Span) -> tuple[Any, ...]:
    """Order of spans in every export: start, set, longer first, id (numbers by value)."""
    end = span.end
    number = int(span.id) if span.id.isdecimal() else 0
    return span.start, span.layer, -end.line, -end.cell, -end.token, -end.char, number, span.id


class ItemResolver:
    """Finds label items by id or class name, and adds those that are nowhere."""

    def __init__(self, label_sets: list[LabelSet]) -> None:
        self._sets = label_sets
        label_sets.sort(key=lambda one: one.index)
        self._ids = {(one.index, item.id) for one in label_sets for item in one.items}
        self._names: dict[tuple[int, str], str] = {}
        for one in label_sets:
            for item in one.items:
                self._names.setdefault((one.index, item.name), item.id)
                self._names.setdefault((one.index, "_".join(item.name.split())), item.id)

    def find(self, layer: int, item: str, name: str, kind: str) -> tuple[int, str]:
        """Return (layer, item id); an unlabeled label stays so."""
        if not item and not name:
            return layer, ""
        if item and (layer, item) in self._ids:
            return layer, item
        wanted = name or item
        for index in (layer, *(one.index for one in self._sets)):
            if (index, wanted) in self._names:
                return index, self._names[index, wanted]
        return layer, self._create(layer, wanted, kind)

    def _create(self, layer: int, name: str, kind: str) -> str:
        found = next((one for one in self._sets if one.index == layer), None)
        if found is None:
            found = LabelSet(layer, f"Label set {layer + 1}", [])
            self._sets.append(found)
            self._sets.sort(key=lambda one: one.index)
        number = len(found.items) + 1
        while (layer, str(number)) in self._ids:
            number += 1
        color = PALETTE[len(found.items) % len(PALETTE)]
        found.items.append(LabelItem(str(number), name, color=color, type="ARROW" if kind == "ARROW" else "ALL"))
        self._ids.add((layer, str(number)))
        self._names[layer, name] = str(number)
        return str(number)
