"""Loads what conditions ask about lines: only what they need, for many lines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import orjson

from gloss.answers.questions import asked
from gloss.comments import anchors
from gloss.documents import lines
from gloss.documents.models import CabinetRole, DocumentCopy, LineStatus
from gloss.labels.models import Label, LabelStatus, Phase
from gloss.questionsets.models import Level
from gloss.search import queries
from gloss.search.conditions import AnswerIs, CommentIs, Condition, Facts, LabelFact, LabelIs, MetadataIs, Text, needs
from gloss.search.index import Place
from gloss.search.queries import Stored
from gloss.search.scope import Scope


class FactLoader:
    """Facts for one condition in one scope."""

    def __init__(self, scope: Scope, condition: Condition) -> None:
        self.scope = scope
        self.needs_text = needs(condition, Text) or needs(condition, MetadataIs)
        self.needs_labels = needs(condition, LabelIs)
        self.needs_comments = needs(condition, CommentIs)
        self.needs_answers = needs(condition, AnswerIs)

    def load(self, places: Sequence[Place], rows: Sequence[Stored] | None = None) -> list[tuple[DocumentCopy, Facts]]:
        """Facts about the places that are in scope, in their order; ``rows`` are their texts if known already."""
        copies = self.scope.copies({document for document, _ in places})
        kept = [place for place in places if place[0] in copies]
        found = {place: Facts(place[1], hidden=self.scope.hidden) for place in kept}
        self._texts(found, copies, rows)
        at = [(copies[document].pk, line) for document, line in found]
        document_of = {copy.pk: document for document, copy in copies.items()}
        if self.needs_labels:
            self._labels(found, at, document_of)
        if self.needs_answers:
            for copy, line, values in queries.answers_at(at):
                found[document_of[copy], line].answers = self._answer_texts(values)
        if self.needs_comments:
            for place, facts in found.items():
                facts.comments = self._comments.get(place, ())
        return [(copies[place[0]], facts) for place, facts in found.items()]

    def _texts(self, found: dict[Place, Facts], copies: dict[int, DocumentCopy], rows: Sequence[Stored] | None) -> None:
        own = self._own_lines(found, copies)
        if self.needs_text and rows is None:
            rows = list(queries.stored_at([place for place in found if place not in own]).values())
        for document, line, cells, metadata in rows or ():
            facts = found.get((document, line))
            if facts is not None and (document, line) not in own:
                facts.cells = orjson.loads(cells)
                facts.metadata = orjson.loads(metadata) if metadata else ()

    def _own_lines(self, found: dict[Place, Facts], copies: dict[int, DocumentCopy]) -> set[Place]:
        """Fill in lines that copies have of their own; lines they deleted are no longer found."""
        document_of = {copy.pk: document for document, copy in copies.items()}
        own: set[Place] = set()
        wanted: dict[int, list[int]] = defaultdict(list)
        for copy, line, status in queries.edited(list(copies.values())):
            place = (document_of[copy], line)
            if place in found and status == LineStatus.DISPLAYED:
                wanted[place[0]].append(line)
                own.add(place)
            elif place in found:
                del found[place]
        for document, numbers in wanted.items() if self.needs_text else ():
            for view in lines.lines_at(copies[document], numbers).values():
                found[document, view.line].cells = view.cells
                found[document, view.line].metadata = view.metadata
        return own

    def _labels(self, found: dict[Place, Facts], at: Sequence[Place], document_of: dict[int, int]) -> None:
        rows = queries.labels_at(at)
        helpers = self._contributors(rows, document_of)
        by_place: dict[Place, list[LabelFact]] = defaultdict(list)
        for row in rows:
            place = (document_of[row.copy_id], row.start_line)
            by_place[place].append(self._label(row, helpers.get((place[0], row.hash64), set())))
        for place, labels in by_place.items():
            found[place].labels = labels

    def _label(self, row: Label, helpers: set[int]) -> LabelFact:
        names = {row.item, self._items.get((row.layer, row.item), row.item)}
        rejected = row.status == LabelStatus.REJECTED
        statuses = {"REJECTED"} if rejected else {row.labeled_by}
        if not rejected and row.labeled_by == Phase.CONFLICT:
            statuses.add("UNRESOLVED")
        people: set[str] = set()
        for user_id in {row.labeled_by_user_id, *helpers} - {None}:
            people |= self._person(user_id)
        sets = frozenset({self._sets.get(row.layer, ""), str(row.layer)})
        return LabelFact(row, frozenset(names), sets, frozenset(statuses), frozenset(people), rejected)

    def _person(self, user_id: int) -> set[str]:
        alias = self.scope.aliases.get(user_id)
        if alias and user_id != self.scope.user.pk:
            return {str(user_id), alias}
        found = self._people.get(user_id)
        return {str(user_id), *found} if found else {str(user_id)}

    def _contributors(self, rows: Sequence[Label], document_of: dict[int, int]) -> dict[tuple[int, int], set[int]]:
        if self.scope.cabinet.role != CabinetRole.REVIEWER or not rows:
            return {}
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        wanted = {row.hash64 for row in rows}
        for document, code, owner in queries.contributors(set(document_of.values()), wanted):
            found[document, code].add(owner)
        return found

    def _answer_texts(self, values: dict[str, Any]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, value in values.items():
            for name in self._questions.get(key, ()):
                found[name] = texts_of(value)
        return found

    @cached_property
    def _sets(self) -> dict[int, str]:
        return {row.index: row.name for row in self.scope.project.label_sets.all()}

    @cached_property
    def _items(self) -> dict[tuple[int, str], str]:
        rows = self.scope.project.label_sets.all()
        return {(row.index, item["id"]): item["tagName"] for row in rows for item in row.items}

    @cached_property
    def _people(self) -> dict[int, set[str]]:
        assigned = self.scope.project.assignments.filter(member__user__isnull=False).select_related("member__user")
        users = [row.member.user for row in assigned] + [self.scope.project.owner, self.scope.user]
        return {user.pk: {user.email, user.name} for user in users if user is not None}

    @cached_property
    def _questions(self) -> dict[str, set[str]]:
        questions = asked(self.scope.project, Level.ROW).questions
        return {question.key: {question.name, question.label} for question in questions}

    @cached_property
    def _comments(self) -> dict[Place, list[tuple[int, str]]]:
        found: dict[Place, list[tuple[int, str]]] = defaultdict(list)
        for document, code, thread, message in queries.threads(self.scope):
            found[document, anchors.parse(code).line or 0].append((thread, message))
        return found


def texts_of(value: Any) -> list[str]:
    """An answer as texts: each of several, those of groups too."""
    if value is None or value == "":
        return []
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_of(part)]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [text for part in value for text in texts_of(part)]
    return [f"{value:g}" if isinstance(value, float) else str(value)]
