"""What there is to count in one project: labels, answers, conflicts and time, as small rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from gloss.agreement.records import answer_items
from gloss.analytics.iaa import layers
from gloss.analytics.models import CopyTime
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.answers.wire import disputed_questions
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.projects.models import Project
from gloss.questionsets.models import Level
from gloss.review.models import Contribution

BY_LABELER, BY_REVIEWER, ACCEPTED, REJECTED = "by_labeler", "by_reviewer", "accepted", "rejected"
CONFLICTS, RESOLVED, MILLIS = "conflicts", "resolved", "millis"
CHUNK = 5000
ANSWER_TYPES = {Level.ROW: "ROW_ANSWER", Level.DOCUMENT: "DOCUMENT_ANSWER"}


@dataclass(frozen=True, slots=True)
class Fact:
    """``numbers`` by name; the rest says what they belong to. ``label`` is as people read it."""

    copy: int
    day: date | None
    user: int | None
    kind: str
    label: str
    numbers: Mapping[str, int]


@dataclass(slots=True)
class ProjectFacts:
    """``needed`` are the segments a report looks at: what it does not need is added up early."""

    project: Project
    needed: frozenset[str]
    names: layers.Layers = field(init=False)
    owners: dict[int, int | None] = field(init=False)

    def __post_init__(self) -> None:
        self.names = layers.of_project(self.project)
        copies = DocumentCopy.objects.filter(cabinet__project=self.project)
        self.owners = dict(copies.values_list("pk", "cabinet__owner_id"))

    def labels(self) -> Iterator[Fact]:
        """Labels by people: applied, and what the review made of the labelers'."""
        judged = {
            ACCEPTED: Count("pk", filter=Q(status=LabelStatus.ACCEPTED)),
            REJECTED: Count("pk", filter=Q(status=LabelStatus.REJECTED)),
        }
        own = self._of(CabinetRole.LABELER).exclude(labeled_by=Phase.PRELABELED)
        yield from self._grouped(own, "created_at", "labeled_by_user", {BY_LABELER: Count("pk"), **judged})
        stand = Contribution.objects.filter(label=OuterRef("pk"))
        added = self._of(CabinetRole.REVIEWER).filter(labeled_by=Phase.REVIEWER, status=LabelStatus.LABELED)
        added = added.filter(~Exists(stand))
        yield from self._grouped(added, "created_at", "labeled_by_user", {BY_REVIEWER: Count("pk")})

    def conflicts(self) -> Iterator[Fact]:
        """Labels that waited for a reviewer: open ones on the day they came up, others on the day of the decision."""
        review = self._of(CabinetRole.REVIEWER)
        still = review.filter(status=LabelStatus.LABELED, labeled_by=Phase.CONFLICT)
        yield from self._grouped(still, "created_at", None, {CONFLICTS: Count("pk")})
        for status, who in ((LabelStatus.ACCEPTED, "accepted_by_user"), (LabelStatus.REJECTED, "rejected_by_user")):
            done = review.filter(status=status, **{f"{who}__isnull": False})
            yield from self._grouped(done, "updated_at", who, {CONFLICTS: Count("pk"), RESOLVED: Count("pk")})

    def _of(self, role: str) -> QuerySet[Label]:
        return Label.objects.filter(copy__cabinet__project=self.project, copy__cabinet__role=role).order_by()

    def _grouped(
        self, rows: QuerySet[Label], at: str, user: str | None, numbers: Mapping[str, Count]
    ) -> Iterator[Fact]:
        """Count labels in the database, by no more than is needed."""
        optional = {"DATE": TruncDate(at), "USER": F(f"{user}_id") if user else None, "LABEL_TYPE": F("kind")}
        shown = [name for name, key in optional.items() if name in self.needed and key is not None]
        keyed = {f"key_{name.lower()}": optional[name] for name in shown}
        if "LABEL" in self.needed:
            keyed |= {"key_layer": F("layer"), "key_item": F("item")}
        found = rows.annotate(**keyed).values("copy_id", *keyed).annotate(**numbers)
        for row in found.iterator(CHUNK):
            day = row.get("key_date")
            label = self.names.label(row["key_layer"], row["key_item"]) if "LABEL" in self.needed else ""
            person = row.get("key_user") if user else None
            counts = {name: row[name] for name in numbers}
            if person is None and user == "labeled_by_user":
                person = self.owners.get(row["copy_id"])
            yield Fact(row["copy_id"], day, person, row.get("key_label_type", ""), label, counts)

    def answers(self) -> Iterator[Fact]:
        """Every answer of labelers with its verdict, every own answer of reviewers, and conflicts."""
        for level, model in ((Level.ROW, RowAnswer), (Level.DOCUMENT, DocumentAnswer)):
            if self.names.questions[level]:
                yield from self._answers(level, model.objects.all())

    def _answers(self, level: Level, rows: QuerySet[Any]) -> Iterator[Fact]:
        reviews = dict(
            DocumentCopy.objects.filter(cabinet__project=self.project, cabinet__role=CabinetRole.REVIEWER).values_list(
                "document_id", "pk"
            )
        )
        line = "line" if level == Level.ROW else "pk"
        for document, review in reviews.items():
            judged = {getattr(row, line) if level == Level.ROW else 0: row for row in rows.filter(copy=review)}
            for row in judged.values():
                yield from self._of_review(level, row)
            own = rows.filter(copy__document=document, copy__cabinet__role=CabinetRole.LABELER).order_by()
            for row in own.iterator(CHUNK):
                yield from self._of_labeler(level, row, judged.get(row.line if level == Level.ROW else 0))

    def _of_labeler(self, level: Level, row: Any, review: Any) -> Iterator[Fact]:
        disputed = disputed_questions(review) if review is not None else frozenset()
        settled = {key: value for key, value in (review.values if review else {}).items() if key not in disputed}
        decided = {*settled, *(key for key in (review.decided if review else ()) if key not in disputed)}
        held = {(question.key, *path, text) for question, path, text in self._items(level, settled)}
        roots = self._roots(level)
        for question, path, text in self._items(level, row.values):
            numbers = {BY_LABELER: 1}
            if roots.get(question.key) in decided:
                numbers[ACCEPTED if (question.key, *path, text) in held else REJECTED] = 1
            yield self._fact(level, row, text, numbers, row.labeled_by_user_id or self.owners.get(row.copy_id))

    def _of_review(self, level: Level, row: Any) -> Iterator[Fact]:
        by_hand = {key: value for key, value in row.values.items() if key in row.decided}
        for _, _, text in self._items(level, by_hand):
            yield self._fact(level, row, text, {BY_REVIEWER: 1}, row.accepted_by_user_id or row.labeled_by_user_id)
        open_ones, done = row.conflict_count, len(row.decided)
        if open_ones or done:
            numbers = {CONFLICTS: open_ones + done, RESOLVED: done}
            yield self._fact(level, row, "", numbers, row.accepted_by_user_id or row.labeled_by_user_id)

    def _items(self, level: Level, values: Mapping[str, Any]) -> Iterator[Any]:
        return answer_items(self.names.questions[level], values)

    def _roots(self, level: Level) -> dict[str, str]:
        """The root question of every question, by key."""
        questions = self.names.questions[level]
        return {one.key: root.key for root in questions for one in (root, *root.children)}

    def _fact(self, level: Level, row: Any, text: str, numbers: dict[str, int], user: int | None) -> Fact:
        label = text if "LABEL" in self.needed else ""
        return Fact(row.copy_id, row.updated_at.date(), user, ANSWER_TYPES[level], label, numbers)

    def times(self) -> Iterator[Fact]:
        """Reported time by copy, person and day; what was reported before days were kept has no day."""
        rows = CopyTime.objects.filter(copy__cabinet__project=self.project).order_by()
        dated: Counter[int] = Counter()
        for copy, day, user, millis in rows.values_list("copy_id", "day", "user_id", "active_millis").iterator(CHUNK):
            dated[copy] += millis
            yield Fact(copy, day, user, "", "", {MILLIS: millis})
        copies = DocumentCopy.objects.filter(cabinet__project=self.project, active_millis__gt=0)
        for copy, millis in copies.values_list("pk", "active_millis").iterator(CHUNK):
            if millis > dated[copy]:
                yield Fact(copy, None, self.owners.get(copy), "", "", {MILLIS: millis - dated[copy]})


def moment(at: datetime | None) -> str:
    """A moment as a cell: to the second, in UTC."""
    return at.strftime("%Y-%m-%d %H:%M:%S") if at else ""
