"""The reports of a team and of a project, in the wire's shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Func, Q, QuerySet, Sum, TextField
from django.db.models.functions import TruncDate

from gloss.accounts.models import User
from gloss.analytics import daily, performance
from gloss.analytics.access import Report
from gloss.analytics.daily import Span
from gloss.analytics.final_report import ACCEPTED
from gloss.analytics.iaa import layers
from gloss.analytics.ingest import WITH_OPTIONS
from gloss.analytics.period import Period
from gloss.analytics.readable import Labels, several
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.projects import queries as project_queries
from gloss.projects.models import Project, ProjectStatus
from gloss.questionsets.models import Level

HOUR = 3_600_000
TOP = 10
KINDS = {"SPAN": "SPAN", "ARROW": "ARROW", "ROW": "ROW_ANSWER", "DOCUMENT": "DOCUMENT_ANSWER"}
LABEL_KINDS = ("SPAN", "ARROW")


def members(asked: Report) -> list[dict[str, Any]]:
    """Work and time of everybody who has any; verdicts are of the whole life of the projects."""
    times, applied = daily.by_person(asked.span), daily.applied(asked.span)
    judged = {
        row["cabinet__owner_id"]: row for row in performance.work_by_owner(asked.span.team.pk, asked.span.project)
    }
    everybody = {user for (user,) in times} | {user for user, _ in applied}
    people = User.objects.in_bulk(everybody)
    rows = [
        _member(people[user], times.get((user,), daily.Time()), applied, judged.get(user, {}))
        for user in everybody
        if user in people
    ]
    rows.sort(key=lambda row: (-row["labelsApplied"] - row["answersApplied"], row["email"]))
    return rows[: asked.take]


def _member(user: User, time: daily.Time, applied: Counter[tuple[int, str]], judged: dict[str, Any]) -> dict[str, Any]:
    labels = sum(applied[user.pk, kind] for kind in LABEL_KINDS)
    answers = sum(applied[user.pk, kind] for kind in KINDS if kind not in LABEL_KINDS)
    accepted, rejected = judged.get("accepted") or 0, judged.get("rejected") or 0
    worked = time.active_millis or time.act_millis
    return {
        "userId": str(user.pk),
        "name": user.name or user.email,
        "email": user.email,
        "labelsApplied": labels,
        "answersApplied": answers,
        "activeMillis": float(time.active_millis),
        "actMillis": float(time.act_millis),
        "itemsPerHour": (labels + answers) * HOUR / worked if worked else None,
        "accepted": accepted,
        "rejected": rejected,
        "accuracy": performance.accuracy(accepted, rejected) if accepted + rejected else None,
    }


def progress(asked: Report) -> list[dict[str, Any]]:
    """Every day of the period, those without work as zeros."""
    span = asked.span
    assert span.period
    found, completed = daily.by_day(span), _completed(span, span.period)
    rows = []
    for day in span.period.days:
        labeler = found.get((day, CabinetRole.LABELER.value), daily.Time())
        reviewer = found.get((day, CabinetRole.REVIEWER.value), daily.Time())
        rows.append(
            {
                "date": day.isoformat(),
                "byLabelers": labeler.entries,
                "byReviewers": reviewer.entries,
                "documentsCompleted": completed.get(day, 0),
                "activeMillis": float(labeler.active_millis + reviewer.active_millis),
            }
        )
    return rows


def _completed(span: Span, period: Period) -> dict[Any, int]:
    """How many documents labelers marked complete, by day."""
    copies = DocumentCopy.objects.filter(
        cabinet__role=CabinetRole.LABELER,
        cabinet__project__team=span.team,
        cabinet__project__is_ready=True,
        completed_at__gte=period.start,
        completed_at__lt=period.end,
    )
    if span.project:
        copies = copies.filter(cabinet__project=span.project)
    if span.person:
        copies = copies.filter(cabinet__owner=span.person)
    days = copies.order_by().annotate(day=TruncDate("completed_at")).values_list("day")
    return dict(days.annotate(Count("pk")))


def distribution(asked: Report) -> list[dict[str, Any]]:
    """What was given how often, by name: the same class of several projects is one entry."""
    counts: Counter[tuple[str, str]] = Counter()
    names = Labels()
    for (project, kind, label), count in daily.labels(asked.span).items():
        counts[KINDS[kind], names.readable(project, kind, label)] += count
    return shares(counts)[: asked.take]


def shares(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    totals: Counter[str] = Counter()
    for (kind, _), count in counts.items():
        totals[kind] += count
    return [
        {"labelType": kind, "label": label, "count": count, "share": count / totals[kind]}
        for (kind, label), count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
        if count
    ]


def of_project(project: Project) -> dict[str, Any]:
    """The wire's ProjectReport: everything from the review."""
    review = DocumentCopy.objects.filter(cabinet__project=project, cabinet__role=CabinetRole.REVIEWER)
    work = DocumentCopy.objects.filter(cabinet__project=project)
    still = review.aggregate(total=Sum("conflict_count"))["total"] or 0
    held = _held(project, review)
    millis = work.aggregate(total=Sum("active_millis"))["total"] or 0
    applied = work.aggregate(labels=Sum("label_count"), answers=Sum("answered_count"))
    given = (applied["labels"] or 0) + (applied["answers"] or 0)
    accepted = held["consensus"] + held["hand"]
    total = accepted + held["prelabels"]
    return {
        "projectId": project.uid,
        "isComplete": project.status == ProjectStatus.COMPLETE,
        "documents": project.document_count or project.documents.count(),
        "lines": project.line_count,
        "labels": total,
        "labelsPerDocument": total / project.document_count if project.document_count else None,
        "conflicts": still + held["decided"],
        "openConflicts": still,
        "acceptedByConsensus": held["consensus"],
        "acceptedByHand": held["hand"],
        "shareByConsensus": held["consensus"] / accepted if accepted else None,
        "shareByHand": held["hand"] / accepted if accepted else None,
        "prelabelsAccepted": held["prelabels"],
        "activeMillis": float(millis),
        "millisPerLabel": millis / given if given and millis else None,
        "labelers": project_queries.labeler_count(project) if project.team_id else 1,
        "averageAccuracy": _average_accuracy(project),
        "top": _top(project),
    }


def _held(project: Project, review: QuerySet[DocumentCopy]) -> dict[str, int]:
    """Where what the review holds comes from, and how many conflicts were decided by hand."""
    by_hand = Q(labeled_by=Phase.REVIEWER) & ~Q(status=LabelStatus.REJECTED)
    decided = Q(status=LabelStatus.REJECTED, rejected_by_user__isnull=False) | Q(
        status=LabelStatus.ACCEPTED, accepted_by_user__isnull=False
    )
    kept = ~Q(status=LabelStatus.REJECTED)
    counts = {
        "consensus": Count("pk", Q(labeled_by=Phase.AUTO) & kept),
        "hand": Count("pk", by_hand),
        "prelabels": Count("pk", Q(labeled_by=Phase.PRELABELED) & kept),
        "decided": Count("pk", decided),
    }
    found: Counter[str] = Counter(Label.objects.filter(copy__in=review).aggregate(**counts))
    for model in (RowAnswer, DocumentAnswer):
        answered = model.objects.filter(copy__in=review).exclude(values={})
        found.update(answered.aggregate(**{**counts, "hand": Count("pk", Q(labeled_by=Phase.REVIEWER))}))
    return dict(found)


def _average_accuracy(project: Project) -> float | None:
    judged = [
        performance.accuracy(row["accepted"], row["rejected"])
        for row in performance.work_by_owner(project.team_id, project)
        if (row["accepted"] or 0) + (row["rejected"] or 0)
    ]
    return sum(judged) / len(judged) if judged else None


def _top(project: Project) -> list[dict[str, Any]]:
    """Classes and predefined answers of the review, the most frequent first."""
    names = layers.of_project(project)
    counts: Counter[tuple[str, str]] = Counter()
    review = Q(copy__cabinet__project=project, copy__cabinet__role=CabinetRole.REVIEWER)
    rows = Label.objects.filter(review, ACCEPTED).order_by().values_list("kind", "layer", "item")
    for kind, layer, item, count in rows.annotate(Count("pk")):
        counts[kind, names.label(layer, item)] += count
    readable = Labels()
    for level, model in ((Level.ROW, RowAnswer), (Level.DOCUMENT, DocumentAnswer)):
        for question in names.questions[level]:
            if question.type in WITH_OPTIONS:
                answers = _answers(model.objects.filter(review), question.key)
                for value, count in answers:
                    label = readable.readable(project.pk, level.value, f"{question.key}:{value}")
                    counts[KINDS[level.value], label] += count
    return shares(counts)[:TOP]


class _Answer(Func):
    """The answer with a key, as text. Django's own transform takes digits for places in a list."""

    output_field = TextField()

    def __init__(self, values: Any, key: str) -> None:
        super().__init__(values)
        self.key = key

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"json_extract({sql}, %s)", (*params, f'$."{self.key}"')

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} ->> %s::text)", (*params, self.key)


def _answers(rows: QuerySet[Any], key: str) -> Iterable[tuple[str, int]]:
    """Count the answers to one question in the database; lists of answers are taken apart."""
    found = rows.order_by().annotate(value=_Answer(F("values"), key)).exclude(value=None)
    counts: Counter[str] = Counter()
    for value, count in found.values_list("value").annotate(Count("pk")):
        for one in several(str(value)):
            counts[one] += count
    return counts.items()
