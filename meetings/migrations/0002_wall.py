"""Meetings, agendas and statements behind the wall; a child is visible only where its parent is."""

from django.db import migrations

SQL = """
SELECT portal_protect('meetings_series');
SELECT portal_protect('meetings_meeting');
SELECT portal_protect('meetings_agenda', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_item', 'meetings_agenda', 'agenda_id');
SELECT portal_protect('meetings_statement', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_paragraph', 'meetings_statement', 'statement_id');
SELECT portal_protect('meetings_paragraphversion', 'meetings_paragraph', 'paragraph_id');
SELECT portal_keep('meetings_paragraphversion');
"""
UNDO = """
SELECT portal_unkeep('meetings_paragraphversion');
SELECT portal_unprotect(name::regclass) FROM unnest(ARRAY['meetings_paragraphversion', 'meetings_paragraph',
    'meetings_statement', 'meetings_item', 'meetings_agenda', 'meetings_meeting', 'meetings_series']) AS name;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("meetings", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
