"""What several subcommands share."""

from __future__ import annotations

import argparse

import django


def data_dir_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", metavar="DIR", help="folder of everything Gloss keeps (GLOSS_DATA_DIR)")


def set_up(*, migrate: bool = False) -> None:
    """Load Django; with ``migrate``, bring the database up to date first."""
    django.setup()
    from django.core.management import call_command  # Only importable once Django is set up.

    from gloss import wiring

    wiring.connect()
    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
