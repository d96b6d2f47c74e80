"""Add up the facts of a team's projects into the rows of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from gloss.accounts.models import User
from gloss.analytics.custom import facts
from gloss.analytics.custom.facts import Fact, ProjectFacts, moment
from gloss.analytics.custom.filters import Values, Wanted
from gloss.analytics.custom.tables import CONFLICT_METRICS, METRICS, SEGMENTS, TIME_METRICS
from gloss.analytics.performance import accuracy
from gloss.documents.models import CabinetRole, DocumentCopy
from gloss.projects.models import Project
from gloss.teams.models import Team

SHARED = "Reviewer"
Cells = tuple[str, ...]


def header(wanted: Wanted) -> list[str]:
    """The columns: segments as they were chosen, then metrics."""
    return [*(name for one in wanted.segments for name in SEGMENTS[one]), *(METRICS[one] for one in wanted.metrics)]


def rows(team: Team, wanted: Wanted) -> Iterator[list[str]]:
    """Yield a row for every combination of segments with any metric that is not zero, sorted by segments."""
    sums: dict[Cells, Counter[str]] = {}
    keeps, names = wanted.keeps(), _People()
    for project in Project.objects.filter(team=team, is_ready=True).order_by("pk").iterator(500):
        _add_project(project, wanted, keeps, names, sums)
    for cells in sorted(sums):
        numbers = sums[cells]
        if any(_amount(metric, numbers) for metric in wanted.metrics):
            yield [*cells, *(shown(metric, numbers) for metric in wanted.metrics)]


def _add_project(
    project: Project,
    wanted: Wanted,
    keeps: Callable[[Values], bool],
    names: _People,
    sums: dict[Cells, Counter[str]],
) -> None:
    found = ProjectFacts(project, wanted.needed)
    copies = _Copies(project, wanted.needed, names)
    for fact in _facts(found, wanted):
        values = copies.values(fact)
        if keeps(values):
            cells = tuple(cell for segment in wanted.segments for cell in values[segment])
            sums.setdefault(cells, Counter()).update(fact.numbers)


def _facts(found: ProjectFacts, wanted: Wanted) -> Iterator[Fact]:
    """Only what the metrics look at."""
    metrics = set(wanted.metrics)
    if metrics - set(CONFLICT_METRICS) - {"TIME_SPENT"}:
        yield from found.labels()
    if metrics & set(CONFLICT_METRICS):
        yield from found.conflicts()
    if metrics - {"TIME_SPENT"}:
        yield from found.answers()
    if metrics & set(TIME_METRICS):
        yield from found.times()


class _People:
    """Names and addresses, read once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str]] = {}

    def of(self, user_id: int | None) -> tuple[str, str]:
        if user_id is None:
            return "", ""
        if user_id not in self._known:
            found = User.objects.filter(pk=user_id).values_list("name", "email").first()
            self._known[user_id] = (found[0] or found[1], found[1]) if found else ("", "")
        return self._known[user_id]


class _Copies:
    """What segments say about the copies of one project."""

    def __init__(self, project: Project, needed: frozenset[str], names: _People) -> None:
        self._project, self._needed, self._names = project, needed, names
        rows = DocumentCopy.objects.filter(cabinet__project=project).values_list(
            "pk", "document__name", "document__file_name", "created_at", "last_saved_at", "cabinet__role",
            "cabinet__owner_id",
        )  # fmt: skip
        self._known = {pk: rest for pk, *rest in rows.iterator(5000)}

    def values(self, fact: Fact) -> Values:
        name, file_name, created, updated, role, owner = self._known[fact.copy]
        found: dict[str, Cells] = {}
        for segment in self._needed:
            found[segment] = self._cells(
                segment, fact, (name, file_name, moment(created), moment(updated)), role, owner
            )
        return found

    def _cells(self, segment: str, fact: Fact, about: Cells, role: str, owner: int | None) -> Cells:
        plain = dict(
            zip(("DOCUMENT", "DOCUMENT_ORIGIN", "DOCUMENT_CREATED_AT", "DOCUMENT_UPDATED_AT"), about, strict=True)
        )
        if segment in plain:
            return (plain[segment],)
        if segment == "USER":
            return self._names.of(fact.user)
        if segment == "OWNER_USER":
            return (SHARED if role == CabinetRole.REVIEWER else self._names.of(owner)[0],)
        others: Mapping[str, str] = {
            "DATE": fact.day.isoformat() if fact.day else "",
            "PROJECT": self._project.name,
            "PROJECT_ROLE": role,
            "LABEL": fact.label,
            "LABEL_TYPE": fact.kind,
        }
        return (others[segment],)


def _applied(numbers: Mapping[str, int]) -> int:
    return numbers.get(facts.BY_LABELER, 0) + numbers.get(facts.BY_REVIEWER, 0)


_PLAIN = {
    "TOTAL_LABELS_APPLIED_BY_LABELER": facts.BY_LABELER,
    "TOTAL_LABELS_APPLIED_BY_REVIEWER": facts.BY_REVIEWER,
    "TOTAL_LABELS_ACCEPTED": facts.ACCEPTED,
    "TOTAL_LABELS_REJECTED": facts.REJECTED,
    "TOTAL_CONFLICTS": facts.CONFLICTS,
    "TOTAL_CONFLICTS_RESOLVED": facts.RESOLVED,
    "TIME_SPENT": facts.MILLIS,
}


def _amount(metric: str, numbers: Mapping[str, int]) -> int:
    """What decides whether a row is worth showing."""
    if metric in _PLAIN:
        return numbers.get(_PLAIN[metric], 0)
    if metric == "TIME_SPENT_PER_LABEL":
        return numbers.get(facts.MILLIS, 0) if _applied(numbers) else 0
    return numbers.get(facts.ACCEPTED, 0) if metric == "LABELS_ACCURACY" else _applied(numbers)


def shown(metric: str, numbers: Mapping[str, int]) -> str:
    """A metric as a cell: times as HH:MM:SS, the accuracy from 0 to 1, empty where there is nothing to divide by."""
    if metric == "TIME_SPENT":
        return clock_text(numbers.get(facts.MILLIS, 0))
    if metric == "TIME_SPENT_PER_LABEL":
        applied = _applied(numbers)
        return clock_text(numbers.get(facts.MILLIS, 0) / applied) if applied else ""
    if metric == "LABELS_ACCURACY":
        accepted, rejected = numbers.get(facts.ACCEPTED, 0), numbers.get(facts.REJECTED, 0)
        return f"{accuracy(accepted, rejected):.4f}" if accepted + rejected else ""
    return str(_amount(metric, numbers))


def clock_text(millis: float) -> str:
    seconds = round(millis / 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
