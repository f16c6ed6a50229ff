"""A code for each meeting's guests, and the way from a person to the meetings they are listed for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import meetings.rounds.models

# Every row there gets its own by the column's default: an UPDATE by the owner would meet the wall and find no row.
SQL = """
ALTER TABLE meetings_meeting ADD COLUMN guests varchar(12) NOT NULL
    DEFAULT 'GUESTS' || upper(substr(md5(gen_random_uuid()::text), 1, 6));
ALTER TABLE meetings_meeting ALTER COLUMN guests DROP DEFAULT;
ALTER TABLE meetings_meeting ADD CONSTRAINT meetings_meeting_guests_key UNIQUE (guests);
"""
UNDO = "ALTER TABLE meetings_meeting DROP COLUMN guests"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0012_records_wall")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(SQL, UNDO)],
            [
                migrations.AddField(
                    "meeting",
                    "guests",
                    models.CharField(
                        default=meetings.rounds.models.guests_code, editable=False, max_length=12, unique=True
                    ),
                )
            ],
        ),
        migrations.AlterField(
            "participant",
            "person",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attends",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
