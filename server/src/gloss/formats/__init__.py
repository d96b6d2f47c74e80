"""Every format we read and write, by key. A new one is one file here and one line below."""

from __future__ import annotations

from gloss.core.registry import Registry
from gloss.formats.base import Reader, Writer
from gloss.formats.classification import AmazonComprehendRows, AzureAutoml, GcpVertexAi
from gloss.formats.csv_rows import CsvRows
from gloss.formats.json_tabular import JsonLines, JsonTabular, TextRows
from gloss.formats.tsv_rows import TsvRows
from gloss.formats.xlsx import Xlsx

READERS: Registry[Reader] = Registry(
    "readers",
    CsvRows(),
    TsvRows(),
    Xlsx(),
    JsonTabular(),
    JsonLines(),
    TextRows(),
)
SPAN_WRITERS: Registry[Writer] = Registry("span_writers")
TABLE_WRITERS: Registry[Writer] = Registry(
    "table_writers",
    CsvRows(),
    TsvRows(),
    Xlsx(),
    JsonTabular(),
    AmazonComprehendRows(),
    AzureAutoml(),
    GcpVertexAi(),
)
