"""gcp-storage-emulator: Google Cloud Storage for tests."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.services.processes import Processes, free_port, installed


@dataclass(frozen=True)
class GoogleServer:
    endpoint: str
    processes: Processes

    @property
    def credentials(self) -> dict[str, str]:
        """As createExternalObjectStorage takes them; the emulator wants no token."""
        key = {
            "type": "service_account",
            "client_email": "tests@gloss.example.com",
            "private_key": "unused",
            "private_key_id": "unused",
            "gcs_base_url": self.endpoint,
            "disable_oauth": True,
        }
        return {"serviceAccount": json.dumps(key)}

    def make_bucket(self, name: str) -> str:
        body = json.dumps({"name": name}).encode()
        request = urllib.request.Request(
            f"{self.endpoint}/storage/v1/b?project=tests", body, {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=10).close()
        return name


def start(folder: Path) -> GoogleServer:
    port = free_port()
    python = installed("gcs/bin/python", "gcp-storage-emulator")
    processes = Processes(folder)
    node = str(Path(__file__).with_name("gcs_node.py"))
    processes.start("gcs", [python, "-P", node, str(port), str(folder / "data")])
    processes.wait_for_port(port)
    return GoogleServer(f"http://127.0.0.1:{port}", processes)
