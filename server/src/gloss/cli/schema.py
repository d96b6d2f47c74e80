"""``gloss schema``: the SDL, and how much of it is carried out."""

from __future__ import annotations

import argparse
import json
from typing import Any

from gloss.cli import common


def add(subcommands: Any) -> None:
    schema = subcommands.add_parser("schema", help="print the GraphQL schema")
    schema.add_argument("--coverage", action="store_true", help="list implemented operations instead")
    schema.add_argument("--json", action="store_true")
    schema.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    common.set_up()
    from gloss.graphql import coverage, schema

    if not options.coverage:
        print(schema.sdl())
        return 0
    report = coverage.report(set(schema.operations(schema.build())))
    if options.json:
        print(json.dumps(report))
        return 0
    for title, names in report.items():
        print(f"{title}: {len(names)}")
    for name in report["notImplemented"]:
        print(f"  not implemented: {name}")
    return 0
