"""Queries of searches: where to look, and the facts about lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q

from gloss.answers.models import RowAnswer
from gloss.comments.models import Comment
from gloss.core.batches import parts
from gloss.documents import queries as documents
from gloss.documents.models import Document, DocumentCopy, EditedLine, Line, LineStatus
from gloss.labels.models import Label
from gloss.search.index import Place
from gloss.search.scope import Scope

PAGE = 1000
MANY = 300
"""Places asked for in one query: each may add a condition of its own, and databases limit how many there are."""
Stored = tuple[int, int, str, str | None]
"""Document, line, cells and metadata."""


def stored_after(scope: Scope, after: Place, first: int, last: int | None) -> Iterator[list[Stored]]:
    """Read the lines of all documents in scope in order, a page at a time, between two line numbers of each."""
    documents_ = Document.objects.filter(project=scope.project, pk__gte=after[0]).order_by("pk")
    if scope.document_id is not None:
        documents_ = documents_.filter(pk=scope.document_id)
    small: list[int] = []
    waiting = 0
    for document_id, count in documents_.values_list("pk", "line_count").iterator(chunk_size=2000):
        begun = document_id == after[0]
        begin = max(first, after[1] + 1) if begun else first
        end = count if last is None else min(count, last + 1)
        if begun or end - begin > PAGE:
            yield from _page(small, first, last)
            small, waiting = [], 0
            for start in range(begin, end, PAGE):
                yield list(_between(document_id, start, min(start + PAGE, end)))
        elif end > begin:
            small.append(document_id)
            waiting += end - begin
            if waiting >= PAGE:
                yield from _page(small, first, last)
                small, waiting = [], 0
    yield from _page(small, first, last)


def _page(document_ids: Sequence[int], first: int, last: int | None) -> Iterator[list[Stored]]:
    if document_ids:
        rows = Line.objects.filter(document__in=document_ids, line__gte=first)
        rows = rows if last is None else rows.filter(line__lte=last)
        yield list(rows.order_by("document_id", "line").values_list("document_id", "line", "cells", "metadata"))


def _between(document_id: int, start: int, end: int) -> Iterable[Stored]:
    rows = Line.objects.filter(document=document_id, line__gte=start, line__lt=end).order_by("line")
    return rows.values_list("document_id", "line", "cells", "metadata")


def stored_at(places: Sequence[Place]) -> dict[Place, Stored]:
    """Read lines of any documents."""
    found: dict[Place, Stored] = {}
    for part in parts(places, MANY):
        rows = Line.objects.filter(_at(part, "document", "line"))
        found |= {(row[0], row[1]): row for row in rows.values_list("document_id", "line", "cells", "metadata")}
    return found


def _at(pairs: Sequence[tuple[int, int]], owner: str, line: str) -> Q:
    """Pairs of an owner and a line, so that every database finds them by the table's index on both."""
    groups: dict[int, list[int]] = defaultdict(list)
    for key, number in pairs:
        groups[key].append(number)
    return reduce(or_, (Q(**{owner: key, f"{line}__in": numbers}) for key, numbers in groups.items()))


def edited(copies: Collection[DocumentCopy]) -> list[tuple[int, int, str]]:
    """Copy, line and status of every line that copies have of their own."""
    own = [copy.pk for copy in copies if copy.text_revision]
    return list(EditedLine.objects.filter(copy__in=own).values_list("copy_id", "line", "status")) if own else []


def edited_places(scope: Scope) -> list[Place]:
    """Where copies in scope show text of their own, in order."""
    rows = EditedLine.objects.filter(status=LineStatus.DISPLAYED)
    if scope.copy is not None:
        rows = rows.filter(copy=scope.copy)
    else:
        rows = rows.filter(copy__cabinet=scope.cabinet)
    return sorted(rows.values_list("copy__document_id", "line"))


def copies_in_order(scope: Scope, after: Place) -> Iterator[list[tuple[int, int]]]:
    """Primary keys of documents and their copies in scope, a few hundred at a time."""
    if scope.copy is not None:
        if scope.copy.document_id >= after[0]:
            yield [(scope.copy.document_id, scope.copy.pk)]
        return
    rows = documents.visible_copies([scope.cabinet]).filter(document__gte=after[0]).order_by("document_id")
    yield from parts(rows.values_list("document_id", "pk").iterator(chunk_size=2000), 300)


def labeled_places(scope: Scope, after: Place, wanted: Q) -> Iterator[Place]:
    """Where labels start that satisfy ``wanted``, in order; places may repeat."""
    for part in copies_in_order(scope, after):
        document_of = {copy: document for document, copy in part}
        if len(part) == 1:
            yield from _labeled_in_one(part[0], after, wanted)
            continue
        rows = Label.objects.filter(wanted, copy__in=list(document_of)).values_list("copy_id", "start_line")
        yield from sorted({(document_of[copy], line) for copy, line in rows})


def _labeled_in_one(copy: tuple[int, int], after: Place, wanted: Q) -> Iterator[Place]:
    """One copy may have a million labels: read them a page at a time."""
    document_id, copy_id = copy
    line = after[1] if document_id == after[0] else -1
    while True:
        rows = Label.objects.filter(wanted, copy=copy_id, start_line__gt=line).order_by("start_line")
        found = list(rows.values_list("start_line", flat=True)[:PAGE])
        yield from ((document_id, number) for number in dict.fromkeys(found))
        if len(found) < PAGE:
            return
        line = found[-1]


def answered_places(scope: Scope, after: Place) -> Iterator[Place]:
    """Where rows have answers, in order."""
    for part in copies_in_order(scope, after):
        for document_id, copy_id in part:
            line = after[1] if document_id == after[0] else -1
            while True:
                rows = RowAnswer.objects.filter(copy=copy_id, line__gt=line).order_by("line")
                found = list(rows.values_list("line", flat=True)[:PAGE])
                yield from ((document_id, number) for number in found)
                if len(found) < PAGE:
                    break
                line = found[-1]


def threads(scope: Scope) -> Iterator[tuple[int, str, int, str]]:
    """Document, anchor, thread and message of every comment in scope."""
    rows = Comment.objects.filter(document__project=scope.project)
    rows = rows.filter(document=scope.document_id) if scope.document_id is not None else rows
    for comment in rows.values_list("pk", "parent_id", "document_id", "hash_code", "parent__hash_code", "message"):
        pk, parent, document_id, own, above, message = comment
        yield document_id, (above if parent else own) or "", parent or pk, message


def labels_at(places: Sequence[tuple[int, int]]) -> list[Label]:
    """The labels that start at places: pairs of a copy and a line."""
    found: list[Label] = []
    for part in parts(places, MANY):
        rows = Label.objects.filter(_at(part, "copy", "start_line"))
        found += rows.select_related("origin", "destination", "labeled_by_user")
    return found


def contributors(document_ids: Collection[int], hashes: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Document, digest and owner of equal labels in labelers' copies."""
    for part in parts(hashes, 500):
        rows = Label.objects.filter(hash64__in=part, copy__document__in=document_ids)
        rows = rows.filter(copy__cabinet__owner__isnull=False)
        yield from rows.values_list("copy__document_id", "hash64", owner=F("copy__cabinet__owner_id"))


def answers_at(places: Sequence[tuple[int, int]]) -> list[tuple[int, int, dict[str, Any]]]:
    """Copy, line and values at places: pairs of a copy and a line."""
    found: list[tuple[int, int, dict[str, Any]]] = []
    for part in parts(places, MANY):
        found += RowAnswer.objects.filter(_at(part, "copy", "line")).values_list("copy_id", "line", "values")
    return found
