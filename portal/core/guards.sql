-- The wall's own functions: who reads, proved by a signature; how a table is put behind the wall; how rows are kept from
-- change; which keys of the storage some row names.

-- HMAC-SHA-256 with the two padded keys precomputed (RFC 2104), because the server has sha256() but no extension.
-- The message ends with the challenge: this backend, this transaction. A stolen token is worth nothing elsewhere.
CREATE OR REPLACE FUNCTION public.portal_challenge() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_backend_pid() || ':' || (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint
$$;

CREATE OR REPLACE FUNCTION portal_private.context() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parts text[] := string_to_array(NULLIF(current_setting('portal.context', true), ''), '|');
    message bytea;
BEGIN
    IF parts IS NULL OR array_length(parts, 1) <> 6 OR parts[5] <> public.portal_challenge() THEN
        RETURN NULL;
    END IF;
    message := convert_to(array_to_string(parts[1:5], '|'), 'UTF8');
    PERFORM 1 FROM portal_private.context_key AS k
    WHERE k.id = parts[1]
      AND encode(sha256(k.outer_pad || sha256(k.inner_pad || message)), 'hex') = parts[6];
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN parts;
END
$$;

CREATE OR REPLACE FUNCTION public.portal_reader() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT NULLIF((portal_private.context())[2], '') $$;

CREATE OR REPLACE FUNCTION public.portal_actor() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT (portal_private.context())[3] $$;

CREATE OR REPLACE FUNCTION public.portal_administers() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT COALESCE((portal_private.context())[4] = 'yes', false) $$;

-- From one context to another inside a transaction. What the constraint triggers would ask at its end they ask here, in the
-- context of whoever wrote: they see what the reader sees.
CREATE OR REPLACE FUNCTION public.portal_change_context(token text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF token IS DISTINCT FROM current_setting('portal.context', true) THEN
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        PERFORM set_config('portal.context', token, true);
    END IF;
END
$$;
GRANT EXECUTE ON FUNCTION public.portal_change_context(text) TO portal_app, portal_backup;

GRANT EXECUTE ON FUNCTION
    public.portal_challenge(), public.portal_reader(), public.portal_actor(), public.portal_administers()
TO portal_app, portal_backup;

-- One policy per command: with a single FOR ALL policy, DELETE would look at the readers alone.
CREATE OR REPLACE FUNCTION public.portal_protect(target regclass, parent regclass DEFAULT NULL, link name DEFAULT NULL)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    inherited text := '';
BEGIN
    IF parent IS NOT NULL THEN
        inherited := format(' AND EXISTS (SELECT 1 FROM %s AS parent WHERE parent.id = %s.%I)', parent, target, link);
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    -- COALESCE changes no answer. By it the planner takes half of the rows for readable and not a thirtieth, and looks up the
    -- parents of many rows together instead of one by one.
    EXECUTE format('CREATE POLICY portal_read ON %s FOR SELECT '
        'USING (COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)%s)', target, inherited);
    EXECUTE format('CREATE POLICY portal_add ON %s FOR INSERT WITH CHECK ((SELECT portal_reader()) = ANY (editable_by)%s)',
        target, inherited);
    EXECUTE format('CREATE POLICY portal_change ON %s FOR UPDATE USING ((SELECT portal_reader()) = ANY (editable_by)) '
        'WITH CHECK ((SELECT portal_reader()) = ANY (editable_by)%s)', target, inherited);
    EXECUTE format('CREATE POLICY portal_remove ON %s FOR DELETE USING ((SELECT portal_reader()) = ANY (editable_by))',
        target);
END
$$;

-- Rows of a protected table that everybody reads from an instant on, signed in or not, by the clock of this server: the instant
-- stands in `released_at`, and where there is none they are behind the wall as before.
CREATE OR REPLACE FUNCTION public.portal_publish(target regclass)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    walled text := (SELECT pg_get_expr(polqual, polrelid) FROM pg_policy
        WHERE polrelid = target AND polname = 'portal_read');
BEGIN
    EXECUTE format('ALTER POLICY portal_read ON %s USING (COALESCE(released_at <= statement_timestamp(), false) OR (%s))',
        target, walled);
END
$$;

CREATE OR REPLACE FUNCTION public.portal_unprotect(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    policy name;
BEGIN
    FOR policy IN SELECT polname FROM pg_policy WHERE polrelid = target LOOP
        EXECUTE format('DROP POLICY %I ON %s', policy, target);
    END LOOP;
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', target);
END
$$;

CREATE OR REPLACE FUNCTION public.portal_refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE OR REPLACE FUNCTION public.portal_keep(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_keep BEFORE UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION portal_refuse_change()', target);
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change()', target);
END
$$;

-- Of a row that is kept some columns are still written. Each argument is one act, as "revoked_at revoked_by_name": its first column
-- says when, and with it, once, from nothing, the act writes its others. The first act closes the row.
CREATE OR REPLACE FUNCTION public.portal_refuse_other_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
    columns text[];
BEGIN
    IF TG_OP = 'UPDATE' AND was ->> split_part(TG_ARGV[0], ' ', 1) IS NULL THEN
        FOR act IN 0 .. TG_NARGS - 1 LOOP
            columns := string_to_array(TG_ARGV[act], ' ');
            IF was ->> columns[1] IS NULL AND becomes ->> columns[1] IS NOT NULL THEN
                was := was - columns;
                becomes := becomes - columns;
            END IF;
        END LOOP;
    END IF;
    IF TG_OP = 'DELETE' OR was IS DISTINCT FROM becomes THEN
        RAISE EXCEPTION '% keeps what was written, and takes once: %', TG_TABLE_NAME, array_to_string(TG_ARGV, ', ')
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION public.portal_keep_but(target regclass, VARIADIC acts text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_keep_but BEFORE UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION portal_refuse_other_change(%s)',
        target, (SELECT string_agg(quote_literal(act), ', ') FROM unnest(acts) AS act));
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change()', target);
END
$$;

CREATE OR REPLACE FUNCTION public.portal_unkeep(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('DROP TRIGGER portal_keep ON %s', target);
    EXECUTE format('DROP TRIGGER portal_keep_all ON %s', target);
END
$$;

-- The sweep of orphaned files runs as portal_app, to which the wall shows no row of a side that it does not read for, and
-- the wall holds for the owner as well. So the rows tell their keys to a private table as they are written, and one
-- function answers, of keys that somebody holds already, which are in use: nothing else of the rows.
CREATE OR REPLACE FUNCTION portal_private.note_key() RETURNS trigger
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

CREATE OR REPLACE FUNCTION public.portal_note_keys(target regclass) RETURNS void
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

CREATE OR REPLACE FUNCTION public.portal_keys_in_use(keys text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT DISTINCT s.key FROM portal_private.stored_key AS s WHERE s.key = ANY (keys) $$;
GRANT EXECUTE ON FUNCTION public.portal_keys_in_use(text[]) TO portal_app;

-- Which database this is: a copy of its rows in another one, restored from a dump, finds that it is not. Mails that the first
-- has sent since stand there as waiting, so nothing is sent until the operator has said which (`manage.py resume_sending`).
CREATE OR REPLACE FUNCTION portal_private.identity() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.system_identifier || '/' || d.oid FROM pg_control_system() AS c, pg_database AS d
    WHERE d.datname = current_database()
$$;

CREATE OR REPLACE FUNCTION portal_private.claim() RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO portal_private.installation (identity) VALUES (portal_private.identity())
    ON CONFLICT (one) DO UPDATE SET identity = EXCLUDED.identity
$$;

CREATE OR REPLACE FUNCTION public.portal_is_restored() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT NOT EXISTS (SELECT FROM portal_private.installation AS i WHERE i.identity = portal_private.identity()) $$;
GRANT EXECUTE ON FUNCTION public.portal_is_restored() TO portal_app;

-- Every text column of the portal's own tables holds clean texts (`portal.core.characters`), whoever writes: forms clean what they
-- take, and so must a command or SQL. Each table has one constraint over all its columns, made from the catalogue after every
-- migration, so that none can be forgotten. `jsonb` shows control characters as escapes.
CREATE OR REPLACE FUNCTION public.portal_is_clean(words text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT words !~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]'
$$;

CREATE OR REPLACE FUNCTION public.portal_is_clean(words jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT public.portal_is_clean(words::text) AND words::text !~ '(?<!\\)(?:\\\\)*\\(?:[bfr]|u00[01])'
$$;
GRANT EXECUTE ON FUNCTION public.portal_is_clean(text), public.portal_is_clean(jsonb) TO portal_app, portal_backup;

CREATE OR REPLACE FUNCTION public.portal_check_texts() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    target record;
BEGIN
    FOR target IN
        SELECT c.oid::regclass AS name, md5(string_agg(a.attname || ':' || a.atttypid, ' ' ORDER BY a.attnum)) AS mark,
            string_agg(format('portal_is_clean(%I)', a.attname), ' AND ' ORDER BY a.attnum) AS condition
        FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype)
            AND c.relname ~ '^(audit|notifications|people|meetings|workinggroup)_'
        GROUP BY c.oid
    LOOP
        CONTINUE WHEN target.mark = (
            SELECT obj_description(k.oid, 'pg_constraint') FROM pg_constraint AS k
            WHERE k.conrelid = target.name AND k.conname = 'portal_texts');
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS portal_texts', target.name);
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT portal_texts CHECK (%s)', target.name, target.condition);
        EXECUTE format('COMMENT ON CONSTRAINT portal_texts ON %s IS %L', target.name, target.mark);
    END LOOP;
END
$$;
