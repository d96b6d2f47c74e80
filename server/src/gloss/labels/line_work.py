"""One act on the lines of a copy: the text it stores and what becomes of its labels. Runs inside a transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from gloss.accounts.models import User
from gloss.documents import edited, order
from gloss.documents.edited import LineState
from gloss.documents.lines import LineView, lines_at
from gloss.documents.models import CabinetRole, DocumentCopy, LineStatus
from gloss.labels import bulk, queries, scalars, snapshots
from gloss.labels.alignment import Alignment
from gloss.labels.decisions import Tally, tally
from gloss.labels.edits import EditReader, Refusals
from gloss.labels.models import Label, LabelKind
from gloss.labels.places import Place
from gloss.labels.snapshots import Snapshot
from gloss.labels.text import TokenTexts
from gloss.labels.work import LabelWork

Scalar = dict[str, Any]
Target = Place | None


class LineWork:
    """Changes lines and remembers every touched line and label before and after."""

    def __init__(self, copy: DocumentCopy, now: datetime) -> None:
        self.copy = copy
        self.now = now
        self.lines_before: dict[int, LineState | None] = {}
        self.lines_after: dict[int, LineState | None] = {}
        self.previous: list[LineView] = []
        self.before: dict[int, Snapshot] = {}
        self.after: dict[int, Snapshot] = {}
        self.removed: list[Scalar] = []
        self._added: dict[str, Scalar] = {}
        self.change = Tally()

    @property
    def added(self) -> list[Scalar]:
        return list(self._added.values())

    @property
    def has_changed(self) -> bool:
        return bool(self.lines_after or self.removed or self.added)

    def set_line(self, line: int, state: LineState | None, targets: Mapping[int, Target] | None = None) -> None:
        """Give a line another state (None: the document's, or none at all) and take its labels along.

        Labels whose tokens no longer stand in the text go, with their arrows. ``targets`` says
        for some labels, by key, where they stand from now on, whatever the text looks like.
        """
        old = lines_at(self.copy, [line]).get(line)
        if old is not None:
            self.previous.append(old)
        spans = [] if old is None else self._spans_on(line)
        arrows = queries.arrows_of(self.copy, spans) if spans else []
        texts = self._texts([*spans, *arrows])
        self.lines_before.setdefault(line, edited.state_of(self.copy, line))
        edited.write(self.copy, line, state)
        self.lines_after[line] = state
        if old is None:  # A line between those of a longer span takes its tokens apart.
            spans = self._spans_on(line)
            arrows = queries.arrows_of(self.copy, spans) if spans else []
            texts = self._texts([*spans, *arrows])
        new = lines_at(self.copy, [line]).get(line)
        alignment = Alignment(line, _tokens(old), _tokens(new))
        places = {span.pk: alignment.place(scalars.place_of(span)) for span in spans} | dict(targets or {})
        self._follow(spans, arrows, places, texts)

    def remove(self, labels: Sequence[Label]) -> None:
        """Delete labels; arrows of deleted spans go too."""
        spans = [label for label in labels if label.kind == LabelKind.SPAN]
        arrows = {label.pk: label for label in queries.arrows_of(self.copy, spans)} if spans else {}
        arrows |= {label.pk: label for label in labels if label.kind == LabelKind.ARROW}
        doomed = [*arrows.values(), *spans]
        self._note_removed(doomed, self._texts(doomed))
        self._delete(doomed)

    def put_back(self, wanted: Sequence[Snapshot]) -> None:
        """Make labels again as they were."""
        made = snapshots.put_back(self.copy, wanted, self.now)
        self._note_added(made)

    def add(self, inputs: Sequence[Mapping[str, Any]], actor: User) -> None:
        """Label as ``labels.service.apply`` does (the wire's TextLabelInput); what a rule forbids is left out."""
        reader, refusals = EditReader(self.copy), Refusals()
        labels = LabelWork(self.copy, reader, actor, self.now, undo=False)
        labels.run(reader.read(inputs, refusals), refusals)
        known = {int(scalar["id"]) for scalar in labels.before}
        fresh = [int(scalar["id"]) for scalar in labels.after if int(scalar["id"]) not in known]
        made = list(queries.of_copy(self.copy).filter(pk__in=fresh))
        self.change = _sum(_sum(self.change, labels.change, 1), tally(made), -1)
        self._note_added(made)

    # -- following the text -----------------------------------------------------------------

    def _follow(self, spans: list[Label], arrows: list[Label], places: Mapping[int, Target], texts: TokenTexts) -> None:
        moves = [(span, place) for span in spans if (place := places[span.pk]) and place != scalars.place_of(span)]
        lost = [span for span in spans if places[span.pk] is None]
        gone = {span.pk for span in lost}
        moved = {span.pk for span, _ in moves}
        lost += [arrow for arrow in arrows if {arrow.origin_id, arrow.destination_id} & gone]
        gone |= {label.pk for label in lost}
        pulled = [arrow for arrow in arrows if arrow.pk not in gone and {arrow.origin_id, arrow.destination_id} & moved]
        self._note_removed([*lost, *(span for span, _ in moves), *pulled], texts)
        self._delete(lost)
        snapshots.move_spans(moves, self.now)
        followed = list(queries.of_copy(self.copy).filter(pk__in=[arrow.pk for arrow in pulled]))
        snapshots.move_arrows(followed, self.now)
        self._note_added([*(span for span, _ in moves), *followed])

    def _spans_on(self, line: int) -> list[Label]:
        """Every span that touches a line, rejected ones included."""
        spans = Label.objects.filter(copy=self.copy, kind=LabelKind.SPAN)
        long = spans.filter(~Q(start_line=F("end_line")))
        found = {span.pk: span for span in spans.filter(Q(start_line=line) | Q(end_line=line))}
        known = order.of_copy(self.copy)
        anchor = known.anchor_of(line)
        across = long.filter(start_line__lte=line, end_line__gte=line)
        if not known.is_plain:
            base = line if anchor is None else anchor
            inserted = Q(start_line__gte=known.line_count) | Q(end_line__gte=known.line_count)
            across = long.filter(inserted | Q(start_line__lte=base, end_line__gt=base - (anchor is None)))
        here = known.key(line)
        for span in across:
            if known.key(span.start_line) <= here <= known.key(span.end_line):
                found[span.pk] = span
        return list(found.values())

    # -- remembering ------------------------------------------------------------------------

    def _texts(self, labels: Sequence[Label]) -> TokenTexts:
        texts = TokenTexts(self.copy)
        texts.load(scalars.lines_of(labels))
        return texts

    def _note_removed(self, labels: Sequence[Label], texts: TokenTexts) -> None:
        for label in labels:
            own = self.after.pop(label.pk, None)
            if own is None:
                self.before.setdefault(label.pk, snapshots.take(label))
            scalar = scalars.scalar(label, texts)
            if self._added.pop(scalar["hashCode"], None) is None:
                self.removed.append(scalar)
        self.change = _sum(self.change, tally(labels), -1)

    def _note_added(self, labels: Sequence[Label]) -> None:
        texts = self._texts(labels)
        for label in labels:
            self.after[label.pk] = snapshots.take(label)
            scalar = scalars.scalar(label, texts)
            self._added[scalar["hashCode"]] = scalar
        self.change = _sum(self.change, tally(labels), 1)

    def _delete(self, labels: Sequence[Label]) -> None:
        if self.copy.cabinet.role != CabinetRole.REVIEWER:
            bulk.delete(labels)
            return
        # Labels of the review copy have contributions.
        Label.objects.filter(pk__in=[label.pk for label in labels]).delete()


def _tokens(view: LineView | None) -> list[str]:
    if view is None or view.tokens is None or view.status != LineStatus.DISPLAYED:
        return []
    return view.token_texts()


def _sum(total: Tally, more: Tally, sign: int) -> Tally:
    return Tally(*(left + sign * right for left, right in zip(total, more, strict=True)))
