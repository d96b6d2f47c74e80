"""The measurements, one function each: report, folder to work in, and whether small sizes will do."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import data, figures_of, searching, taking, work
from bench.client import Client
from bench.figures import Report, percentile
from bench.server import Server

MIB = 1 << 20
EMAIL = "bench@example.com"


class Site:
    """A running server with one admin."""

    def __init__(self, folder: Path, name: str, **environment: str) -> None:
        self.server = Server(folder / name, **environment)
        self.credentials = self.server.credentials(EMAIL)
        self.team = self.credentials["teamId"]

    def __enter__(self) -> Site:
        self.server.start()
        self.client = Client(self.server.url, self.credentials)
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()


def start_up(report: Report, folder: Path, short: bool) -> None:
    server = Server(folder / "start")
    report.add("first start incl. migrations, to a healthy answer", server.start(), "s", 10, rival="Label Studio 42 s")
    server.stop()
    report.add("start to a healthy answer", server.start(), "s", 4)
    time.sleep(1 if short else 5)
    report.add(
        "idle memory, web + worker", server.memory() / MIB, "MiB", 250, rival="Label Studio 340 MB, doccano 980 MB"
    )
    server.stop()


def import_and_export(report: Report, folder: Path, short: bool) -> None:
    for count in (300,) if short else (1_000, 10_000, 100_000):
        with Site(folder, f"import-{count}") as site:
            # The worker starts beside the first answers: its start is not the import's time.
            first = site.client.upload(data.write_items(folder / "first.json", 10))
            work.create(site.client, work.span_project(site.team, first, "first", "first.json", EMAIL))
            name = f"items-{count}.json"
            source = data.write_items(folder / name, count)
            key = site.client.upload(source)
            project, seconds = work.create(site.client, work.span_project(site.team, key, name, name, EMAIL))
            budget = 10_000 if count == 10_000 else None
            report.add(
                f"import of {count:,} documents (60 tokens, 3 spans)",
                count / seconds,
                "documents/s",
                budget,
                True,
                "Label Studio 890/s, doccano 1,070/s",
            )
            report.add(f"worker peak during that import ({count:,})", site.server.worker_peak() / MIB, "MiB", 300)
            work.cabinet(site.client, project)
            for format in ("JSON_ADVANCED", "TSV_IOB", "CSV"):
                seconds, _ = work.export(site.client, project, format)
                copies = 3
                report.add(
                    f"export {format} of {count:,} documents x {copies} copies",
                    count * copies / seconds,
                    "documents/s",
                    20_000 if count >= 10_000 else None,
                    True,
                    "Label Studio 530/s, doccano 2,320/s",
                )
            report.add(f"worker peak after those exports ({count:,})", site.server.worker_peak() / MIB, "MiB", 300)


def rows(report: Report, folder: Path, short: bool) -> None:
    count = 2_000 if short else 1_000_000
    with Site(folder, "rows") as site:
        source = data.write_rows(folder / "rows.csv", count)
        begin = time.perf_counter()
        key = site.client.upload(source)
        report.add(f"upload of {source.stat().st_size / MIB:.0f} MiB", time.perf_counter() - begin, "s")
        project, seconds = work.create(site.client, work.row_project(site.team, key, "rows", "rows.csv", EMAIL))
        report.add(f"import of {count:,} CSV rows x 5", count / seconds, "rows/s", 20_000 if not short else None, True)
        report.add("worker peak during that import", site.server.worker_peak() / MIB, "MiB", 300)
        document = work.cabinet(site.client, project)["documents"][0]
        source_of_lines = random.Random(3)
        times = _times(100, lambda: work.open_document(site.client, document, source_of_lines.randrange(count)))
        report.add(f"open a screen anywhere in {count:,} rows, p95", percentile(times, 0.95) * 1e3, "ms", 200)
        times = _times(60, lambda: _list_projects(site))
        report.add(
            "list, filter and sort projects, p95",
            percentile(times, 0.95) * 1e3,
            "ms",
            200,
            rival="Label Studio p50 118 ms, doccano 114 ms",
        )
        searching.measure(report, site.client, document, count)
        seconds, _ = work.export(site.client, project, "CSV")
        report.add(
            f"export CSV of {count:,} rows x 3 copies",
            count * 3 / seconds,
            "rows/s",
            20_000 if not short else None,
            True,
        )
        report.add("worker peak after that export", site.server.worker_peak() / MIB, "MiB", 300)


def _list_projects(site: Site) -> Any:
    query = """query($i: GetProjectsPaginatedInput!) { getProjects(input: $i) {
      totalCount nodes { id name status createdDate tags { id name } assignees { role teamMember { user { email } } } }
      pageInfo { nextCursor } } }"""
    sort = [{"field": "createdDate", "order": "DESC"}]
    return site.client.graphql(
        query, {"i": {"filter": {"teamId": site.team, "keyword": "ro"}, "sort": sort, "page": {"skip": 0, "take": 50}}}
    )


def saving(report: Report, folder: Path, short: bool) -> None:
    for count in (300,) if short else (1_000, 10_000, 100_000):
        with Site(folder, f"save-{count}") as site:
            name = f"save-{count}.json"
            key = site.client.upload(data.write_items(folder / name, count))
            project, _ = work.create(site.client, work.span_project(site.team, key, name, name, EMAIL))
            document = work.cabinet(site.client, project)["documents"][0]
            _one_client(report, site, document, count, 50 if short else 400)
            if count == 10_000 or short:
                _fifty_clients(report, site, document, count, 5 if short else 40)


def _one_client(report: Report, site: Site, document: dict[str, Any], count: int, rounds: int) -> None:
    source = random.Random(5)

    def save() -> None:
        work.save(site.client, document, work.spans(source.randrange(count), 3, source))

    times = _times(rounds, save)
    rival = "Label Studio p50 53 ms, doccano 73 ms"
    what = f"save one act of 3 spans, {count:,} documents"
    report.add(f"{what}, p50", percentile(times, 0.5) * 1e3, "ms", 8, rival=rival)
    report.add(f"{what}, p95", percentile(times, 0.95) * 1e3, "ms", 20)
    times = _times(rounds, lambda: work.open_document(site.client, document, source.randrange(count)))
    what = f"open one screen (60 lines, labels), {count:,} documents, p95"
    report.add(what, percentile(times, 0.95) * 1e3, "ms", 50)


def _fifty_clients(report: Report, site: Site, document: dict[str, Any], count: int, acts: int) -> None:
    clients = _clients(site, 50)
    times: list[float] = []
    errors: list[Exception] = []

    def label(client: Client, number: int) -> None:
        source = random.Random(number)
        for _ in range(acts):
            begin = time.perf_counter()
            try:
                work.save(client, document, work.spans(source.randrange(count), 3, source))
            except Exception as error:
                errors.append(error)
            times.append(time.perf_counter() - begin)

    threads = [threading.Thread(target=label, args=(client, number)) for number, client in enumerate(clients)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    rival = "Label Studio 11/s, doccano 19/s with 8 clients"
    report.add("50 clients saving", len(times) / seconds, "saves/s", 250, True, rival)
    report.add("50 clients saving, p95", percentile(times, 0.95) * 1e3, "ms", 250)
    report.add("50 clients saving, errors", len(errors), "", 0)
    if errors:
        raise errors[0]


def _clients(site: Site, count: int) -> list[Client]:
    """Clients that share one token: signing in is not what is measured."""
    clients = []
    for _ in range(count):
        client = Client.__new__(Client)
        client.__dict__.update(site.client.__dict__)
        client.connection = type(site.client.connection)(site.client.host, site.client.port, timeout=60)
        clients.append(client)
    return clients


def taking_documents(report: Report, folder: Path, short: bool) -> None:
    with Site(folder, "taking") as site:
        taking.measure(report, site, EMAIL, folder, short)


def _times(rounds: int, call: Callable[[], Any]) -> list[float]:
    """Seconds of each of ``rounds`` calls, after one that does not count."""
    call()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return times


ALL: dict[str, Callable[[Report, Path, bool], None]] = {
    "start-up": start_up,
    "import and export": import_and_export,
    "rows": rows,
    "saving": saving,
    "taking": taking_documents,
    "agreement": figures_of.agreement,
    "analytics": figures_of.analytics,
}
