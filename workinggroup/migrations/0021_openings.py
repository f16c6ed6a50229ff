"""Who has opened a thing is told to those, too, who control it later: a row for each set of originators."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0020_tasks_from_lists")]

    operations = [
        ChangeTables(
            [
                migrations.RemoveConstraint(model_name="opening", name="workinggroup_opening_once"),
                migrations.AddConstraint(
                    model_name="opening",
                    constraint=models.UniqueConstraint(
                        fields=("thing", "side", "releasable_to"), name="workinggroup_opening_once"
                    ),
                ),
            ]
        ),
    ]
