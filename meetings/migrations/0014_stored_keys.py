"""Which keys of the storage some row names, whoever may read that row: what the sweep of orphaned files asks.

The sweep runs as `portal_app`, to which the wall shows no row of a side that it does not read for, and the wall holds for
the owner as well. So the rows tell their keys to a private table as they are written, and one function answers, of keys
that somebody holds already, which are in use: nothing else of the rows.
"""

from django.db import migrations

SQL = """
CREATE TABLE portal_private.stored_key (
    key text NOT NULL,
    row uuid NOT NULL,
    PRIMARY KEY (key, row)
);

CREATE FUNCTION portal_private.note_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM portal_private.stored_key AS s WHERE s.key = OLD.key AND s.row = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.key <> '' THEN
        INSERT INTO portal_private.stored_key VALUES (NEW.key, NEW.id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION public.portal_note_keys(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER portal_note_keys AFTER INSERT OR UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION portal_private.note_key()', target);
    -- The rows there are: the wall lets nobody see all of them, its owner included, unless it lifts it for this statement.
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('INSERT INTO portal_private.stored_key SELECT key, id FROM %s WHERE key <> %L', target, '');
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
END
$$;

CREATE FUNCTION public.portal_keys_in_use(keys text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT DISTINCT s.key FROM portal_private.stored_key AS s WHERE s.key = ANY (keys) $$;
GRANT EXECUTE ON FUNCTION public.portal_keys_in_use(text[]) TO portal_app;

SELECT portal_note_keys('meetings_version'), portal_note_keys('meetings_pack');
"""
UNDO = """
DROP FUNCTION public.portal_keys_in_use(text[]), public.portal_note_keys(regclass);
DROP TRIGGER portal_note_keys ON meetings_version;
DROP TRIGGER portal_note_keys ON meetings_pack;
DROP FUNCTION portal_private.note_key();
DROP TABLE portal_private.stored_key;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_reader_context"), ("meetings", "0013_guests")]
    operations = [migrations.RunSQL(SQL, UNDO)]
