"""Cabinets, documents and cells as the wire shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from gloss.accounts import shapes as account_shapes
from gloss.core.clock import iso
from gloss.db.prepared import Prepared
from gloss.documents import media, order
from gloss.documents.lines import LineView, signature
from gloss.documents.models import Cabinet, CabinetRole, CopyStatus, DocumentCopy
from gloss.projects.models import Project
from gloss.projects.settings import DocumentSettings, ProjectSettings

CHUNK_LINES = 50
_ROOT: Prepared[tuple[UUID]] = Prepared(
    lambda project, document: DocumentCopy.objects.filter(
        cabinet__project_id=project, cabinet__role=CabinetRole.ROOT, document_id=document
    ).values_list("uid"),
    project=int,
    document=int,
)
COPY = "_copy"
CABINET = "_cabinet"


def cabinet(row: Cabinet) -> dict[str, Any]:
    """The wire knows no ROOT role: the root cabinet shows itself as a reviewer's."""
    return {
        CABINET: row,
        "id": str(row.pk),
        "role": CabinetRole.REVIEWER if row.role == CabinetRole.ROOT else row.role,
        "status": row.status,
        "lastOpenedDocumentId": str(row.last_opened_uid) if row.last_opened_uid else None,
        "completedAt": iso(row.completed_at),
        "owner": account_shapes.user(row.owner),
        "projectId": row.project_id,
    }


def copy(row: DocumentCopy, project: Project) -> dict[str, Any]:
    return copies([row], project)[0]


def copies(rows: Sequence[DocumentCopy], project: Project) -> list[dict[str, Any]]:
    """Text documents of one project; one more query finds the root copies they come from."""
    documents = [row.document_id for row in rows]
    if len(documents) == 1:
        found = _ROOT.first(project=project.pk, document=documents[0])
        return [_copy(rows[0], project, found[0] if found else None)]
    roots = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.ROOT)
    if len(documents) < 500:
        roots = roots.filter(document_id__in=documents)
    origins = dict(roots.values_list("document_id", "uid"))
    return [_copy(row, project, origins.get(row.document_id)) for row in rows]


def _copy(row: DocumentCopy, project: Project, origin: Any) -> dict[str, Any]:
    document = row.document
    return {
        COPY: row,
        "_project": project,
        "id": str(row.uid),
        "originId": str(origin) if origin and origin != row.uid else None,
        "projectId": project.uid,
        "cabinetId": str(row.cabinet_id),
        "ownerId": str(row.cabinet.owner_id) if row.cabinet.owner_id else None,
        "name": document.name,
        "fileName": document.file_name,
        "part": document.part,
        "mimeType": document.mime_type,
        "type": project.type,
        "documentType": project.type,
        "status": row.status,
        "isCompleted": row.status == CopyStatus.COMPLETE,
        "signature": signature(row),
        "version": row.text_revision,
        "createdAt": iso(row.created_at),
        "lastSavedAt": iso(row.last_saved_at or row.created_at),
        "lastLabeledLine": row.last_labeled_line,
        "currentSentenceCursor": row.cursor_line,
        "lineCount": order.count(row),
        "labelCount": row.label_count,
        "answeredCount": row.answered_count,
        "conflictCount": row.conflict_count,
        "settings": {"textLang": "en"},
        "updatedChunks": [],
        "updatedTokenLabels": [],
        "statistic": statistic(row),
        "workspaceState": _workspace_state(row),
    }


def statistic(row: DocumentCopy) -> dict[str, Any]:
    """Counters of one copy; per-labeler figures and touched lines have resolvers."""
    document = row.document
    return {
        COPY: row,
        "documentId": str(row.uid),
        "documentTouched": row.status != CopyStatus.NOT_STARTED,
        "nonDisplayedLines": [],
        "numberOfChunks": -(-order.count(row) // CHUNK_LINES),
        "numberOfSentences": order.count(row),
        "numberOfTokens": document.token_count,
        "numberOfEntitiesLabeled": row.label_count + row.answered_count,
        "numberOfNonDocumentEntitiesLabeled": row.label_count,
    }


def _workspace_state(row: DocumentCopy) -> dict[str, Any]:
    chunk = row.cursor_line // CHUNK_LINES
    return {
        "id": str(row.uid),
        "chunkId": chunk,
        "sentenceStart": chunk * CHUNK_LINES,
        "sentenceEnd": min((chunk + 1) * CHUNK_LINES, order.count(row)),
        "touchedChunks": [],
        "touchedSentences": [],
    }


def document_settings(project: Project) -> dict[str, Any]:
    return DocumentSettings.load(project).wire(project)


def shows_original(row: DocumentCopy) -> bool:
    """Whether the original of an edited line is shown beside it: a project may hide it during review."""
    if row.cabinet.role != CabinetRole.REVIEWER:
        return True
    return not ProjectSettings.load(row.cabinet.project).hide_original_sentences_during_review


def cells(
    view: LineView, hidden: frozenset[int] = frozenset(), *, shows_original: bool = True
) -> Iterable[dict[str, Any]]:
    """The wire's cells of one line.

    ``tokenOffsets`` are code point pairs ``[start, end)`` beside the public ``tokens``;
    ``hidden`` columns are left out. ``masks``, on lines that hide something,
    tells what is hidden where, never the original. ``isInserted`` marks lines that only this
    copy has, ``originCell`` is the document's cell in whose place an edited one stands.
    """
    for index, content in enumerate(view.cells):
        if index in hidden:
            continue
        offsets = view.tokens[index] if view.tokens is not None else []
        cell = {
            "line": view.line,
            "index": index,
            "content": content,
            "tokens": [content[start:end] for start, end in offsets],
            "tokenOffsets": offsets,
            "metadata": view.metadata[index],
            "status": view.status,
            "conflict": False,
            "conflicts": [],
        }
        if view.is_inserted:
            cell["isInserted"] = True
        if view.original is not None:
            cell["isEdited"] = True
            origin = [one for one in cells(view.original) if one["index"] == index] if shows_original else []
            cell["originCell"] = origin[0] if origin else None
        if view.masks is not None:
            cell["masks"] = [{"start": mask[0], "end": mask[1], "name": mask[2]} for mask in view.masks[index]]
        yield cell


def sentence(view: LineView, row: DocumentCopy, hidden: frozenset[int] = frozenset()) -> dict[str, Any]:
    """The older form of a line; the cells of a table are joined by tabs."""
    shown = [text for index, text in enumerate(view.cells) if index not in hidden]
    return {
        COPY: row,
        "id": view.line,
        "documentId": str(row.uid),
        "content": "\t".join(shown),
        "tokens": view.token_texts(),
        "metadata": view.metadata[0] if view.metadata else [],
        "status": view.status,
        "posLabels": [],
        "nerLabels": [],
        "docLabels": None,
        "docLabelsString": None,
        "answers": None,
        "conflicts": None,
        "conflictAnswers": None,
        "sentenceConflict": None,
        "userId": str(row.cabinet.owner_id) if row.cabinet.owner_id else None,
    }


def chunk(number: int, row: DocumentCopy, sentences: list[dict[str, Any]]) -> dict[str, Any]:
    start = number * CHUNK_LINES
    return {
        "id": number,
        "documentId": str(row.uid),
        "sentenceIndexStart": start,
        "sentenceIndexEnd": min(start + CHUNK_LINES, order.count(row)) - 1,
        "sentences": sentences,
    }


def is_masked(row: DocumentCopy) -> bool:
    """Whether the project hides personal data, which the original file would show."""
    return bool((row.cabinet.project.document_settings or {}).get("enableAnonymization"))


def media_fields(row: DocumentCopy, base_url: str) -> dict[str, str | None]:
    """Links to the original file: to download any, and to show media; none where personal data is masked."""
    if is_masked(row):
        return {"downloadUrl": None, "mediaUrl": None, "url": None}
    path = media.url(row)
    link = base_url + path if path else None
    return {
        "downloadUrl": link,
        "mediaUrl": link if media.is_media(row) else None,
        "url": link or row.document.source_url or None,
    }
