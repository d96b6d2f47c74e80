"""Before an export the review is brought up to date: at once where nobody has begun, one by one where labelers have."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gloss.documents.models import CopyStatus, DocumentCopy
from gloss.labels.models import Label
from gloss.review import service as review
from gloss.review.basis import bases
from gloss.review.models import ReviewState
from tests.client import Api
from tests.exporting import Kitchen, add_span, ask, download, kitchen
from tests.factories import Make


def states(world: Kitchen) -> list[int]:
    """Documents whose review is up to date, by position."""
    copies = review.review_copies(world.project)
    return [at for at, found in enumerate(bases(world.project, copies)) if found.is_current]


def freshen(world: Kitchen) -> int:
    """Return how many statements it took."""
    copies = review.review_copies(world.project)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        review.freshen_copies(world.project, copies, lambda share: None)
    return len(queries)


def test_untouched_documents_take_the_same_few_statements_however_many(make: Make, database: None) -> None:
    small = kitchen(make, files=("a.txt",), reviewed=False)
    big = kitchen(make, files=tuple(f"{number}.txt" for number in range(40)), reviewed=False)
    assert freshen(small) == freshen(big)
    assert states(big) == list(range(40))
    again = freshen(big)
    assert again < 10
    assert ReviewState.objects.filter(copy__cabinet=big.cabinets["review"]).count() == 40


def test_an_export_computes_only_what_labelers_have_worked_in(api: Api, make: Make) -> None:
    world = kitchen(make, files=("a.txt", "b.txt", "c.txt"), reviewed=False)
    for person in ("ann", "jun"):
        add_span(world.copy(person, 1), "1", (0, 0, 0), (0, 0, 3))
        DocumentCopy.objects.filter(pk=world.copy(person, 1).pk).update(status=CopyStatus.IN_PROGRESS, label_count=1)
    download(api, ask(api.as_(world.rosa), world)).close()
    assert states(world) == [0, 1, 2]
    found = Label.objects.filter(copy__cabinet=world.cabinets["review"]).values_list("copy__document__position", "item")
    assert list(found) == [(1, "1")]


def test_work_after_an_export_makes_its_document_stale_again(make: Make, database: None) -> None:
    world = kitchen(make, files=("a.txt", "b.txt"), reviewed=False)
    freshen(world)
    add_span(world.copy("ann"), "1", (0, 0, 0), (0, 0, 3))
    DocumentCopy.objects.filter(pk=world.copy("ann").pk).update(status=CopyStatus.IN_PROGRESS, label_count=1)
    assert states(world) == [1]
    freshen(world)
    assert states(world) == [0, 1]
