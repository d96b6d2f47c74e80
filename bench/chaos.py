"""``python -m bench.chaos [--kills N]``: kill -9 server and worker at random moments; look for loss.

Four labelers save acts, an importer creates projects and an exporter exports, all at once,
while everything is killed again and again. The clients behave as ours do: an act that was
not acknowledged is sent again with the same id. At the end the server must hold exactly
the acts, once each; every job must have finished; every import must be whole and there
once; every export must hold the same bytes as an undisturbed one.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import random
import shutil
import sys
import tempfile
import threading
import time
import uuid
import zipfile
from pathlib import Path
from typing import Any

from bench import data, work
from bench.client import Client
from bench.server import Server

EMAIL = "chaos@example.com"
LINES = 2000
IMPORT_LINES = 3000
LOST = (OSError, http.client.HTTPException, RuntimeError)


class Person:
    """A client that outlives the server: it connects anew and repeats what was not acknowledged."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.client: Client | None = None

    def insist(self, call: Any) -> Any:
        """Call with a connected client until an answer comes; an answer with errors is an answer."""
        while True:
            try:
                if self.client is None:
                    self.client = Client(self.site.server.url, self.site.credentials)
                return call(self.client)
            except LOST as error:
                if isinstance(error, RuntimeError) and not str(error).startswith(("GET", "POST")):
                    raise
                if self.client is not None:
                    self.client.connection.close()  # The token outlives the server.
                if self.site.over.is_set() and not self.site.up.is_set():
                    raise
                self.site.up.wait(30)
                time.sleep(0.02)


class Site:
    """The victim: one server, killed and started again on the same port and data."""

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder / "data", GLOSS_JOB_STALE_SECONDS="5")
        self.credentials = self.server.credentials(EMAIL)
        self.up, self.over = threading.Event(), threading.Event()
        self.start()

    def start(self) -> None:
        self.server.start()
        self.up.set()

    def kill(self) -> None:
        self.up.clear()
        self.server.kill()


class Labeler(threading.Thread):
    """Saves acts of one span each, every act at a place of its own."""

    def __init__(self, site: Site, document: dict[str, Any], number: int, count: int) -> None:
        super().__init__(daemon=True)
        self.person, self.document = Person(site), document
        places = [(line, token) for line in range(number, LINES, count) for token in range(40)]
        random.Random(number).shuffle(places)
        self.places = iter(places)
        self.acknowledged: list[tuple[int, int]] = []
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while not self.person.site.over.is_set():
                place = next(self.places, None)
                if place is None:
                    return
                self._save(*place)
        except Exception as error:
            self.failure = error

    def _save(self, line: int, token: int) -> None:
        act = str(uuid.uuid4())
        label = {
            "id": f"SPAN:1:0:{line}:0:{token}:0:{line}:0:{token}:0:0:undefined:undefined",
            "l": "1",
            "layer": 0,
            "start": {"sentenceId": line, "tokenId": token, "charId": 0},
            "end": {"sentenceId": line, "tokenId": token, "charId": 0},
        }
        reply = self.person.insist(lambda client: work.save(client, self.document, [label], act))
        if reply["rejectedLabels"]:
            raise RuntimeError(f"rejected: {reply}")
        self.acknowledged.append((line, token))


class Importer(threading.Thread):
    """Creates project after project; each request carries its own creation id and is repeated until answered."""

    def __init__(self, site: Site, source: Path) -> None:
        super().__init__(daemon=True)
        self.person, self.source = Person(site), source
        self.jobs: dict[str, str] = {}
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while not self.person.site.over.is_set():
                key = self.person.insist(lambda client: client.upload(self.source))
                creation = str(uuid.uuid4())
                project = work.span_project(
                    self.person.site.credentials["teamId"],
                    key,
                    f"import {creation}",
                    self.source.name,
                    EMAIL,
                    projectCreationId=creation,
                )
                answer = self.person.insist(
                    lambda client, project=project: client.graphql(work.CREATE, {"input": project})
                )
                self.jobs[creation] = answer["createProject"]["job"]["id"]
                self._finish(self.jobs[creation])
        except Exception as error:
            self.failure = error

    def _finish(self, job: str) -> None:
        while not self.person.site.over.is_set():
            state = self.person.insist(lambda client: status(client, job))
            if state["status"] in ("DELIVERED", "FAILED"):
                return
            time.sleep(0.1)


class Exporter(threading.Thread):
    """Exports the same finished project again and again."""

    def __init__(self, site: Site, project: str) -> None:
        super().__init__(daemon=True)
        self.person, self.project = Person(site), project
        self.exports: list[dict[str, Any]] = []
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            while not self.person.site.over.is_set():
                options = {
                    "projectIds": [self.project],
                    "fileName": "chaos",
                    "format": "JSON_ADVANCED",
                    "method": "FILE_STORAGE",
                    "role": "REVIEWER",
                }
                answer = self.person.insist(
                    lambda client, options=options: client.graphql(work.EXPORT, {"input": options})
                )
                self.exports.append(answer["exportTextProject"])
                Importer._finish(self, answer["exportTextProject"]["exportId"])
        except Exception as error:
            self.failure = error


def wait_for_work(labelers: list[Labeler], limit: float = 20) -> None:
    """Return when somebody's act has been acknowledged since the call: a kill should hit work, not the start."""
    before, begin = sum(len(one.acknowledged) for one in labelers), time.monotonic()
    while time.monotonic() - begin < limit and sum(len(one.acknowledged) for one in labelers) == before:
        time.sleep(0.01)


def wait_for_jobs(importer: Importer, exporter: Exporter, limit: float = 90) -> None:
    """Return when the jobs that are under way have ended."""
    client = Client(importer.person.site.server.url, importer.person.site.credentials)
    jobs = [*list(importer.jobs.values())[-1:], *[export["exportId"] for export in exporter.exports[-1:]]]
    begin = time.monotonic()
    while time.monotonic() - begin < limit:
        if all(status(client, job)["status"] in ("DELIVERED", "FAILED") for job in jobs):
            return
        time.sleep(0.1)


def status(client: Client, job: str) -> dict[str, Any]:
    return client.graphql(
        "query($id: String!) { getJob(jobId: $id) { status resultId errors { id stack } } }", {"id": job}
    )["getJob"]


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def settle(site: Site, client: Client, jobs: list[str]) -> dict[str, dict[str, Any]]:
    """Wait until every job is finished; jobs of killed workers are taken up again by the reaper."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        states = {job: status(client, job) for job in jobs}
        open_ones = [job for job, state in states.items() if state["status"] not in ("DELIVERED", "FAILED")]
        if not open_ones:
            return states
        time.sleep(0.5)
    raise SystemExit(f"jobs that never ended: {open_ones}")


def run(kills: int, folder: Path, seed: int) -> list[str]:
    """Do all of it; return the sentences that describe what is wrong (none: all is well)."""
    source = random.Random(seed)
    small, large = (
        data.write_items(folder / "victim.json", LINES),
        data.write_items(folder / "import.json", IMPORT_LINES),
    )
    site = Site(folder)
    client = Client(site.server.url, site.credentials)
    team = site.credentials["teamId"]
    project, _ = work.create(client, work.span_project(team, client.upload(small), "victim", small.name, EMAIL))
    still, _ = work.create(client, work.span_project(team, client.upload(small), "still", small.name, EMAIL))
    document = work.cabinet(client, project)["documents"][0]
    before = len(work.open_document(client, document, 0, LINES)["getLabelsByRange"]["labels"])
    reference = entries(work.export(client, still, "JSON_ADVANCED")[1])
    labelers = [Labeler(site, document, number, 4) for number in range(4)]
    importer, exporter = Importer(site, large), Exporter(site, still)
    people = [*labelers, importer, exporter]
    for person in people:
        person.start()
    for number in range(kills):
        wait_for_work(labelers)
        time.sleep(source.uniform(0, 1.5))
        site.kill()
        site.start()
        if number % 2:  # A job survives two lost workers; the third attempt is its last.
            wait_for_jobs(importer, exporter)
        print(
            f"kill {number + 1}: {sum(len(one.acknowledged) for one in labelers)} acts acknowledged, "
            f"{len(importer.jobs)} imports, {len(exporter.exports)} exports",
            flush=True,
        )
    site.over.set()
    for person in people:
        person.join(120)
    client = Client(site.server.url, site.credentials)
    wrong = [f"{type(person).__name__} failed: {person.failure!r}" for person in people if person.failure]
    wrong += check_labels(client, document, labelers, before)
    states = settle(site, client, [*importer.jobs.values(), *(export["exportId"] for export in exporter.exports)])
    wrong += check_imports(client, team, importer, states)
    wrong += check_exports(client, exporter, states, reference)
    print(
        f"{kills} kills, {sum(len(one.acknowledged) for one in labelers)} acts, {len(importer.jobs)} imports, "
        f"{len(exporter.exports)} exports: {len(wrong)} faults"
    )
    site.server.stop()
    return wrong


def check_labels(client: Client, document: dict[str, Any], labelers: list[Labeler], before: int) -> list[str]:
    expected = {place for labeler in labelers for place in labeler.acknowledged}
    labels = work.open_document(client, document, 0, LINES)["getLabelsByRange"]["labels"]
    there = [(label["startCellLine"], label["startTokenIndex"]) for label in labels if label["labeledBy"] == "LABELER"]
    lost, doubled = expected - set(there), len(there) - len(set(there))
    unknown = set(there) - expected
    wrong = [f"{len(lost)} acknowledged acts lost"] if lost else []
    wrong += [f"{doubled} acts doubled"] if doubled else []
    wrong += [f"{len(unknown)} acts that nobody was told of"] if len(unknown) > len(labelers) else []
    return wrong


def check_imports(client: Client, team: str, importer: Importer, states: dict[str, dict[str, Any]]) -> list[str]:
    query = """query($i: GetProjectsPaginatedInput!) { getProjects(input: $i) { nodes { id name
      rootCabinet { documents { lineCount labelCount } } } } }"""
    page = {"filter": {"teamId": team, "keyword": "import "}, "page": {"skip": 0, "take": 5000}}
    projects = client.graphql(query, {"i": page})["getProjects"]["nodes"]
    names = [project["name"] for project in projects]
    wrong = [
        f"import job {job} {states[job]}" for job in importer.jobs.values() if states[job]["status"] != "DELIVERED"
    ]
    wrong += [
        f"import {creation} is there {count} times"
        for creation in importer.jobs
        if (count := names.count(f"import {creation}")) != 1
    ]
    wrong += [
        f"{project['name']} has {project['rootCabinet']['documents']}"
        for project in projects
        if [item["lineCount"] for item in project["rootCabinet"]["documents"]] != [IMPORT_LINES]
    ]
    return wrong


def check_exports(
    client: Client, exporter: Exporter, states: dict[str, dict[str, Any]], reference: dict[str, bytes]
) -> list[str]:
    wrong = []
    for export in exporter.exports:
        if states[export["exportId"]]["status"] != "DELIVERED":
            wrong.append(f"export {export['exportId']} {states[export['exportId']]}")
        elif entries(client.download(export["fileUrl"])) != reference:
            wrong.append(f"export {export['exportId']} differs from the undisturbed one")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="chaos")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 30))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    folder = Path(tempfile.mkdtemp(prefix="gloss-chaos-"))
    try:
        wrong = run(options.kills, folder, options.seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(wrong, indent=1))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
