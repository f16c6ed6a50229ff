"""A follow-up pack names the matters of the operational cell that stand in it."""

import django.contrib.postgres.fields
from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0015_marks")]

    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    model_name="followuppack",
                    name="cell",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
            ]
        ),
    ]
