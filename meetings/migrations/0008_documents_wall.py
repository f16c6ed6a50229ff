"""Documents and packs behind the wall; a version is read only through its document."""

from django.db import migrations

SQL = """
SELECT portal_protect('meetings_document', 'meetings_meeting', 'meeting_id');
SELECT portal_protect('meetings_version', 'meetings_document', 'document_id');
SELECT portal_keep('meetings_version');
SELECT portal_protect('meetings_pack', 'meetings_meeting', 'meeting_id');
"""
UNDO = """
SELECT portal_unkeep('meetings_version');
SELECT portal_unprotect(name::regclass)
FROM unnest(ARRAY['meetings_pack', 'meetings_version', 'meetings_document']) AS name;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("meetings", "0007_documents")]
    operations = [migrations.RunSQL(SQL, UNDO)]
