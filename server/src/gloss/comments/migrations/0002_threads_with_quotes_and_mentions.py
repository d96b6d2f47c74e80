"""Keep with a thread the text it was about, and with each comment whom it mentions and when it was edited.

Threads that exist already quote nothing: what their text was is not known.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("comment", "edited_at", models.DateTimeField(null=True)),
        migrations.AddField("comment", "mentions", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
        migrations.AddField("comment", "quote", models.JSONField(default=list)),
    ]
