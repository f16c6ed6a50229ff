"""A vintage whose figures that are let out would tell others says so to its delegation."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0023_scales")]

    operations = [
        ChangeTables(
            [
                migrations.AddField("vintage", "refused", models.JSONField(default=dict)),
                migrations.AddConstraint(
                    "vintage",
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refused", {}), ("status__in", ["sent", "draft", "withdrawn"]), _connector="OR"
                        ),
                        name="workinggroup_vintage_refused_is_sent",
                    ),
                ),
            ]
        ),
    ]
