"""Labels as acts on lines remember them: whole, so that taking such an act back brings them back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from gloss.core.batches import parts
from gloss.core.clock import iso
from gloss.core.hashcode import hash64
from gloss.db.prepared import PreparedInsert
from gloss.documents.models import DocumentCopy
from gloss.labels import queries, scalars
from gloss.labels.models import Label, LabelKind
from gloss.labels.places import Place

Snapshot = dict[str, Any]
_PLAIN = ("kind", "layer", "item", "counter", "labeled_by", "status", "confidence")
_PEOPLE = ("labeled_by_user_id", "accepted_by_user_id", "rejected_by_user_id")
_INSERT = PreparedInsert(Label)
_MOVING = ("start_token", "end_token", "hash64", "updated_at")


def take(label: Label) -> Snapshot:
    """Remember a label; an arrow's ends must be loaded."""
    return {
        "id": label.pk,
        **{name: getattr(label, name) for name in (*_PLAIN, *_PEOPLE)},
        "place": list(scalars.place_of(label)),
        "hash64": label.hash64,
        "ends": [label.origin.hash64, label.destination.hash64] if label.kind == LabelKind.ARROW else None,
        "created_at": iso(label.created_at),
    }


def move_spans(spans: Sequence[tuple[Label, Place]], now: datetime) -> None:
    """Give spans another place on their lines, and the digest that goes with it."""
    for label, place in spans:
        for name, value in place._asdict().items():
            setattr(label, name, value)
    _store([label for label, _ in spans], now)


def move_arrows(arrows: Sequence[Label], now: datetime) -> None:
    """Bring arrows in line with their spans, which have moved and are loaded."""
    for arrow in arrows:
        place = (*scalars.place_of(arrow.origin)[:4], *scalars.place_of(arrow.destination)[4:])
        for name, value in zip(Place._fields, place, strict=True):
            setattr(arrow, name, value)
    _store(arrows, now)


def _store(labels: Sequence[Label], now: datetime) -> None:
    """Labels may change places with each other, so all leave their old digests before any takes a new one."""
    for label in labels:
        label.hash64, label.updated_at = hash64(f"moving:{label.pk}"), now
    Label.objects.bulk_update(labels, ["hash64"], batch_size=200)
    for label in labels:
        label.hash64 = hash64(scalars.hash_of(label))
    Label.objects.bulk_update(labels, _MOVING, batch_size=200)


def put_back(copy: DocumentCopy, snapshots: Iterable[Snapshot], now: datetime) -> list[Label]:
    """Make the labels again that are not there; arrows whose spans are missing are left out. Return the new ones."""
    wanted = list(snapshots)
    present = queries.by_hash(copy, _codes(wanted))
    made: list[Label] = []
    for kind in (LabelKind.SPAN, LabelKind.ARROW):
        rows = [
            label
            for snapshot in wanted
            if snapshot["kind"] == kind and snapshot["hash64"] not in present
            for label in [_made(copy, snapshot, present, now)]
            if label is not None
        ]
        for part in parts(rows, 100):
            _INSERT.insert(part)
        present |= {label.hash64: label for label in rows}
        made += rows
    return made


def _codes(snapshots: Iterable[Snapshot]) -> set[int]:
    return {code for snapshot in snapshots for code in (snapshot["hash64"], *(snapshot["ends"] or ()))}


def _made(copy: DocumentCopy, snapshot: Snapshot, present: Mapping[int, Label], now: datetime) -> Label | None:
    origin, destination = (present.get(code) for code in snapshot["ends"] or (None, None))
    if snapshot["ends"] and (origin is None or destination is None):
        return None
    return Label(
        copy=copy,
        **{name: snapshot[name] for name in (*_PLAIN, *_PEOPLE)},
        **Place(*snapshot["place"])._asdict(),
        hash64=snapshot["hash64"],
        origin=origin,
        destination=destination,
        created_at=datetime.fromisoformat(snapshot["created_at"]),
        updated_at=now,
    )
