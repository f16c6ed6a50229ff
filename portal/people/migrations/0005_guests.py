"""A delegation's record may stand for the guests of one meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_calendar_feed_wall")]
    operations = [
        migrations.AlterField(
            "delegation",
            "kind",
            models.CharField(
                choices=[
                    ("delegation", "Delegation"),
                    ("secretariat", "Secretariat"),
                    ("guests", "Guests of a meeting"),
                ],
                default="delegation",
                max_length=12,
            ),
        )
    ]
