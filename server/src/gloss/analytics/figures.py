"""The figures of one document beside the work: time, amount, and what became of it in the review.

Labelers see how their own work was judged once the review is complete; reviewers see everybody at any time.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from gloss.accounts.models import User
from gloss.analytics.final_report import ACCEPTED
from gloss.documents.models import CabinetRole, CabinetStatus, DocumentCopy
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.projects import access, names
from gloss.projects.access import ProjectRights


def of_document(copy: DocumentCopy, viewer: User) -> dict[str, Any]:
    """Return the wire's DocumentFigures, for a copy that ``viewer`` may read."""
    project = copy.cabinet.project
    rights = access.rights(viewer, project)
    copies = DocumentCopy.objects.filter(document=copy.document_id).select_related("cabinet__owner")
    review = copies.filter(cabinet__role=CabinetRole.REVIEWER).first()
    is_judged = review is not None and (rights.can_review or review.cabinet.status == CabinetStatus.COMPLETE.value)
    labelers = copies.filter(cabinet__role=CabinetRole.LABELER).order_by("cabinet_id")
    own = labelers.filter(cabinet__owner=viewer).first()
    judged = review if is_judged else None
    return {
        "isJudged": is_judged,
        "own": _figures(own or copy, judged if own else None),
        "labelers": _everybody(viewer, copy, rights, list(labelers), judged),
    }


def _everybody(
    viewer: User, copy: DocumentCopy, rights: ProjectRights, labelers: list[DocumentCopy], review: DocumentCopy | None
) -> list[dict[str, Any]]:
    if not rights.can_review or copy.cabinet.role != CabinetRole.REVIEWER:
        return []
    hidden = names.hidden_from(viewer, copy.cabinet.project)
    return [
        {**_figures(one, review), "name": hidden.get(one.cabinet.owner_id or 0, one.cabinet.owner.name)}
        for one in labelers
        if one.cabinet.owner is not None
    ]


def _figures(copy: DocumentCopy, review: DocumentCopy | None) -> dict[str, Any]:
    figures = {
        "userId": str(copy.cabinet.owner_id) if copy.cabinet.owner_id else None,
        "activeMillis": float(copy.active_millis),
        "labelCount": copy.label_count,
        "answerCount": copy.answered_count,
    }
    return figures | (_verdicts(copy, review) if review else {})


def _verdicts(copy: DocumentCopy, review: DocumentCopy) -> dict[str, int]:
    """Compare label by label where there are any; answers are counted as the review goes on."""
    if not copy.label_count and copy.answered_count:
        return {"accepted": copy.accepted_count, "rejected": copy.rejected_count}
    judged = Label.objects.filter(copy=review)
    twins = judged.filter(hash64=OuterRef("hash64"))
    is_open = Q(labeled_by=Phase.CONFLICT) & ~Q(status=LabelStatus.REJECTED)
    own = Label.objects.filter(copy=copy).annotate(
        is_accepted=Exists(twins.filter(ACCEPTED)),
        is_rejected=Exists(twins.filter(status=LabelStatus.REJECTED)),
        is_open=Exists(twins.filter(is_open)),
    )
    counts = own.aggregate(
        accepted=Count("pk", Q(is_accepted=True)),
        rejected=Count("pk", Q(is_rejected=True)),
        conflicted=Count("pk", Q(is_open=True, is_accepted=False, is_rejected=False)),
    )
    mine = Label.objects.filter(copy=copy, hash64=OuterRef("hash64"))
    return {**counts, "missed": judged.filter(ACCEPTED).filter(~Exists(mine)).count()}
