"""Every format we read and write, by key. A new one is one file here and one line below."""

from __future__ import annotations

from gloss.core.registry import Registry
from gloss.formats.base import Reader, Writer

READERS: Registry[Reader] = Registry("readers")
SPAN_WRITERS: Registry[Writer] = Registry("span_writers")
# Table formats (F2): import your modules and list their entries here and in READERS.
TABLE_WRITERS: Registry[Writer] = Registry("table_writers")
