"""Whose work is searched: one cabinet's copies, or one of them, as one person may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from gloss.accounts.models import User
from gloss.core.errors import BadInput
from gloss.documents import access, columns
from gloss.documents import queries as documents
from gloss.documents.models import Cabinet, CabinetRole, DocumentCopy
from gloss.labels import hooks
from gloss.projects import names
from gloss.projects.models import Project


@dataclass
class Scope:
    """``copy`` None means all copies of the cabinet that its owner (or a reviewer) still sees."""

    user: User
    cabinet: Cabinet
    copy: DocumentCopy | None = None
    _copies: dict[int, DocumentCopy | None] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        return self.cabinet.project

    @property
    def document_id(self) -> int | None:
        return self.copy.document_id if self.copy else None

    @cached_property
    def hidden(self) -> frozenset[int]:
        """Columns whose text must not be found."""
        if self.copy is not None:
            return columns.hidden_in(self.copy, self.user)
        is_own = self.cabinet.role == CabinetRole.LABELER and self.cabinet.owner_id == self.user.pk
        return columns.restricted(self.project) if is_own else columns.hidden_from(self.user, self.project)

    @cached_property
    def aliases(self) -> dict[int, str]:
        """What labelers are called, where their names are hidden from this person."""
        return names.hidden_from(self.user, self.project)

    def copies(self, document_ids: Iterable[int]) -> dict[int, DocumentCopy]:
        """The copies of these documents that are in scope, by the documents' primary keys."""
        wanted = set(document_ids)
        missing = wanted - self._copies.keys()
        if missing:
            self._copies |= dict.fromkeys(missing)
            rows = [self.copy] if self.copy else documents.visible_copies([self.cabinet]).filter(document__in=missing)
            for copy in rows:
                copy.cabinet = self.cabinet
                self._copies[copy.document_id] = copy
        return {key: copy for key in wanted if (copy := self._copies.get(key)) is not None}


def of_caller(user: User, cabinet_id: object, document_id: object) -> Scope:
    """What the caller may search.

    Raises:
        NotFound: the cabinet or copy is not theirs to read.
        BadInput: neither is named.
    """
    if document_id:
        return of_copy(user, access.copy_for_reader(user, document_id))
    if not cabinet_id:
        raise BadInput("Name a document or a cabinet to search.", field="cabinetId")
    return Scope(user, access.cabinet_by_id(user, cabinet_id))


def of_copy(user: User, copy: DocumentCopy) -> Scope:
    """The same for a copy that the caller may read; the review's labels are brought up to date first."""
    hooks.before_read(copy, user)
    return Scope(user, copy.cabinet, copy)
