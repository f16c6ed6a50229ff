-- The one way into the trail; entries and links are never changed.
SELECT portal_keep('audit_entry'), portal_keep('audit_link'), portal_keep('audit_dailyhead');

-- The same act on several things, each as {"id", "name", "detail", "readers", "things"}; returns the keys of the entries, in their
-- order. What the acts have in common is written once at the end: a row that is updated thousands of times in one transaction is
-- read through all its versions each time.
CREATE OR REPLACE FUNCTION portal_record_each(
    actor_name text, action text, subject_kind text, administration boolean, acts jsonb
) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    who text := portal_actor();
    place text := COALESCE(portal_reader(), '');
    act jsonb;
    readers text[];
    reading text;
    keys uuid[] := '{}';
    heads jsonb := '{}';
    salt bytea;
    instant timestamptz;
    leaf bytea;
    before bytea;
    count bigint;
    number bigint;
BEGIN
    IF who IS NULL THEN
        RAISE EXCEPTION 'an act needs a reader context' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- One writer at a time until its commit, so that numbers have no gap, each link knows the one before, and instants are in
    -- the order of the links. They wait for a row that nobody reaches but by an act: an advisory lock could be taken by
    -- whoever runs any SQL.
    PERFORM FROM portal_private.trail FOR UPDATE;
    SELECT l.seq, l.hash INTO number, before FROM audit_link AS l ORDER BY l.seq DESC LIMIT 1;
    number := COALESCE(number, 0);
    before := COALESCE(before, sha256(''::bytea));
    FOR act IN SELECT value FROM jsonb_array_elements(acts) LOOP
        keys := keys || gen_random_uuid();
        salt := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
        instant := clock_timestamp();
        number := number + 1;
        readers := ARRAY(SELECT jsonb_array_elements_text(act -> 'readers'));
        leaf := sha256(salt || convert_to(concat_ws(chr(31),
            to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), who, actor_name, place, action,
            subject_kind, act ->> 'id', act ->> 'name', act ->> 'detail', array_to_string(readers, ','),
            administration::text), 'UTF8'));
        INSERT INTO audit_entry (id, at, actor, actor_name, delegation, action, subject_kind, subject_id, subject_name,
            detail, releasable_to, administration, salt)
        VALUES (keys[cardinality(keys)], instant, who, actor_name, place, action, subject_kind, act ->> 'id', act ->> 'name',
            act ->> 'detail', readers, administration, salt);
        INSERT INTO audit_link (seq, entry, at, leaf, previous, hash)
        VALUES (number, keys[cardinality(keys)], instant, leaf, before,
            sha256(before || convert_to(number::text, 'UTF8') || leaf))
        RETURNING hash INTO before;
        -- For each reader of this entry, as its policy has them: the head over what that reader may see.
        FOR reading IN
            SELECT name FROM (
                SELECT unnest(readers) UNION SELECT NULLIF(who, '-') UNION SELECT 'administration' WHERE administration
            ) AS found(name) WHERE name IS NOT NULL
        LOOP
            IF NOT heads ? reading THEN
                heads := heads || COALESCE(
                    (SELECT jsonb_build_object(reading, jsonb_build_array(head.acts, encode(head.hash, 'hex')))
                     FROM audit_head AS head WHERE head.reader = reading),
                    jsonb_build_object(reading, jsonb_build_array(0, encode(sha256(''::bytea), 'hex'))));
            END IF;
            count := (heads -> reading ->> 0)::bigint + 1;
            heads := heads || jsonb_build_object(reading, jsonb_build_array(count, encode(
                sha256(decode(heads -> reading ->> 1, 'hex') || convert_to(count::text, 'UTF8') || leaf), 'hex')));
        END LOOP;
    END LOOP;
    INSERT INTO audit_head AS head (reader, acts, hash)
    SELECT key, (value ->> 0)::bigint, decode(value ->> 1, 'hex') FROM jsonb_each(heads)
    ON CONFLICT (reader) DO UPDATE SET acts = excluded.acts, hash = excluded.hash;
    -- For each side that may know, and the acting one: so many acts more on each thing that they touched, and on any.
    INSERT INTO audit_version AS version (thing, code, acts)
    SELECT thing, code, sum(1) FROM jsonb_array_elements(portal_record_each.acts) AS one(value), LATERAL (
        SELECT DISTINCT thing, code
        FROM (SELECT jsonb_array_elements_text(one.value -> 'things') UNION SELECT '') AS things(thing),
            (SELECT jsonb_array_elements_text(one.value -> 'readers') UNION SELECT NULLIF(place, '')) AS codes(code)
        WHERE code IS NOT NULL) AS touched
    GROUP BY thing, code
    ON CONFLICT (thing, code) DO UPDATE SET acts = version.acts + excluded.acts;
    RETURN keys;
END
$$;
GRANT EXECUTE ON FUNCTION portal_record_each(text, text, text, boolean, jsonb) TO portal_app;

CREATE OR REPLACE FUNCTION portal_record(
    actor_name text, action text, subject_kind text, subject_id text, subject_name text, detail text,
    releasable_to text[], administration boolean, things text[] DEFAULT '{}'
) RETURNS uuid
LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT (portal_record_each(actor_name, action, subject_kind, administration, jsonb_build_array(jsonb_build_object(
        'id', subject_id, 'name', subject_name, 'detail', detail, 'readers', releasable_to, 'things', things))))[1]
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

-- The number of the last act, whoever may know of it: what was read before another one is read again before it is mailed. Nobody
-- learns more by it than that something was done.
CREATE OR REPLACE FUNCTION portal_last_act() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN COALESCE((SELECT seq FROM audit_link ORDER BY seq DESC LIMIT 1), 0);
END
$$;
GRANT EXECUTE ON FUNCTION portal_last_act() TO portal_app;
