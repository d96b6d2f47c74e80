"""What the first copy of a document has made of its lines, for the other copies: they differ in labels only."""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Hashable, Iterable, Iterator
from types import TracebackType
from typing import IO, Any, TypeVar, cast

from gloss.exports import folders

LINES_TOGETHER = 200
MAX_BYTES = 1 << 30

Item = TypeVar("Item")


class KeptLines:
    """Keeps plain values per document in a file of at most ``MAX_BYTES``; use it in a ``with`` block."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._blocks: dict[Hashable, list[tuple[int, int]]] = {}
        self._file: IO[bytes] | None = None
        self._end = 0

    def __enter__(self) -> KeptLines:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def of(self, key: Hashable, made: Iterable[Item]) -> Iterator[Item]:
        """Yield what is kept under ``key``; when nothing is, what ``made`` yields, and keep that."""
        blocks = self._blocks.get(key)
        return self._keeping(key, made) if blocks is None else self._kept(blocks)

    def _kept(self, blocks: list[tuple[int, int]]) -> Iterator[Any]:
        assert self._file is not None or not blocks
        for place, size in blocks:
            file = cast(IO[bytes], self._file)
            file.seek(place)
            yield from marshal.loads(file.read(size))

    def _keeping(self, key: Hashable, made: Iterable[Item]) -> Iterator[Item]:
        blocks: list[tuple[int, int]] = []
        waiting: list[Item] = []
        for item in made:
            waiting.append(item)
            yield item
            if len(waiting) >= LINES_TOGETHER:
                blocks.append(self._write(waiting))
                waiting = []
        if waiting:
            blocks.append(self._write(waiting))
        if all(size for _, size in blocks):
            self._blocks[key] = blocks

    def _write(self, items: list[Any]) -> tuple[int, int]:
        """Write a block; a size of 0 tells that there is no room for it."""
        data = marshal.dumps(items)
        if self._end + len(data) > self._max_bytes:
            return self._end, 0
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=folders.work_folder())  # noqa: SIM115 (closed by __exit__)
        self._file.seek(self._end)
        self._file.write(data)
        place, self._end = self._end, self._end + len(data)
        return place, len(data)
