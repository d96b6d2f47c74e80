"""Job kinds and where their handlers live. Adding a job = a function in ``tasks.py`` and a line here."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gloss.jobs.runner import JobResult, JobRun

HANDLERS = {
    "project.create": "gloss.imports.tasks:create_project",
    "project.add_documents": "gloss.imports.tasks:add_documents",
    "project.delete": "gloss.projects.tasks:delete_project",
    "cabinet.replicate": "gloss.imports.tasks:replicate_cabinet",
    "labels.reset": "gloss.answers.reset:run",
    "review.recompute": "gloss.review.tasks:recompute_project",
    "review.dynamic": "gloss.review.dynamic:decide",
    "assist.auto_label": "gloss.assist.tasks:auto_label",
    "search.index": "gloss.search.tasks:make_index",
    "search.sort": "gloss.search.tasks:sort_view",
    "search.answer": "gloss.search.tasks:answer_lines",
    "agreement.compute": "gloss.analytics.tasks:compute_agreement",
    "export.run": "gloss.exports.tasks:export",
}

PERIODIC = {
    "gloss.analytics.ingest:run": 60,
    "gloss.accounts.chores:tidy": 3600,
    "gloss.storage.uploads:purge": 3600,
    "gloss.exports.service:purge": 600,
    "gloss.search.service:purge": 3600,
    "gloss.projects.service:delete_due": 600,
    "gloss.documents.releasing:purge": 3600,
}
"""Functions without arguments, called by one worker every so many seconds."""


def load(path: str) -> Callable[..., object]:
    """Import ``package.module:function``."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def handler(kind: str) -> Callable[[JobRun], JobResult]:
    return load(HANDLERS[kind])  # type: ignore[return-value]
