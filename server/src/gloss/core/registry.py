"""Explicit registries: a list in one place, extended by third parties through entry points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    """An entry: ``key`` is its stable upper-case name on the wire and in files."""

    @property
    def key(self) -> str: ...


Entry = TypeVar("Entry", bound=Keyed)


class Registry(Mapping[str, Entry], Generic[Entry]):
    """Entries by key, in the order they were listed.

    Entries installed by other packages under the entry-point group ``gloss.<name>`` come
    last. Two entries with one key are a programming error and stop the start.
    """

    def __init__(self, name: str, *entries: Entry) -> None:
        self._entries: dict[str, Entry] = {}
        plugins = [point.load()() for point in entry_points(group=f"gloss.{name}")]
        for entry in (*entries, *plugins):
            if entry.key in self._entries:
                raise ValueError(f"The {name} registry has two entries named {entry.key}.")
            self._entries[entry.key] = entry

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
