"""Keep every version of a guideline and who has confirmed which.

What a guideline says now becomes its first version, written by its owner at its last change.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_first_versions(apps, schema_editor):
    guidelines, versions = apps.get_model("guidelines", "Guideline"), apps.get_model("guidelines", "GuidelineVersion")
    rows = (
        versions(guideline=row, number=1, content=row.content, author_id=row.owner_id, created_at=row.updated_at)
        for row in guidelines.objects.iterator(chunk_size=100)
    )
    versions.objects.bulk_create(rows, batch_size=100)


class Migration(migrations.Migration):
    dependencies = [
        ("guidelines", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("guideline", "file_key", models.CharField(blank=True, max_length=255, default="")),
        migrations.AddField("guideline", "file_name", models.CharField(blank=True, max_length=255, default="")),
        migrations.AddField("guideline", "version", models.PositiveIntegerField(default=1)),
        migrations.AddField("guideline", "asked_version", models.PositiveIntegerField(default=1)),
        migrations.CreateModel(
            name="GuidelineVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("content", models.TextField()),
                ("file_key", models.CharField(blank=True, default="", max_length=255)),
                ("file_name", models.CharField(blank=True, default="", max_length=255)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("is_minor", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="guidelines.guideline"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acknowledgements",
                        to="guidelines.guideline",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "guidelineversion",
            models.UniqueConstraint(fields=["guideline", "number"], name="guidelines_version_number"),
        ),
        migrations.AddConstraint(
            "acknowledgement",
            models.UniqueConstraint(fields=["guideline", "user", "version"], name="guidelines_read_once"),
        ),
        migrations.RunPython(keep_first_versions, migrations.RunPython.noop),
    ]
