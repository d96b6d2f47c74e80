"""Labels as the wire shows them. Hash codes and characters leave in UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gloss.core.clock import iso
from gloss.core.hashcode import SpanKey, arrow_hash, span_hash
from gloss.labels import places
from gloss.labels.models import Label, LabelKind
from gloss.labels.places import Place
from gloss.labels.text import TokenTexts


def place_of(label: Label) -> Place:
    """Return where a label is, in code points."""
    return Place(
        label.start_line,
        label.start_cell,
        label.start_token,
        label.start_char,
        label.end_line,
        label.end_cell,
        label.end_token,
        label.end_char,
    )


def key_of(label: Label, texts: TokenTexts | None = None) -> SpanKey:
    """Return a span's key in code points, or with ``texts`` in the wire's units."""
    place = place_of(label)
    return SpanKey(label.item, label.layer, *(places.to_units(place, texts) if texts else place), label.counter)


def hash_of(label: Label, texts: TokenTexts | None = None) -> str:
    """Return the hash code in code points, or with ``texts`` in the wire's units. Arrows need their ends loaded."""
    if label.kind == LabelKind.SPAN:
        return span_hash(key_of(label, texts))
    ends = key_of(label.origin, texts), key_of(label.destination, texts)
    return arrow_hash(label.item, label.layer, *ends, label.counter)


def lines_of(labels: Iterable[Label]) -> set[int]:
    """Return the lines whose text is needed to show the labels."""
    needed: set[int] = set()
    for label in labels:
        ends = [label] if label.kind == LabelKind.SPAN else [label, label.origin, label.destination]
        for part in ends:
            needed |= {part.start_line, part.end_line}
    return needed


def scalar(label: Label, texts: TokenTexts) -> dict[str, Any]:
    """Return the wire's TextLabelScalar; the label's lines must be loaded."""
    place = places.to_units(place_of(label), texts)
    is_span = label.kind == LabelKind.SPAN
    key = SpanKey(label.item, label.layer, *place, label.counter)
    created = iso(label.created_at)
    return {
        "id": str(label.id),
        "hashCode": span_hash(key) if is_span else hash_of(label, texts),
        "type": label.kind,
        "layer": label.layer,
        "labelSetItemId": label.item or None,
        "startCellLine": place.start_line,
        "startCellIndex": place.start_cell,
        "startTokenIndex": place.start_token,
        "startCharIndex": place.start_char,
        "endCellLine": place.end_line,
        "endCellIndex": place.end_cell,
        "endTokenIndex": place.end_token,
        "endCharIndex": place.end_char,
        "counter": label.counter,
        "originId": str(label.origin_id) if label.origin_id else None,
        "destinationId": str(label.destination_id) if label.destination_id else None,
        "labeledBy": label.labeled_by,
        "labeledByUserId": label.labeled_by_user_id,
        "acceptedByUserId": label.accepted_by_user_id,
        "rejectedByUserId": label.rejected_by_user_id,
        "status": label.status,
        "confidenceScore": label.confidence,
        "createdAt": created,
        "updatedAt": created if label.updated_at == label.created_at else iso(label.updated_at),
    }


def text_label(scalar: Mapping[str, Any], document_uid: object, *, deleted: bool = False) -> dict[str, Any]:
    """Return the wire's older TextLabel of a scalar; its id is the hash code."""
    return {
        "id": scalar["hashCode"],
        "hashCode": scalar["hashCode"],
        "documentId": str(document_uid),
        "l": scalar["labelSetItemId"] or "",
        "layer": scalar["layer"],
        "start": _cursor(scalar, "start"),
        "end": _cursor(scalar, "end"),
        "deleted": deleted,
        "labeledBy": scalar["labeledBy"],
        "labeledByUserId": scalar["labeledByUserId"],
        "confidenceScore": scalar["confidenceScore"],
    }


def _cursor(scalar: Mapping[str, Any], end: str) -> dict[str, int]:
    return {
        "sentenceId": scalar[f"{end}CellLine"],
        "tokenId": scalar[f"{end}TokenIndex"],
        "charId": scalar[f"{end}CharIndex"],
    }


def rejected_input(label: Mapping[str, Any], document_uid: object) -> dict[str, Any]:
    """Return a refused TextLabelInput in the shape of a TextLabel, as it came."""
    return {
        "id": label["id"],
        "hashCode": label["id"],
        "documentId": str(document_uid),
        "l": label["l"],
        "layer": label["layer"],
        "start": dict(label["start"]),
        "end": dict(label["end"]),
        "deleted": bool(label.get("deleted")),
        "labeledBy": label.get("labeledBy"),
        "labeledByUserId": None,
        "confidenceScore": label.get("confidenceScore"),
    }
