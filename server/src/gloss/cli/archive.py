"""The backup archive: a zip with one JSON-lines file per table, and the stored files.

It is independent of the database: what was backed up from SQLite can be restored into
PostgreSQL and the other way round.
"""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

import gloss
from gloss.core.errors import BadInput
from gloss.storage.files import files

VERSION = 1
BATCH = 2000
SKIPPED_APPS = {"contenttypes", "auth", "sessions"}


def tables() -> list[type[models.Model]]:
    """Every table worth keeping, referenced tables before those that refer to them where possible."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in SKIPPED_APPS]
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def write(target: Path) -> dict[str, int]:
    """Write a consistent archive; the server may go on working meanwhile. The file appears when it is complete."""
    counts = {"rows": 0, "files": 0}
    partial = target.with_name(target.name + ".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with transaction.atomic():
            _freeze()
            for model in tables():
                with archive.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as out:
                    counts["rows"] += _dump(model, out)
        for key in [meta.key for meta in files().list()]:
            with archive.open(f"files/{key}", "w", force_zip64=True) as out, files().open(key) as source:
                while chunk := source.read(1 << 20):
                    out.write(chunk)
            counts["files"] += 1
        archive.writestr("manifest.json", orjson.dumps({"version": VERSION, "gloss": gloss.__version__, **counts}))
    partial.replace(target)
    return counts


def _freeze() -> None:
    """See one state of the database for the whole transaction (SQLite does so by itself)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _dump(model: type[models.Model], out: Any) -> int:
    fields = [
        field.attname for field in model._meta.concrete_fields if not isinstance(field, models.CompositePrimaryKey)
    ]
    count = 0
    rows = model._base_manager.values_list(*fields).iterator(chunk_size=BATCH)
    while batch := list(itertools.islice(rows, BATCH)):
        out.write(b"".join(orjson.dumps(list(row)) + b"\n" for row in batch))
        count += len(batch)
    return count


def read(source: Path) -> dict[str, int]:
    """Restore an archive into an empty installation, all or nothing.

    Raises:
        BadInput: not an archive of ours, made by a newer version, or the database is not empty.
    """
    try:
        archive = zipfile.ZipFile(source)
        manifest = orjson.loads(archive.read("manifest.json"))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise BadInput(f"{source} is not a Gloss backup: {error}") from error
    if manifest["version"] > VERSION:
        raise BadInput(f"{source} was made by Gloss {manifest['gloss']}; this is {gloss.__version__}. Update first.")
    if apps.get_model("accounts.User").objects.exists():
        raise BadInput("The database is not empty. Restore into a new data folder.")
    counts = {"rows": 0, "files": 0}
    with archive:
        for name in archive.namelist():
            if name.startswith("files/") and not name.endswith("/"):
                with archive.open(name) as stored:
                    files().put(name.removeprefix("files/"), stored)
                counts["files"] += 1
        with transaction.atomic():
            for model in tables():
                counts["rows"] += _load(model, archive)
            _reset_sequences()
    return counts


def _load(model: type[models.Model], archive: zipfile.ZipFile) -> int:
    table = model._meta.db_table
    name = f"tables/{table}.jsonl"
    if name not in archive.namelist():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # Rows that migrations made.
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.CompositePrimaryKey)]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    statement = f"INSERT INTO {connection.ops.quote_name(table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    count = 0
    with archive.open(name) as stored, connection.cursor() as cursor:
        rows = _rows(io.BufferedReader(stored), fields)
        while batch := list(itertools.islice(rows, BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def _rows(stored: BinaryIO, fields: list[Any]) -> Iterator[list[Any]]:
    for line in stored:
        values = orjson.loads(line)
        yield [
            field.get_db_prep_save(field.to_python(value), connection)
            for field, value in zip(fields, values, strict=True)
        ]


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
