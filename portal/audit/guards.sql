-- The one way into the trail; entries and links are never changed.
SELECT portal_keep('audit_entry'), portal_keep('audit_link');

DROP FUNCTION IF EXISTS portal_record(text, text, text, text, text, text, text[], boolean);
CREATE OR REPLACE FUNCTION portal_record(
    actor_name text, action text, subject_kind text, subject_id text, subject_name text, detail text,
    releasable_to text[], administration boolean, things text[] DEFAULT '{}'
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
    -- One writer at a time until its commit, so that numbers have no gap and each link knows the one before. They wait for a
    -- row that nobody reaches but by an act: an advisory lock could be taken by whoever runs any SQL.
    PERFORM FROM portal_private.trail FOR UPDATE;
    SELECT l.seq + 1, l.hash INTO number, before FROM audit_link AS l ORDER BY l.seq DESC LIMIT 1;
    number := COALESCE(number, 1);
    before := COALESCE(before, sha256(''::bytea));
    INSERT INTO audit_entry (seq, at, actor, actor_name, delegation, action, subject_kind, subject_id, subject_name,
        detail, releasable_to, administration, salt)
    VALUES (number, instant, who, actor_name, place, action, subject_kind, subject_id, subject_name,
        detail, releasable_to, administration, salt);
    INSERT INTO audit_link (seq, leaf, previous, hash)
    VALUES (number, leaf, before, sha256(before || convert_to(number::text, 'UTF8') || leaf));
    -- For each side that may know, and the acting one: the last act on each thing that this one touched, and on any.
    INSERT INTO audit_latest AS latest (thing, code, seq)
    SELECT DISTINCT thing, code, number
    FROM unnest(things || ARRAY['']) AS thing, unnest(releasable_to || NULLIF(place, '')) AS code WHERE code IS NOT NULL
    ON CONFLICT (thing, code) DO UPDATE SET seq = EXCLUDED.seq;
    RETURN number;
END
$$;
GRANT EXECUTE ON FUNCTION portal_record(text, text, text, text, text, text, text[], boolean, text[]) TO portal_app;

-- The number of the last act on any of these things that a side may know of. The wall holds for whoever asks; the plan is kept,
-- because every screen that asks again asks this.
CREATE OR REPLACE FUNCTION portal_latest(things text[], side text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN (SELECT max(seq) FROM audit_latest WHERE thing = ANY (things) AND code = side);
END
$$;
GRANT EXECUTE ON FUNCTION portal_latest(text[], text) TO portal_app;
