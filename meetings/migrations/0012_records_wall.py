"""Records behind the wall: outcomes visible where their item is, amendments where the records are."""

from django.db import migrations

SQL = """
SELECT portal_protect('meetings_records', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_outcome', 'meetings_item', 'item_id');
SELECT portal_protect('meetings_amendment', 'meetings_records', 'records_id');
SELECT portal_protect('meetings_readout', 'meetings_meeting', 'meeting_id');
"""
UNDO = """
SELECT portal_unprotect(name::regclass) FROM unnest(ARRAY['meetings_readout', 'meetings_amendment', 'meetings_outcome',
    'meetings_records']) AS name;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0011_records")]
    operations = [migrations.RunSQL(SQL, UNDO)]
