"""``gloss backup`` and ``gloss restore``: database and files in one archive."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from gloss.cli import common


def add(subcommands: Any) -> None:
    backup = subcommands.add_parser("backup", help="write database and files into one archive, while serving")
    backup.add_argument("file", type=Path)
    common.data_dir_option(backup)
    backup.set_defaults(run=run_backup)
    restore = subcommands.add_parser("restore", help="bring back an archive into an empty data folder")
    restore.add_argument("file", type=Path)
    common.data_dir_option(restore)
    restore.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> int:
    common.set_up(migrate=True)
    from gloss.cli import archive

    counts = archive.write(options.file)
    print(f"{options.file}: {counts['rows']} rows, {counts['files']} files")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    common.set_up(migrate=True)
    from gloss.cli import archive

    counts = archive.read(options.file)
    print(f"restored {counts['rows']} rows, {counts['files']} files")
    return 0
