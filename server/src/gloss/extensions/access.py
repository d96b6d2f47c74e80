"""Who may see and arrange the panel of a cabinet."""

from __future__ import annotations

from gloss.accounts.models import User
from gloss.core.errors import Forbidden
from gloss.documents import access as documents
from gloss.documents.models import Cabinet


def cabinet_for_writer(user: User, cabinet_id: object) -> Cabinet:
    """Return the caller's own cabinet, or the review's for reviewers.

    Raises:
        NotFound: they may not see it.
        Forbidden: it is somebody else's.
    """
    cabinet = documents.cabinet_by_id(user, cabinet_id)
    own = documents.cabinet(user, cabinet.project.uid, cabinet.role)
    if own.pk != cabinet.pk:
        raise Forbidden("This is somebody else's cabinet: its panel is theirs to arrange.")
    return cabinet
