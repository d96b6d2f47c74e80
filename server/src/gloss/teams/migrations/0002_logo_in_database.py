"""Keep team logos (at most 500 KB) in the database, where backups and every web machine find them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teams', '0001_initial'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='team',
            name='logo_key',
        ),
        migrations.CreateModel(
            name='TeamLogo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.BinaryField()),
                ('content_type', models.CharField(max_length=64)),
                ('version', models.CharField(max_length=16)),
                ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='logo', to='teams.team')),
            ],
        ),
    ]
