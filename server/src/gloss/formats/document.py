"""What a format reads and writes: one document as a stream of lines, labels and answers.

Positions are those of the public API: line, cell, token and character, all counted from
zero, with ``token`` and ``char`` of an end **inclusive**. ``char`` counts code points
inside its token (formats that count UTF-16 units convert at their own edge). Token
offsets are code points inside the cell's text with an exclusive end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal, NamedTuple, Protocol, TypeVar, overload

Phase = Literal["AUTO", "CONFLICT", "EXTERNAL", "LABELER", "PRELABELED", "REVIEWER"]
LabelStatus = Literal["LABELED", "ACCEPTED", "REJECTED"]
Json = Any
Prepared = TypeVar("Prepared")


class FlatTokens(Sequence[tuple[int, int]]):
    """Tokens of a cell over the flat list of starts and ends as stored: nothing is made before it is asked for."""

    __slots__ = ("_edges",)

    def __init__(self, edges: list[int] | memoryview) -> None:
        self._edges = edges

    def __len__(self) -> int:
        return len(self._edges) >> 1

    @overload
    def __getitem__(self, index: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, index: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(index, slice):
            return list(self)[index]
        place = index * 2
        return self._edges[place], self._edges[place + 1]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        edges = self._edges
        return zip(edges[::2], edges[1::2], strict=True)


@dataclass(slots=True)
class Cell:
    """One cell of a line. ``tokens`` is None when the file brings none: the project's tokenizer makes them."""

    content: str
    tokens: Sequence[tuple[int, int]] | None = None
    metadata: Sequence[Mapping[str, Json]] = ()


@dataclass(slots=True)
class Line:
    """One line of text or one row of a table (a text line has exactly one cell)."""

    index: int
    cells: list[Cell]


class Position(NamedTuple):
    line: int
    cell: int
    token: int
    char: int


class Extent(NamedTuple):
    """The tokens a span reaches over, its end inclusive."""

    layer: int
    start_line: int
    start_token: int
    end_line: int
    end_token: int


@dataclass(slots=True)
class Span:
    """A span label. ``layer`` is the label set index, ``item`` the label item's id.

    Readers that only know a class name leave ``item`` empty and fill ``item_name``; the
    importer looks for it in set ``layer``, then in the other sets by index, and adds it to
    set ``layer`` when it is nowhere. When both are filled, the id is tried first. A span
    with neither is unlabeled: it only carries arrows. ``id`` is unique in its file and is
    what arrows refer to.
    """

    id: str
    layer: int
    start: Position
    end: Position
    item: str = ""
    item_name: str = ""
    counter: int = 0
    labeled_by: Phase = "PRELABELED"
    status: LabelStatus = "LABELED"
    labeled_by_user: int | None = None
    accepted_by_user: int | None = None
    rejected_by_user: int | None = None
    confidence: float | None = None
    created_at: str = ""
    updated_at: str = ""


def extent_of(span: Span) -> Extent:
    """Return the tokens a span reaches over."""
    start, end = span.start, span.end
    return Extent(span.layer, start.line, start.token, end.line, end.token)


@dataclass(slots=True)
class Arrow:
    """A directed relation between two span labels of the same file; an unlabeled arrow has no item."""

    id: str
    layer: int
    origin: str
    destination: str
    item: str = ""
    item_name: str = ""
    counter: int = 0
    labeled_by: Phase = "PRELABELED"
    status: LabelStatus = "LABELED"
    labeled_by_user: int | None = None
    accepted_by_user: int | None = None
    rejected_by_user: int | None = None
    confidence: float | None = None
    created_at: str = ""
    updated_at: str = ""


@dataclass(slots=True)
class LabelItem:
    id: str
    name: str
    parent_id: str | None = None
    color: str | None = None
    description: str | None = None
    type: Literal["SPAN", "ARROW", "ALL"] = "ALL"
    arrow_rules: list[dict[str, list[str]]] | None = None


@dataclass(slots=True)
class LabelSet:
    index: int
    name: str
    items: list[LabelItem]
    arrow_label_required: bool = False
    leaf_only: bool = False


@dataclass(slots=True)
class Column:
    name: str
    displayed: bool = True
    labeler_restricted: bool = False


@dataclass(slots=True)
class Header:
    """The columns of a table, sent before its first line."""

    columns: list[Column]


@dataclass(slots=True)
class Answers:
    """The answers of one line, or of the whole document when ``line`` is None.

    ``values`` is keyed by question id (as text) with the native values of the public API:
    text, list of texts, boolean, option label, option id (hierarchical), or a list of
    groups keyed the same way. ``candidates`` lists the values of unresolved conflicts by
    question id, each ``{"value", "userIds"}`` and, inside a group, ``"parentQuestionId"``
    and ``"nestedAnswerIndex"``; it is empty unless the export includes them.
    """

    line: int | None
    values: dict[str, Json]
    labeled_by: Phase = "PRELABELED"
    status: LabelStatus = "LABELED"
    labeled_by_user: int | None = None
    accepted_by_user: int | None = None
    rejected_by_user: int | None = None
    candidates: dict[str, list[dict[str, Json]]] = field(default_factory=dict)


@dataclass(slots=True)
class Comment:
    id: str
    parent_id: str | None
    hash_code: str | None
    message: str
    type: str
    user_id: int | None
    created_at: str


@dataclass(slots=True)
class Warning_:
    """Something the file said that could not be kept, to be shown to whoever started the import."""

    reason: str
    line: int | None = None
    column: int | None = None


@dataclass(slots=True)
class SourceInfo:
    """How a text file was written; the last record of its reader.

    ``encoding`` is UTF-8, UTF-8-BOM, UTF-16-LE or UTF-16-BE; ``newline`` is LF, CRLF, CR,
    MIXED, or NONE for a file of one unended line.
    """

    encoding: str
    newline: str


@dataclass(slots=True)
class QuestionSet:
    """The questions a file brings for its answers, in the wire's shape (see ``ExportDocument.row_questions``)."""

    scope: Literal["ROW", "DOCUMENT"]
    questions: list[dict[str, Json]]


Record = Header | Line | LabelSet | Span | Arrow | Answers | Warning_ | SourceInfo | QuestionSet


@dataclass(slots=True)
class ReadOptions:
    """How to read a file: the project's creation settings that matter to a reader.

    ``max_tokens`` bounds the tokens of one line; ``tokenizer`` is the registry key.
    ``kinds`` are the project's kinds. ``questions`` are set for table files whose columns
    may be bound to questions. Without ``character_based``, spans grow to whole tokens.
    """

    file_name: str
    kinds: frozenset[str] = frozenset({"TOKEN_BASED"})
    tokenizer: str = "WINK"
    sentence_separator: str = "\n"
    first_row_as_header: bool | None = None
    custom_headers: Sequence[Column] = ()
    max_tokens: int = 3000
    max_columns: int = 500
    character_based: bool = True


@dataclass(slots=True)
class LabelerInfo:
    id: int
    email: str
    display_name: str


class ExportDocument(Protocol):
    """One document in one person's copy, ready to be written.

    ``lines``, ``spans``, ``arrows`` and ``row_answers`` stream and may be called several
    times; each call starts over. Spans are ordered by start position, then layer, then
    longer first, then id; row answers by line. Lines carry their tokens. ``extents`` are
    those of the resolved spans, ordered by start line and token: far cheaper than reading the spans.
    """

    @property
    def project_id(self) -> str: ...
    @property
    def project_name(self) -> str: ...
    @property
    def project_completed_at(self) -> str | None: ...
    @property
    def document_id(self) -> str: ...
    @property
    def document_name(self) -> str: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def url(self) -> str: ...
    @property
    def labeler(self) -> LabelerInfo | None: ...
    @property
    def label_sets(self) -> Sequence[LabelSet]: ...
    @property
    def columns(self) -> Sequence[Column]: ...
    @property
    def header_is_data(self) -> bool:
        """True when the table had no header row, so that its column names are made up."""

    @property
    def row_questions(self) -> Sequence[Mapping[str, Json]]:
        """Questions in the wire's shape: id, name, label, required, type, bindToColumn, config."""

    @property
    def document_questions(self) -> Sequence[Mapping[str, Json]]: ...
    @property
    def document_answers(self) -> Answers | None: ...
    @property
    def comments(self) -> Sequence[Comment]: ...
    @property
    def include_conflicts(self) -> bool: ...

    def lines(self) -> Iterator[Line]: ...
    def prepared(self, name: str, make: Callable[[Line], Prepared]) -> Iterator[Prepared]:
        """Yield ``make(line)`` for every line in order.

        ``make`` looks at nothing but the line and returns plain values (numbers, texts, bytes,
        tuples and lists of them): what was made under ``name`` for another copy of the same
        document may be used again.
        """

    def spans(self) -> Iterator[Span]: ...
    def extents(self) -> Iterator[Extent]: ...
    def arrows(self) -> Iterator[Arrow]: ...
    def row_answers(self) -> Iterator[Answers]: ...
    def span_hash(self, span: Span) -> str: ...
    def aside(self) -> BinaryIO:
        """Return an empty file for what is written later than it is made; gone when closed."""
