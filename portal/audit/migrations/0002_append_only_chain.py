"""The one way into the trail, and the wall around it."""

from django.db import migrations

SQL = """
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_entry, audit_link FROM portal_app;
SELECT portal_keep('audit_entry'), portal_keep('audit_link');

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY portal_read ON audit_entry FOR SELECT USING (
    (SELECT portal_reader()) = ANY (releasable_to)
    OR actor = (SELECT NULLIF(portal_actor(), '-'))
    OR (administration AND (SELECT portal_administers()))
);
CREATE POLICY portal_add ON audit_entry FOR INSERT TO portal_owner WITH CHECK (true);
CREATE POLICY portal_change ON audit_entry FOR UPDATE USING (false);
CREATE POLICY portal_remove ON audit_entry FOR DELETE USING (false);

CREATE FUNCTION portal_record(
    actor_name text, action text, subject_kind text, subject_id text, subject_name text, detail text,
    releasable_to text[], administration boolean
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    who text := portal_actor();
    place text := COALESCE(portal_reader(), '');
    instant timestamptz := clock_timestamp();
    salt bytea := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
    leaf bytea;
    before bytea;
    number bigint;
BEGIN
    IF who IS NULL THEN
        RAISE EXCEPTION 'an act needs a reader context' USING ERRCODE = 'insufficient_privilege';
    END IF;
    leaf := sha256(salt || convert_to(concat_ws(chr(31),
        to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), who, actor_name, place, action,
        subject_kind, subject_id, subject_name, detail, array_to_string(releasable_to, ','), administration::text), 'UTF8'));
    -- One writer at a time until its commit, so that numbers have no gap and each link knows the one before.
    PERFORM pg_advisory_xact_lock(7310942);
    SELECT l.seq + 1, l.hash INTO number, before FROM audit_link AS l ORDER BY l.seq DESC LIMIT 1;
    number := COALESCE(number, 1);
    before := COALESCE(before, sha256(''::bytea));
    INSERT INTO audit_entry (seq, at, actor, actor_name, delegation, action, subject_kind, subject_id, subject_name,
        detail, releasable_to, administration, salt)
    VALUES (number, instant, who, actor_name, place, action, subject_kind, subject_id, subject_name,
        detail, releasable_to, administration, salt);
    INSERT INTO audit_link (seq, leaf, previous, hash)
    VALUES (number, leaf, before, sha256(before || convert_to(number::text, 'UTF8') || leaf));
    RETURN number;
END
$$;
GRANT EXECUTE ON FUNCTION portal_record(text, text, text, text, text, text, text[], boolean) TO portal_app;
"""

UNDO = """
DROP FUNCTION portal_record(text, text, text, text, text, text, text[], boolean);
SELECT portal_unprotect('audit_entry'), portal_unkeep('audit_entry'), portal_unkeep('audit_link');
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
