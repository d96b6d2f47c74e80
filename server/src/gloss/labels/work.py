"""One act on the labels of a copy: which rows it removes, changes and adds. Runs inside a transaction."""

from __future__ import annotations

import copy as copying
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gloss.accounts.models import User
from gloss.core.batches import parts
from gloss.db import rows
from gloss.db.prepared import PreparedInsert
from gloss.documents.models import DocumentCopy
from gloss.labels import bulk, decisions, queries, scalars
from gloss.labels.decisions import Tally, tally
from gloss.labels.edits import Edit, EditReader, Refusals
from gloss.labels.models import Label, LabelKind, LabelStatus, Phase
from gloss.labels.places import Place

Scalar = dict[str, Any]
_NEW_LABELS = PreparedInsert(Label)


class LabelWork:
    """Carries out edits and remembers every touched label before and after."""

    def __init__(self, copy: DocumentCopy, reader: EditReader, actor: User, now: datetime, *, undo: bool) -> None:
        self.copy = copy
        self.reader = reader
        self.actor = actor
        self.now = now
        self.undo = undo
        self.review = reader.is_review
        self.before: list[Scalar] = []
        self.after: list[Scalar] = []
        self.change = Tally()
        self.last_line: int | None = None
        self._present: dict[int, Label] = {}

    @property
    def has_changed(self) -> bool:
        return bool(self.before or self.after)

    def run(self, edits: list[Edit], refusals: Refusals) -> None:
        """Remove first, then add spans, then arrows; an edit that both removes and adds a label keeps it."""
        additions = {edit.hash64: edit for edit in edits if not edit.deleted}
        wanted = {edit.hash64 for edit in edits}
        wanted |= {end for edit in additions.values() for end in (edit.origin, edit.destination) if end is not None}
        self._present = queries.by_hash(self.copy, wanted)
        doomed = [edit.hash64 for edit in edits if edit.deleted and edit.hash64 not in additions]
        self.remove([self._present[key] for key in dict.fromkeys(doomed) if key in self._present])
        spans = [edit for edit in additions.values() if edit.kind == LabelKind.SPAN]
        if spans and not self.reader.settings.allow_multi_labels:
            spans = self._without_rivals(spans, refusals)
        self._add(spans)
        arrows = [edit for edit in additions.values() if edit.kind == LabelKind.ARROW]
        self._add([edit for edit in arrows if self._may_join(edit, refusals)])

    # -- removing ---------------------------------------------------------------------------

    def remove(self, labels: list[Label]) -> None:
        """Remove labels with the arrows on them; in the review copy, reject what labelers stand behind."""
        spans = [label for label in labels if label.kind == LabelKind.SPAN]
        arrows = {label.pk: label for label in (queries.arrows_of(self.copy, spans) if spans else [])}
        arrows |= {label.pk: label for label in labels if label.kind == LabelKind.ARROW}
        doomed = [*arrows.values(), *spans]
        if self.review:
            doomed = self._reject_others(doomed)
        if not doomed:
            return
        self.before += self._scalars(doomed)
        self.change = self._moved(tally(doomed), Tally())
        self._delete(doomed)
        for label in doomed:
            self._present.pop(label.hash64, None)
        if self.copy.last_labeled_line in {label.start_line for label in doomed}:
            self.last_line = queries.last_line(self.copy)

    def _reject_others(self, labels: list[Label]) -> list[Label]:
        """Reject what labelers stand behind; return what was only made here, with all arrows on it."""
        own = {label.pk for label in labels if decisions.is_own(label)}
        gone = [label for label in labels if label.pk in own or {label.origin_id, label.destination_id} & own]
        kept = {label.pk for label in gone}
        open_ones = [label for label in labels if label.pk not in kept and label.status != LabelStatus.REJECTED]
        self._decide(open_ones, accepted=False)
        return gone

    def _delete(self, labels: list[Label]) -> None:
        if not self.review:
            bulk.delete(labels)
            return
        for part in parts([label.pk for label in labels], 500):
            Label.objects.filter(pk__in=part).delete()

    # -- adding -----------------------------------------------------------------------------

    def _add(self, edits: list[Edit]) -> None:
        fresh = [edit for edit in edits if edit.hash64 not in self._present]
        if self.review:
            self._claim([edit for edit in edits if edit.hash64 in self._present])
        made = [self._label(edit) for edit in fresh]
        if not made:
            return
        for part in parts(made, 100):
            _NEW_LABELS.insert(part)
        self._present |= {label.hash64: label for label in made}
        self.after += self._scalars(made)
        self.change = self._moved(Tally(), tally(made))
        self.last_line = made[-1].start_line

    def _label(self, edit: Edit) -> Label:
        phase = self.reader.phase_of(edit)
        values = {
            "kind": edit.kind,
            "layer": edit.layer,
            "item": edit.item,
            "counter": edit.counter,
            "hash64": edit.hash64,
            "labeled_by": phase,
            "confidence": edit.confidence,
            "created_at": self.now,
            "updated_at": self.now,
            **dict(zip(Place._fields, edit.place, strict=True)),
        }
        related = {
            "copy": self.copy,
            "origin": self._present[edit.origin] if edit.origin is not None else None,
            "destination": self._present[edit.destination] if edit.destination is not None else None,
            "labeled_by_user": None if phase == Phase.PRELABELED else self.actor,
        }
        return rows.fresh(Label, values, related)

    def _claim(self, edits: list[Edit]) -> None:
        """A reviewer labels what is there already: accept it, or undo the decision on it."""
        if self.undo:
            back = {edit.hash64: edit.phase for edit in edits if self._can_go_back(edit)}
            self._decide([self._present[key] for key in back], back=back)
            edits = [edit for edit in edits if edit.hash64 not in back]
        waiting = [self._present[edit.hash64] for edit in edits]
        self._decide([label for label in waiting if self._waits(label)], accepted=True)

    def _can_go_back(self, edit: Edit) -> bool:
        label = self._present[edit.hash64]
        if label.status == LabelStatus.REJECTED:
            return edit.phase is None or edit.phase in decisions.DERIVED
        return label.status == LabelStatus.ACCEPTED and edit.phase in decisions.DERIVED

    @staticmethod
    def _waits(label: Label) -> bool:
        return label.status == LabelStatus.REJECTED or label.labeled_by in (Phase.CONFLICT, Phase.PRELABELED)

    def _may_join(self, edit: Edit, refusals: Refusals) -> bool:
        ends = [self._present.get(key) for key in (edit.origin, edit.destination) if key is not None]
        shown = [label if label is not None and label.status != LabelStatus.REJECTED else None for label in ends]
        reason = self.reader.arrow_problem(edit, *shown)
        if not reason and edit.hash64 not in self._present and not self.undo:
            reason = self.reader.drawing_problem()
        if reason:
            refusals.add(edit.source, reason)
        return reason is None

    # -- one label a span ---------------------------------------------------------------------

    def _without_rivals(self, edits: list[Edit], refusals: Refusals) -> list[Edit]:
        """Drop edits whose span has a label already; in the review, open rivals are rejected instead."""
        lines = {edit.place.start_line for edit in edits}
        holders: dict[Place, list[Label]] = {}
        for label in queries.spans_from_lines(self.copy, lines):
            holders.setdefault(scalars.place_of(label), []).append(label)
        kept: dict[Place, Edit] = {}
        rivals: list[Label] = []
        for edit in edits:
            others = [label for label in holders.get(edit.place, []) if label.hash64 != edit.hash64]
            blocking = [label for label in others if not (self.review and decisions.is_open(label))]
            if blocking or edit.place in kept:
                refusals.add(edit.source, "This span has a label already, and the project allows only one per span.")
                continue
            kept[edit.place] = edit
            rivals += others
        self._decide(rivals, accepted=False)
        return list(kept.values())

    # -- decisions ----------------------------------------------------------------------------

    def _decide(self, labels: list[Label], *, accepted: bool = True, back: dict[int, str | None] | None = None) -> None:
        """Accept, reject, or (with ``back``: phase by digest) take decisions back."""
        if not labels:
            return
        originals = [copying.copy(label) for label in labels]
        self.before += self._scalars(originals)
        for label in labels:
            if back is not None:
                decisions.restore(label, back[label.hash64], self.now)
            elif accepted:
                decisions.accept(label, self.actor, self.now)
            else:
                decisions.reject(label, self.actor, self.now)
        decisions.save(labels)
        self.after += self._scalars(labels)
        self.change = self._moved(tally(originals), tally(labels))

    def decide(self, labels: list[Label], *, accepted: bool) -> None:
        """Accept or reject labels of the review copy; rejecting a span rejects its arrows too."""
        if accepted:
            self._decide([label for label in labels if label.status != LabelStatus.ACCEPTED], accepted=True)
        else:
            self.remove(labels)

    def reject_rivals(self, labels: Iterable[Label]) -> None:
        """Where a span may have one label only, reject the open ones that compete with ``labels``."""
        spans = [label for label in labels if label.kind == LabelKind.SPAN]
        if self.reader.settings.allow_multi_labels or not spans:
            return
        places, own = {scalars.place_of(label) for label in spans}, {label.pk for label in spans}
        found = queries.spans_from_lines(self.copy, {label.start_line for label in spans})
        rivals = [label for label in found if label.pk not in own and scalars.place_of(label) in places]
        self.remove([label for label in rivals if decisions.is_open(label)])

    def _scalars(self, labels: list[Label]) -> list[Scalar]:
        self.reader.texts.load(scalars.lines_of(labels))
        return [scalars.scalar(label, self.reader.texts) for label in labels]

    def _moved(self, before: Tally, after: Tally) -> Tally:
        return Tally(*(now + new - old for now, new, old in zip(self.change, after, before, strict=True)))
