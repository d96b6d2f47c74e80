"""Every format we read and write, by key. A new one is one file here and one line below."""

from __future__ import annotations

from collections.abc import Collection

from gloss.core.errors import BadInput
from gloss.core.registry import Registry
from gloss.formats.base import TABLE_KINDS, TOKEN_BASED, Reader, Writer
from gloss.formats.classification import AmazonComprehendRows, AzureAutoml, GcpVertexAi
from gloss.formats.conll_2003 import Conll2003Reader, Conll2003Writer
from gloss.formats.conll_u import ConllUWriter
from gloss.formats.conll_u_reader import ConllUReader
from gloss.formats.conversation import ConversationReader, ConversationTextReader
from gloss.formats.csv_rows import CsvRows
from gloss.formats.datasaur_schema import DatasaurSchemaWriter
from gloss.formats.datasaur_schema_reader import DatasaurSchemaReader
from gloss.formats.detect import MEDIA, alternatives, detect
from gloss.formats.importable import ImportableReader
from gloss.formats.json_advanced import JsonAdvancedWriter
from gloss.formats.json_advanced_reader import JsonAdvancedReader
from gloss.formats.json_simplified import JsonReader, JsonWriter
from gloss.formats.json_tabular import JsonLines, JsonTabular, TextRows
from gloss.formats.plain import PlainWriter, TextReader
from gloss.formats.span_csv import SpanCsvWriter
from gloss.formats.tsv_iob import TsvIobReader, TsvIobWriter
from gloss.formats.tsv_non_iob import TsvNonIobReader, TsvNonIobWriter
from gloss.formats.tsv_rows import TsvRows
from gloss.formats.xlsx import Xlsx

READERS: Registry[Reader] = Registry(
    "readers",
    TextReader(),
    TsvIobReader(),
    TsvNonIobReader(),
    Conll2003Reader(),
    ConllUReader(),
    JsonReader(),
    JsonAdvancedReader(),
    DatasaurSchemaReader(),
    ImportableReader(),
    ConversationReader(),
    ConversationTextReader(),
    CsvRows(),
    TsvRows(),
    Xlsx(),
    JsonTabular(),
    JsonLines(),
    TextRows(),
)

SPAN_WRITERS: Registry[Writer] = Registry(
    "span_writers",
    DatasaurSchemaWriter(),
    JsonAdvancedWriter(),
    JsonWriter(),
    TsvIobWriter(),
    TsvNonIobWriter(),
    Conll2003Writer(),
    ConllUWriter(),
    PlainWriter(),
    SpanCsvWriter("CSV", marks_unresolved=True),
    SpanCsvWriter("AMAZON_COMPREHEND_CSV", marks_unresolved=False),
    # On span projects TSV is another name of non-IOB.
    TsvNonIobWriter("TSV"),
)

TABLE_WRITERS: Registry[Writer] = Registry(
    "table_writers",
    DatasaurSchemaWriter(),
    CsvRows(),
    TsvRows(),
    Xlsx(),
    JsonTabular(),
    AmazonComprehendRows(),
    AzureAutoml(),
    GcpVertexAi(),
)

# Written by the workspace's file transformer, so there is no writer under this key.
CUSTOM = "CUSTOM"

# What span projects on other media leave out.
_NOT_FOR_MEDIA = {
    "OCR": frozenset({"TSV"}),
    "AUDIO": frozenset({"CONLL_2003", "CONLL_U", "CSV", "AMAZON_COMPREHEND_CSV"}),
    "CONVERSATION": frozenset({"TSV"}),
}


def _choices(kinds: Collection[str], media: str | None) -> dict[str, Writer]:
    """Return the writers of a project by key: the span writer where both kinds have one."""
    left_out = _NOT_FOR_MEDIA.get(media or "", frozenset())
    spans = SPAN_WRITERS if TOKEN_BASED in kinds else {}
    tables = {} if TABLE_KINDS.isdisjoint(kinds) else TABLE_WRITERS
    found = {key: writer for key, writer in spans.items() if key not in left_out}
    for key, writer in tables.items():
        found.setdefault(key, writer)
    return found


def possible_formats(kinds: Collection[str], media: str | None = None) -> list[str]:
    """Return the format keys a project of these kinds can be exported in.

    ``media`` is OCR, AUDIO, CONVERSATION or None; ``CUSTOM`` (a file transformer) is always last.
    """
    return [*_choices(kinds, media), CUSTOM]


def writer_for(format_key: str, kinds: Collection[str], media: str | None = None) -> Writer:
    """Return the writer of a format, named in any case; raises BadInput listing the possible ones."""
    writer = _choices(kinds, media).get(format_key.upper())
    if writer is None:
        raise BadInput(
            f"{format_key!r} is no format of this project. Choose one of {', '.join(possible_formats(kinds, media))}.",
            field="format",
        )
    return writer


def reader_for(key: str) -> Reader:
    """Return a reader by key, in any case; raises BadInput listing all of them."""
    if key.upper() not in READERS:
        raise BadInput(f"Unknown input format {key!r}. Choose one of {', '.join(READERS)}.", field="format")
    return READERS[key.upper()]


__all__ = [
    "CUSTOM",
    "MEDIA",
    "READERS",
    "SPAN_WRITERS",
    "TABLE_WRITERS",
    "alternatives",
    "detect",
    "possible_formats",
    "reader_for",
    "writer_for",
]
