"""The document most format tests share: two lines, nested spans, two label sets, one arrow."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from gloss.formats import reader_for, writer_for
from gloss.formats.base import WriteReport
from gloss.formats.document import (
    Arrow,
    Cell,
    Comment,
    LabelerInfo,
    LabelItem,
    LabelSet,
    Line,
    Position,
    ReadOptions,
    Record,
    Span,
)
from gloss.formats.memory import MemoryDocument
from gloss.tokenizers import tokenizer_for

GOLDEN = Path(__file__).parent / "golden"
KINDS = ("TOKEN_BASED",)
DOCUMENT_ID = "3f0c2f0e-5d2b-4a55-9a44-1f0d2b7c9e01"
CREATED = "2026-03-04T08:00:00.000Z"
TEXTS = ("Rosa cooked laksa in Penang.", "Jun ate it twice.")


def label_sets() -> list[LabelSet]:
    return [
        LabelSet(
            0,
            "Entities",
            [
                LabelItem("1", "Person", None, "#df3920"),
                LabelItem("2", "Dish", None, "#ff8000"),
                LabelItem("3", "Place", None, "#ffc826"),
                LabelItem("4", "City", "3", "#91b34d"),
                LabelItem("5", "made", None, "#4db34d"),
            ],
        ),
        LabelSet(1, "Tone", [LabelItem("1", "Fact", None, "#3399cc")]),
    ]


def line(index: int, text: str, metadata: Sequence[dict[str, object]] = ()) -> Line:
    return Line(index, [Cell(text, tokenizer_for("WINK").offsets(text), metadata)])


def span(
    identity: str, item: str, start: tuple[int, int, int], end: tuple[int, int, int], layer: int = 0, **more: object
) -> Span:
    """Make a span from (line, token, char) positions; the end is inclusive."""
    first, last = Position(start[0], 0, *start[1:]), Position(end[0], 0, *end[1:])
    made = Span(identity, layer, first, last, item, labeled_by="AUTO", created_at=CREATED, updated_at=CREATED)
    for key, value in more.items():
        setattr(made, key, value)
    return made


def document(records: Iterable[Record], **properties: object) -> MemoryDocument:
    """Make a document of records with the example's label sets and names."""
    return MemoryDocument.from_records(
        records,
        str(properties.pop("document_name", "soup.txt")),
        label_sets=label_sets(),
        project_id="Zk3Pq9",
        project_name="Recipes",
        project_completed_at="2026-03-04T09:30:00.000Z",
        document_id=DOCUMENT_ID,
        url="datasaur://static/7/9b1d0c52-7a6e-4d3f-8a51-0c9a7d1e2f33.txt",
        labeler=LabelerInfo(7, "ann@example.com", "Ann"),
        **properties,
    )


def running_example(**properties: object) -> MemoryDocument:
    return document(
        [
            line(0, TEXTS[0]),
            line(1, TEXTS[1], [{"key": "source", "value": "phone"}]),
            span("11", "1", (0, 0, 0), (0, 0, 3)),
            span("12", "2", (0, 2, 0), (0, 4, 5)),
            span("13", "4", (0, 4, 0), (0, 4, 5)),
            span("14", "1", (1, 0, 0), (1, 0, 2)),
            span("15", "1", (0, 0, 0), (0, 5, 0), layer=1),
            Arrow(
                "16",
                0,
                "11",
                "12",
                "5",
                labeled_by="REVIEWER",
                labeled_by_user=9,
                created_at=CREATED,
                updated_at=CREATED,
            ),
        ],
        comments=[Comment("4", None, "SPAN_TEXT:1:0:1:0:1:0:2:1", "who is it?", "SPAN_TEXT", 7, CREATED)],
        **properties,
    )


def write(doc: MemoryDocument, key: str) -> tuple[bytes, WriteReport]:
    out = io.BytesIO()
    report = writer_for(key, doc.kinds).write(doc, out)
    return out.getvalue(), report


def read(data: bytes, key: str, file_name: str = "soup.txt", **options: object) -> list[Record]:
    return list(reader_for(key).read(io.BytesIO(data), ReadOptions(file_name, **options)))  # type: ignore[arg-type]


def reread(data: bytes, key: str) -> MemoryDocument:
    """Read a file back into a document of the example's project."""
    return document(read(data, key))


def spans_of(doc: MemoryDocument) -> list[tuple[int, str, tuple[int, int, int], tuple[int, int, int]]]:
    """Return (layer, item, start, end) of every span, without ids."""
    return [
        (
            one.layer,
            one.item,
            (one.start.line, one.start.token, one.start.char),
            (one.end.line, one.end.token, one.end.char),
        )
        for one in doc.spans()
    ]


def arrows_of(doc: MemoryDocument) -> list[tuple[int, str, tuple[int, int], tuple[int, int]]]:
    """Return (layer, item, start of origin, start of destination) of every arrow, as (line, token)."""
    starts = {one.id: (one.start.line, one.start.token) for one in doc.spans()}
    return [(one.layer, one.item, starts[one.origin], starts[one.destination]) for one in doc.arrows()]
