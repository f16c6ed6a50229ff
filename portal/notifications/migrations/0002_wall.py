"""The outbox behind the wall: anybody in a reader's context may post, only the addressed delegation's side reads."""

from django.db import migrations

SQL = """
ALTER TABLE notifications_outgoingmail ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications_outgoingmail FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON notifications_outgoingmail FOR SELECT
    USING ((SELECT portal_reader()) = ANY (releasable_to));
CREATE POLICY portal_add ON notifications_outgoingmail FOR INSERT
    WITH CHECK ((SELECT portal_actor()) IS NOT NULL);
CREATE POLICY portal_change ON notifications_outgoingmail FOR UPDATE
    USING ((SELECT portal_reader()) = ANY (releasable_to)) WITH CHECK ((SELECT portal_reader()) = ANY (releasable_to));
CREATE POLICY portal_remove ON notifications_outgoingmail FOR DELETE
    USING ((SELECT portal_reader()) = ANY (releasable_to));
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("notifications", "0001_initial")]
    operations = [migrations.RunSQL(SQL, "SELECT portal_unprotect('notifications_outgoingmail')")]
