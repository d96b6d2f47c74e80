"""A table of texts with trigram indexes (``pg_trgm``) in the database itself, for all projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from gloss.projects.models import Project
from gloss.search.matching import Literals
from gloss.search.models import IndexedDocument

PAGE = 1000
MAX_ALTERNATIVES = 50
_ESCAPES = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_", "\0": " "})


class PostgresIndex:
    def __init__(self, project: Project) -> None:
        self.project = project

    def next_lines(self) -> dict[int, int]:
        rows = IndexedDocument.objects.filter(document__project=self.project)
        return dict(rows.values_list("document_id", "next_line"))

    def add(self, document_id: int, start: int, end: int, rows: Iterable[tuple[int, str, str]]) -> None:
        with transaction.atomic():
            IndexedDocument.objects.get_or_create(document_id=document_id)
            state = IndexedDocument.objects.select_for_update(of=("self",)).get(document_id=document_id)
            if state.next_line != start:
                return
            with (
                connection.cursor() as cursor,
                cursor.copy("COPY search_indexedline (document_id, line, body, metadata) FROM STDIN") as copy,
            ):
                for line, text, metadata in rows:
                    copy.write_row((document_id, line, text.replace("\0", " "), metadata.replace("\0", " ")))
            IndexedDocument.objects.filter(document_id=document_id).update(next_line=end)

    def supports(self, literals: Literals, *, metadata: bool = False) -> bool:
        return bool(literals) and all(literals) and len(literals) <= MAX_ALTERNATIVES

    def places(
        self, literals: Literals, after: tuple[int, int], document_id: int | None, *, metadata: bool = False
    ) -> Iterator[tuple[int, int]]:
        column = "metadata" if metadata else "body"
        tests, values = [], list[Any]()
        for texts in literals:
            tests.append("(" + " AND ".join([f"l.{column} ILIKE %s"] * len(texts)) + ")")
            values += [f"%{text.translate(_ESCAPES)}%" for text in texts]
        scope, scoped = ("l.document_id = %s", document_id) if document_id else ("d.project_id = %s", self.project.pk)
        statement = (
            "SELECT l.document_id, l.line FROM search_indexedline l JOIN documents_document d ON d.id = l.document_id "
            f"WHERE {scope} AND (l.document_id, l.line) > (%s, %s) AND ({' OR '.join(tests)}) "
            f"ORDER BY l.document_id, l.line LIMIT {PAGE}"
        )
        while True:
            with connection.cursor() as cursor:
                cursor.execute(statement, [scoped, *after, *values])
                found = cursor.fetchall()
            yield from found
            if len(found) < PAGE:
                return
            after = found[-1]

    def close(self) -> None:
        """Nothing is open: the connection is the request's."""
