"""Jobs: make the index of a project, sort a view, answer many lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import orjson

from gloss.documents import access
from gloss.documents.models import Document, Line
from gloss.jobs.runner import JobResult, JobRun
from gloss.projects.models import Project
from gloss.search import bulk, sorting, views
from gloss.search import index as indexes
from gloss.search import scope as scopes
from gloss.search.index import Index, IndexedText
from gloss.search.models import LineView

BATCH = 5000


def make_index(run: JobRun) -> JobResult:
    """Index every line of a project that is not indexed yet; goes on where an earlier attempt stopped."""
    project = Project.objects.filter(uid=run.payload["projectId"]).first()
    if project is None:
        return JobResult()
    with closing(indexes.of_project(project)) as index:
        done = index.next_lines()
        documents = list(Document.objects.filter(project=project).order_by("pk").values_list("pk", "line_count"))
        total = sum(count for _, count in documents) or 1
        seen = 0
        for pk, count in documents:
            for lines in _fill(index, pk, done.get(pk, 0), count):
                run.report(100 * (seen + lines) / total)
            seen += count
    return JobResult(result_id=project.uid)


def _fill(index: Index, document_id: int, start: int, count: int) -> Iterator[int]:
    for first in range(start, count, BATCH):
        end = min(first + BATCH, count)
        rows = Line.objects.filter(document=document_id, line__gte=first, line__lt=end).order_by("line")
        index.add(document_id, first, end, [_text(*row) for row in rows.values_list("line", "cells", "metadata")])
        yield end


def _text(line: int, cells: str, metadata: str | None) -> IndexedText:
    entries = (entry for cell in orjson.loads(metadata) for entry in cell) if metadata else ()
    details = "\n".join(f"{entry.get('key', '')}={entry.get('value', '')}" for entry in entries)
    return line, "\n".join(orjson.loads(cells)), details


def sort_view(run: JobRun) -> JobResult:
    """Put the lines of a view in order."""
    view = LineView.objects.filter(pk=run.payload["viewId"]).first()
    if view is None or view.is_complete:
        return JobResult()
    scope = scopes.of_copy(run.job.owner, access.copy_for_reader(run.job.owner, view.copy.uid))

    def report(percent: float) -> None:
        run.report(0.9 * percent)
        LineView.objects.filter(pk=view.pk).update(progress=int(0.9 * percent))

    views.replace(view, sorting.in_order(scope, view.wanted, report))
    return JobResult(result_id=str(view.pk))


def answer_lines(run: JobRun) -> JobResult:
    """Give many lines the same answers, or take that back; every batch is carried out once."""
    asked, actor = run.payload, run.job.owner
    copy = access.copy_for_writer(actor, asked["documentId"])
    if asked["undo"]:
        for nth in range(asked["batches"]):
            bulk.undo_batch(copy, asked["act"], nth, actor)
            run.report(100 * (nth + 1) / asked["batches"])
        return JobResult(result_id=str(copy.uid))
    done = bulk.answer_batches(
        copy, asked["lines"], asked["answers"], actor, signature=asked["signature"], act=asked["act"]
    )
    for count in done:
        run.report(100 * count / len(asked["lines"]))
    return JobResult(result_id=str(copy.uid))
