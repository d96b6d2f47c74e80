"""Queries over conflicts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from gloss.accounts.models import User
from gloss.answers.models import DocumentAnswer, RowAnswer
from gloss.core.batches import parts
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.labels.queries import IN_TEXT_ORDER
from gloss.projects.models import Project
from gloss.review.models import Contribution, LineVerdict, ReviewState


def conflicts(copy: DocumentCopy) -> QuerySet[Label]:
    """Undecided labels of a review copy, in text order."""
    rows = Label.objects.filter(copy=copy, status=LabelStatus.LABELED, labeled_by=Phase.CONFLICT)
    return rows.order_by(*IN_TEXT_ORDER)


def rejected(copy: DocumentCopy) -> QuerySet[Label]:
    """Labels that reviewers rejected, in text order."""
    return Label.objects.filter(copy=copy, status=LabelStatus.REJECTED).order_by(*IN_TEXT_ORDER)


def contributors(label_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return who stands behind each label, in ascending order."""
    found: dict[int, list[int]] = {}
    for part in parts(label_ids, 500):
        rows = Contribution.objects.filter(label__in=part).order_by("user_id").values_list("label_id", "user_id")
        for label, user in rows:
            found.setdefault(label, []).append(user)
    return found


def conflict_rows(copy: DocumentCopy) -> QuerySet[RowAnswer]:
    """Rows with undecided questions, by line."""
    return RowAnswer.objects.filter(copy=copy, conflict_count__gt=0).order_by("line")


def project_label_conflicts(project: Project, limit: int) -> list[Label]:
    """Undecided labels of all documents, with their copy."""
    copies = conflicted_copies(project)
    rows = Label.objects.filter(copy__in=copies, status=LabelStatus.LABELED, labeled_by=Phase.CONFLICT)
    return list(rows.select_related("copy").order_by("copy_id", "start_line", "start_token", "id")[:limit])


def project_answer_conflicts(project: Project, limit: int) -> list[RowAnswer | DocumentAnswer]:
    """Undecided rows and document answers of all documents, with their copy."""
    copies = conflicted_copies(project)
    rows = RowAnswer.objects.filter(copy__in=copies, conflict_count__gt=0).select_related("copy")
    about = DocumentAnswer.objects.filter(copy__in=copies, conflict_count__gt=0).select_related("copy")
    return [*rows.order_by("copy_id", "line")[:limit], *about.order_by("copy_id")[:limit]][:limit]


def conflicted_copies(project: Project) -> list[int]:
    copies = DocumentCopy.objects.filter(
        cabinet__project=project, cabinet__role=CabinetRole.REVIEWER, conflict_count__gt=0
    )
    return list(copies.order_by("document__position", "document_id").values_list("pk", flat=True))


def verdicts(copy: DocumentCopy) -> QuerySet[LineVerdict]:
    """Disputed and settled lines of a review copy."""
    return LineVerdict.objects.filter(copy=copy).order_by("line")


def line_conflict_copies(cabinet: Cabinet) -> list[DocumentCopy]:
    """Copies of a review cabinet with disputed lines, in document order."""
    disputed = LineVerdict.objects.filter(copy=OuterRef("pk"), is_open=True)
    copies = DocumentCopy.objects.filter(Exists(disputed), cabinet=cabinet).select_related("cabinet", "document")
    return list(copies.order_by("document__position", "document_id"))


def project_line_conflicts(project: Project, limit: int) -> list[LineVerdict]:
    """Disputed lines of all documents, with their copy."""
    rows = LineVerdict.objects.filter(copy__in=conflicted_copies(project), is_open=True).select_related("copy")
    return list(rows.order_by("copy_id", "line")[:limit])


def people(user_ids: Iterable[int]) -> dict[int, User]:
    return User.objects.in_bulk(set(user_ids))


def has_stale_copies(project: Project) -> bool:
    """Whether a labeler saved anything since the review of that document was computed."""
    review = project.cabinets.filter(role=CabinetRole.REVIEWER).values_list("pk", flat=True).first()
    computed = ReviewState.objects.filter(
        copy__cabinet=review, copy__document=OuterRef("document"), computed_at__gte=OuterRef("last_saved_at")
    )
    saved = DocumentCopy.objects.filter(
        cabinet__project=project, cabinet__role=CabinetRole.LABELER, last_saved_at__isnull=False
    )
    return saved.filter(~Exists(computed)).exists()
