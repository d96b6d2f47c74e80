"""Refuse two question sets of one name in a library, also when two people save at the same moment."""

import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('questionsets', '0001_initial'),
        ('teams', '0002_logo_in_database'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(models.F('team'), django.db.models.functions.text.Lower('name'), condition=models.Q(('team__isnull', False)), name='questionsets_set_team'),
        ),
        migrations.AddConstraint(
            model_name='questionset',
            constraint=models.UniqueConstraint(models.F('creator'), django.db.models.functions.text.Lower('name'), condition=models.Q(('team__isnull', True)), name='questionsets_set_creator'),
        ),
    ]
