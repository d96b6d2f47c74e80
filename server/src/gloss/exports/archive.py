"""The files of an export, written piece by piece: a project's zip or one document."""

from __future__ import annotations

import json
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

from gloss.core.errors import GlossError
from gloss.documents import queries as document_queries
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy
from gloss.exports import formats, names, queries
from gloss.exports.behind import written_behind
from gloss.exports.kept import KeptLines
from gloss.exports.request import ExportRequest
from gloss.exports.source import (
    COPY_FIELDS,
    TOGETHER_ROWS,
    Content,
    CopyDocument,
    ProjectParts,
    documents,
    load_parts,
    person_of,
    rows_of,
)
from gloss.formats.base import MAX_LISTED_SKIPS, Writer, WriteReport
from gloss.projects import queries as project_queries
from gloss.projects.models import Project
from gloss.projects.queries import LABELING_ROLES

COMPRESSION = 1
PROJECT_DATA = "project-data.json"


class ExportStopped(Exception):
    """Nobody waits for the export any more."""


class DocumentFailed(Exception):
    """One document could not be written, so nothing is. ``args`` name it and say why."""

    def __init__(self, file_name: str, reason: str) -> None:
        super().__init__(f"{file_name}: {reason}")
        self.file_name = file_name


@dataclass
class Progress:
    """Shared with the thread that reports it. Setting ``stopped`` ends the export."""

    total: int = 0
    done: int = 0
    stopped: bool = False

    def step(self) -> None:
        self.done += 1
        if self.stopped:
            raise ExportStopped


@dataclass
class Manifest:
    """What went in, what came out, and what did not, with reasons."""

    files: int = 0
    documents: int = 0
    found: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    labeled: int = 0
    hints: list[str] = field(default_factory=list)

    def add(self, path: str, report: WriteReport) -> None:
        self.files += 1
        self.written.update(lines=report.lines, labels=report.labels, answers=report.answers)
        self.reasons["OTHER"] += report.skipped_total - len(report.skipped)
        for skip in report.skipped:
            self.reasons[skip.reason] += 1
            if len(self.skipped) < MAX_LISTED_SKIPS:
                entry = {"file": path, "reason": skip.reason, "message": skip.message, "line": skip.line}
                self.skipped.append({**entry, "label": skip.label})

    def shape(self) -> dict[str, Any]:
        """The part of the job's result that tells about content."""
        reasons = {name: count for name, count in sorted(self.reasons.items()) if count}
        return {
            "documents": self.documents,
            "files": self.files,
            "found": {name: self.found[name] for name in ("labels", "answers")},
            "written": {name: self.written[name] for name in ("lines", "labels", "answers")},
            "skippedTotal": sum(reasons.values()),
            "skippedByReason": reasons,
            "skipped": self.skipped,
            "emptyReason": None if self.labeled else " ".join(self.hints) or "There are no labels and no answers yet.",
        }


@dataclass(frozen=True)
class Folder:
    """One person's copy inside the zip. Its copies are read when it is written."""

    name: str
    cabinet: Cabinet


def write_projects(
    projects: list[Project], request: ExportRequest, user_id: int, out: BinaryIO, progress: Progress
) -> Manifest:
    """Write one zip with a folder per project.

    Raises:
        DocumentFailed: a document cannot be written.
        ExportStopped: ``progress.stopped`` was set.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        writing = _ProjectsZip(_Zip(archive), request, user_id, progress)
        plans = [(f"{names.sanitized(one.name)}-{one.uid}", one, writing.folders(one)) for one in projects]
        progress.total = sum(folder.cabinet.copies.count() for _, _, folders in plans for folder in folders)
        for top, project, folders in sorted(plans, key=lambda plan: f"{plan[0]}/".lower()):
            writing.project(top, project, folders)
    return writing.manifest


def write_document(project: Project, copy: DocumentCopy, request: ExportRequest, out: BinaryIO) -> Manifest:
    """Write the bare file of one document."""
    manifest = Manifest(documents=1)
    parts = load_parts(project, request.content)
    manifest.hints.append("This copy of the document has no labels and no answers yet.")
    for document in documents(parts, copy.cabinet, [copy], request.content):
        writer = formats.writer_for(project, request.format, request.escape_formulas)
        manifest.add(request.file_name, _write(writer, document, out))
    manifest.found.update(queries.counts_of_copy(copy))
    manifest.labeled = manifest.found.total()
    return manifest


class _ProjectsZip:
    """Writes the folders of projects and keeps count."""

    def __init__(self, zipped: _Zip, request: ExportRequest, user_id: int, progress: Progress) -> None:
        self._zip = zipped
        self._request = request
        self._user_id = user_id
        self._progress = progress
        self.manifest = Manifest()

    def folders(self, project: Project) -> list[Folder]:
        """Plan the folders of a project, in the order of the zip."""
        taken: set[str] = set()
        folders = []
        self.manifest.documents += project.documents.count()
        for cabinet in queries.cabinets(project):
            if cabinet.role not in self._request.cabinet_roles or not _is_wanted(cabinet, self._request, self._user_id):
                continue
            self._count(cabinet)
            name = names.unique(_folder_name(project, cabinet), taken)
            taken.add(name.lower())
            folders.append(Folder(name, cabinet))
        if not self.manifest.labeled:
            self.manifest.hints.append(_empty_hint(project, folders))
        return sorted(folders, key=lambda folder: f"{folder.name}/".lower())

    def _count(self, cabinet: Cabinet) -> None:
        counts = queries.counts(cabinet)
        self.manifest.found.update(counts)
        if cabinet.role != CabinetRole.ROOT:
            self.manifest.labeled += sum(counts.values())

    def project(self, top: str, project: Project, folders: list[Folder]) -> None:
        """Write everything of one project below the folder ``top``."""
        writer = formats.writer_for(project, self._request.format, self._request.escape_formulas)
        fields = ("project", "file_name", "part", "part_count", "mime_type")
        rows = project.documents.only(*fields).order_by("position", "id")
        entry_names = names.entry_names(rows, writer.extension)
        self._zip.folder(top)
        entries: list[tuple[str, Folder | None]] = [(PROJECT_DATA, None)]
        entries += [(f"{folder.name}/", folder) for folder in folders]
        with KeptLines() as kept:
            parts = load_parts(project, self._request.content)
            parts = replace(parts, kept=kept) if len(folders) > 1 else parts
            for name, folder in sorted(entries, key=lambda entry: entry[0].lower()):
                if folder is None:
                    self._project_data(top, project)
                    continue
                self._zip.folder(f"{top}/{folder.name}")
                self._documents(f"{top}/{name}", writer, _in_folder(parts, folder, entry_names, self._request.content))

    def _project_data(self, top: str, project: Project) -> None:
        with self._zip.file(f"{top}/{PROJECT_DATA}") as out:
            out.write(project_data(project, self._user_id if self._request.own_only else None))

    def _documents(self, folder: str, writer: Writer, found: Iterator[tuple[str, CopyDocument]]) -> None:
        for name, document in found:
            with self._zip.file(folder + name, is_large=rows_of(document.copy) > TOGETHER_ROWS) as out:
                self.manifest.add(folder + name, _write(writer, document, out))
            self._progress.step()


def _is_wanted(cabinet: Cabinet, request: ExportRequest, user_id: int) -> bool:
    if cabinet.role != CabinetRole.LABELER:
        return True
    if request.own_only and cabinet.owner_id != user_id:
        return False
    if request.owner_ids is not None and cabinet.owner_id not in request.owner_ids:
        return False
    return document_queries.visible_copies([cabinet]).exists()


def _folder_name(project: Project, cabinet: Cabinet) -> str:
    if cabinet.role == CabinetRole.REVIEWER:
        return "REVIEW"
    if cabinet.role == CabinetRole.ROOT:
        return f"ROOT-{names.sanitized(project.owner.email)}"
    return f"DOCUMENT-{names.sanitized(person_of(project, cabinet).email)}"


def _empty_hint(project: Project, folders: list[Folder]) -> str:
    roles = {folder.cabinet.role for folder in folders}
    if CabinetRole.LABELER not in roles and CabinetRole.REVIEWER not in roles:
        return f"Nobody whose work was asked for has opened {project.name} yet."
    if roles <= {CabinetRole.REVIEWER, CabinetRole.ROOT}:
        return f"Nothing in {project.name} has been accepted or reviewed yet."
    return f"Nobody has labeled or answered anything in {project.name} yet."


def _in_folder(
    parts: ProjectParts, folder: Folder, entry_names: dict[int, str], content: Content
) -> Iterator[tuple[str, CopyDocument]]:
    rows = document_queries.visible_copies([folder.cabinet]).select_related(None).select_related("document")
    copies = list(rows.only(*COPY_FIELDS))
    copies.sort(key=lambda copy: (entry_names[copy.document_id].lower(), entry_names[copy.document_id]))
    for document in documents(parts, folder.cabinet, copies, content):
        yield entry_names[document.copy.document_id], document


def _write(writer: Writer, document: CopyDocument, out: BinaryIO) -> WriteReport:
    try:
        return writer.write(document, out)
    except GlossError as error:
        raise DocumentFailed(document.copy.document.file_name, error.message) from error


def project_data(project: Project, only_user_id: int | None = None) -> bytes:
    """The content of ``project-data.json``; with ``only_user_id`` nobody else's assignment is told."""
    entries: list[dict[str, Any]] = []
    for assignment in project_queries.assignments(project):
        user = assignment.member.user
        if user is None or (only_user_id is not None and user.pk != only_user_id):
            continue
        entry: dict[str, Any] = {
            "id": len(entries) + 1,
            "displayName": user.name or user.email,
            "email": user.email,
            "role": assignment.role,
        }
        if assignment.role in LABELING_ROLES:
            slots = assignment.documents.order_by("document__position", "document_id")
            found = slots.values_list("document__file_name", "document__part")
            entry["documentInfos"] = [{"name": name, "part": part} for name, part in found]
        entries.append(entry)
    tags = list(project.tags.order_by("name", "pk").values_list("name", flat=True))
    data: dict[str, Any] = {"id": project.uid, "title": project.name, "tags": tags}
    if entries:
        data["assignments"] = entries
    return (json.dumps({"project": data}, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class _Zip:
    """Entries with Unix modes, all of the same date; directories are entries of their own."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._now = datetime.now(UTC).timetuple()[:6]

    def folder(self, path: str) -> None:
        info = self._info(f"{path}/", stat.S_IFDIR | 0o755)
        info.external_attr |= 0x10
        self._archive.writestr(info, b"", zipfile.ZIP_STORED)

    @contextmanager
    def file(self, path: str, *, is_large: bool = False) -> Iterator[BinaryIO]:
        info = self._info(path, stat.S_IFREG | 0o644)
        info.compress_type = zipfile.ZIP_DEFLATED
        info._compresslevel = COMPRESSION  # type: ignore[attr-defined]  # ZipInfo offers no other way before 3.13
        with self._archive.open(info, "w", force_zip64=is_large) as out:
            if not is_large:
                yield cast(BinaryIO, out)
                return
            with written_behind(cast(BinaryIO, out)) as behind:
                yield behind

    def _info(self, path: str, mode: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(path, self._now)
        info.create_system = 3
        info.external_attr = mode << 16
        return info
