"""Fast writing of many rows: lines by executemany on SQLite and COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from gloss.documents.models import Cabinet, Document, DocumentCopy

LineRow = tuple[int, str, str | None, str | None, str | None]
"""Line number, cells, tokens, metadata and masks as JSON texts."""

_COLUMNS = "document_id, line, cells, tokens, metadata, masks"


def insert_lines(document_id: int, rows: Iterable[LineRow]) -> None:
    """Append lines to a document. The caller batches and opens the transaction."""
    insert_many_lines((document_id, *row) for row in rows)


def insert_many_lines(rows: Iterable[tuple[int, int, str, str | None, str | None, str | None]]) -> None:
    """Like ``insert_lines`` for several documents at once; each row starts with its document's id."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # NUL cannot be stored in PostgreSQL text; JSON escapes it, so no row holds one.
            with cursor.copy(f"COPY documents_line ({_COLUMNS}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        # The raw cursor: Django's wrapper would rewrite the placeholders on every call.
        cursor.cursor.connection.executemany(f"INSERT INTO documents_line ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", rows)


def insert_copies(cabinet: Cabinet, documents: Iterable[Document]) -> list[DocumentCopy]:
    """Put documents into a cabinet; ones already there are left alone."""
    rows = [DocumentCopy(cabinet=cabinet, document=document) for document in documents]
    return DocumentCopy.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


_TOTALS = ("line_count", "token_count", "content_hash", "encoding", "newline", "column_count", "has_header")


def update_totals(documents: Iterable[Document]) -> None:
    """Store what reading their files found out about documents, in one statement sent many times."""
    assignments = ", ".join(f"{name} = %s" for name in _TOTALS)
    rows = [(*(getattr(document, name) for name in _TOTALS), document.pk) for document in documents]
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE documents_document SET {assignments} WHERE id = %s", rows)
