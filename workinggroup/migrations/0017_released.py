"""Figures that stay hidden because an earlier vintage hid them may be let out of hiding, in writing."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0016_cell_in_packs")]

    operations = [
        ChangeTables(
            [
                migrations.AddField("vintage", "released", models.JSONField(default=list)),
                migrations.AddField("vintage", "withheld", models.JSONField(default=list)),
                migrations.AddField("vintage", "release_reason", models.TextField(blank=True, max_length=2000)),
                migrations.AddField("vintage", "releases_all", models.BooleanField(default=False)),
                migrations.AddConstraint(
                    "vintage",
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released", []), ("releases_all", False)),
                            models.Q(("release_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="workinggroup_vintage_releases_in_writing",
                    ),
                ),
            ]
        ),
    ]
