"""Labels that wait in a file come back as they went in."""

from __future__ import annotations

import pytest

from gloss.formats.document import Arrow, Position, Span
from gloss.imports import loading


@pytest.mark.parametrize(("in_memory", "file_bytes"), [(100, 1 << 20), (2, 1 << 20), (2, 10)])
def test_labels_come_back_in_order(monkeypatch: pytest.MonkeyPatch, in_memory: int, file_bytes: int) -> None:
    monkeypatch.setattr(loading, "LABELS_IN_MEMORY", in_memory)
    monkeypatch.setattr(loading, "SPOOL_BYTES", file_bytes)
    labels: list[Span | Arrow] = [
        Span("1", 0, Position(0, 0, 1, 0), Position(2, 0, 3, 4), "person", counter=1, confidence=0.5),
        Span("2", 1, Position(2, 0, 0, 0), Position(2, 0, 0, 1), "Örtchen"),
        Arrow("3", 0, "1", "2", "livesIn", counter=2, confidence=0.25),
        Span("4", 0, Position(3, 0, 0, 0), Position(3, 0, 0, 1)),
        Arrow("5", 0, "4", "1"),
    ]
    spool = loading._Spool()
    for label in labels:
        spool.add(label)
    assert (spool.count, spool.joined) == (5, {"1", "2", "4"})
    assert list(spool.read()) == labels
