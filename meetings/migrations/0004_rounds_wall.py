"""Deadlines behind the wall, visible where their meeting is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_rounds")]
    operations = [
        migrations.RunSQL(
            "SELECT portal_protect('meetings_deadline', 'meetings_meeting', 'meeting_id')",
            "SELECT portal_unprotect('meetings_deadline')",
        )
    ]
