"""``gloss settings``: every variable a deployment may set."""

from __future__ import annotations

import argparse
from typing import Any


def add(subcommands: Any) -> None:
    settings = subcommands.add_parser("settings", help="list the GLOSS_* variables")
    settings.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from gloss import settings  # Reading the settings makes the key file; not wanted for other commands' help.

    for setting in settings.SETTINGS:
        print(f"{setting.name}={setting.default}\n    {setting.help}")
    return 0
