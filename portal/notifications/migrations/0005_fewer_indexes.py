"""What names a mail is unique by one index each: the second, for words that begin alike, was asked by nobody."""

from django.db import migrations, models

import portal.notifications.models
from portal.core.tables import ChangeTables

NAME = {"max_length": 200}


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_acted_by")]

    operations = [
        ChangeTables(
            [
                migrations.AlterField("outgoingmail", "dedupe_key", models.CharField(**NAME)),
                migrations.AlterField(
                    "outgoingmail",
                    "message_id",
                    models.CharField(default=portal.notifications.models.new_message_id, **NAME),
                ),
                migrations.AddConstraint(
                    "outgoingmail",
                    models.UniqueConstraint(fields=["dedupe_key"], name="notifications_outgoingmail_once"),
                ),
                migrations.AddConstraint(
                    "outgoingmail",
                    models.UniqueConstraint(fields=["message_id"], name="notifications_outgoingmail_one_name"),
                ),
            ]
        )
    ]
