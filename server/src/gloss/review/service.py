"""Keeping review copies in line with the labelers' work, and reviewers' decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Sum

from gloss.accounts.models import User
from gloss.answers import service as answers
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.answers.service import AnswerOutcome
from gloss.core import clock
from gloss.core.batches import parts
from gloss.core.errors import BadInput
from gloss.core.hashcode import split_arrow_hash
from gloss.documents import access
from gloss.documents.models import Cabinet, CabinetRole, CabinetStatus, DocumentCopy
from gloss.events import live
from gloss.events import service as events
from gloss.jobs import service as jobs
from gloss.labels import counters, places
from gloss.labels import queries as label_queries
from gloss.labels import service as labels
from gloss.labels.edits import EditReader, Refusals
from gloss.labels.models import Label, LabelKind
from gloss.labels.outcome import LabelOutcome
from gloss.labels.work import LabelWork
from gloss.projects.activity import Activity
from gloss.projects.models import Project
from gloss.review import answer_consensus, label_consensus, line_consensus, queries
from gloss.review.basis import Basis, bases, basis
from gloss.review.models import LineVerdict, ReviewState

Tick = Callable[[float], None]

INLINE_SIZE = 3000
"""Up to this many labels and answers are computed while the caller waits (some 100 ms)."""

COPY_SIZE = 100
"""What a document costs besides its labels and answers, in the unit of ``INLINE_SIZE``."""

INLINE_DOCUMENTS = 200
STATES_TOGETHER = 500
DEBOUNCE_SECONDS = 15
RULE_EVENTS = frozenset({"PROJECT_SETTINGS_UPDATED", "PROJECT_ASSIGNMENT_UPDATED"})


def recompute_document(copy: DocumentCopy, *, force: bool = False, tick: Tick | None = None) -> bool:
    """Compute a review copy's accepted labels, answers and conflicts; return whether there was anything to do.

    Nothing is done while nothing it depends on has changed, unless ``force``. Decisions of
    reviewers are never touched. May run twice at once and may be cut short: the next run
    goes on. ``tick`` is called now and then with the share done.
    """
    return _recompute(basis(copy), force=force, tick=tick)


def _recompute(found: Basis, *, force: bool = False, tick: Tick | None = None) -> bool:
    if found.is_current and not force:
        return False
    started = clock.now()
    label_consensus.recompute(found, line_consensus.recompute(found))
    answer_consensus.recompute(found, tick or (lambda share: None))
    with transaction.atomic():
        label_queries.lock(found.copy)
        recount(found.copy)
        fields = {"basis": found.digest, "rule": found.rule, "computed_at": started}
        ReviewState.objects.update_or_create(copy=found.copy, defaults=fields)
        project = found.copy.cabinet.project
        live.publish(f"project:{project.uid}", {"type": "REVIEW_UPDATED", "documentId": str(found.copy.uid)})
    return True


def freshen_copies(project: Project, copies: Sequence[DocumentCopy], tick: Tick) -> None:
    """Bring review copies of one project up to date while the caller waits.

    Those nobody has worked in are noted as such in batches: thousands of small documents cost a second.
    """
    stale = [found for found in bases(project, copies) if not found.is_current]
    for part in parts([found for found in stale if _is_untouched(found)], STATES_TOGETHER):
        _note_untouched(part)
        tick(0)
    for found in stale:
        if not _is_untouched(found):
            recompute_document(found.copy, tick=tick)
            tick(0)


def _is_untouched(found: Basis) -> bool:
    """Whether computing would change nothing, since no labeler and no reviewer has begun."""
    copy = found.copy
    counts = (copy.label_count, copy.answered_count, copy.conflict_count, copy.accepted_count, copy.rejected_count)
    return not found.voters and not any(counts) and not copy.text_revision


def _note_untouched(found: Sequence[Basis]) -> None:
    now = clock.now()
    rows = [ReviewState(copy=one.copy, basis=one.digest, rule=one.rule, computed_at=now) for one in found]
    fields = ["basis", "rule", "computed_at"]
    ReviewState.objects.bulk_create(rows, update_conflicts=True, unique_fields=["copy"], update_fields=fields)


def recount(copy: DocumentCopy) -> None:
    """Set every counter of a review copy from its rows."""
    numbers = counters.of_copies([copy.pk])[copy.pk]
    rows = RowAnswer.objects.filter(copy=copy)
    about = DocumentAnswer.objects.filter(copy=copy)
    disputed = sum(part.aggregate(total=Sum("conflict_count"))["total"] or 0 for part in (rows, about))
    lines = LineVerdict.objects.filter(copy=copy, is_open=True).count()
    numbers["conflict_count"] = numbers.pop("open_count") + disputed + lines
    numbers["answered_count"] = sum(part.exclude(values={}).count() for part in (rows, about))
    DocumentCopy.objects.filter(pk=copy.pk).update(**numbers)
    for name, value in numbers.items():
        setattr(copy, name, value)


def forget(copy: DocumentCopy) -> None:
    """Hook of ``labels.hooks``: the review of a copy that was cleared is computed from nothing at the next reading.

    Deleted rows leave no time stamp behind, so nothing saved would tell that they are gone.
    """
    ReviewState.objects.filter(copy__document=copy.document_id).delete()


def freshen(copy: DocumentCopy, user: User) -> bool:
    """Bring a review copy up to date before it is read; return whether it is.

    A big one is left to a job, at most one every few seconds.
    """
    found = basis(copy)
    if found.is_current or _is_closed(found.copy.cabinet):
        return True
    if found.size <= INLINE_SIZE:
        _recompute(found)
        return True
    _enqueue_copy(found, user)
    return False


def freshen_project(project: Project, user: User) -> bool:
    """Bring the whole review up to date; return whether it is.

    Small projects are computed while the caller waits. In others one query tells whether
    anything was saved since, and a job, at most one every few seconds, does the rest.
    """
    review = project.cabinets.filter(role=CabinetRole.REVIEWER).first()
    if review is None or _is_closed(review):
        return True
    if project.document_count > INLINE_DOCUMENTS:
        if not queries.has_stale_copies(project):
            return True
        enqueue_project(project, user, dedupe=True)
        return False
    stale = [found for found in bases(project, review_copies(project)) if not found.is_current]
    if sum(found.size + COPY_SIZE for found in stale) <= INLINE_SIZE:
        for found in stale:
            _recompute(found)
        return True
    enqueue_project(project, user, dedupe=True)
    return False


def _is_closed(review: Cabinet) -> bool:
    """A completed review stays as it is, whatever settings change later; completing it computes it once more."""
    return review.status == CabinetStatus.COMPLETE


def on_activity(happened: Activity) -> None:
    """Listener of ``projects.activity``: rules or people have changed, so nothing saved tells that counts are stale."""
    project, actor = happened.project, happened.actor
    if happened.event in RULE_EVENTS and actor is not None and project.document_count > INLINE_DOCUMENTS:
        enqueue_project(project, actor)


def on_labelers_changed(project: Project, document_ids: Collection[int]) -> None:
    """Hook: these documents have other labelers, so what was computed for them does not hold."""
    for part in parts(sorted(document_ids), STATES_TOGETHER):
        ReviewState.objects.filter(copy__document__in=part).delete()


def on_review_opened(cabinet: Cabinet, user: User) -> None:
    """Hook: somebody looks at the review and its counts."""
    freshen_project(cabinet.project, user)


def on_copy_opened(copy: DocumentCopy, user: User) -> None:
    """Hook: the text of a review copy may follow from the labelers' edits."""
    if copy.cabinet.role == CabinetRole.REVIEWER and freshen(copy, user):
        copy.refresh_from_db(fields=["text_revision", "inserted_count", "label_count", "conflict_count"])


def review_copies(project: Project) -> list[DocumentCopy]:
    copies = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.REVIEWER)
    found = list(copies.select_related("cabinet", "document").order_by("document__position", "document_id"))
    for copy in found:
        copy.cabinet.project = project
    return found


def review_copy(copy: DocumentCopy) -> DocumentCopy | None:
    """Return the review copy of a labeler copy's document."""
    found = DocumentCopy.objects.select_related("cabinet__project__team", "document").filter(
        document=copy.document_id, cabinet__role=CabinetRole.REVIEWER
    )
    return found.first()


def _enqueue_copy(found: Basis, user: User) -> None:
    project, slot = found.copy.cabinet.project, int(clock.now().timestamp()) // DEBOUNCE_SECONDS
    jobs.enqueue(
        "review.recompute",
        owner=user,
        team=project.team,
        project_uid=project.uid,
        payload={"project": project.uid, "copy": found.copy.pk},
        queue="ConsensusQueue",
        dedupe_key=f"review:{found.copy.pk}:{slot}",
    )


def enqueue_project(project: Project, user: User, *, dedupe: bool = False) -> None:
    """Compute every stale document of a project in the background."""
    slot = int(clock.now().timestamp()) // DEBOUNCE_SECONDS
    jobs.enqueue(
        "review.recompute",
        owner=user,
        team=project.team,
        project_uid=project.uid,
        payload={"project": project.uid},
        queue="ConsensusQueue",
        dedupe_key=f"review:{project.uid}:{slot}" if dedupe else None,
    )


def on_copy_completed(copy: DocumentCopy, actor: User) -> None:
    """Hook: a labeler completed a document."""
    if copy.cabinet.role != CabinetRole.LABELER:
        return
    target = review_copy(copy)
    if target is not None:
        freshen(target, actor)


def on_cabinet_changed(cabinet: Cabinet, actor: User) -> None:
    """Hook: a labeler completed or reopened everything, which counts even where nothing was saved."""
    if cabinet.role != CabinetRole.LABELER:
        return
    if cabinet.project.document_count > INLINE_DOCUMENTS:
        enqueue_project(cabinet.project, actor)
    else:
        freshen_project(cabinet.project, actor)


def decide(
    copy: DocumentCopy, choices: Sequence[Mapping[str, Any]], actor: User, act_id: str | None = None
) -> LabelOutcome:
    """Accept or reject labels of the review copy (the wire's UpdateConflictsInput).

    With another ``labelSetItemId`` the label is rejected and one of that item made in its
    place. Where a span may have one label only, accepting one rejects the open others.
    An ``act_id`` that was carried out before changes nothing.

    Raises:
        BadInput: a ``ref`` names no label of this document; nothing is changed.
    """
    if copy.cabinet.role != CabinetRole.REVIEWER:
        raise BadInput("Conflicts are resolved in the review's copy of the document.", field="textDocumentId")
    if events.replay(act_id, copy) is not None:
        return labels.stored(str(act_id), copy)
    access.check_open(copy)
    try:
        with transaction.atomic():
            return _decide(copy, choices, actor, act_id)
    except events.AlreadyDone:
        return labels.stored(str(act_id), copy)


def _decide(copy: DocumentCopy, choices: Sequence[Mapping[str, Any]], actor: User, act_id: str | None) -> LabelOutcome:
    reader, refusals = EditReader(copy), Refusals()
    label_queries.lock(copy)
    work = LabelWork(copy, reader, actor, clock.now(), undo=False)
    found = _by_ref(copy, reader, [str(choice["ref"]) for choice in choices])
    chosen = list(zip(choices, found, strict=True))
    kept = [label for choice, label in chosen if choice["resolved"] and not _is_moved(choice, label)]
    moved = [_relabeled(choice, label, reader) for choice, label in chosen if _is_moved(choice, label)]
    keys = {label.pk for label in kept}
    work.decide([label for _, label in chosen if label.pk not in keys], accepted=False)
    work.decide(kept, accepted=True)
    work.reject_rivals(kept)
    if moved:
        work.run(reader.read(moved, refusals), refusals)
    return labels.finish(work, act_id, "CONFLICTS", refusals)


def _by_ref(copy: DocumentCopy, reader: EditReader, refs: Sequence[str]) -> list[Label]:
    reader.texts.load({line for ref in refs for line in places.lines_in(ref)})
    digests = [places.digest(ref, reader.texts) for ref in refs]
    found = label_queries.by_hash(copy, {digest for digest in digests if digest is not None})
    for ref, digest in zip(refs, digests, strict=True):
        if digest not in found:
            raise BadInput(f"There is no label {ref} in this document.", field="ref")
    return [found[digest] for digest in digests if digest is not None]


def _is_moved(choice: Mapping[str, Any], label: Label) -> bool:
    return bool(choice["resolved"] and choice.get("labelSetItemId") and choice["labelSetItemId"] != label.item)


def _relabeled(choice: Mapping[str, Any], label: Label, reader: EditReader) -> dict[str, Any]:
    """The input of a label like ``label`` with another item."""
    place = places.to_units(places.Place(*(getattr(label, name) for name in places.Place._fields)), reader.texts)
    item = str(choice["labelSetItemId"])
    code = ""
    if label.kind == LabelKind.ARROW:
        ends = split_arrow_hash(str(choice["ref"])) or ("", "")
        code = f"ARROW:{item}:{label.layer}:{':'.join(map(str, place))}:0:{':'.join(ends)}"
    return {
        "id": code,
        "l": item,
        "layer": label.layer,
        "start": {"sentenceId": place.start_line, "tokenId": place.start_token, "charId": place.start_char},
        "end": {"sentenceId": place.end_line, "tokenId": place.end_token, "charId": place.end_char},
    }


def settle_answer(
    copy: DocumentCopy, line: int | None, question_id: str, value: Any, actor: User, act_id: str | None = None
) -> AnswerOutcome:
    """Settle one question of a row (or, without ``line``, of the document) with a value, own or picked."""
    if copy.cabinet.role != CabinetRole.REVIEWER:
        raise BadInput("Conflicts are resolved in the review's copy of the document.", field="documentId")
    given = {f"Q{question_id.removeprefix('Q')}": value}
    if line is None:
        return answers.save_document(copy, given, actor, act_id, signature=None)
    return answers.save_rows(copy, [(line, given)], actor, act_id)
