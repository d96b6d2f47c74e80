"""The ``gloss`` command: one subcommand per module, listed here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from gloss.cli import backups, checks, converting, schema, serving, settings_list, users
from gloss.core.errors import GlossError

COMMANDS = (serving, users, schema, settings_list, backups, checks, converting)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; errors meant for people end with exit code 1 and one line on stderr."""
    parser = argparse.ArgumentParser(prog="gloss", description="Self-hosted data labeling.")
    subcommands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(subcommands)
    options = parser.parse_args(arguments)
    if getattr(options, "data_dir", None):
        os.environ["GLOSS_DATA_DIR"] = options.data_dir
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gloss.settings")
    os.umask(0o077)  # Database, files, keys and mails are for the account that runs Gloss alone.
    try:
        return options.run(options) or 0
    except GlossError as error:
        print(f"gloss: {error.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
