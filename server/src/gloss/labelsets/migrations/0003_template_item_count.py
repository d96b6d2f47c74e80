"""Keep the number of items of a library entry, so that lists need not read the items."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('labelsets', '0002_template_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='labelsettemplate',
            name='item_count',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
