"""Charts as files, handed over by the machinery of exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from gloss.accounts.models import User
from gloss.analytics import access
from gloss.analytics.charts.base import Chart, Scope
from gloss.analytics.custom import filters, report
from gloss.analytics.iaa import queries, shapes
from gloss.core import clock
from gloss.exports import names, service
from gloss.exports.archive import Manifest
from gloss.exports.deliveries import DELIVERIES
from gloss.exports.request import ExportRequest
from gloss.formats.base import CSV_MEDIA, XLSX_MEDIA
from gloss.formats.csv_rows import escaped, write_records
from gloss.formats.xlsx import write_sheet
from gloss.teams import access as teams
from gloss.teams.models import Team

CHART = "chart"
AGREEMENT = "agreement"
CUSTOM = "custom report"


def request(chart: Chart, scope: Scope, wanted: dict[str, Any], method: str, base_url: str) -> ExportRequest:
    """Ask for a chart as CSV; access has been checked."""
    file_name = f"{names.result_name(f'{chart.name} - {clock.now().date()}')}.csv"
    return ExportRequest(
        scope=CHART,
        file_name=file_name,
        delivery=DELIVERIES[method].prepare({}, scope.team, file_name),
        base_url=base_url,
        expires_at=service.expiry(),
        team_id=scope.team.pk,
        format="CSV",
        media_type=CSV_MEDIA,
        options={"chart": chart.key, "input": wanted},
    )


def write(asked: ExportRequest, owner: User, out: BinaryIO) -> Manifest:
    """Builder of ``exports.builders``: compute the chart again, for whoever asked for it."""
    chart, scope = access.chart(owner, asked.options["chart"], asked.options["input"])
    rows = chart.rows(scope)
    table = [[row.key, *map(str, row.values.values())] for row in rows]
    write_records([list(chart.columns), *map(escaped, table)], out)
    return Manifest(files=1, labeled=len(rows))


def agreement_request(team: Team, asked: dict[str, Any], base_url: str) -> ExportRequest:
    """Ask for the agreement of a team as CSV; access has been checked."""
    file_name = f"agreement-{clock.now().date()}.csv"
    return ExportRequest(
        scope=AGREEMENT,
        file_name=file_name,
        delivery=DELIVERIES["FILE_STORAGE"].prepare({}, team, file_name),
        base_url=base_url,
        expires_at=service.expiry(),
        team_id=team.pk,
        format="CSV",
        media_type=CSV_MEDIA,
        options={"team": str(team.pk), **asked},
    )


def write_agreement(asked: ExportRequest, owner: User, out: BinaryIO) -> Manifest:
    """Builder of ``exports.builders``: one row and one column for everybody."""
    options = asked.options
    team, projects = access.agreement_scope(owner, options["team"], options.get("projectIds"))
    algorithm = options.get("algorithm") or queries.KAPPA
    pairs = queries.of_team(team, projects, options.get("labelSetSignatures"), algorithm)
    write_records(map(escaped, _agreement_rows(pairs)), out)
    return Manifest(files=1, labeled=len(pairs), hints=["No agreement has been computed for these projects yet."])


def _agreement_rows(pairs: Sequence[queries.PairValue]) -> list[list[str]]:
    known = queries.people(one for pair in pairs for one in (pair.first, pair.second))
    names = {key: shapes.name_of(user) for key, user in known.items()}
    return shapes.matrix([(pair.first, pair.second, pair.value) for pair in pairs], names)


def agreement_overview(team_id: int | None) -> tuple[str, list[list[str]]]:
    """Table of ``exports.overview``: Cohen's kappa of every two people of a team."""
    pairs = queries.of_team(Team.objects.get(pk=team_id), None, None, queries.KAPPA)
    return "iaa.csv", _agreement_rows(pairs)


def custom_request(team: Team, wanted: dict[str, Any], base_url: str) -> ExportRequest:
    """Ask for a report as CSV or XLSX; access has been checked.

    Raises:
        BadInput: something the chosen table does not have, or a filter that makes no sense.
    """
    filters.check(wanted)
    is_excel = wanted.get("fileType") == "XLSX"
    file_name = f"custom-report-{clock.now().date()}.{'xlsx' if is_excel else 'csv'}"
    return ExportRequest(
        scope=CUSTOM,
        file_name=file_name,
        delivery=DELIVERIES[wanted.get("method") or "EMAIL"].prepare({}, team, file_name),
        base_url=base_url,
        expires_at=service.expiry(),
        team_id=team.pk,
        format="XLSX" if is_excel else "CSV",
        media_type=XLSX_MEDIA if is_excel else CSV_MEDIA,
        options={"team": str(team.pk), "input": wanted},
    )


def write_custom(asked: ExportRequest, owner: User, out: BinaryIO) -> Manifest:
    """Builder of ``exports.builders``: add everything up for whoever still may see it."""
    team = teams.admin(owner, asked.options["team"]).team
    wanted = filters.check(asked.options["input"])
    manifest = Manifest(files=1, hints=["Nothing in this workspace fits the metrics and filters."])
    head = report.header(wanted)

    def rows() -> Iterator[list[str]]:
        for row in report.rows(team, wanted):
            manifest.labeled += 1
            yield escaped(row)

    if asked.format == "XLSX":
        write_sheet(head, rows(), out)
    else:
        write_records(chain([head], rows()), out)
    return manifest
