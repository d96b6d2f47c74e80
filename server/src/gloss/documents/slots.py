"""How many labelers each document has and wants: what is left to take, and what is not covered yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from gloss.core.batches import parts
from gloss.documents.models import Document, DocumentAssignment
from gloss.projects.models import Project
from gloss.projects.queries import LABELING_ROLES
from gloss.projects.settings import ProjectSettings
from gloss.teams.models import TeamMember

BATCH = 500


def needed(project: Project) -> int:
    """How many labelers a document of the project should have: the consensus, or one where reviewers decide."""
    settings = ProjectSettings.load(project)
    return settings.consensus if settings.mode == "PEER_REVIEW" else 1


def needed_in_query() -> Case:
    """The same for a query over projects."""
    rule = KeyTransform("conflictResolution", "settings")
    consensus = Cast(KeyTextTransform("consensus", rule), IntegerField())
    manual = Q(settings__conflictResolution__mode="MANUAL")
    return Case(When(manual, then=Value(1)), default=Coalesce(consensus, Value(1)), output_field=IntegerField())


def free_for(project: Project, member: TeamMember) -> QuerySet[Document]:
    """Documents that ``member`` could take: short of labelers and not theirs; most short first, then in order."""
    own = DocumentAssignment.objects.filter(document_id=OuterRef("pk"), assignment__member=member)
    rows = Document.objects.filter(~Exists(own), project=project, labeler_count__lt=needed(project))
    return rows.order_by("labeler_count", "position", "pk")


def free_number(document_ids: Collection[int]) -> dict[int, int]:
    """The lowest free slot number of each document."""
    taken: dict[int, set[int]] = {pk: set() for pk in document_ids}
    rows = DocumentAssignment.objects.filter(document__in=document_ids, slot__isnull=False)
    for document, number in rows.values_list("document_id", "slot"):
        taken[document].add(number)
    return {pk: next(n for n in range(len(numbers) + 1) if n not in numbers) for pk, numbers in taken.items()}


def recount(document_ids: Iterable[int]) -> None:
    """Set ``labeler_count`` of these documents from their slots."""
    slots = DocumentAssignment.objects.filter(
        document_id=OuterRef("pk"), assignment__role__in=LABELING_ROLES, assignment__member__is_deleted=False
    )
    count = slots.order_by().values("document_id").annotate(count=Count("pk")).values("count")
    for part in parts(sorted(document_ids), BATCH):
        Document.objects.filter(pk__in=part).update(labeler_count=Coalesce(Subquery(count), 0))


def on_member_changed(member: TeamMember) -> None:
    """Hook of teams: the slots of somebody who was removed are free, those of somebody who is back count again."""
    slots = DocumentAssignment.objects.filter(assignment__member=member)
    recount(slots.values_list("document_id", flat=True))


def open_counts(projects: Collection[Project]) -> dict[int, int]:
    """By project: how many documents have fewer labelers than they should."""
    wanted = {project.pk: needed(project) for project in projects}
    rows = Document.objects.filter(project__in=wanted).order_by()
    found = dict.fromkeys(wanted, 0)
    for project, labelers, count in rows.values_list("project_id", "labeler_count").annotate(count=Count("pk")):
        found[project] += count if labelers < wanted[project] else 0
    return found


def own_open_counts(projects: Collection[Project], user_id: int) -> dict[int, int]:
    """By project: how many of those documents are the user's already."""
    wanted = {project.pk: needed(project) for project in projects}
    slots = DocumentAssignment.objects.filter(assignment__project__in=wanted, assignment__member__user_id=user_id)
    found = dict.fromkeys(wanted, 0)
    rows = slots.order_by().values_list("assignment__project_id", "document__labeler_count").annotate(count=Count("pk"))
    for project, labelers, count in rows:
        found[project] += count if labelers < wanted[project] else 0
    return found


def with_free_documents(projects: QuerySet[Project], member: TeamMember) -> QuerySet[Project]:
    """Those of the projects in which ``member`` could take a document."""
    own = DocumentAssignment.objects.filter(document_id=OuterRef("pk"), assignment__member=member)
    free = Document.objects.filter(~Exists(own), project=OuterRef("pk"), labeler_count__lt=OuterRef("labelers_needed"))
    return projects.annotate(labelers_needed=needed_in_query()).filter(Exists(free))
