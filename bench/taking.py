"""Many people who take documents themselves at the same moment."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

from bench import work
from bench.client import Client
from bench.figures import Report, percentile
from bench.server import Server

TAKE = "mutation($input: AssignMyselfInput!) { assignMyself(input: $input) { assignedCount documentIds } }"
ALLOW = "mutation($input: UpdateTeamSettingInput!) { updateTeamSetting(input: $input) { id } }"
PEOPLE = 50
PAUSE_SECONDS = 2.0
"""How long somebody works on what they took before they take more; hardly anybody is that quick."""


def people(server: Server, count: int) -> list[Client]:
    """Labelers of the team, each signed in."""
    command = [
        sys.executable,
        "-m",
        "bench.people",
        str(count),
        "Bench",
        "--data-dir",
        str(server.folder),
    ]
    done = subprocess.run(command, env=server.environment, check=True, capture_output=True, text=True)
    return [Client(server.url, credentials) for credentials in json.loads(done.stdout.splitlines()[-1])]


def project(client: Client, team: str, email: str, folder: Path, documents: int) -> str:
    """A published project: a reviewer, no labelers, two wanted for each document."""
    archive = folder / "taking.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(documents):
            file.writestr(f"{number:05}.txt", "Rosa cooked laksa in Penang.\n")
    wanted = {
        **work.span_project(team, client.upload(archive), "taking", "taking.zip", email),
        "documentAssignments": [{"email": email, "role": "REVIEWER"}],
        "projectSettings": {"conflictResolution": {"mode": "PEER_REVIEW", "consensus": 2}},
    }
    made, _ = work.create(client, wanted)
    client.graphql(ALLOW, {"input": {"teamId": team, "allowSelfAssignment": True}})
    return made


def measure(report: Report, site: Any, email: str, folder: Path, short: bool) -> None:
    documents, rounds = (150, 2) if short else (1_000, 6)  # Two places each: enough for both runs.
    made = project(site.client, site.team, email, folder, documents)
    clients = people(site.server, PEOPLE)
    for name, pause in (
        ("without a pause", 0.0),
        (f"a take each every {PAUSE_SECONDS:g} s", PAUSE_SECONDS),
    ):
        times, taken = _run(clients, made, rounds, pause)
        if not pause:
            report.add(f"50 people taking documents, {name}", len(times) / sum_of(times), "takes/s")
        report.add(
            f"50 people taking documents, {name}, p50",
            percentile(times, 0.5) * 1e3,
            "ms",
        )
        report.add(
            f"50 people taking documents, {name}, p95",
            percentile(times, 0.95) * 1e3,
            "ms",
            250,
        )
        over = sum(len(set(ids)) != len(ids) for ids in taken)
        report.add(f"50 people taking documents, {name}, given twice to one", over, "", 0)


def sum_of(times: list[float]) -> float:
    return max(sum(times) / PEOPLE, 1e-9)


def _run(clients: list[Client], made: str, rounds: int, pause: float) -> tuple[list[float], list[list[str]]]:
    times: list[float] = []
    taken: list[list[str]] = [[] for _ in clients]
    errors: list[Exception] = []

    def take(number: int, client: Client) -> None:
        time.sleep(pause * number / len(clients))
        for _ in range(rounds):
            begin = time.perf_counter()
            try:
                got = client.graphql(TAKE, {"input": {"projectId": made, "numberOfDocuments": 1}})
            except Exception as error:
                errors.append(error)
                return
            times.append(time.perf_counter() - begin)
            taken[number] += got["assignMyself"]["documentIds"]
            time.sleep(max(pause - times[-1], 0))

    threads = [threading.Thread(target=take, args=pair) for pair in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return times, taken
