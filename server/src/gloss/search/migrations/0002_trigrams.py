"""On PostgreSQL: trigram indexes over the searchable text, where the extension can be had."""

from django.db import migrations, transaction
from django.db.utils import Error

INDEXES = ("body", "metadata")


def forward(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic():
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except Error:
        # Without it, or without the right to add it, searches read the table of texts instead.
        return
    for column in INDEXES:
        schema_editor.execute(
            f"CREATE INDEX search_indexedline_{column}_trigrams ON search_indexedline USING gin ({column} gin_trgm_ops)"
        )


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for column in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS search_indexedline_{column}_trigrams")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
