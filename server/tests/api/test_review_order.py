"""The review follows from what labelers have now, not from the order in which it came about."""

from __future__ import annotations

import random

import pytest

from gloss.documents.models import DocumentAssignment
from gloss.labels.models import Label
from gloss.projects.models import Project
from gloss.review import service
from gloss.review.models import Contribution, ReviewState
from tests.labeling import World, labeling_world, span

WORDS = ["one two three four"]
ITEMS = ("city", "person")
PLACES = [span(item, 0, token) for item in ITEMS for token in range(3)]
RULES = [("PEER_REVIEW", 1), ("PEER_REVIEW", 2), ("PEER_REVIEW", 3), ("MANUAL", 1)]


class Story:
    """Random acts of three labelers and an admin; ``has`` is what each labeler's copy holds by then."""

    def __init__(self, api, world: World, seed: int) -> None:
        self.api, self.world, self.random = api, world, random.Random(seed)
        self.has: list[set[int]] = [set() for _ in world.labelers]
        self.begun = [False for _ in world.labelers]
        self.assigned = [True for _ in world.labelers]
        self.members = {row.member.user_id: row for row in world.project.assignments.select_related("member")}
        self.rule = ("PEER_REVIEW", 2)

    def step(self) -> None:
        act = self.random.choice((self.label, self.label, self.label, self.unlabel, self.document, self.cabinet,
                                  self.people, self.change_rule, self.look))  # fmt: skip
        act()

    def labeler(self) -> int | None:
        here = [number for number, is_here in enumerate(self.assigned) if is_here]
        return self.random.choice(here) if here else None

    def label(self) -> None:
        self._save("LABEL", lambda has: [n for n in range(len(PLACES)) if n not in has])

    def unlabel(self) -> None:
        self._save("UNLABEL", sorted)

    def _save(self, action, choices) -> None:
        number = self.labeler()
        if number is None or not (free := choices(self.has[number])):
            return
        person, chosen = self.world.labelers[number], self.random.choice(free)
        self.open(number)
        labels = [{**PLACES[chosen], **({"deleted": True} if action == "UNLABEL" else {})}]
        sent = {
            "documentId": self.world.uid(person),
            "signature": self.world.signature(person),
            "action": "LABEL",
            "labels": labels,
        }
        reply = self.api.as_(person).mutate("updateLabels", "rejectedLabels { reason }", input=sent)
        assert (reply.errors, reply.data["rejectedLabels"]) == ([], [])
        (self.has[number].discard if action == "UNLABEL" else self.has[number].add)(chosen)
        self.begun[number] = True

    def open(self, number: int) -> None:
        """Make sure that the copy takes changes."""
        copy = self.world.copy(self.world.labelers[number])
        if copy.cabinet.status == "COMPLETE":
            self.toggle_cabinet(number)
        if copy.status == "COMPLETE":
            self.toggle_document(number)

    def document(self) -> None:
        number = self.labeler()
        if number is not None and self.world.copy(self.world.labelers[number]).cabinet.status != "COMPLETE":
            self.toggle_document(number)

    def cabinet(self) -> None:
        number = self.labeler()
        if number is not None:
            self.toggle_cabinet(number)

    def toggle_document(self, number: int) -> None:
        person = self.world.labelers[number]
        reply = self.api.as_(person).mutate("toggleDocumentStatus", "id", documentId=self.world.uid(person))
        assert reply.errors == []
        self.begun[number] = True

    def toggle_cabinet(self, number: int) -> None:
        given = {"projectId": self.world.project.uid, "role": "LABELER"}
        caller = self.api.as_(self.world.labelers[number])
        assert caller.mutate("toggleCabinetStatus", "id", **given).errors == []
        self.begun[number] = True

    def people(self) -> None:
        """A labeler leaves, or is back with what they had."""
        number = self.random.randrange(len(self.assigned))
        self.assigned[number] = not self.assigned[number]
        root = str(self.world.project.cabinets.get(role="ROOT").copies.get().uid)
        wanted = [
            {"teamMemberId": str(self.members[person.pk].member_id), "role": "LABELER", "documentIds": [root]}
            for person, is_here in zip(self.world.labelers, self.assigned, strict=True)
            if is_here
        ]
        sent = {"projectId": self.world.project.uid, "assignees": wanted}
        assert self.api.as_(self.world.admin).mutate("replaceProjectAssignees", "id", input=sent).errors == []

    def change_rule(self) -> None:
        possible = [rule for rule in RULES if rule[1] <= sum(self.assigned)]
        if not possible:
            return
        self.rule = self.random.choice(possible)
        mode, consensus = self.rule
        rule = {"conflictResolution": {"mode": mode, "consensus": consensus}}
        sent = {"projectId": self.world.project.uid, **rule}
        assert self.api.as_(self.world.admin).mutate("updateProjectSettings", "id", input=sent).errors == []

    def look(self) -> None:
        self.shown()

    def shown(self) -> dict[tuple[str, int], tuple[str, list[int]]]:
        given = {"documentId": self.world.uid(None), "startLine": 0, "endLine": 0}
        reply = self.api.as_(self.world.admin).query("getLabelsByRange", "labels", **given)
        assert reply.errors == []
        return {
            (label["labelSetItemId"], label["startTokenIndex"]): (
                label["labeledBy"],
                sorted(label["contributorIds"]),
            )
            for label in reply.data["labels"]
        }

    def expected(self) -> dict[tuple[str, int], tuple[str, list[int]]]:
        """The rule of docs/review.md, worked out from nothing."""
        mode, consensus = self.rule
        needed = min(consensus, sum(self.assigned))
        found = {}
        for number, place in enumerate(PLACES):
            people = [
                person.pk
                for person, has, is_here, begun in zip(
                    self.world.labelers, self.has, self.assigned, self.begun, strict=True
                )
                if number in has and is_here and begun
            ]
            if people:
                phase = "AUTO" if mode == "PEER_REVIEW" and len(people) >= needed else "CONFLICT"
                found[place["l"], place["start"]["tokenId"]] = (phase, sorted(people))
        return found


@pytest.mark.parametrize("seed", range(12))
def test_any_order_gives_what_the_rule_says(api, make, seed):
    rule = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}}
    world = labeling_world(make, lines=WORDS, labelers=3, settings=rule)
    root = world.project.cabinets.get(role="ROOT")
    assert root.copies.count() == 1
    story = Story(api, world, seed)
    for _ in range(25):
        story.step()
    assert story.shown() == story.expected()
    _from_nothing(world)
    assert story.shown() == story.expected()


def _from_nothing(world: World) -> None:
    copy = world.copy(None)
    Contribution.objects.filter(label__copy=copy).delete()
    Label.objects.filter(copy=copy).delete()
    ReviewState.objects.filter(copy=copy).delete()
    service.recompute_document(world.copy(None))


def test_leaving_and_coming_back_changes_nothing(api, make):
    rule = {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}}
    world = labeling_world(make, lines=WORDS, labelers=3, settings=rule)
    story = Story(api, world, 5)
    for _ in range(6):
        story.label()
    before = story.shown()
    story.people()
    story.shown()
    gone = story.assigned.index(False)
    story.random = random.Random()
    story.random.randrange = lambda count: gone  # type: ignore[method-assign]
    story.people()
    assert story.assigned == [True, True, True]
    assert story.shown() == before
    assert DocumentAssignment.objects.filter(assignment__project=Project.objects.get(pk=world.project.pk)).count() == 3
