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

-- The acting person by key, so that an index finds what is theirs; NULL where nobody or the portal itself acts.
CREATE OR REPLACE FUNCTION public.portal_person() RETURNS uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT CASE WHEN who ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN who::uuid END FROM portal_actor() AS who $$;

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
    public.portal_challenge(), public.portal_reader(), public.portal_actor(), public.portal_person(), public.portal_administers()
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

-- Search. The words of rows lie, folded and stemmed, in a private table that no role of the portal reads. One function looks them
-- up by an index, and then asks of each row the wall of the table it came from, in the context of whoever searches.

-- A text in lower case, without accents, with spaces where it has signs: what is compared.
CREATE OR REPLACE FUNCTION public.portal_plain(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT lower(regexp_replace(normalize(translate(words,
        '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~¡¿«»“”„‘’–—…·', '                                             '), NFD), '[\u0300-\u036f]', '', 'g') COLLATE "C")
$$;

-- The same with its accents, by which Spanish finds the stems that it would not find without.
CREATE OR REPLACE FUNCTION public.portal_accented(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT translate(lower(normalize(words, NFC) COLLATE "C"),
        'ÁÉÍÓÚÜÑ!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~¡¿«»“”„‘’–—…·', 'áéíóúüñ                                             ')
$$;

-- What of a text is looked up: its words as they are, by which phrases are found, and their stems in its language, or in both
-- where the language is not known. What a page never shows whole is cut, because PostgreSQL has a limit.
CREATE OR REPLACE FUNCTION public.portal_words(words text, language text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp
AS $$
DECLARE
    cut text := left(words, 40000);
    plain text := portal_plain(cut);
    -- Stands between copies of the text, so that no phrase runs from the end of one into the next; no text gives such a word.
    gap tsvector := $gap$'#':1$gap$;
    found tsvector := to_tsvector('pg_catalog.simple', plain) || gap;
BEGIN
    IF language <> 'es' THEN
        found := found || to_tsvector('pg_catalog.english', plain) || gap;
    END IF;
    IF language <> 'en' THEN
        found := found || to_tsvector('pg_catalog.spanish', plain) || gap
            || to_tsvector('pg_catalog.spanish', portal_accented(cut)) || gap;
    END IF;
    -- The last gap stays in the count of positions of what is put behind, where the words of a row are gathered.
    RETURN found;
END
$$;

-- One of the words that somebody looks for, as {"words", "how": "word", "start" or "phrase", "names": references that it may be}.
-- NULL for a word that one of the languages takes for none, as "the" and "de", unless `is_strict`.
CREATE OR REPLACE FUNCTION public.portal_term(term jsonb, is_strict boolean) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp SET client_min_messages = error
AS $$
DECLARE
    plain text := portal_plain(term ->> 'words');
    found tsquery := phraseto_tsquery('pg_catalog.simple', plain);
    name text;
    english tsquery;
    spanish tsquery;
BEGIN
    IF term ->> 'how' <> 'phrase' AND NOT is_strict THEN
        english := plainto_tsquery('pg_catalog.english', plain);
        spanish := plainto_tsquery('pg_catalog.spanish', plain);
        IF numnode(english) = 0 OR numnode(spanish) = 0 THEN
            RETURN NULL;
        END IF;
        found := found || english || spanish || plainto_tsquery('pg_catalog.spanish', portal_accented(term ->> 'words'));
    END IF;
    IF term ->> 'how' = 'start' AND plain ~ '^[a-z0-9]{3,}$' THEN
        found := found || (quote_literal(plain) || ':*')::tsquery;
    END IF;
    FOR name IN SELECT jsonb_array_elements_text(term -> 'names') LOOP
        found := found || portal_name(name);
    END LOOP;
    RETURN found;
END
$$;

-- A reference as it is looked up: no text gives such a word.
CREATE OR REPLACE FUNCTION public.portal_name(name text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT quote_literal('#' || name)::tsquery $$;

-- All of the terms, without those that are marked as "not"; NULL where nothing is looked for.
CREATE OR REPLACE FUNCTION public.portal_query(terms jsonb) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp
AS $$
DECLARE
    term jsonb;
    each tsquery;
    found tsquery;
BEGIN
    FOR is_strict IN 0 .. 1 LOOP
        FOR term IN SELECT jsonb_array_elements(terms) LOOP
            CONTINUE WHEN term ? 'not';
            each := portal_term(term, is_strict = 1);
            CONTINUE WHEN each IS NULL OR numnode(each) = 0;
            found := CASE WHEN found IS NULL THEN each ELSE found && each END;
        END LOOP;
        EXIT WHEN found IS NOT NULL;
    END LOOP;
    FOR term IN SELECT jsonb_array_elements(terms) LOOP
        CONTINUE WHEN NOT term ? 'not' OR found IS NULL;
        each := portal_term(term, false);
        CONTINUE WHEN each IS NULL OR numnode(each) = 0;
        found := found && !! each;
    END LOOP;
    RETURN found;
END
$$;

-- Of these words, which are among those that somebody looks for.
CREATE OR REPLACE FUNCTION public.portal_marked(words text[], terms jsonb) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    WITH parts AS MATERIALIZED (
        SELECT portal_term(jsonb_build_object('words', part, 'how',
            CASE WHEN term ->> 'how' = 'start' THEN 'start' ELSE 'word' END, 'names', '[]'::jsonb), term ->> 'how' = 'phrase') AS part
        FROM jsonb_array_elements(terms) AS term, regexp_split_to_table(portal_plain(term ->> 'words'), ' +') AS part
        WHERE part <> '' AND NOT term ? 'not'
    )
    SELECT word FROM unnest(words) AS word
    WHERE EXISTS (SELECT FROM parts WHERE portal_words(word, '') @@ parts.part)
$$;
GRANT EXECUTE ON FUNCTION public.portal_plain(text), public.portal_accented(text), public.portal_words(text, text),
    public.portal_term(jsonb, boolean), public.portal_name(text), public.portal_query(jsonb), public.portal_marked(text[], jsonb)
TO portal_app;

-- The texts in a value: a text, texts by language, the pieces of marked texts by language, or a list of texts by language.
CREATE OR REPLACE FUNCTION portal_private.texts_in(value jsonb) RETURNS TABLE (language text, words text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT '', value #>> '{}' WHERE jsonb_typeof(value) = 'string'
    UNION ALL
    SELECT each.key, CASE jsonb_typeof(each.value) WHEN 'string' THEN each.value #>> '{}'
        ELSE (SELECT string_agg(piece ->> 'v', '' ORDER BY place)
            FROM jsonb_array_elements(CASE jsonb_typeof(each.value) WHEN 'array' THEN each.value ELSE '[]' END)
                WITH ORDINALITY AS pieces (piece, place)) END
    FROM jsonb_each(CASE jsonb_typeof(value) WHEN 'object' THEN value ELSE '{}' END) AS each
    UNION ALL
    SELECT each.key, each.value #>> '{}'
    FROM jsonb_array_elements(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE '[]' END) AS line,
        jsonb_each(CASE WHEN jsonb_typeof(line -> 'texts') = 'object' THEN line -> 'texts'
            WHEN jsonb_typeof(line) = 'object' THEN line ELSE '{}' END) AS each
    WHERE jsonb_typeof(each.value) = 'string'
$$;

-- What of a row is looked up, by what `portal_find` was told of its table. Nothing of what is for the people at the table only
-- (TLP:RED), and the title alone of what is for the receiving delegations only (TLP:AMBER+STRICT).
CREATE OR REPLACE FUNCTION portal_private.words_of(row_ jsonb, told text[]) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp
AS $$
DECLARE
    found tsvector := '';
    said text;
    parts text[];
    names text[];
BEGIN
    IF row_ ->> 'marking' = 'RED' THEN
        RETURN found;
    END IF;
    FOREACH said IN ARRAY told LOOP
        parts := string_to_array(said, ' ');
        IF parts[1] IN ('A', 'B', 'C', 'D') THEN
            CONTINUE WHEN parts[1] <> 'A' AND row_ ->> 'marking' = 'AMBER+STRICT';
            FOR names IN
                SELECT ARRAY[t.language, t.words] FROM portal_private.texts_in(row_ -> parts[2]) AS t WHERE t.words <> ''
            LOOP
                found := found || setweight(portal_words(names[2], names[1]), parts[1]::"char");
            END LOOP;
        ELSIF parts[1] = 'ref' THEN
            SELECT array_agg(CASE WHEN row_ ? part THEN row_ ->> part ELSE part END ORDER BY place) INTO names
            FROM unnest(parts[2:]) WITH ORDINALITY AS p (part, place);
            CONTINUE WHEN array_position(names, NULL) IS NOT NULL OR '' = ANY (names);
            found := found || array_to_tsvector(portal_private.names_of(array_to_string(names, '-')));
        END IF;
    END LOOP;
    RETURN found;
END
$$;

-- By which references a thing is found: "TWG-2026-USA-017", and its ends "2026-USA-17" and "USA-17".
CREATE OR REPLACE FUNCTION portal_private.names_of(reference text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(array_agg(DISTINCT '#' || array_to_string(parts[first:], '-')), '{}')
    FROM (SELECT string_to_array(lower(regexp_replace(regexp_replace(reference, '[^0-9A-Za-z]+', '-', 'g'), '-0+(?=[0-9])', '-', 'g')
        COLLATE "C"), '-') AS parts) AS split, generate_series(1, greatest(array_length(split.parts, 1) - 1, 1)) AS first
$$;

CREATE OR REPLACE FUNCTION portal_private.codes_of(row_ jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(array_agg(code), '{}') || CASE WHEN row_ ->> 'released_at' IS NULL THEN '{}' ELSE ARRAY['*'] END
    FROM jsonb_array_elements_text(row_ -> 'releasable_to') AS code
$$;

CREATE OR REPLACE FUNCTION portal_private.note_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    -- Where the row is found, by which of its columns, and what is looked up of it.
    place_ text := TG_ARGV[0];
    told text[] := TG_ARGV[2:];
    row_ jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    key uuid := (row_ ->> TG_ARGV[1])::uuid;
    was jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
    vector tsvector;
BEGIN
    -- Compared here and not by the trigger: PostgreSQL changes the type of no column that a trigger's condition names.
    IF TG_OP = 'UPDATE' AND NOT EXISTS (
        SELECT FROM unnest(ARRAY['releasable_to', 'marking', 'released_at'] || string_to_array(array_to_string(told, ' '), ' ')) AS name
        WHERE was -> name IS DISTINCT FROM row_ -> name)
    THEN
        RETURN NULL;
    END IF;
    vector := CASE WHEN TG_OP = 'DELETE' THEN '' ELSE portal_private.words_of(row_, told) END;
    IF vector = '' THEN
        DELETE FROM portal_private.word AS w WHERE w.place = place_ AND w.source = key;
    ELSE
        INSERT INTO portal_private.word AS w (place, source, codes, words)
        VALUES (place_, key, portal_private.codes_of(row_), vector)
        ON CONFLICT (place, source) DO UPDATE SET codes = EXCLUDED.codes, words = EXCLUDED.words;
    END IF;
    RETURN NULL;
END
$$;

-- Rows of a protected table are found by search. `told`: "A title" (a column and its weight, A to D), "ref series number" (what
-- it is called: columns, and words that are none), "shown <condition>" (over the row `s`), and "of <table> <column> <order>"
-- where its words are those of another row, the last by this order. What is there already is written again whenever this changes.
CREATE OR REPLACE FUNCTION public.portal_find(target regclass, VARIADIC told text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    said text;
    place_ text := target::text;
    key text := 'id';
    newest text := 'id';
    condition_ text := 'true';
    looked_up text[] := '{}';
    -- Counted up when the functions above give other words for the same text.
    mark_ text := '2 ' || array_to_string(told, '; ');
BEGIN
    FOREACH said IN ARRAY told LOOP
        IF said LIKE 'shown %' THEN
            condition_ := substr(said, 7);
        ELSIF said LIKE 'of %' THEN
            place_ := split_part(said, ' ', 2);
            key := split_part(said, ' ', 3);
            newest := split_part(said, ' ', 4);
        ELSE
            looked_up := looked_up || said;
        END IF;
    END LOOP;
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_find AFTER INSERT OR DELETE ON %s FOR EACH ROW '
        'EXECUTE FUNCTION portal_private.note_words(%s)', target,
        (SELECT string_agg(quote_literal(each), ', ') FROM unnest(ARRAY[place_, key] || looked_up) AS each));
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_find_again AFTER UPDATE ON %s FOR EACH ROW '
        'EXECUTE FUNCTION portal_private.note_words(%s)', target,
        (SELECT string_agg(quote_literal(each), ', ') FROM unnest(ARRAY[place_, key] || looked_up) AS each));
    IF EXISTS (SELECT FROM portal_private.place AS p WHERE p.place = place_ AND p.mark = mark_) THEN
        RETURN;
    END IF;
    -- The rows there are: the wall lets nobody see all of them, its owner included, unless it lifts it for this statement.
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', target);
    DELETE FROM portal_private.word AS w WHERE w.place = place_;
    EXECUTE format('INSERT INTO portal_private.word (place, source, codes, words) '
        'SELECT $1, each.key, portal_private.codes_of(each.line), found.words FROM ('
        'SELECT DISTINCT ON (t.%1$I) t.%1$I AS key, to_jsonb(t) AS line FROM %3$s AS t ORDER BY t.%1$I, t.%2$I DESC) AS each, '
        'LATERAL (SELECT portal_private.words_of(each.line, $2) AS words) AS found WHERE found.words <> ''''',
        key, newest, target) USING place_, looked_up;
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    INSERT INTO portal_private.place AS p (place, condition, mark) VALUES (place_, condition_, mark_)
    ON CONFLICT (place) DO UPDATE SET condition = EXCLUDED.condition, mark = EXCLUDED.mark;
END
$$;

-- What somebody finds: of which table, which row, whether by its reference, and how well it fits. It runs as the owner, whom the
-- tables' own policies hold as they hold everybody, for the reader of this transaction; an owner whom they would not hold is refused.
-- Rows that are marked for others are passed over inside the index. Every table is asked each time, whether or not it has the
-- words: one statement more for a table that has them would tell by its time of rows that the wall hides.
CREATE OR REPLACE FUNCTION public.portal_found(terms jsonb) RETURNS TABLE (place text, source uuid, is_named boolean, fits real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    codes_ text[] := ARRAY[portal_reader(), '*'];
    asked tsquery := portal_query(terms);
    named tsquery;
    each record;
BEGIN
    IF codes_[1] IS NULL OR asked IS NULL THEN
        RETURN;
    END IF;
    IF (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = current_user) THEN
        RAISE EXCEPTION 'search would read past the wall' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT string_agg(portal_name(name)::text, ' | ')::tsquery INTO named
    FROM jsonb_array_elements(terms) AS term, jsonb_array_elements_text(term -> 'names') AS name WHERE NOT term ? 'not';
    FOR each IN
        WITH hit AS MATERIALIZED (
            SELECT w.place, w.source, COALESCE(w.words @@ named, false) AS is_named, ts_rank(w.words, asked, 1) AS fits
            FROM portal_private.word AS w WHERE w.codes && codes_ AND w.words @@ asked
        )
        SELECT p.place, p.condition, COALESCE(array_agg(h.source) FILTER (WHERE h.source IS NOT NULL), '{}') AS sources,
            COALESCE(array_agg(h.is_named) FILTER (WHERE h.source IS NOT NULL), '{}') AS named,
            COALESCE(array_agg(h.fits) FILTER (WHERE h.source IS NOT NULL), '{}') AS fits
        FROM portal_private.place AS p LEFT JOIN hit AS h ON h.place = p.place
        GROUP BY p.place, p.condition ORDER BY p.place
    LOOP
        RETURN QUERY EXECUTE format('SELECT $1, h.source, h.is_named, h.fits FROM unnest($2, $3, $4) AS h (source, is_named, fits) '
            'WHERE h.source IN (SELECT s.id FROM public.%I AS s WHERE s.id = ANY ($2) AND (%s))', each.place, each.condition)
            USING each.place, each.sources, each.named, each.fits;
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION public.portal_found(jsonb) TO portal_app;
