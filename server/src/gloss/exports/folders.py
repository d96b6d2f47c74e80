"""Where unfinished exports and local copies of finished ones lie."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

EXPORTS = "exports"


def work_folder() -> Path:
    """Where unfinished files grow: beside the data, since the system's temporary folder may be small."""
    return _folder("tmp")


def cache_folder() -> Path:
    """Where files from a bucket wait to be sent."""
    return _folder("cache")


def _folder(name: str) -> Path:
    folder: Path = settings.DATA_DIR / name / EXPORTS
    folder.mkdir(parents=True, exist_ok=True)
    return folder
