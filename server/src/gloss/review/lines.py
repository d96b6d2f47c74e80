"""Conflicts about the text of lines: listing them, and reviewers' choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from gloss.accounts.models import User
from gloss.core import clock
from gloss.core.errors import BadInput
from gloss.documents import access, edited, order
from gloss.documents import shapes as document_shapes
from gloss.documents.lines import LineView, lines_at
from gloss.documents.models import CabinetRole, DocumentCopy, LineStatus
from gloss.labels import line_edits, queries, scalars
from gloss.labels import service as labels
from gloss.labels.edits import EditReader, Refusals
from gloss.labels.line_edits import LineOutcome, Request
from gloss.labels.line_work import LineWork
from gloss.labels.models import Label, LabelKind
from gloss.labels.text import TokenTexts
from gloss.labels.work import LabelWork
from gloss.review import service
from gloss.review.basis import basis
from gloss.review.models import LineVerdict, ReviewState


def open_lines(copy: DocumentCopy) -> list[int]:
    """The lines labelers disagree on, in text order."""
    found = LineVerdict.objects.filter(copy=copy, is_open=True).values_list("line", flat=True)
    return order.of_copy(copy).sorted(found)


def on_text_changed(copy: DocumentCopy, lines: Sequence[int], actor: User) -> None:
    """Hook: a reviewer changed lines, which settles them; what labelers have there counts anew."""
    for line in lines:
        fields = {"is_open": False, "user": actor, "labeler": None}
        LineVerdict.objects.update_or_create(copy=copy, line=line, defaults=fields)
    ReviewState.objects.filter(copy=copy).delete()
    service.recount(copy)


def choose(asked: Request, line: int, labeler_id: int | None, *, resolved: bool) -> LineOutcome:
    """Settle a line with the original or one labeler's version, which brings that labeler's labels there.

    With ``resolved`` false the choice is taken back and the line judged by consensus again.

    Raises:
        BadInput: not a review copy, nothing disputed or settled there, or no such labeler.
    """
    copy = asked.copy
    if copy.cabinet.role != CabinetRole.REVIEWER:
        raise BadInput("Conflicts are resolved in the review's copy of the document.", field="textDocumentId")
    if (known := line_edits.replayed(asked)) is not None:
        return known
    access.check_open(copy)
    labels.check_signature(copy, asked.signature)
    if not LineVerdict.objects.filter(copy=copy, line=line).exists():
        raise BadInput(f"Labelers do not disagree on line {line}.", field="sentenceId")
    if not resolved:
        return _reopen(copy, line)
    outcome = _take(asked, line, labeler_id)
    service.recompute_document(copy, force=True)
    return _with_labels(asked, line, labeler_id, outcome) if labeler_id is not None else outcome


def _reopen(copy: DocumentCopy, line: int) -> LineOutcome:
    with transaction.atomic():
        LineVerdict.objects.filter(copy=copy, line=line).delete()
        ReviewState.objects.filter(copy=copy).delete()
    service.recompute_document(copy, force=True)
    return LineOutcome([line], [], [], [])


def _take(asked: Request, line: int, labeler_id: int | None) -> LineOutcome:
    copy, state = asked.copy, None
    if labeler_id is not None:
        sources = {owner: copy_id for copy_id, owner in basis(copy).voters.items()}
        if labeler_id not in sources:
            raise BadInput("This person has not worked on the document.", field="labelerId")
        source = DocumentCopy.objects.get(pk=sources[labeler_id])
        state = edited.state_of(source, line)
    with transaction.atomic():
        queries.lock(copy)
        copy.refresh_from_db(fields=["text_revision", "inserted_count"])
        work = LineWork(copy, clock.now())
        if edited.state_of(copy, line) != state:
            work.set_line(line, state)
        outcome = line_edits.finish(work, "LINE_CHOSEN", asked.actor, asked.act_id)
        fields = {"is_open": False, "user": asked.actor, "labeler_id": labeler_id}
        LineVerdict.objects.update_or_create(copy=copy, line=line, defaults=fields)
        ReviewState.objects.filter(copy=copy).delete()
        return outcome


def _with_labels(asked: Request, line: int, labeler_id: int, outcome: LineOutcome) -> LineOutcome:
    """Accept what the labeler has labeled on the line."""
    copy = asked.copy
    here = Q(start_line=line) | Q(end_line=line)
    with transaction.atomic():
        queries.lock(copy)
        rows = list(queries.of_copy(copy).filter(here, contributions__user=labeler_id))
        work = LabelWork(copy, EditReader(copy), asked.actor, clock.now(), undo=False)
        work.decide(rows, accepted=True)
        work.reject_rivals(rows)
        done = labels.finish(work, None, "CONFLICTS", Refusals())
    return LineOutcome(outcome.lines, outcome.removed, [*outcome.added, *done.after], outcome.previous)


# -- on the wire ---------------------------------------------------------------------------------


def add_conflicts(copy: DocumentCopy, user: User, cells: list[dict[str, Any]]) -> None:
    """Decorator of ``documents.hooks``: mark disputed lines of a review copy and show every labeler's version.

    Settled ones keep their versions, so that the choice can be changed.
    """
    if copy.cabinet.role != CabinetRole.REVIEWER or not cells:
        return
    wanted = [cell["line"] for cell in cells if cell["index"] == 0]
    verdicts = dict(LineVerdict.objects.filter(copy=copy, line__in=wanted).values_list("line", "is_open"))
    if not verdicts:
        return
    shown = versions(copy, verdicts)
    for cell in cells:
        if cell["line"] in verdicts:
            cell["conflict"] = verdicts[cell["line"]]
            cell["conflicts"] = shown[cell["line"]]


def versions(copy: DocumentCopy, lines: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The wire's CellConflict of every labeler for each line; a line a labeler does not have is HIDDEN there."""
    numbers = list(lines)
    found: dict[int, list[dict[str, Any]]] = {line: [] for line in numbers}
    for copy_id, owner_id in basis(copy).voters.items():
        source = DocumentCopy.objects.select_related("document", "cabinet__project").get(pk=copy_id)
        views = lines_at(source, numbers)
        on_lines = labels_on(source, numbers)
        for line in numbers:
            view = views.get(line) or LineView(line, [""], [[]], [[]], status=LineStatus.HIDDEN.value)
            cell = next(iter(document_shapes.cells(view, shows_original=document_shapes.shows_original(copy))))
            given = {"cell": cell, "documentId": str(source.uid), "labelerId": owner_id}
            found[line].append({**given, "labels": on_lines.get(line, [])})
    return found


def labels_on(source: DocumentCopy, lines: list[int]) -> dict[int, list[dict[str, Any]]]:
    """The wire's TextLabels that start in each of some lines."""
    spans = list(Label.objects.filter(queries.SHOWN, copy=source, kind=LabelKind.SPAN, start_line__in=lines))
    texts = TokenTexts(source)
    texts.load(scalars.lines_of(spans))
    found: dict[int, list[dict[str, Any]]] = {}
    for span in sorted(spans, key=lambda label: (label.start_line, label.start_token, label.pk)):
        shape = scalars.text_label(scalars.scalar(span, texts), source.uid)
        found.setdefault(span.start_line, []).append(shape)
    return found


def sentence_conflict(verdict: LineVerdict, known: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The wire's older SentenceConflict."""
    return {
        "resolved": not verdict.is_open,
        "resolvingLabelerId": verdict.labeler_id,
        "sentences": [
            {
                "content": one["cell"]["content"],
                "docLabels": None,
                "labelerId": one["labelerId"],
                "posLabels": one["labels"],
                "status": one["cell"]["status"],
                "tokens": one["cell"]["tokens"],
            }
            for one in known
        ],
    }
