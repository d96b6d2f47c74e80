"""Agreement of five people on 100,000 items, and figures over a million acts, in a database of their own.

Run in a process with its own data folder (``python -m bench --only agreement analytics``).
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from gloss.accounts.models import User  # noqa: E402
from gloss.agreement import alpha, bootstrap, fleiss, kappa  # noqa: E402
from gloss.analytics import daily, ingest, reports  # noqa: E402
from gloss.analytics.access import Report  # noqa: E402
from gloss.analytics.iaa.compute import compute  # noqa: E402
from gloss.analytics.iaa.reading import Items  # noqa: E402
from gloss.analytics.iaa.tables import pair_tables, patterns  # noqa: E402
from gloss.analytics.models import DailyTime, DailyWork  # noqa: E402
from gloss.analytics.period import Period  # noqa: E402
from gloss.documents.models import Cabinet, Document, DocumentAssignment, DocumentCopy  # noqa: E402
from gloss.labels.models import Label  # noqa: E402
from gloss.labelsets.models import LabelSet  # noqa: E402
from gloss.projects.models import Project, ProjectAssignment  # noqa: E402
from gloss.teams.models import Team, TeamMember  # noqa: E402

LABELS = "abcdefgh"
PEOPLE = 5
MOMENT = datetime(2025, 1, 1, tzinfo=UTC)


def say(name: str, value: float, unit: str) -> None:
    """One line for ``bench.scenarios`` to read."""
    print(f"FIGURE\t{name}\t{value:.4f}\t{unit}", flush=True)


def world() -> tuple[Project, list[User]]:
    """A finished project of five labelers."""
    owner = User.objects.create(email=f"owner{random.random()}@example.com")
    team = Team.objects.create(name="Bench", owner=owner)
    project = Project.objects.create(
        team=team, owner=owner, name="Bench", kinds=["TOKEN_BASED"], is_ready=True, status="COMPLETE",
        updated_at=MOMENT,
    )  # fmt: skip
    items = [{"id": name, "tagName": name} for name in LABELS]
    LabelSet.objects.create(project=project, owner=owner, index=0, name="Set", items=items, signature="s")
    people = [User.objects.create(email=f"p{at}-{project.uid}@example.com") for at in range(PEOPLE)]
    for person in people:
        member = TeamMember.objects.create(team=team, user=person, role="LABELER", invitation_email=person.email)
        ProjectAssignment.objects.create(project=project, member=member, role="LABELER")
        Cabinet.objects.create(project=project, role="LABELER", owner=person, status="COMPLETE")
    return project, people


def pure(count: int) -> None:
    """All measures with intervals, from rows in memory."""
    draw = random.Random(1)
    rows = []
    for _ in range(count):
        truth = draw.choice(LABELS)
        rows.append(tuple(draw.choice(LABELS) if draw.random() < 0.2 else truth for _ in range(PEOPLE)))
    begin = time.perf_counter()
    items = Items(Counter(rows))
    for table in pair_tables(items, PEOPLE).values():
        kappa.cohen(table), alpha.pairwise(table)
        bootstrap.kappa_interval(table), bootstrap.alpha_interval(table)
    labeled = patterns(items, PEOPLE, with_empty=False)
    alpha.general(labeled), fleiss.fleiss(labeled)
    bootstrap.group_alpha_interval(labeled), bootstrap.fleiss_interval(labeled)
    say(
        f"agreement of {PEOPLE} people on {count:,} items, all measures with intervals",
        time.perf_counter() - begin,
        "s",
    )


def stored(count: int, documents: int = 100) -> None:
    """The same from labels in the database to stored tables."""
    project, people = world()
    draw, code = random.Random(2), 0
    made = Document.objects.bulk_create(
        Document(project=project, name=f"d{at}", file_name=f"d{at}.txt", position=at) for at in range(documents)
    )
    cabinets = list(Cabinet.objects.filter(project=project).order_by("pk"))
    for assignment in ProjectAssignment.objects.filter(project=project):
        DocumentAssignment.objects.bulk_create(DocumentAssignment(assignment=assignment, document=d) for d in made)
    each = count // documents
    for document in made:
        truths = [draw.choice(LABELS) for _ in range(each)]
        for cabinet in cabinets:
            copy = DocumentCopy.objects.create(cabinet=cabinet, document=document, label_count=each)
            labels = []
            for line, truth in enumerate(truths):
                code += 1
                item = draw.choice(LABELS) if draw.random() < 0.2 else truth
                labels.append(
                    Label(copy=copy, layer=0, item=item, start_line=line, start_token=0, start_char=0, end_line=line,
                          end_token=0, end_char=2, hash64=code, created_at=MOMENT, updated_at=MOMENT)
                )  # fmt: skip
            Label.objects.bulk_create(labels, batch_size=2000)
    begin, busy = time.perf_counter(), time.process_time()
    compute(project, lambda share: None)
    say(f"the same from {count * PEOPLE:,} stored spans to stored tables", time.perf_counter() - begin, "s")
    say("processor time of that, which other work on the machine does not lengthen", time.process_time() - busy, "s")
    assert len(people) == PEOPLE


def acts(count: int) -> None:
    """Adding up a log, and what pages ask afterwards."""
    project, people = world()
    document = Document.objects.create(project=project, name="d", file_name="d.txt")
    copies = [DocumentCopy.objects.create(cabinet=one, document=document) for one in project.cabinets.all()]
    draw, seconds = random.Random(3), 365 * 86_400 / count
    columns = "act_id, kind, actor_id, copy_id, before, after, reply, at"
    insert = f"INSERT INTO events_labelingact ({columns}) VALUES (%s, 'LABELS', %s, %s, '[]', %s, '{{}}', %s)"
    for part in range(0, count, 10_000):
        rows = []
        for number in range(part, min(part + 10_000, count)):
            label = {"type": "SPAN", "layer": 0, "labelSetItemId": draw.choice(LABELS), "startCellLine": number}
            who, at = number % PEOPLE, MOMENT + timedelta(seconds=number * seconds)
            after = json.dumps([label])
            rows.append((f"{project.uid}-{number}", people[who].pk, copies[who].pk, after, at.replace(tzinfo=None)))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(insert, rows)
    begin = time.perf_counter()
    while ingest.step():
        pass
    took = time.perf_counter() - begin
    say(f"adding up a log of {count:,} acts", count / took, "acts/s")
    say("rows kept for it", DailyTime.objects.count() + DailyWork.objects.count(), "rows")
    whole, month = None, Period(MOMENT + timedelta(days=300), MOMENT + timedelta(days=330))
    calls: dict[str, Any] = {
        "members, all time": lambda: reports.members(Report(daily.Span(project.team, whole), 100)),
        "label distribution, all time": lambda: reports.distribution(Report(daily.Span(project.team, whole), 100)),
        "progress, 30 days": lambda: reports.progress(Report(daily.Span(project.team, month), 100)),
    }
    for name, call in calls.items():
        times = []
        for _ in range(20):
            begin = time.perf_counter()
            call()
            times.append(time.perf_counter() - begin)
        say(f"report of {name}, over {count:,} acts (p95)", sorted(times)[18] * 1000, "ms")


def main() -> None:
    what, count = sys.argv[1], int(sys.argv[2])
    call_command("migrate", verbosity=0)
    if what == "agreement":
        pure(count)
        stored(count)
    else:
        acts(count)
    say(f"peak memory ({what})", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
    connection.close()


if __name__ == "__main__":
    main()
