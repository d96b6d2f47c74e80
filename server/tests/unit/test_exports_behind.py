"""Writing in a thread of its own keeps order, and its errors reach whoever writes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pytest

from gloss.exports.behind import BLOCKS_AHEAD, written_behind


class _Full(io.BytesIO):
    """A file that takes ``size`` bytes."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def write(self, block: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(block) > self._size:
            raise OSError("disk full")
        return super().write(block)


def _write(target: io.BytesIO, blocks: Iterable[bytes]) -> None:
    with written_behind(target) as out:
        for block in blocks:
            out.write(block)


def _broken_after(block: bytes) -> Iterator[bytes]:
    yield block
    raise KeyError("mine")


def test_all_blocks_arrive_in_order() -> None:
    target = io.BytesIO()
    with written_behind(target) as out:
        for number in range(1000):
            assert out.write(b"%d," % number) == len(b"%d," % number)
    assert target.getvalue() == b"".join(b"%d," % number for number in range(1000))


def test_an_error_of_the_last_block_is_raised_at_the_end() -> None:
    target = _Full(3)
    with pytest.raises(OSError, match="disk full"):
        _write(target, [b"abc", b"d"])
    assert target.getvalue() == b"abc"


def test_an_error_stops_a_writer_that_goes_on() -> None:
    blocks = iter([b"x"] * 100 * BLOCKS_AHEAD)
    with pytest.raises(OSError, match="disk full"):
        _write(_Full(0), blocks)
    assert len(list(blocks)) >= 98 * BLOCKS_AHEAD


def test_the_writer_s_own_error_wins_after_its_blocks_are_written() -> None:
    target = io.BytesIO()
    with pytest.raises(KeyError, match="mine"):
        _write(target, _broken_after(b"abc"))
    assert target.getvalue() == b"abc"
