"""A document in one person's copy, as the writers of formats want it: streamed from the database.

Many small copies are read together, a large one is streamed on its own, so that neither
ten thousand tiny documents nor one huge one is slow or big in memory.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from gloss.accounts.models import User
from gloss.core.clock import iso
from gloss.core.hashcode import SpanKey, span_hash
from gloss.documents import lines as texts
from gloss.documents.lines import LineView
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy
from gloss.exports import folders, queries
from gloss.exports.kept import KeptLines
from gloss.exports.queries import LabelFilter
from gloss.exports.renumbered import Renumbered
from gloss.formats.document import (
    Answers,
    Arrow,
    Cell,
    Column,
    Comment,
    Extent,
    LabelerInfo,
    LabelSet,
    Line,
    Prepared,
    Span,
    extent_of,
)
from gloss.labels.models import Phase
from gloss.labelsets import items as label_items
from gloss.projects.models import Project
from gloss.questionsets.models import Level

TOGETHER_ROWS = 4000
TOGETHER_COPIES = 250
ASIDE_BYTES = 8 << 20
COPY_FIELDS = (
    *("uid", "cabinet", "label_count", "answered_count", "text_revision", "inserted_count", "document__project"),
    *(f"document__{name}" for name in ("uid", "name", "file_name", "line_count", "has_header")),
)
"""What ``CopyDocument`` needs of copies; all else is left out where there are many."""


@dataclass(frozen=True, slots=True)
class Content:
    """What of a document is exported.

    ``excluded_columns`` names columns and questions of tables. Unless ``masked``, hidden
    personal data is shown as it was in the file.
    """

    comment_types: frozenset[str] = frozenset()
    include_conflicts: bool = False
    excluded_columns: frozenset[str] = frozenset()
    masked: bool = False


@dataclass(frozen=True)
class ProjectParts:
    """What all documents of a project share. ``kept`` is there when several copies of each are written."""

    project: Project
    label_sets: list[LabelSet]
    columns: list[Column]
    kept_columns: list[int] | None
    row_questions: list[dict[str, Any]]
    document_questions: list[dict[str, Any]]
    custom_headers: bool = False
    kept: KeptLines | None = None


def load_parts(project: Project, content: Content) -> ProjectParts:
    """Read label sets, columns and questions of a project."""
    label_sets = [
        LabelSet(row.index, row.name, label_items.from_wire(row.items), row.arrow_label_required, row.leaf_only)
        for row in project.label_sets.order_by("index")
    ]
    rows = list(project.columns.order_by("index"))
    kept = [at for at, row in enumerate(rows) if row.name not in content.excluded_columns]
    questions: dict[str, list[dict[str, Any]]] = {
        row.level: [one for one in row.questions if not _names(one) & content.excluded_columns]
        for row in project.question_sets.all()
    }
    return ProjectParts(
        project,
        label_sets,
        [Column(rows[at].name, rows[at].displayed, rows[at].labeler_restricted) for at in kept],
        kept if len(kept) < len(rows) else None,
        questions.get(Level.ROW, []),
        questions.get(Level.DOCUMENT, []),
        bool((project.creation_settings or {}).get("customHeaderColumns")),
    )


def column_names(project: Project) -> set[str]:
    """Every name that ``excluded_columns`` may hold."""
    questions = [one for row in project.question_sets.all() for one in row.questions]
    return set(project.columns.values_list("name", flat=True)).union(*(_names(one) for one in questions))


def _names(question: Mapping[str, Any]) -> set[str]:
    return {str(question[key]) for key in ("name", "label", "bindToColumn") if question.get(key)}


@dataclass
class _Loaded:
    """Everything of several small copies, by their primary keys (comments by document)."""

    lines: dict[int, list[LineView]]
    spans: dict[int, list[Span]] = field(default_factory=dict)
    arrows: dict[int, list[Arrow]] = field(default_factory=dict)
    rows: dict[int, list[Answers]] = field(default_factory=dict)
    documents: dict[int, Answers] = field(default_factory=dict)
    comments: dict[int, list[Comment]] = field(default_factory=dict)


class CopyDocument:
    """``formats.document.ExportDocument`` over one copy. ``labeler`` is whose work the folder shows."""

    def __init__(
        self,
        parts: ProjectParts,
        cabinet: Cabinet,
        copy: DocumentCopy,
        content: Content,
        loaded: _Loaded | None = None,
    ) -> None:
        self.parts = parts
        self.cabinet = cabinet
        self.copy = copy
        self.content = content
        self._loaded = loaded

    @property
    def project_id(self) -> str:
        return self.parts.project.uid

    @property
    def project_name(self) -> str:
        return self.parts.project.name

    @property
    def project_completed_at(self) -> str | None:
        return iso(self.parts.project.completed_at)

    @property
    def document_id(self) -> str:
        return str(self.copy.uid)

    @property
    def document_name(self) -> str:
        return self.copy.document.name or self.copy.document.file_name

    @property
    def kinds(self) -> Sequence[str]:
        return self.parts.project.kinds

    @property
    def url(self) -> str:
        suffix = PurePosixPath(self.copy.document.file_name).suffix
        return f"datasaur://static/{self.parts.project.owner_id}/{self.copy.document.uid}{suffix}"

    @cached_property
    def labeler(self) -> LabelerInfo | None:
        user = person_of(self.parts.project, self.cabinet)
        return LabelerInfo(user.pk, user.email, user.name or user.email)

    @property
    def label_sets(self) -> Sequence[LabelSet]:
        return self.parts.label_sets

    @property
    def columns(self) -> Sequence[Column]:
        return self.parts.columns

    @property
    def header_is_data(self) -> bool:
        return not self.copy.document.has_header and not self.parts.custom_headers

    @property
    def row_questions(self) -> Sequence[Mapping[str, Any]]:
        return self.parts.row_questions

    @property
    def document_questions(self) -> Sequence[Mapping[str, Any]]:
        return self.parts.document_questions

    @cached_property
    def document_answers(self) -> Answers | None:
        if self._loaded is not None:
            return self._loaded.documents.get(self.copy.pk)
        return queries.document_answers([self.copy.pk], self.include_conflicts).get(self.copy.pk)

    @cached_property
    def comments(self) -> Sequence[Comment]:
        document_id = self.copy.document_id
        if self._loaded is not None:
            return self._loaded.comments.get(document_id, [])
        return queries.comments([document_id], self.content.comment_types).get(document_id, [])

    @property
    def include_conflicts(self) -> bool:
        return self.content.include_conflicts

    def lines(self) -> Iterator[Line]:
        found = self._loaded.lines[self.copy.pk] if self._loaded is not None else texts.iter_lines(self.copy)
        kept = self.parts.kept_columns
        for number, view in enumerate(found):
            contents = view.cells if self.content.masked else view.originals()
            tokens = view.tokens or repeat(None, len(contents))
            cells = list(map(Cell, contents, tokens, view.metadata))
            yield Line(number, cells if kept is None else [cells[at] for at in kept if at < len(cells)])

    def prepared(self, name: str, make: Callable[[Line], Prepared]) -> Iterator[Prepared]:
        made = map(make, self.lines())
        if self._loaded is not None or self.parts.kept is None or self.copy.text_revision:
            return made  # What is made of edited lines is this copy's alone.
        return self.parts.kept.of((name, self.copy.document_id, self.copy.text_revision), made)

    def spans(self) -> Iterator[Span]:
        if self._loaded is not None:
            return iter(self._loaded.spans.get(self.copy.pk, ()))
        if self._renumbered:
            return self._renumbered.spans(self._wanted)
        return (span for part in self._parts() for _, span in queries.spans([self.copy.pk], part))

    def extents(self) -> Iterator[Extent]:
        if self._renumbered:
            return self._renumbered.extents(self._wanted)
        if self._loaded is None:
            return (extent for part in self._parts() for _, extent in queries.extents([self.copy.pk], part))
        found = self._loaded.spans.get(self.copy.pk, ())
        return (extent_of(span) for span in found if span.labeled_by != Phase.CONFLICT)

    def arrows(self) -> Iterator[Arrow]:
        if self._loaded is not None:
            return iter(self._loaded.arrows.get(self.copy.pk, ()))
        if not self._has_arrows:
            return iter(())
        if self._renumbered:
            return self._renumbered.arrows(self._wanted)
        return (arrow for part in self._parts() for _, arrow in queries.arrows([self.copy.pk], part))

    @cached_property
    def _has_arrows(self) -> bool:
        return queries.has_arrows(self.copy.pk)

    def row_answers(self) -> Iterator[Answers]:
        if self._loaded is not None:
            return iter(self._loaded.rows.get(self.copy.pk, ()))
        found = (answers for _, answers in queries.row_answers([self.copy.pk], self.include_conflicts))
        return iter(self._renumbered.answers(found)) if self._renumbered else found

    @cached_property
    def _renumbered(self) -> Renumbered | None:
        return Renumbered(self.copy) if self.copy.text_revision else None

    @property
    def _wanted(self) -> LabelFilter:
        return LabelFilter(self.cabinet.role, self.include_conflicts)

    def _parts(self) -> Iterator[LabelFilter]:
        return self._wanted.parts(self.copy.document.line_count)

    def span_hash(self, span: Span) -> str:
        start, end = span.start, span.end
        place = (start.line, start.cell, start.token, start.char, end.line, end.cell, end.token, end.char)
        return span_hash(SpanKey(span.item, span.layer, *place, span.counter))

    def aside(self) -> BinaryIO:
        if self._loaded is not None:
            return io.BytesIO()
        return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=ASIDE_BYTES, dir=str(folders.work_folder())))


def person_of(project: Project, cabinet: Cabinet) -> User:
    """Whose work a cabinet shows: its owner; for the review who completed it; else the project's creator."""
    if cabinet.role == CabinetRole.LABELER and cabinet.owner is not None:
        return cabinet.owner
    if cabinet.role == CabinetRole.REVIEWER and cabinet.completed_by is not None:
        return cabinet.completed_by
    return project.owner


def rows_of(copy: DocumentCopy) -> int:
    """About how many rows of the database a copy has; from ``TOGETHER_ROWS`` on it is large."""
    return 1 + copy.document.line_count + copy.label_count + copy.answered_count


def documents(
    parts: ProjectParts, cabinet: Cabinet, copies: Sequence[DocumentCopy], content: Content
) -> Iterator[CopyDocument]:
    """Yield the copies of one cabinet in the given order, ready to be written one after the other."""
    together: list[DocumentCopy] = []
    rows = 0
    for copy in copies:
        size = rows_of(copy)
        if together and (rows + size > TOGETHER_ROWS or len(together) >= TOGETHER_COPIES):
            yield from _read_together(parts, cabinet, together, content)
            together, rows = [], 0
        if size > TOGETHER_ROWS or copy.text_revision:
            yield from _read_together(parts, cabinet, together, content)
            together, rows = [], 0
            yield CopyDocument(parts, cabinet, copy, content)
        else:
            together.append(copy)
            rows += size
    yield from _read_together(parts, cabinet, together, content)


def _read_together(
    parts: ProjectParts, cabinet: Cabinet, copies: list[DocumentCopy], content: Content
) -> Iterator[CopyDocument]:
    if not copies:
        return
    ids, conflicts = [copy.pk for copy in copies], content.include_conflicts
    wanted = LabelFilter(cabinet.role, conflicts)
    loaded = _Loaded(texts.lines_of(copies))
    for copy_id, span in queries.spans(ids, wanted):
        loaded.spans.setdefault(copy_id, []).append(span)
    for copy_id, arrow in queries.arrows(ids, wanted):
        loaded.arrows.setdefault(copy_id, []).append(arrow)
    for copy_id, answers in queries.row_answers(ids, conflicts):
        loaded.rows.setdefault(copy_id, []).append(answers)
    loaded.documents = queries.document_answers(ids, conflicts)
    loaded.comments = queries.comments([copy.document_id for copy in copies], content.comment_types)
    for copy in copies:
        yield CopyDocument(parts, cabinet, copy, content, loaded)
