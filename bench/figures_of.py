"""Scenarios that run inside a process of their own with its own database, without a server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.figures import Report

BUDGETS = {"s": 5.0, "ms": 200.0}


def agreement(report: Report, folder: Path, short: bool) -> None:
    """Five people, 100,000 items."""
    _run(report, folder / "agreement", "agreement", 2_000 if short else 100_000)


def analytics(report: Report, folder: Path, short: bool) -> None:
    """A million labeling acts."""
    _run(report, folder / "analytics", "analytics", 5_000 if short else 1_000_000)


def _run(report: Report, folder: Path, what: str, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "GLOSS_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "gloss.settings"}
    command = [sys.executable, "-m", "bench.agreement", what, str(count)]
    output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        if line.startswith("FIGURE\t"):
            _, name, value, unit = line.split("\t")
            report.add(name, float(value), unit, BUDGETS.get(unit))
