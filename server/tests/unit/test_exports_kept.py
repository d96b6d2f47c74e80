"""Lines prepared for the first copy of a document serve the other copies."""

from __future__ import annotations

from collections.abc import Iterator

from gloss.exports.kept import LINES_TOGETHER, KeptLines


class Source:
    """Counts how many lines were really made."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.made = 0

    def lines(self) -> Iterator[tuple[int, bytes]]:
        for number in range(self.count):
            self.made += 1
            yield number, b"x" * number


def test_what_was_made_once_is_kept_for_the_next() -> None:
    source = Source(LINES_TOGETHER * 2 + 1)
    wanted = [(number, b"x" * number) for number in range(source.count)]
    with KeptLines() as kept:
        assert list(kept.of("a", source.lines())) == wanted
        assert list(kept.of("a", source.lines())) == wanted
        assert source.made == source.count
        assert list(kept.of("b", source.lines())) == wanted
        assert source.made == 2 * source.count


def test_two_documents_can_be_read_in_turns() -> None:
    with KeptLines() as kept:
        for _ in range(2):
            pairs = zip(kept.of("a", Source(900).lines()), kept.of("b", Source(900).lines()), strict=True)
            assert all(one == other for one, other in pairs)


def test_what_was_not_read_to_its_end_is_not_kept() -> None:
    source = Source(LINES_TOGETHER + 5)
    with KeptLines() as kept:
        lines = kept.of("a", source.lines())
        for _ in range(LINES_TOGETHER + 1):
            next(lines)
        assert len(list(kept.of("a", source.lines()))) == source.count
        assert source.made > source.count


def test_nothing_is_kept_beyond_the_limit() -> None:
    source = Source(LINES_TOGETHER * 3)
    with KeptLines(max_bytes=40_000) as kept:
        assert list(kept.of("a", source.lines())) == list(kept.of("a", source.lines()))
        assert source.made == 2 * source.count
        assert list(kept.of("small", Source(3).lines())) == list(kept.of("small", Source(3).lines()))


def test_an_empty_document_is_kept_too() -> None:
    with KeptLines() as kept:
        assert list(kept.of("a", Source(0).lines())) == []
        assert list(kept.of("a", Source(0).lines())) == []
