"""Start other products' servers for tests: on a free loopback port, in a folder of their own, stopped by process id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

REPOSITORY = Path(__file__).parents[3]
INSTALLED = REPOSITORY / ".build" / "services"
START_SECONDS = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def installed(path: str, package: str) -> str:
    """Return the path of an installed program, or fail the test with the package that is missing."""
    found = INSTALLED / path
    if not found.exists():
        pytest.fail(f"{package} is not installed: run tools/install_test_services.sh", pytrace=False)
    return str(found)


def program(name: str, package: str) -> str:
    """Return a program of the system, or fail the test with the package that has it."""
    found = shutil.which(name) or shutil.which(name, path=str(REPOSITORY / ".venv" / "bin"))
    if found is None:
        pytest.fail(f"{name} is not installed: install {package}", pytrace=False)
    return found


class Processes:
    """Children of one service. ``stop`` ends exactly those."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        self._logs: list[IO[bytes]] = []

    def start(self, name: str, command: list[str], **environment: str) -> None:
        """Start a program; what it prints goes to ``<folder>/<name>.log``."""
        log = (self.folder / f"{name}.log").open("wb")
        self._logs.append(log)
        env = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(self.folder), **environment}
        self._running.append(
            subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=env)
        )

    def wait_for_port(self, port: int, ready: Callable[[], bool] = lambda: True) -> None:
        """Return when something listens on ``port`` and ``ready`` says so.

        Fails the test, with the logs, if a child dies or it takes too long.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            dead = [child for child in self._running if child.poll() is not None]
            if dead:
                break
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex(("127.0.0.1", port)) == 0 and ready():
                    return
            time.sleep(0.05)
        logs = "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(self.folder.glob("*.log")))
        self.stop()
        pytest.fail(f"The service on port {port} did not start:\n{logs}", pytrace=False)

    def stop(self) -> None:
        for child in self._running:
            child.terminate()
        for child in self._running:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for log in self._logs:
            log.close()
        self._running.clear()
        self._logs.clear()
