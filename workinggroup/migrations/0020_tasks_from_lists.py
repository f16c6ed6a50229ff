"""A task of a plan keeps what it bore in the list that it came from, once for each side and version."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0019_parts")]

    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    model_name="plantask",
                    name="brought_by",
                    field=models.CharField(blank=True, default="", max_length=12),
                    preserve_default=False,
                ),
                migrations.AddField(
                    model_name="plantask",
                    name="external_ref",
                    field=models.CharField(blank=True, default="", max_length=60),
                    preserve_default=False,
                ),
                migrations.AddConstraint(
                    model_name="plantask",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("external_ref", ""), _negated=True),
                        fields=("version", "brought_by", "external_ref"),
                        name="workinggroup_plantask_external_once",
                    ),
                ),
            ]
        ),
    ]
