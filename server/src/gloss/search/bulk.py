"""Acts on many lines at once: one class for everything found, the same answers for many rows."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from gloss.accounts.models import User
from gloss.answers import queries as answer_queries
from gloss.answers import service as answers
from gloss.answers.questions import asked
from gloss.core.batches import parts
from gloss.core.errors import BadInput, NotFound
from gloss.core.hashcode import SpanKey, span_hash
from gloss.core.offsets import to_utf16
from gloss.documents import access as documents
from gloss.documents import lines
from gloss.documents.models import DocumentCopy
from gloss.events import service as events
from gloss.events.models import LabelingAct
from gloss.jobs import service as jobs
from gloss.jobs.models import Job
from gloss.labels import scalars
from gloss.labels import service as labels
from gloss.labels.models import LabelKind
from gloss.labels.outcome import LabelOutcome
from gloss.labels.text import TokenTexts
from gloss.projects.settings import DocumentSettings
from gloss.questionsets.models import Level
from gloss.search import basic, engine
from gloss.search.conditions import Facts, LabelIs, Text, positive
from gloss.search.scope import Scope

MAX_PLACES = 10_000
SEARCH_SECONDS = 20.0
AT_ONCE = 2000
BATCH = 1000
KIND_LABELS, KIND_UNDO = "SEARCH_LABEL_ALL", "SEARCH_LABEL_UNDO"
JOB_KIND = "search.answer"


def label_hits(
    scope: Scope,
    search: Mapping[str, Any],
    item: str,
    layer: int,
    only: Sequence[int] | None,
    *,
    signature: str,
    act: str,
) -> LabelOutcome:
    """Label everything found in the scope's one copy, in one act; see the wire's labelSearchHits.

    Raises:
        BadInput: nothing to label, or too much for one act.
    """
    copy = scope.copy
    assert copy is not None
    labels.check_signature(copy, signature)
    wanted = [_input(item, layer, place) for place in _places(scope, search, only)]
    if not wanted:
        raise BadInput("The search finds nothing that can be labeled.", field="search")
    return labels.apply(copy, wanted, scope.user, act, signature=signature, kind=KIND_LABELS)


def undo_labels(copy: DocumentCopy, act_id: str, actor: User) -> LabelOutcome:
    """Remove what one ``label_hits`` added; calling it again changes nothing."""
    act = LabelingAct.objects.filter(act_id=act_id, copy=copy, kind=KIND_LABELS).values("before", "after").first()
    if act is None:
        raise NotFound("act", act_id)
    known = {label["hashCode"] for label in act["before"] or ()}
    added = [label for label in act["after"] or () if label["hashCode"] not in known]
    wanted = [_removed(label) for label in added]
    return labels.apply(copy, wanted, actor, f"undo:{act_id}"[:64], kind=KIND_UNDO)


def _removed(label: Mapping[str, Any]) -> dict[str, Any]:
    ends = {
        end: {
            "sentenceId": label[f"{end}CellLine"],
            "tokenId": label[f"{end}TokenIndex"],
            "charId": label[f"{end}CharIndex"],
        }
        for end in ("start", "end")
    }
    return {
        "id": label["hashCode"],
        "l": label["labelSetItemId"] or "",
        "layer": label["layer"],
        "deleted": True,
        **ends,
    }


Place = tuple[int, int, int, int, int, int]
"""Line, token and character of the start, then of the end; in the wire's units, inclusive."""


def _places(scope: Scope, search: Mapping[str, Any], only: Sequence[int] | None) -> list[Place]:
    copy = scope.copy
    assert copy is not None
    condition = basic.read(search)
    texts = [part for part in positive(condition) if isinstance(part, Text)]
    found: dict[Place, None] = {}
    kept, started = set(only) if only is not None else None, time.monotonic()
    exact = DocumentSettings.load(scope.project).allow_character_based_labeling
    with closing(engine.steps(scope, condition, engine.BEFORE_ALL)) as running:
        for step in running:
            hits = [hit.facts for hit in step.hits if kept is None or hit.facts.line in kept]
            if texts:
                found |= dict.fromkeys(_in_text(copy, hits, texts, exact))
            else:
                labeled = [part for part in positive(condition) if isinstance(part, LabelIs)]
                found |= dict.fromkeys(_of_labels(copy, hits, labeled))
            if len(found) > MAX_PLACES or time.monotonic() - started > SEARCH_SECONDS:
                message = f"The search finds more than {MAX_PLACES} places, or takes too long. Narrow it down."
                raise BadInput(message, field="search")
    return list(found)


def _in_text(copy: DocumentCopy, hits: Sequence[Facts], texts: Sequence[Text], exact: bool) -> Iterator[Place]:
    for part in parts(hits, 400):
        views = lines.lines_at(copy, [facts.line for facts in part])
        for facts in part:
            view = views.get(facts.line)
            if view is None or not view.tokens:
                continue
            for text in texts:
                for start, end in text.matcher.places(view.cells[0]):
                    place = _tokens(view.cells[0], view.tokens[0], start, end, exact)
                    if place:
                        yield (facts.line, *place[:2], facts.line, *place[2:])


def _tokens(
    text: str, tokens: Sequence[tuple[int, int]], start: int, end: int, exact: bool
) -> tuple[int, int, int, int] | None:
    """The tokens that a match touches; whole ones unless characters may be labeled."""
    touched = [number for number, (first, last) in enumerate(tokens) if last > start and first < end]
    if not touched:
        return None
    (first, _), (last, last_end) = tokens[touched[0]], tokens[touched[-1]]
    begin = max(start - first, 0) if exact else 0
    finish = min(end, last_end) - last if exact else last_end - last
    head, tail = text[first : tokens[touched[0]][1]], text[last:last_end]
    return touched[0], to_utf16(head, begin), touched[-1], max(to_utf16(tail, finish) - 1, 0)


def _of_labels(copy: DocumentCopy, hits: Sequence[Facts], conditions: Sequence[LabelIs]) -> Iterator[Place]:
    rows = [fact.row for facts in hits for condition in conditions for fact in condition.among(facts)]
    spans = [row for row in rows if row.kind == LabelKind.SPAN]
    texts = TokenTexts(copy)
    texts.load(scalars.lines_of(spans))
    for label in (scalars.scalar(row, texts) for row in spans):
        start = (label["startCellLine"], label["startTokenIndex"], label["startCharIndex"])
        yield (*start, label["endCellLine"], label["endTokenIndex"], label["endCharIndex"])


def _input(item: str, layer: int, place: Place) -> dict[str, Any]:
    line, token, char, end_line, end_token, end_char = place
    key = SpanKey(item, layer, line, 0, token, char, end_line, 0, end_token, end_char)
    return {
        "id": span_hash(key),
        "l": item,
        "layer": layer,
        "start": {"sentenceId": line, "tokenId": token, "charId": char},
        "end": {"sentenceId": end_line, "tokenId": end_token, "charId": end_char},
    }


def answer(
    copy: DocumentCopy,
    numbers: Sequence[int],
    values: Mapping[str, Any],
    actor: User,
    *,
    signature: str | None,
    act: str,
) -> Job | None:
    """Give lines the same answers: at once, or by a job if they are many."""
    if not numbers:
        raise BadInput("Choose at least one line.", field="lines")
    if len(numbers) <= AT_ONCE:
        for _ in answer_batches(copy, numbers, values, actor, signature=signature, act=act):
            pass
        return None
    events.replay(batch_act(act, 0), copy)
    _check(copy, numbers, values, signature)
    payload = {"documentId": str(copy.uid), "lines": list(numbers), "answers": values, "act": act, "undo": False}
    return _enqueue(copy, actor, payload | {"signature": signature}, act)


def answer_batches(
    copy: DocumentCopy,
    numbers: Sequence[int],
    values: Mapping[str, Any],
    actor: User,
    *,
    signature: str | None,
    act: str,
) -> Iterator[int]:
    """Save batch after batch, each an act of its own that is carried out once; yield how many lines are done."""
    for nth, part in enumerate(parts(numbers, BATCH)):
        answers.save_rows(copy, [(line, values) for line in part], actor, batch_act(act, nth), signature=signature)
        yield nth * BATCH + len(part)


def _check(copy: DocumentCopy, numbers: Sequence[int], values: Mapping[str, Any], signature: str | None) -> None:
    """Refuse here what the job would fail with."""
    documents.check_open(copy)
    ask = asked(copy.cabinet.project, Level.ROW)
    ask.check_signature(signature)
    ask.read(values, None if signature else copy.document.column_count, numbers[0])


def batch_act(act: str, nth: int) -> str:
    return f"{act}:{nth}"


def undo_answers(copy: DocumentCopy, act: str, actor: User) -> tuple[int, Job | None]:
    """Give the rows of an ``answer`` back what they held before; large ones by a job."""
    count = answered_lines(copy, act)
    if not count:
        raise NotFound("act", act)
    if count <= AT_ONCE:
        for nth in range(-(-count // BATCH)):
            undo_batch(copy, act, nth, actor)
        return count, None
    payload = {"documentId": str(copy.uid), "act": act, "undo": True, "batches": -(-count // BATCH)}
    return count, _enqueue(copy, actor, payload, f"undo {act}")


def answered_lines(copy: DocumentCopy, act: str) -> int:
    """How many lines an ``answer`` has answered so far."""
    acts = LabelingAct.objects.filter(copy=copy, act_id__startswith=f"{act}:", kind="ROW_ANSWERS")
    return sum(len(after or ()) for after in acts.values_list("after", flat=True))


def undo_batch(copy: DocumentCopy, act: str, nth: int, actor: User) -> None:
    stored = answer_queries.stored_act(batch_act(act, nth), copy)
    ask = asked(copy.cabinet.project, Level.ROW)
    present = answer_queries.rows_at(copy, [entry["line"] for entry in stored["after"] or ()])
    now = {line: ask.wire(row.values) for line, row in present.items()}
    rows = []
    for before, after in zip(stored["before"] or (), stored["after"] or (), strict=True):
        if now.get(after["line"]) == after["answers"]:
            gone = dict.fromkeys(after["answers"])
            rows.append((before["line"], {**gone, **before["answers"]}))
    if rows:
        answers.save_rows(copy, rows, actor, f"{batch_act(act, nth)}:undo", signature=ask.signature)


def _enqueue(copy: DocumentCopy, actor: User, payload: dict[str, Any], act: str) -> Job:
    project = copy.cabinet.project
    return jobs.enqueue(
        JOB_KIND,
        owner=actor,
        payload=payload,
        project_uid=project.uid,
        team=project.team,
        dedupe_key=f"search.answer:{copy.pk}:{act}"[:160],
    )


def new_act() -> str:
    return uuid.uuid4().hex
