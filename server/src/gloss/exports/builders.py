"""Files of higher domains that leave through exports: their writers by scope. ``gloss.wiring`` fills the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from gloss.accounts.models import User
from gloss.exports.archive import Manifest
from gloss.exports.request import ExportRequest

BUILDERS: dict[str, Callable[[ExportRequest, User, BinaryIO], Manifest]] = {}
"""A writer checks once more that the owner may have the data."""
