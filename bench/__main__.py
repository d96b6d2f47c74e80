"""``python -m bench [--short] [--out FILE]``: measure everything, print the table."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from bench import scenarios
from bench.figures import Report


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument(
        "--short", action="store_true", help="small sizes: a check that nothing is broken, not a measurement"
    )
    parser.add_argument("--out", type=Path, help="also write the table to this file")
    parser.add_argument("--only", nargs="*", choices=list(scenarios.ALL), help="these scenarios only")
    options = parser.parse_args()
    report, folder = Report(), Path(tempfile.mkdtemp(prefix="gloss-bench-"))
    try:
        for name, scenario in scenarios.ALL.items():
            if not options.only or name in options.only:
                print(f"-- {name}", flush=True)
                scenario(report, folder, options.short)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table = report.table()
    print(table)
    if options.out:
        options.out.write_text(table + "\n")


if __name__ == "__main__":
    main()
