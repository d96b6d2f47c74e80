"""What a search finds, as the wire shows it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import orjson

from gloss.core.errors import BadInput
from gloss.documents.models import DocumentCopy
from gloss.labels import hooks, queries, scalars
from gloss.labels.models import Label
from gloss.labels.text import TokenTexts
from gloss.search import preparation
from gloss.search.conditions import CommentIs, Condition, Facts, LabelIs, MetadataIs, Text, positive
from gloss.search.engine import Found, Hit
from gloss.search.index import Place
from gloss.search.matching import MAX_MATCHES
from gloss.search.scope import Scope

BEFORE, SNIPPET = 60, 240
MAX_LABELS = 100


def cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    try:
        document, line = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return int(document), int(line)
    except (ValueError, TypeError) as error:
        raise BadInput("The cursor is not one of ours; start again without it.", field="cursor") from error


def page(scope: Scope, condition: Condition, found: Found) -> dict[str, Any]:
    labels = _labels(scope, condition, found.hits)
    return {
        "nodes": [_line(hit, condition, labels.get(number, [])) for number, hit in enumerate(found.hits)],
        "pageInfo": {"nextCursor": cursor(found.next) if found.next else None, "prevCursor": None},
        "totalCount": found.total,
        "isTotalExact": found.is_total_exact,
        "isComplete": found.is_complete,
    }


def state(found: preparation.State) -> dict[str, Any]:
    return {"isReady": found.is_ready, "progress": found.progress, "jobId": found.job_id}


def _line(hit: Hit, condition: Condition, labels: list[dict[str, Any]]) -> dict[str, Any]:
    facts, document = hit.facts, hit.copy.document
    matches = _matches(condition, facts)
    cell, start = (matches[0]["cell"], matches[0]["start"]) if matches else (_first_cell(condition, facts), 0)
    text = facts.cells[cell] if cell < len(facts.cells) else ""
    begin = max(start - BEFORE, 0)
    threads = [thread for part in positive(condition) if isinstance(part, CommentIs) for thread in part.threads(facts)]
    return {
        "documentId": str(hit.copy.uid),
        "fileName": document.file_name,
        "documentName": document.name,
        "line": facts.line,
        "cell": cell,
        "snippet": text[begin : begin + SNIPPET],
        "snippetStart": begin,
        "matches": matches,
        "labels": labels,
        "commentIds": list(map(str, dict.fromkeys(threads))),
    }


def _matches(condition: Condition, facts: Facts) -> list[dict[str, int]]:
    found = {
        (cell, *place)
        for part in positive(condition)
        if isinstance(part, Text)
        for cell, text in facts.shown()
        for place in part.matcher.places(text)
    }
    return [{"cell": cell, "start": start, "end": end} for cell, start, end in sorted(found)[:MAX_MATCHES]]


def _first_cell(condition: Condition, facts: Facts) -> int:
    for part in positive(condition):
        if isinstance(part, MetadataIs):
            return next(part.cells(facts), 0)
    return next((cell for cell, _ in facts.shown()), 0)


def _labels(scope: Scope, condition: Condition, hits: Sequence[Hit]) -> dict[int, list[dict[str, Any]]]:
    """The labels to show, by the hit's place in the page; one query per document for their text."""
    wanted = [part for part in positive(condition) if isinstance(part, LabelIs)]
    by_copy: dict[int, tuple[DocumentCopy, list[tuple[int, Label]]]] = {}
    for number, hit in enumerate(hits if wanted else ()):
        rows = {fact.row.pk: fact.row for part in wanted for fact in part.among(hit.facts)}
        entry = by_copy.setdefault(hit.copy.pk, (hit.copy, []))
        entry[1].extend((number, row) for row in list(rows.values())[:MAX_LABELS])
    shown: dict[int, list[dict[str, Any]]] = {}
    for copy, entries in by_copy.values():
        labels = [row for _, row in entries]
        queries.load_ends(labels)
        texts = TokenTexts(copy)
        texts.load(scalars.lines_of(labels))
        found = hooks.decorate(copy, scope.user, [scalars.scalar(label, texts) for label in labels])
        for (number, _), scalar in zip(entries, found, strict=True):
            shown.setdefault(number, []).append(scalar)
    return shown
