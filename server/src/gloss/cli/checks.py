"""``gloss check``: is this machine fit to serve?"""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path
from typing import Any

from gloss.cli import common
from gloss.core.errors import BadInput

NETWORK_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "9p",
    "fuse.sshfs",
    "glusterfs",
    "ceph",
    "lustre",
}


def add(subcommands: Any) -> None:
    check = subcommands.add_parser("check", help="check the data folder, the database, storage and mail")
    common.data_dir_option(check)
    check.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    refuse_network_file_system()
    refuse_links_by_request()
    common.set_up()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    call_command("migrate", check_unapplied=True, verbosity=0)
    free = shutil.disk_usage(settings.DATA_DIR).free
    print(f"data folder {settings.DATA_DIR}: {free >> 30} GiB free")
    print(f"database {connection.vendor}: answers, migrations applied")
    print("mail: " + ("by server" if settings.HAS_MAIL_SERVER else "into the outbox folder (set GLOSS_SMTP_URL)"))
    return 0


def refuse_network_file_system() -> None:
    """SQLite's write-ahead log needs shared memory: on a network file system it corrupts the database.

    Raises:
        BadInput: the data folder lies on one and no other database is configured.
    """
    from gloss import settings  # Reads the environment, so only now.

    if settings.env("GLOSS_DATABASE_URL"):
        return
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    kind = file_system(settings.DATA_DIR)
    if kind in NETWORK_FILE_SYSTEMS:
        raise BadInput(
            f"{settings.DATA_DIR} is on a network file system ({kind}), where SQLite can lose data. "
            "Choose a local folder, or set GLOSS_DATABASE_URL to a PostgreSQL server."
        )


def refuse_links_by_request() -> None:
    """Links in mails must not start with what a request calls this server: whoever asks could send others elsewhere.

    Raises:
        BadInput: mails leave through a server, but the public address is not set.
    """
    from gloss import settings  # Reads the environment, so only now.

    if settings.HAS_MAIL_SERVER and not settings.BASE_URL:
        raise BadInput(
            "GLOSS_SMTP_URL is set, but GLOSS_BASE_URL is not. Set it to the address people open Gloss at, such as "
            "https://gloss.example.com: links in mails start with it."
        )


def file_system(folder: Path) -> str:
    """Return the type of the file system that holds ``folder`` (empty where the system does not tell)."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return ""
    place = os.path.realpath(folder)
    best, kind = "", ""
    for _, point, mount_type, *_ in mounts:
        inside = point == "/" or place == point or place.startswith(point + "/")
        if inside and len(point) >= len(best):
            best, kind = point, mount_type
    return kind
