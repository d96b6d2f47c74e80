"""Computing the spans and arrows of a review copy. Doing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Q

from gloss.agreement.consensus import judge
from gloss.core import clock
from gloss.core.batches import parts
from gloss.documents.models import DocumentCopy
from gloss.labels import bulk, decisions
from gloss.labels.models import Label, LabelKind, LabelStatus, Phase
from gloss.labels.queries import SHOWN
from gloss.review.basis import Basis
from gloss.review.line_consensus import Foreign
from gloss.review.models import Contribution

BATCH = 1000
_OPEN = Q(status=LabelStatus.LABELED, labeled_by__in=sorted(decisions.DERIVED))


@dataclass(slots=True)
class _Plan:
    """``phases`` says what each digest with supporters should be; the lists hold row ids of the review copy."""

    phases: dict[int, str] = field(default_factory=dict)
    examples: dict[int, int] = field(default_factory=dict)
    supporters: dict[int, tuple[int, ...]] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    changes: dict[str, list[int]] = field(default_factory=dict)
    merges: list[int] = field(default_factory=list)
    removals: list[int] = field(default_factory=list)


def recompute(basis: Basis, foreign: Foreign) -> None:
    """Bring the labels of the review copy in line with the labelers' copies.

    Labels that reviewers made, accepted or rejected stay; one that a reviewer made before
    any labeler did counts as accepted once a labeler has it too. Labels on lines whose text
    is not the review's (``foreign``) do not count. Written in transactions
    of a thousand rows, each of which checks again that nobody has decided meanwhile.
    """
    plan = _plan(basis, foreign)
    for row_ids in parts(plan.removals, BATCH):
        with transaction.atomic():
            Label.objects.filter(_OPEN, pk__in=row_ids).delete()
    for phase, changed in plan.changes.items():
        for row_ids in parts(changed, BATCH):
            Label.objects.filter(_OPEN, pk__in=row_ids).update(labeled_by=phase, updated_at=clock.now())
    for kind in (LabelKind.SPAN, LabelKind.ARROW):
        for digests in parts(plan.missing, BATCH):
            with transaction.atomic():
                _insert(basis.copy, plan, digests, kind)
    _merge(plan.merges)
    _store_contributions(basis.copy, plan.supporters)


def _plan(basis: Basis, foreign: Foreign) -> _Plan:
    plan, voters = _Plan(), basis.voters
    votes: dict[int, list[int]] = {owner: [] for owner in voters.values()}
    prelabels: set[int] = set()
    rows = Label.objects.filter(SHOWN, copy__in=list(voters)).order_by("pk")
    by_people: set[int] = set()
    fields = ("pk", "copy_id", "hash64", "labeled_by", "start_line", "end_line")
    for pk, copy_id, digest, phase, start, end in rows.values_list(*fields).iterator(2000):
        if copy_id in foreign and _touches(foreign[copy_id], start, end):
            continue
        votes[voters[copy_id]].append(digest)
        plan.examples.setdefault(digest, pk)
        (prelabels if phase == Phase.PRELABELED else by_people).add(digest)
    verdict = judge(votes, basis.needed)
    plan.supporters = {**verdict.accepted, **verdict.disputed}
    waiting = set() if basis.all_done else prelabels - by_people
    plan.phases = dict.fromkeys(verdict.accepted, Phase.AUTO.value)
    plan.phases |= {
        digest: Phase.PRELABELED.value if digest in waiting else Phase.CONFLICT.value for digest in verdict.disputed
    }
    _compare(basis, plan)
    return plan


def _touches(lines: frozenset[int], start: int, end: int) -> bool:
    if start == end:
        return start in lines
    first, last = min(start, end), max(start, end)
    return any(first <= line <= last for line in lines)


def _compare(basis: Basis, plan: _Plan) -> None:
    """Sort out what the review copy lacks, has differently, or has without reason."""
    rows = Label.objects.filter(copy=basis.copy).values_list("pk", "hash64", "labeled_by", "status")
    present: set[int] = set()
    unsupported: list[int] = []
    for pk, digest, phase, status in rows.iterator(2000):
        present.add(digest)
        target = plan.phases.get(digest)
        if status != LabelStatus.LABELED:
            continue
        if phase not in decisions.DERIVED:
            if target:
                plan.merges.append(pk)
        elif target is None:
            if phase != Phase.PRELABELED or basis.all_done:
                unsupported.append(pk)
        elif target != phase:
            plan.changes.setdefault(target, []).append(pk)
    plan.missing = [digest for digest in plan.phases if digest not in present]
    plan.removals = _without_holders(basis.copy, unsupported)


def _without_holders(copy: DocumentCopy, row_ids: list[int]) -> list[int]:
    """Leave out spans that an arrow made or accepted by a reviewer hangs on."""
    if not row_ids:
        return []
    arrows = Label.objects.filter(copy=copy, kind=LabelKind.ARROW).exclude(_OPEN)
    held = {end for ends in arrows.values_list("origin_id", "destination_id") for end in ends}
    return [pk for pk in row_ids if pk not in held]


def _insert(copy: DocumentCopy, plan: _Plan, digests: Iterable[int], kind: str) -> None:
    """Copy the examples of these digests; ones that somebody has added meanwhile are left alone."""
    by_phase: dict[str, list[int]] = {}
    for digest in digests:
        by_phase.setdefault(plan.phases[digest], []).append(plan.examples[digest])
    for phase, ids in by_phase.items():
        marks = ", ".join(["%s"] * len(ids))
        bulk.copy_into(copy.pk, kind, phase, f"l.id IN ({marks})", ids)


def _merge(row_ids: list[int]) -> None:
    """A reviewer's own label that a labeler has too is an accepted one."""
    for part in parts(row_ids, 500):
        with transaction.atomic():
            labels = list(Label.objects.filter(pk__in=part, status=LabelStatus.LABELED).exclude(_OPEN))
            for label in labels:
                label.status, label.accepted_by_user_id = LabelStatus.ACCEPTED, label.labeled_by_user_id
                label.labeled_by = Phase.REVIEWER
            decisions.save(labels)


def _store_contributions(copy: DocumentCopy, supporters: Mapping[int, tuple[int, ...]]) -> None:
    """Make the contributions say who stands behind each label now."""
    wanted: set[tuple[int, int]] = set()
    for digest, pk in Label.objects.filter(copy=copy).values_list("hash64", "pk").iterator(2000):
        wanted |= {(pk, person) for person in supporters.get(digest, ())}
    known = Contribution.objects.filter(label__copy=copy).values_list("pk", "label_id", "user_id")
    stored = {(label, person): pk for pk, label, person in known.iterator(2000)}
    for gone in parts([pk for pair, pk in stored.items() if pair not in wanted], BATCH):
        Contribution.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - stored.keys())
    for part in parts(new, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            # From the label's row, so that one deleted meanwhile does not bring the rest down.
            cursor.executemany(
                "INSERT INTO review_contribution (label_id, user_id) SELECT id, %s FROM labels_label WHERE id = %s "
                "ON CONFLICT (label_id, user_id) DO NOTHING",
                [(person, label) for label, person in part],
            )
