"""One SQLite file per project with a trigram table (FTS5, without positions): text of lines, and their metadata."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from gloss.projects.models import Project
from gloss.search.matching import Literals

VERSION = 1
SHIFT = 32
"""A row's number is the document's primary key, shifted, plus the line: sorted by it, rows are in order."""
MAX_TRIGRAMS = 16
MAX_EXPANSIONS = 300
MAX_ALTERNATIVES = 50
END = "\n\n"
"""After the last cell, so that the last two characters begin trigrams too."""
_SCHEMA = """
CREATE VIRTUAL TABLE body USING fts5(text, content='', columnsize=0, detail=none, tokenize='trigram');
CREATE VIRTUAL TABLE metadata USING fts5(text, content='', columnsize=0, detail=none, tokenize='trigram');
CREATE VIRTUAL TABLE terms USING fts5vocab(body, row);
CREATE TABLE documents (document_id INTEGER PRIMARY KEY, next_line INTEGER NOT NULL);
"""


def folder() -> Path:
    return settings.DATA_DIR / "search"


def path_of(project_pk: int) -> Path:
    return folder() / f"{project_pk}-v{VERSION}.sqlite3"


def remove_unused() -> None:
    """Delete files of projects that are gone, and of older layouts."""
    kept = {path_of(pk).stem for pk in Project.objects.values_list("pk", flat=True)} if folder().is_dir() else set()
    for path in folder().glob("*.sqlite3*"):
        if path.name.partition(".")[0] not in kept:
            path.unlink(missing_ok=True)


class SqliteIndex:
    def __init__(self, project: Project) -> None:
        self.path = path_of(project.pk)
        self._connection: sqlite3.Connection | None = None

    def next_lines(self) -> dict[int, int]:
        if not self.path.exists():
            return {}
        return dict(self._open().execute("SELECT document_id, next_line FROM documents"))

    def add(self, document_id: int, start: int, end: int, rows: Iterable[tuple[int, str, str]]) -> None:
        database = self._open(make=True)
        database.execute("BEGIN IMMEDIATE")
        with database:
            found = database.execute("SELECT next_line FROM documents WHERE document_id = ?", [document_id]).fetchone()
            if (found[0] if found else 0) != start:
                return
            base, details = document_id << SHIFT, []

            def texts() -> Iterator[tuple[int, str]]:
                for line, text, metadata in rows:
                    if metadata:
                        details.append((base + line, metadata + END))
                    yield base + line, text + END

            database.executemany("INSERT INTO body (rowid, text) VALUES (?, ?)", texts())
            database.executemany("INSERT INTO metadata (rowid, text) VALUES (?, ?)", details)
            database.execute("INSERT OR REPLACE INTO documents VALUES (?, ?)", [document_id, end])

    def supports(self, literals: Literals, *, metadata: bool = False) -> bool:
        return self._query(literals, metadata=metadata) is not None

    def places(
        self, literals: Literals, after: tuple[int, int], document_id: int | None, *, metadata: bool = False
    ) -> Iterator[tuple[int, int]]:
        query = self._query(literals, metadata=metadata)
        if not query:
            return
        table = "metadata" if metadata else "body"
        first, last = (after[0] << SHIFT) + after[1] + 1, (1 << 62)
        if document_id is not None:
            first, last = max(first, document_id << SHIFT), ((document_id + 1) << SHIFT) - 1
        statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
        for (row,) in self._open().execute(statement, [query, first, last]):
            yield row >> SHIFT, row & ((1 << SHIFT) - 1)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _query(self, literals: Literals, *, metadata: bool) -> str | None:
        """The FTS query, "" if nothing can match, None if the index is of no help."""
        if not literals or len(literals) > MAX_ALTERNATIVES or not self.path.exists():
            return None
        alternatives = []
        for texts in literals:
            parts = [part for part in (self._part(text, metadata=metadata) for text in texts) if part is not None]
            if not parts:
                return None
            if all(parts):
                alternatives.append("(" + " AND ".join(parts) + ")")
        return " OR ".join(alternatives)

    def _part(self, text: str, *, metadata: bool) -> str | None:
        if "\0" in text:
            return None
        grams = [text[at : at + 3] for at in range(len(text) - 2)]
        if grams:
            step = max(len(grams) / MAX_TRIGRAMS, 1)
            chosen = [grams[int(number * step)] for number in range(int(len(grams) / step))]
            return " AND ".join(_quoted(gram) for gram in dict.fromkeys(chosen))
        if len(text) < 2 or metadata:
            return None
        return self._starting(text)

    def _starting(self, text: str) -> str | None:
        """Two characters: all trigrams that begin with them; None if those are too many."""
        low = text.lower()
        statement = "SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?"
        bounds = [low, low + chr(0x10FFFF), MAX_EXPANSIONS + 1]
        terms = [term for (term,) in self._open().execute(statement, bounds)]
        if len(terms) > MAX_EXPANSIONS:
            return None
        return "(" + " OR ".join(map(_quoted, terms)) + ")" if terms else ""

    def _open(self, *, make: bool = False) -> sqlite3.Connection:
        if self._connection is None:
            if make:
                folder().mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("PRAGMA cache_size=-16000")
            if make:
                self._make_tables(self._connection)
        return self._connection

    @staticmethod
    def _make_tables(database: sqlite3.Connection) -> None:
        known = "SELECT 1 FROM sqlite_master WHERE name = 'documents'"
        if database.execute(known).fetchone():
            return
        database.execute("BEGIN IMMEDIATE")
        with database:
            if not database.execute(known).fetchone():
                for statement in filter(None, map(str.strip, _SCHEMA.split(";"))):
                    database.execute(statement)


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'
