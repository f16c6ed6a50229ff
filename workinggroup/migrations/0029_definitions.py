"""A dataset says by which edition of its delegation's rules it counts, and each vintage keeps by which it was counted."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0028_ties")]

    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    table,
                    "definition_version",
                    models.CharField(blank=True, default="", max_length=60),
                    preserve_default=False,
                )
                for table in ("dataset", "vintage")
            ]
        )
    ]
