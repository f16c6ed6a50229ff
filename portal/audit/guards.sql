-- The one way into the trail; entries and links are never changed.
SELECT portal_keep('audit_entry'), portal_keep('audit_link'), portal_keep('audit_dailyhead');

CREATE OR REPLACE FUNCTION portal_record(
    actor_name text, action text, subject_kind text, subject_id text, subject_name text, detail text,
    releasable_to text[], administration boolean, things text[] DEFAULT '{}'
) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    who text := portal_actor();
    place text := COALESCE(portal_reader(), '');
    key uuid := gen_random_uuid();
    salt bytea := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
    instant timestamptz;
    leaf bytea;
    before bytea;
    number bigint;
BEGIN
    IF who IS NULL THEN
        RAISE EXCEPTION 'an act needs a reader context' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One writer at a time until its commit, so that numbers have no gap, each link knows the one before, and instants are in
    -- the order of the links. They wait for a row that nobody reaches but by an act: an advisory lock could be taken by
    -- whoever runs any SQL.
    PERFORM FROM portal_private.trail FOR UPDATE;
    instant := clock_timestamp();
    leaf := sha256(salt || convert_to(concat_ws(chr(31),
        to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), who, actor_name, place, action,
        subject_kind, subject_id, subject_name, detail, array_to_string(releasable_to, ','), administration::text), 'UTF8'));
    SELECT l.seq + 1, l.hash INTO number, before FROM audit_link AS l ORDER BY l.seq DESC LIMIT 1;
    number := COALESCE(number, 1);
    before := COALESCE(before, sha256(''::bytea));
    INSERT INTO audit_entry (id, at, actor, actor_name, delegation, action, subject_kind, subject_id, subject_name,
        detail, releasable_to, administration, salt)
    VALUES (key, instant, who, actor_name, place, action, subject_kind, subject_id, subject_name,
        detail, releasable_to, administration, salt);
    INSERT INTO audit_link (seq, entry, at, leaf, previous, hash)
    VALUES (number, key, instant, leaf, before, sha256(before || convert_to(number::text, 'UTF8') || leaf));
    -- For each reader of this entry, as its policy has them: the head over what that reader may see.
    INSERT INTO audit_head AS head (reader, acts, hash)
    SELECT name, 1, sha256(sha256(''::bytea) || convert_to('1', 'UTF8') || leaf) FROM (
        SELECT unnest(releasable_to) UNION SELECT NULLIF(who, '-') UNION SELECT 'administration' WHERE administration
    ) AS readers(name) WHERE name IS NOT NULL
    ON CONFLICT (reader) DO UPDATE SET
        acts = head.acts + 1, hash = sha256(head.hash || convert_to((head.acts + 1)::text, 'UTF8') || leaf);
    -- For each side that may know, and the acting one: one act more on each thing that this one touched, and on any.
    INSERT INTO audit_version AS version (thing, code, acts)
    SELECT DISTINCT thing, code, 1
    FROM unnest(things || ARRAY['']) AS thing, unnest(releasable_to || NULLIF(place, '')) AS code WHERE code IS NOT NULL
    ON CONFLICT (thing, code) DO UPDATE SET acts = version.acts + 1;
    RETURN key;
END
$$;
GRANT EXECUTE ON FUNCTION portal_record(text, text, text, text, text, text, text[], boolean, text[]) TO portal_app;

-- How many acts on any of these things a side may know of: one more act is another number, and acts of which it may not know
-- count for nothing. The wall holds for whoever asks; the plan is kept, because every screen that asks again asks this.
CREATE OR REPLACE FUNCTION portal_version(things text[], side text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN (SELECT sum(acts) FROM audit_version WHERE thing = ANY (things) AND code = side);
END
$$;
GRANT EXECUTE ON FUNCTION portal_version(text[], text) TO portal_app;
