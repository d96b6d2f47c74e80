"""OpenStack Swift with its S3 API: a real, independent S3 server that checks signatures."""

from __future__ import annotations

import getpass
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.services.processes import Processes, free_port, installed, program

ACCESS_KEY, SECRET_KEY, REGION = "test:tester", "testing", "us-east-1"

COMMON = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
user = {user}
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
disable_fallocate = true
workers = 0
log_name = {name}
log_udp_host =
"""

STORAGE = """
[pipeline:main]
pipeline = {name}-server

[app:{name}-server]
use = egg:swift#{name}
"""

PROXY = """
[pipeline:main]
pipeline = catch_errors cache listing_formats s3api tempauth slo symlink versioned_writes proxy-server

[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memcached}

[filter:listing_formats]
use = egg:swift#listing_formats

[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
allow_multipart_uploads = true

[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin

[filter:slo]
use = egg:swift#slo

[filter:symlink]
use = egg:swift#symlink

[filter:versioned_writes]
use = egg:swift#versioned_writes
"""


@dataclass(frozen=True)
class SwiftServer:
    endpoint: str
    processes: Processes

    @property
    def credentials(self) -> dict[str, str]:
        """As createExternalObjectStorage takes them."""
        return {
            "accessKeyId": ACCESS_KEY,
            "secretAccessKey": SECRET_KEY,
            "endpoint": self.endpoint,
            "region": REGION,
        }

    def make_bucket(self, name: str) -> str:
        """Make a bucket through Swift's own API, which S3 shares."""
        login = urllib.request.Request(
            f"{self.endpoint}/auth/v1.0", headers={"X-Auth-User": ACCESS_KEY, "X-Auth-Key": SECRET_KEY}
        )
        with urllib.request.urlopen(login, timeout=10) as reply:
            url, token = reply.headers["X-Storage-Url"], reply.headers["X-Auth-Token"]
        made = urllib.request.Request(f"{url}/{name}", method="PUT", headers={"X-Auth-Token": token})
        urllib.request.urlopen(made, timeout=10).close()
        return name


def start(folder: Path) -> SwiftServer:
    """Start memcached and the four Swift servers below ``folder``."""
    python = installed("swift/bin/python", "swift")
    builder = installed("swift/bin/swift-ring-builder", "swift")
    ports = {name: free_port() for name in ("account", "container", "object", "proxy", "memcached")}
    (folder / "devices" / "sdb1").mkdir(parents=True)
    (folder / "swift.conf").write_text(
        "[swift-hash]\nswift_hash_path_prefix = gloss\nswift_hash_path_suffix = tests\n"
        "[storage-policy:0]\nname = only\ndefault = yes\n"
    )
    for name in ("account", "container", "object"):
        _make_ring(builder, folder, name, ports[name])
    processes = Processes(folder)
    memcached = program("memcached", "memcached")
    user = getpass.getuser()
    processes.start("memcached", [memcached, "-l", "127.0.0.1", "-p", str(ports["memcached"]), "-u", user, "-m", "16"])
    node = str(Path(__file__).with_name("swift_node.py"))
    for name in ("account", "container", "object", "proxy"):
        text = COMMON.format(port=ports[name], user=user, folder=folder, name=name)
        text += PROXY.format(memcached=ports["memcached"]) if name == "proxy" else STORAGE.format(name=name)
        (folder / f"{name}.conf").write_text(text)
        processes.start(name, [python, "-P", node, str(folder / "swift.conf"), str(folder / f"{name}.conf"), name])
    for name in ("memcached", "account", "container", "object"):
        processes.wait_for_port(ports[name])
    endpoint = f"http://127.0.0.1:{ports['proxy']}"
    processes.wait_for_port(ports["proxy"], lambda: _answers(endpoint))
    return SwiftServer(endpoint, processes)


def _make_ring(builder: str, folder: Path, name: str, port: int) -> None:
    ring = f"{folder}/{name}.builder"
    for arguments in (["create", "4", "1", "1"], ["add", f"r1z1-127.0.0.1:{port}/sdb1", "1"], ["rebalance"]):
        done = subprocess.run([builder, ring, *arguments], cwd=folder, capture_output=True)
        assert done.returncode <= 1, done.stderr.decode()  # 1 is only a warning


def _answers(endpoint: str) -> bool:
    """Whether the proxy answers at all; without credentials S3 says 403 or Swift 4xx."""
    try:
        urllib.request.urlopen(endpoint, timeout=2)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
