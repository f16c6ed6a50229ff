"""Invitations behind the wall: administrators write, a delegation reads its own, the portal accepts."""

from django.db import migrations

SQL = """
ALTER TABLE people_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON people_invitation FOR SELECT
    USING ((SELECT portal_reader()) = ANY (releasable_to) OR (SELECT portal_administers()));
CREATE POLICY portal_add ON people_invitation FOR INSERT
    WITH CHECK ((SELECT portal_administers()) OR (SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_change ON people_invitation FOR UPDATE
    USING ((SELECT portal_administers()) OR (SELECT portal_reader()) = 'PORTAL')
    WITH CHECK ((SELECT portal_administers()) OR (SELECT portal_reader()) = 'PORTAL');
CREATE POLICY portal_remove ON people_invitation FOR DELETE USING (false);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("people", "0001_initial")]
    operations = [migrations.RunSQL(SQL, "SELECT portal_unprotect('people_invitation')")]
