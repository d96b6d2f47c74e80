"""Refuse two library entries of one name, also when two people save at the same moment."""

import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('labelsets', '0001_initial'),
        ('teams', '0002_logo_in_database'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='labelsettemplate',
            constraint=models.UniqueConstraint(models.F('team'), models.F('type'), django.db.models.functions.text.Lower('name'), condition=models.Q(('team__isnull', False)), name='labelsets_template_team'),
        ),
        migrations.AddConstraint(
            model_name='labelsettemplate',
            constraint=models.UniqueConstraint(models.F('owner'), models.F('type'), django.db.models.functions.text.Lower('name'), condition=models.Q(('team__isnull', True)), name='labelsets_template_owner'),
        ),
    ]
