"""The wall's SQL: who reads, proved by a signature; how a table is put behind it; how rows are kept from change."""

from django.db import migrations

GRANTS = """
CREATE SCHEMA portal_private;
REVOKE ALL ON SCHEMA portal_private FROM PUBLIC;
GRANT USAGE ON SCHEMA portal_private TO portal_backup;
GRANT USAGE ON SCHEMA public TO portal_app, portal_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO portal_backup;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM portal_app;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO portal_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_app;
"""

# HMAC-SHA-256 with the two padded keys precomputed (RFC 2104), because the server has sha256() but no extension.
# The message ends with the challenge: this backend, this transaction. A stolen token is worth nothing elsewhere.
CONTEXT = """
CREATE TABLE portal_private.context_key (
    id text PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);

CREATE FUNCTION public.portal_challenge() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_backend_pid() || ':' || (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint
$$;

CREATE FUNCTION portal_private.context() RETURNS text[]
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

CREATE FUNCTION public.portal_reader() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT NULLIF((portal_private.context())[2], '') $$;

CREATE FUNCTION public.portal_actor() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT (portal_private.context())[3] $$;

CREATE FUNCTION public.portal_administers() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT COALESCE((portal_private.context())[4] = 'yes', false) $$;

GRANT EXECUTE ON FUNCTION
    public.portal_challenge(), public.portal_reader(), public.portal_actor(), public.portal_administers()
TO portal_app, portal_backup;
"""

# One policy per command: with a single FOR ALL policy, DELETE would look at the readers alone.
PROTECT = """
CREATE FUNCTION public.portal_protect(target regclass, parent regclass DEFAULT NULL, link name DEFAULT NULL)
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
    EXECUTE format('CREATE POLICY portal_read ON %s FOR SELECT USING ((SELECT portal_reader()) = ANY (releasable_to)%s)',
        target, inherited);
    EXECUTE format('CREATE POLICY portal_add ON %s FOR INSERT WITH CHECK ((SELECT portal_reader()) = ANY (editable_by)%s)',
        target, inherited);
    EXECUTE format('CREATE POLICY portal_change ON %s FOR UPDATE USING ((SELECT portal_reader()) = ANY (editable_by)) '
        'WITH CHECK ((SELECT portal_reader()) = ANY (editable_by)%s)', target, inherited);
    EXECUTE format('CREATE POLICY portal_remove ON %s FOR DELETE USING ((SELECT portal_reader()) = ANY (editable_by))',
        target);
END
$$;

CREATE FUNCTION public.portal_unprotect(target regclass) RETURNS void
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

CREATE FUNCTION public.portal_refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION public.portal_keep(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER portal_keep BEFORE UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION portal_refuse_change()', target);
    EXECUTE format('CREATE TRIGGER portal_keep_all BEFORE TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change()', target);
END
$$;

CREATE FUNCTION public.portal_unkeep(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('DROP TRIGGER portal_keep ON %s', target);
    EXECUTE format('DROP TRIGGER portal_keep_all ON %s', target);
END
$$;
"""

UNDO = """
DROP FUNCTION public.portal_unkeep(regclass), public.portal_keep(regclass), public.portal_refuse_change(),
    public.portal_unprotect(regclass), public.portal_protect(regclass, regclass, name), public.portal_administers(),
    public.portal_actor(), public.portal_reader(), portal_private.context(), public.portal_challenge();
DROP TABLE portal_private.context_key;
DROP SCHEMA portal_private;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM portal_app;
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM portal_backup;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(GRANTS + CONTEXT + PROTECT, UNDO)]
