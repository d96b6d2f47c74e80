"""Live updates of a worker reach the web server of the same machine, and of others through Redis."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LISTEN = """
import asyncio, sys
import django
django.setup()
from gloss.events import live, transports

async def main():
    with live.subscribe(["project:abc"]) as subscription:
        transports.connect(listening=True)
        print("ready", flush=True)
        print(await asyncio.wait_for(subscription.get(), 20), flush=True)

asyncio.run(main())
"""
SEND = """
import django
django.setup()
from gloss.events import live, transports
transports.connect(listening=False)
live._send("project:other", {"type": "NOT_FOR_YOU"})
live._send("project:abc", {"type": "DOCUMENT_SAVED", "documentId": "é🚢"})
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "GLOSS_DATA_DIR": str(folder), "GLOSS_DATABASE_URL": "", **more}


def check(variables: dict[str, str]) -> None:
    listener = subprocess.Popen([sys.executable, "-c", LISTEN], env=variables, stdout=subprocess.PIPE, text=True)
    assert listener.stdout
    assert listener.stdout.readline() == "ready\n"
    subprocess.run([sys.executable, "-c", SEND], env=variables, check=True)
    assert listener.stdout.readline() == "{'type': 'DOCUMENT_SAVED', 'documentId': 'é🚢'}\n"
    assert listener.wait(10) == 0


def test_over_the_socket_of_the_data_folder(tmp_path: Path) -> None:
    check(environment(tmp_path))


def test_sending_with_nobody_listening_is_no_error(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", SEND], env=environment(tmp_path), check=True)


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server")
    assert program, "redis-server is missing: apt-get install redis-server"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "--port", str(port), "--save", "", "--bind", "127.0.0.1", "--dir", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    assert any("Ready to accept connections" in line for line in server.stdout)
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait(10)


@pytest.mark.services
def test_through_redis(tmp_path: Path, redis_url: str) -> None:
    check(environment(tmp_path, GLOSS_QUEUE_URL=redis_url))
