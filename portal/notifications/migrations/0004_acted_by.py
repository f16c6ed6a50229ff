"""A notice knows whose act it tells of."""

from django.db import migrations

import portal.core.texts
from portal.core.tables import ChangeTables


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_notices")]

    operations = [
        ChangeTables(
            [
                migrations.AddField("notice", "acted_by", portal.core.texts.LocalizedTextField(default=dict)),
            ]
        ),
    ]
