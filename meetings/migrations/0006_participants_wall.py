"""Participants, their needs and credentials behind the wall; each is visible only where its meeting is."""

from django.db import migrations

SQL = """
SELECT portal_protect('meetings_participant', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_needs', 'meetings_participant', 'participant_id');
SELECT portal_protect('meetings_credentials', 'meetings_meeting', 'meeting_id');
"""
UNDO = """
SELECT portal_unprotect(name::regclass) FROM unnest(ARRAY['meetings_credentials', 'meetings_needs',
    'meetings_participant']) AS name;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("meetings", "0005_participants")]
    operations = [migrations.RunSQL(SQL, UNDO)]
