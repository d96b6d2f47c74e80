"""``gloss convert``: from one label format to another, with no server."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(subcommands: Any) -> None:
    convert = subcommands.add_parser("convert", help="convert a labeled file to another format")
    convert.add_argument("source", type=Path, metavar="IN")
    convert.add_argument("target", type=Path, metavar="OUT")
    convert.add_argument("--from", dest="source_format", help="default: recognized from the file")
    convert.add_argument("--to", dest="target_format", required=True)
    convert.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from gloss.cli.convert import convert, summary  # Loads every format: not needed by other commands.

    report = convert(options.source, options.target, options.source_format, options.target_format)
    print("\n".join(summary(report)))
    return 0
