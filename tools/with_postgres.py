"""Run a command beside a fresh PostgreSQL: ``with_postgres.py COMMAND...``.

The server lives in a temporary folder, listens on a free loopback port only, and its
address is in GLOSS_TEST_DATABASE_URL. Debian's PostgreSQL refuses to run as root, so root
starts it as the user postgres.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path:
    """The newest installed PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if not on_path:
        sys.exit("PostgreSQL is missing: apt-get install postgresql")
    return Path(on_path).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    programs, port = binaries(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="gloss-pg-"))
    data = folder / "data"
    prefix: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        prefix = ["runuser", "-u", "postgres", "--"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"

    def pg(*command: str) -> None:
        subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    pg(str(programs / "initdb"), "-A", "trust", "-U", "gloss", "-E", "UTF8", "--locale=C.UTF-8", "-D", str(data))
    pg(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        address = f"postgresql://gloss@127.0.0.1:{port}/postgres"
        return subprocess.run(sys.argv[1:], env={**os.environ, "GLOSS_TEST_DATABASE_URL": address}).returncode
    finally:
        pg(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
