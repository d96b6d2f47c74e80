"""What several subcommands share."""

from __future__ import annotations

import argparse
import pkgutil
from pathlib import Path

import django


def data_dir_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", metavar="DIR", help="folder of everything Gloss keeps (GLOSS_DATA_DIR)")


def set_up(*, migrate: bool = False) -> None:
    """Load Django; with ``migrate``, bring the database up to date first."""
    django.setup()
    from django.conf import settings  # Only usable once Django is set up.
    from django.core.management import call_command

    from gloss import wiring

    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)

    wiring.wire()
    if migrate and not _is_up_to_date():
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def _is_up_to_date() -> bool:
    """Compare the names of the migration files with those applied: building the migration graph takes a second."""
    from django.apps import apps
    from django.db import DatabaseError, connection

    wanted = {
        (config.label, module.name)
        for config in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(config.path) / "migrations")])
        if not module.name.startswith("_")
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            return wanted <= set(cursor.fetchall())
    except DatabaseError:
        return False
