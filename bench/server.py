"""A server of our own to measure: started on a free loopback port, ended by process id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

START_LIMIT_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``gloss serve`` on its own data folder. ``start`` returns the seconds to the first healthy answer."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self.folder = folder
        self.arguments = arguments
        self.port = free_port()
        self.environment = {**os.environ, "GLOSS_ALLOWED_PRIVATE_HOSTS": "127.0.0.1", **environment}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        where = ("--port", str(self.port), "--data-dir", str(self.folder))
        command = [sys.executable, "-m", "gloss.cli", "serve", *where, *self.arguments]
        log = (self.folder.parent / f"{self.folder.name}.log").open("ab")
        begin = time.perf_counter()
        self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        while time.perf_counter() - begin < START_LIMIT_SECONDS:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server stopped with code {self.process.returncode}; see {log.name}")
            try:
                with urllib.request.urlopen(f"{self.url}/api/health", timeout=1) as answer:
                    if json.load(answer)["status"] == "ok":
                        return time.perf_counter() - begin
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.02)
        raise RuntimeError("the server did not start in time")

    def stop(self) -> None:
        """End the server politely, with its workers."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """kill -9 the server and its workers at once."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        if number is signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        self.process.wait(30)
        self.process = None

    def processes(self) -> list[int]:
        """Process ids of the server and its workers."""
        if self.process is None:
            return []
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")  # A thread starts the workers.
        children = [int(child) for path in tasks for child in path.read_text().split()]
        return [self.process.pid, *children]

    def memory(self, field: str = "VmRSS") -> int:
        """Resident bytes of server and workers together; ``VmHWM`` gives the sum of their peaks."""
        return sum(_memory(process, field) for process in self.processes())

    def worker_peak(self) -> int:
        """Highest resident size any worker has had, in bytes."""
        return max((_memory(process, "VmHWM") for process in self.processes()[1:]), default=0)

    def credentials(self, email: str, team: str = "Bench", role: str = "ADMIN") -> dict[str, str]:
        """Make a user with API credentials through ``gloss users create``."""
        command = [
            *(sys.executable, "-m", "gloss.cli", "users", "create", email, "--password", "long enough for a bench"),
            *("--team", team, "--role", role, "--oauth", "--json", "--data-dir", str(self.folder)),
        ]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def _memory(process: int, field: str) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(field + ":")), 0)
