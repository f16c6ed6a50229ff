"""A vintage keeps whether it was protected as figures that are public already: it comes out so only while they are."""

from django.db import migrations, models

from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0026_quarters")]

    operations = [ChangeTables([migrations.AddField("vintage", "as_public", models.BooleanField(default=False))])]
