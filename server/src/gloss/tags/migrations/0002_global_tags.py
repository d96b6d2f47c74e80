"""Make the product's own tags, one per task type, that every workspace shares.

A row that is there already is kept, so running it again changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

NAMES = ("ABSA", "ASR", "BOUNDING_BOX", "COREF", "CUSTOM", "DEP", "DOC", "NER", "OCR", "POS")


def make(apps: Any, schema_editor: Any) -> None:
    tag = apps.get_model("tags", "Tag")
    for name in NAMES:
        if not tag.objects.filter(team__isnull=True, owner__isnull=True, name__iexact=name).exists():
            tag.objects.create(name=name)


def remove(apps: Any, schema_editor: Any) -> None:
    apps.get_model("tags", "Tag").objects.filter(team__isnull=True, owner__isnull=True, name__in=NAMES).delete()


class Migration(migrations.Migration):
    dependencies = [("tags", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
