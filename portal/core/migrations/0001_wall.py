"""The wall's ground: a schema that the running role cannot look into, what each role may do with tables to come, and the
functions that the tables' policies call.

The functions are written here as `guards.sql` has them, because the migrations after this one use them.
"""

from django.db import migrations

from portal.core import guards

GRANTS = """
CREATE SCHEMA portal_private;
REVOKE ALL ON SCHEMA portal_private FROM PUBLIC;
GRANT USAGE ON SCHEMA portal_private TO portal_backup;
GRANT USAGE ON SCHEMA public TO portal_app, portal_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO portal_backup;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_backup;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM portal_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO portal_backup;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO portal_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_app;
"""
TABLES = """
CREATE TABLE portal_private.context_key (
    id text PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
CREATE TABLE portal_private.stored_key (
    key text NOT NULL,
    row uuid NOT NULL,
    PRIMARY KEY (key, row)
);
CREATE TABLE portal_private.installation (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    identity text NOT NULL
);
CREATE TABLE portal_private.trail (
    one boolean PRIMARY KEY DEFAULT true CHECK (one)
);
INSERT INTO portal_private.trail DEFAULT VALUES;
"""
CLAIM = "SELECT portal_private.claim();"
# The functions of every `guards.sql` are the owner's; what uses one has left before this is undone.
UNDO = """
DO $$
DECLARE
    ours regprocedure;
BEGIN
    FOR ours IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole LOOP
        EXECUTE format('DROP FUNCTION %s', ours);
    END LOOP;
END
$$;
DROP SCHEMA portal_private CASCADE;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM portal_app;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON SEQUENCES FROM portal_backup;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM portal_backup;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(GRANTS + TABLES + guards.sql_of("portal.core") + CLAIM, UNDO)]
