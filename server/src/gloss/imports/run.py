"""Carries out a plan: everything is built in a project nobody sees, and shown at once at the end.

More documents for a project are built in a hidden project of their own and moved over in
one transaction. An attempt that died leaves a hidden project behind; the next attempt
deletes it and starts again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from gloss.accounts.models import User
from gloss.core.clock import now
from gloss.core.errors import GlossError
from gloss.core.garbage import collected_rarely
from gloss.documents import assignments, work
from gloss.documents import service as documents
from gloss.documents.bulk import insert_copies
from gloss.documents.models import Cabinet, Document, DocumentCopy, ProjectColumn
from gloss.formats.base import FormatError
from gloss.imports import classes, cleanup, extraction, kept, reading, sources
from gloss.imports.asked import Level
from gloss.imports.assign import part_sizes
from gloss.imports.loading import Loader, Part, Shared
from gloss.imports.plan import KEY, LINK, Plan, PlannedDocument
from gloss.jobs.runner import JobFailed, JobRun
from gloss.labelsets.models import LabelSet
from gloss.projects import activity, deletion
from gloss.projects.models import Project
from gloss.projects.settings import DocumentSettings
from gloss.questionsets import questions as question_rules
from gloss.questionsets.models import Level as LevelName
from gloss.questionsets.models import ProjectQuestionSet
from gloss.storage.models import ExternalObjectStorage
from gloss.tags import service as tags
from gloss.teams.models import TeamMember

REPORT_SECONDS = 0.5
MAX_ERRORS = 100
_READY = 97


class Import:
    """One attempt at a plan."""

    def __init__(self, run: JobRun, plan: Plan) -> None:
        self.run, self.plan = run, plan
        self.actor: User = run.job.owner
        self.target = Project.objects.get(uid=plan.project_uid, is_ready=True) if plan.project_uid else None
        self.errors: list[dict[str, object]] = []
        self._reported = 0.0
        self._read = self._total = 0
        self._reading: reading.Reading | None = None

    def carry_out(self) -> tuple[Project, list[str], list[dict[str, Any]]]:
        """Return the project, the ids of the new root documents, and warnings.

        Raises:
            JobFailed: one error per bad file; nothing is left of the attempt.
        """
        cleanup.discard(self.run.job)
        project = self._hidden_project()
        try:
            root, review = documents.make_shared_cabinets(project)
            planned = self._fetched(project)
            contents = self._recognized(planned)
            parts = self._make_documents(project, root, review, planned, contents)
            with collected_rarely():
                shared = self._load(planned, contents, parts)
            ids = [str(uid) for uid in root.copies.order_by("document__position").values_list("uid", flat=True)]
            self._store(project, shared)
            return self._show(project, root, review, ids, shared), ids, shared.warnings
        except GlossError as error:
            cleanup.give_up(self.run.job, self.plan)
            raise JobFailed([sources.job_error(error, "")]) from error
        except JobFailed:
            cleanup.give_up(self.run.job, self.plan)
            raise
        except BaseException:
            cleanup.discard(self.run.job)
            raise

    def _hidden_project(self) -> Project:
        plan = self.plan
        return Project.objects.create(
            owner=self.actor,
            team_id=plan.team_id,
            name=plan.name,
            kinds=plan.kinds,
            type=plan.type,
            purpose=plan.purpose,
            settings=plan.settings,
            document_settings=plan.document_settings,
            creation_settings=plan.creation_settings,
            labeler_extensions=plan.labeler_extensions,
            reviewer_extensions=plan.reviewer_extensions,
            guideline_id=plan.guideline_id,
            external_storage_id=plan.external_storage_id,
            job_id=self.run.job.id,
            updated_at=now(),
        )

    def _fetched(self, project: Project) -> list[PlannedDocument]:
        """Copy every file into storage and unpack archives."""
        bucket = ExternalObjectStorage.objects.filter(pk=self.plan.external_storage_id).first()
        fetcher = sources.Fetcher(cleanup.folder(project), bucket)
        rules = DocumentSettings.of(self.plan.document_settings)
        found: list[PlannedDocument] = []
        for document in self.plan.documents:
            try:
                document.source = fetcher.fetch(document.source)
                document.extras = [fetcher.fetch(extra) for extra in document.extras]
                extraction.add_text(document, self.plan.kinds, project.team, rules, fetcher)
                if document.file_name.lower().endswith(".zip"):
                    found += fetcher.unpack(document, self._tick)
                else:
                    found.append(document)
            except GlossError as error:
                self._note(error, document.file_name)
            self._tick()
        self._check_names(found)
        self._stop_on_errors()
        return found

    def _check_names(self, found: Iterable[PlannedDocument]) -> None:
        names = Counter(document.file_name for document in found)
        taken = set(self.target.documents.values_list("file_name", flat=True)) if self.target else set()
        for name, count in names.items():
            if count > 1 or name in taken:
                reason = (
                    "The project has a document of this name already." if name in taken else "Two files have this name."
                )
                self._note(FormatError("DUPLICATE_NAME", reason, file_name=name), name)

    def _recognized(self, planned: list[PlannedDocument]) -> list[reading.Content]:
        """Find the reader of every document; all must be of one family."""
        contents: list[reading.Content] = []
        masked = DocumentSettings.of(self.plan.document_settings).enable_anonymization
        for document in planned:
            try:
                content = reading.recognize(document, self.plan.kinds)
            except GlossError as error:
                self._note(error, document.file_name)
                continue
            if masked and content.text is None:
                reason = "Personal data can be masked in texts and tables only. Leave this file out, or masking off."
                self._note(FormatError("CANNOT_MASK", reason, file_name=document.file_name), document.file_name)
            contents.append(content)
            family = contents[0].family
            if content.family != family:
                reason = f"The file was recognized as {content.family}, but the first one as {family}. Use one format."
                self._note(FormatError("MIXED_FORMATS", reason, file_name=document.file_name), document.file_name)
        self._stop_on_errors()
        return contents

    def _make_documents(
        self,
        project: Project,
        root: Cabinet,
        review: Cabinet,
        planned: list[PlannedDocument],
        contents: list[reading.Content],
    ) -> list[list[Part]]:
        """Make the rows of all documents and their parts, and put them into the shared cabinets."""
        ranges = [self._ranges(document, content) for document, content in zip(planned, contents, strict=True)]
        self._stop_on_errors()
        rows: list[Document] = []
        for document, content, cuts in zip(planned, contents, ranges, strict=True):
            rows += [self._row(project, document, content, number, len(cuts)) for number in range(len(cuts))]
        for position, row in enumerate(rows):
            row.position = position
        for start in range(0, len(rows), 500):
            with transaction.atomic():
                Document.objects.bulk_create(rows[start : start + 500])
                insert_copies(root, rows[start : start + 500])
                insert_copies(review, rows[start : start + 500])
        copies = dict(root.copies.values_list("document_id", "pk"))
        waiting = iter(rows)
        result = []
        for cuts in ranges:
            own = [next(waiting) for _ in cuts]
            result.append(
                [Part(row, copies[row.pk], start, size) for row, (start, size) in zip(own, cuts, strict=True)]
            )
        return result

    def _row(
        self, project: Project, document: PlannedDocument, content: reading.Content, number: int, count: int
    ) -> Document:
        source = document.source
        return Document(
            project=project,
            file_name=document.file_name,
            name=f"{document.name} - Part {number + 1}" if count > 1 else document.name,
            part=number,
            part_count=count,
            format=content.format,
            mime_type=sources.mime_type(document.file_name),
            stored_key=source.place if source.kind == KEY else "",
            source_url=source.place if source.kind == LINK else "",
            extra_files=[{"name": extra.file_name, "key": extra.place} for extra in document.extras],
        )

    def _ranges(self, document: PlannedDocument, content: reading.Content) -> list[tuple[int, int | None]]:
        """Return start and length of each part; a single part needs no counting."""
        if self.plan.parts == 1:
            return [(0, None)]
        try:
            total = self._open(document, content).count_lines()
            if total < self.plan.parts:
                reason = f"The file has {total} lines and cannot be split into {self.plan.parts} parts."
                raise FormatError("TOO_FEW_LINES", reason, file_name=document.file_name)
        except GlossError as error:
            self._note(error, document.file_name)
            return []
        cuts: list[tuple[int, int | None]] = []
        start = 0
        for size in part_sizes(total, self.plan.parts):
            cuts.append((start, size))
            start += size
        return cuts

    def _load(self, planned: list[PlannedDocument], contents: list[reading.Content], parts: list[list[Part]]) -> Shared:
        shared = self._shared()
        loader = Loader(shared, self._tick)
        rules = DocumentSettings.of(self.plan.document_settings)
        self._total = sum(self._sizes(contents))
        for document, content, own in zip(planned, contents, parts, strict=True):
            self._reading = self._open(document, content)
            name = content.text.file_name if content.text else document.file_name
            options = reading.options_for(name, self.plan.kinds, document, rules)
            try:
                loader.load(self._reading.records(), own, options)
            except GlossError as error:
                self._note(error, document.file_name)
            self._read += self._reading.size
            self._reading = None
        self._stop_on_errors()
        loader.finish()
        return shared

    def _sizes(self, contents: list[reading.Content]) -> Iterable[int]:
        for content in contents:
            if content.text is not None:
                yield sources.files().size(content.text.place)

    def _shared(self) -> Shared:
        plan, target = self.plan, self.target
        sets, columns, rows, whole = plan.label_sets, [], plan.row_questions, plan.document_questions
        if target:
            sets = classes.of_project(LabelSet.objects.filter(project=target).order_by("index"))
            columns = [_column(column) for column in ProjectColumn.objects.filter(project=target).order_by("index")]
            stored = {row.level: row.questions for row in ProjectQuestionSet.objects.filter(project=target)}
            rows, whole = stored.get(LevelName.ROW, []), stored.get(LevelName.DOCUMENT, [])
        return Shared(
            kinds=frozenset(plan.kinds),
            classes=classes.Classes(sets),
            rows=Level(rows, is_used="ROW_BASED" in plan.kinds),
            whole=Level(whole, is_used="DOCUMENT_BASED" in plan.kinds),
            columns=columns,
            masker=DocumentSettings.of(plan.document_settings).masker(),
        )

    def _open(self, document: PlannedDocument, content: reading.Content) -> reading.Reading:
        return reading.Reading(content, document, self.plan.kinds, DocumentSettings.of(self.plan.document_settings))

    @transaction.atomic
    def _store(self, project: Project, shared: Shared) -> None:
        """Store label sets, questions and columns: of a new project all, of an old one what changed."""
        owner = self.target or project
        if self.target is None or shared.classes.changed:
            for row in shared.classes.rows():
                LabelSet.objects.update_or_create(
                    project=owner, index=row.pop("index"), defaults=row, create_defaults=_owned(row, owner, self.actor)
                )
        for name, level in ((LevelName.ROW, shared.rows), (LevelName.DOCUMENT, shared.whole)):
            if level.questions and (self.target is None or level.changed):
                ProjectQuestionSet.objects.update_or_create(
                    project=owner,
                    level=name,
                    defaults={
                        "questions": level.stored(),
                        "signature": question_rules.signature(level.questions),
                        "next_internal_id": question_rules.next_internal_id(level.questions),
                    },
                )
        if shared.columns_changed:
            ProjectColumn.objects.bulk_create(
                ProjectColumn(
                    project=owner,
                    index=index,
                    name=column.name[:512],
                    displayed=column.displayed,
                    labeler_restricted=column.labeler_restricted,
                )
                for index, column in enumerate(shared.columns)
            )

    def _show(self, project: Project, root: Cabinet, review: Cabinet, ids: list[str], shared: Shared) -> Project:
        """Make it all visible, and note in the same transaction that it is done."""
        with transaction.atomic():
            self.run.report(99, {"done": True, "documentIds": ids, "warnings": shared.warnings})
            wanted = self._wanted(project)
            if self.target is None:
                for item in wanted:
                    assignments.assign(project, item)
                if self.plan.tag_names:
                    project.tags.set(tags.ensure(self.actor, project.team, self.plan.tag_names))
                work.refresh_totals(project)
                kept.keep(project, self.actor)
                project.is_ready = True
                project.save(update_fields=["is_ready"])
                activity.note("PROJECT_CREATED", self.actor, project)
                return project
            return self._move(project, root, review, wanted)

    def _move(self, staging: Project, root: Cabinet, review: Cabinet, wanted: list[assignments.Wanted]) -> Project:
        assert self.target is not None
        target = Project.objects.select_for_update(of=("self",)).select_related("team", "owner").get(pk=self.target.pk)
        last = target.documents.aggregate(last=Max("position"))["last"]
        Document.objects.filter(project=staging).update(
            project=target, position=F("position") + (0 if last is None else last + 1)
        )
        for cabinet in (root, review):
            own = Cabinet.objects.get(project=target, role=cabinet.role)
            DocumentCopy.objects.filter(cabinet=cabinet).update(cabinet=own)
        deletion.purge_rows(Project.objects.filter(pk=staging.pk))
        work.refresh_totals(target)
        assignments.assign_new(target, wanted, self.actor)
        activity.note("DOCUMENTS_ADDED", self.actor, target, count=len(self.plan.documents))
        return target

    def _wanted(self, project: Project) -> list[assignments.Wanted]:
        """Resolve file names and parts; names that only an archive could bring are checked here."""
        rows = project.documents.values_list("file_name", "part", "pk")
        by_name = {(name, part): pk for name, part, pk in rows}
        everything = frozenset(by_name.values())
        members = {
            row.pk: row for row in TeamMember.objects.filter(pk__in=[a.member_id for a in self.plan.assignments])
        }
        wanted = []
        for item in self.plan.assignments:
            if item.documents is None:
                chosen = everything
            else:
                missing = next((pair for pair in item.documents if pair not in by_name), None)
                if missing:
                    reason = f"No document of this name has a part {missing[1]}, but it is assigned."
                    raise FormatError("UNKNOWN_DOCUMENT", reason, file_name=missing[0])
                chosen = frozenset(by_name[pair] for pair in item.documents)
            if item.member_id in members:
                wanted.append(assignments.Wanted(members[item.member_id], item.role, chosen))
        return wanted

    def _note(self, error: GlossError, file_name: str) -> None:
        if len(self.errors) < MAX_ERRORS:
            self.errors.append(sources.job_error(error, file_name))

    def _stop_on_errors(self) -> None:
        if self.errors:
            raise JobFailed(self.errors)

    def _tick(self) -> None:
        """Report progress by bytes, not more than twice a second."""
        moment = time.monotonic()
        if moment - self._reported < REPORT_SECONDS:
            return
        self._reported = moment
        done = self._read + (self._reading.position if self._reading else 0)
        self.run.report(_READY * done / self._total if self._total else 1)


def _column(column: ProjectColumn) -> Any:
    return reading.Column(column.name, column.displayed, column.labeler_restricted)


def _owned(row: dict[str, Any], project: Project, actor: User) -> dict[str, Any]:
    return {**row, "project": project, "team": project.team, "owner": actor}
