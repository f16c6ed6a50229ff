"""Commitments, action items, reports and reminders behind the wall."""

from django.db import migrations

SQL = """
SELECT portal_protect('workinggroup_commitment', 'meetings_statement', 'statement_id');
SELECT portal_protect('workinggroup_actionitem', 'workinggroup_commitment', 'commitment_id');
SELECT portal_protect('workinggroup_report', 'workinggroup_actionitem', 'item_id');
SELECT portal_keep('workinggroup_report');
SELECT portal_protect('workinggroup_reminder', 'meetings_meeting', 'meeting_id');
"""
UNDO = """
SELECT portal_unkeep('workinggroup_report');
SELECT portal_unprotect(name::regclass) FROM unnest(ARRAY['workinggroup_reminder', 'workinggroup_report',
    'workinggroup_actionitem', 'workinggroup_commitment']) AS name;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("workinggroup", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
