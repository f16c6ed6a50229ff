"""A notice knows whose act it tells of."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_notices"), ("people", "0001_people")]

    operations = [
        migrations.AddField(
            "notice",
            "acted_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.delegation"
            ),
        )
    ]
