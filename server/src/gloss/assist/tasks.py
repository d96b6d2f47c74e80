"""The job that has a model label a project."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from gloss.accounts.models import User
from gloss.assist import calling, hooks, predictions
from gloss.assist.calling import CallFailed
from gloss.assist.predictions import Dropped, Entity, ItemNames, WrongShape
from gloss.core import clock
from gloss.core.batches import parts
from gloss.core.errors import GlossError
from gloss.documents import lines as texts
from gloss.documents import queries as documents
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.jobs import service as jobs
from gloss.jobs.models import JobStatus
from gloss.jobs.runner import JobFailed, JobResult, JobRun
from gloss.labels import service as labels_service
from gloss.projects import queries as projects
from gloss.projects.models import Project
from gloss.projects.settings import DocumentSettings
from gloss.storage import secrets

CABINET_SECONDS = 2
LABELS_PER_ACT = 2000
MAX_ERRORS = 200


def auto_label(run: JobRun) -> JobResult:
    """Handler of ``assist.auto_label``. Checkpoint: how many batches are done and what they came to.

    It waits, out of the worker's way, until the person's cabinet is made.
    """
    project = projects.find(run.payload["projectId"])
    person = User.objects.filter(pk=run.payload["userId"]).first()
    if project is None or person is None:
        raise JobFailed([_error("NOT_FOUND", "The project or the person was deleted.")])
    role = run.payload["role"]
    made = hooks.REPLICATE[0](person, project, role)
    if made.status == JobStatus.FAILED:
        raise JobFailed(made.errors)
    if made.status != JobStatus.DELIVERED:
        jobs.reschedule(run.job, clock.now() + timedelta(seconds=CABINET_SECONDS), run.checkpoint)
        return JobResult(rescheduled=True)
    cabinet = documents.cabinet_of(project, role, person if role == CabinetRole.LABELER else None)
    assert cabinet is not None
    copies = list(documents.visible_copies([cabinet]))
    for copy in copies:
        copy.cabinet = cabinet
        cabinet.project = project
    return _AutoLabel(run, project, person).run(copies)


class _AutoLabel:
    """One attempt. ``state`` is what the checkpoint keeps."""

    def __init__(self, run: JobRun, project: Project, person: User) -> None:
        self._run, self._project, self._person = run, project, person
        self._names = ItemNames(project)
        self._by_character = DocumentSettings.load(project).allow_character_based_labeling
        self._secret = str(secrets.unseal(run.payload["secret"])["secret"])
        fresh = {"batches": 0, "applied": 0, "refused": 0, "outside": 0, "unknown": {}, "errors": [], "failed": 0}
        self._state: dict[str, Any] = run.checkpoint or fresh

    def run(self, copies: list[DocumentCopy]) -> JobResult:
        size = self._run.payload["batchSize"] or max(len(copies), 1)
        batches = list(parts(copies, size))
        for number in range(self._state["batches"], len(batches)):
            self._batch(batches[number])
            self._state["batches"] = number + 1
            self._run.report(100 * (number + 1) / len(batches), self._state)
        return self._finish(len(copies))

    def _batch(self, copies: list[DocumentCopy]) -> None:
        views = {copy.pk: {line.line: line for line in texts.iter_lines(copy)} for copy in copies}
        bodies = [predictions.document_body(copy, views[copy.pk].values()) for copy in copies]
        body = {"id": self._project.uid, "name": self._project.name, "documents": bodies}
        try:
            answer = calling.post_json(self._run.payload["endpoint"], self._secret, body)
            found = predictions.entities_by_document(answer)
        except (CallFailed, WrongShape) as failure:
            self._fail(copies, failure)
            return
        for copy in copies:
            self._apply(copy, found.get(str(copy.uid), []), views[copy.pk])

    def _apply(self, copy: DocumentCopy, entities: list[Entity], lines: dict[int, Any]) -> None:
        dropped = Dropped()
        made = predictions.labels(entities, lines, self._names, dropped, by_character=self._by_character)
        self._state["outside"] += dropped.outside
        for name, count in dropped.unknown.items():
            self._state["unknown"][name] = self._state["unknown"].get(name, 0) + count
        try:
            for number, part in enumerate(parts(made, LABELS_PER_ACT)):
                outcome = labels_service.apply(copy, part, self._person, self._act_id(copy, number), kind="AUTO_LABEL")
                self._state["applied"] += len(outcome.made)
                self._state["refused"] += len(outcome.rejected)
        except GlossError as error:
            self._note(_error(error.code, error.message, {"documentIds": [str(copy.uid)]}))

    def _act_id(self, copy: DocumentCopy, number: int) -> str:
        """The same for the same part of the same job, so that a second attempt adds nothing."""
        return hashlib.sha256(f"{self._run.job.id}:{copy.uid}:{number}".encode()).hexdigest()

    def _fail(self, copies: list[DocumentCopy], failure: CallFailed | WrongShape) -> None:
        status, body = (failure.status, failure.body) if isinstance(failure, CallFailed) else (200, "")
        args = {"documentIds": [str(copy.uid) for copy in copies], "status": status, "body": body}
        self._note(_error("AUTO_LABEL_REQUEST_FAILED", str(failure), args))

    def _note(self, error: dict[str, Any]) -> None:
        self._state["failed"] += 1
        if len(self._state["errors"]) < MAX_ERRORS:
            self._state["errors"].append(error)

    def _finish(self, document_count: int) -> JobResult:
        state, errors = self._state, list(self._state["errors"])
        if state["unknown"]:
            names = ", ".join(sorted(name.partition(":")[2] for name in state["unknown"]))
            counts = [
                {"layer": int(name.partition(":")[0]), "label": name.partition(":")[2], "count": count}
                for name, count in sorted(state["unknown"].items())
            ]
            errors.append(_error("UNKNOWN_LABELS", f"No label item has these names: {names}.", {"labels": counts}))
        if state["failed"]:
            raise JobFailed(errors)
        counts = {name: state[name] for name in ("applied", "refused", "outside")}
        return JobResult(result_id=self._project.uid, result={"documents": document_count, **counts}, errors=errors)


def _error(id: str, stack: str, args: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": id, "stack": stack, "args": args or {}}
