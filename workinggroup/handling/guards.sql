-- The order of the marks, the widest first; NULL for what is none.
CREATE OR REPLACE FUNCTION public.workinggroup_rank(marking text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT array_position(ARRAY['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'], marking) $$;
GRANT EXECUTE ON FUNCTION public.workinggroup_rank(text) TO portal_app;

-- Whether a side has said yes to a reader of a thing, or, to "", to a mark so low; as far as the reader of this sees. A yes to a
-- request counts while it is asked, and afterwards for what was granted: one that came to nothing opens nothing later.
CREATE OR REPLACE FUNCTION public.workinggroup_granted(what uuid, reader text, side text, lowest integer DEFAULT NULL) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM workinggroup_grant AS given LEFT JOIN workinggroup_releaserequest AS asked ON asked.id = given.request_id
        WHERE given.thing = what AND given.code = reader AND given.by = side AND given.revoked_at IS NULL
            AND (lowest IS NULL OR workinggroup_rank(given.marking) <= lowest)
            AND (given.request_id IS NULL OR asked.status = 'asked' OR asked.status IN ('granted', 'in_part')
                AND (reader = '' OR reader = ANY (asked.granted))))
$$;

GRANT EXECUTE ON FUNCTION public.workinggroup_rank(text), public.workinggroup_granted(uuid, text, text, integer)
TO portal_app, portal_backup;

-- Originator control. As invoker: the owner of the tables, under FORCE, would see no grant at all; and a yes that the reader may not
-- see counts for nothing.
CREATE OR REPLACE FUNCTION public.workinggroup_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
    lowest integer;
    was jsonb := to_jsonb(OLD);
    becomes jsonb := to_jsonb(NEW);
    is_ours boolean;
BEGIN
    -- Who stands for a passage before others is said of one that is written, within its matter, by who controls both: named by
    -- anybody else, its being taken already would tell that something is withheld.
    IF TG_NARGS > 1 AND becomes ->> 'gist_id' IS NOT NULL AND becomes ->> 'gist_id' IS DISTINCT FROM was ->> 'gist_id' THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s AS gist WHERE gist.id = $1::uuid AND gist.%I::text = $2 '
            'AND gist.gist_id IS NULL AND gist.originators @> ARRAY[$3]::varchar[])', TG_RELID::regclass, TG_ARGV[1])
        INTO is_ours USING becomes ->> 'gist_id', was ->> TG_ARGV[1], me;
        IF TG_OP = 'INSERT' OR NOT COALESCE(is_ours AND me = ANY (OLD.originators), false) THEN
            RAISE EXCEPTION 'a gist is written by who wrote the passage' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF me IS NULL OR NEW.releasable_to::text[] <> ARRAY[me] OR NEW.editable_by::text[] <> ARRAY[me]
            OR NEW.originators::text[] <> ARRAY[me]
        THEN
            RAISE EXCEPTION 'what is new is its author''s own' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        IF me IS NULL OR OLD.originators::text[] <> ARRAY[me] OR (TG_ARGV[0] = 'whole' AND OLD.releasable_to::text[] <> ARRAY[me])
        THEN
            RAISE EXCEPTION 'what is shared is kept' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.id <> OLD.id OR NOT NEW.originators @> OLD.originators THEN
        RAISE EXCEPTION 'originators stay' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_NARGS > 1 AND (becomes ->> TG_ARGV[1], becomes ->> 'anchor') IS DISTINCT FROM (was ->> TG_ARGV[1], was ->> 'anchor') THEN
        RAISE EXCEPTION 'a passage stays with its matter' USING ERRCODE = 'check_violation';
    END IF;
    IF array_position(NEW.releasable_to, NULL) IS NOT NULL OR array_ndims(NEW.releasable_to) > 1
        OR array_ndims(NEW.originators) > 1 OR array_position(NEW.originators, NULL) IS NOT NULL
    THEN
        RAISE EXCEPTION 'readers are sides' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT COALESCE(me = ANY (OLD.originators), false) THEN
        IF (NEW.originators, NEW.marking, NEW.mark_until, NEW.mark_then)
                IS DISTINCT FROM (OLD.originators, OLD.marking, OLD.mark_until, OLD.mark_then)
            OR NOT (NEW.releasable_to @> OLD.releasable_to AND NEW.releasable_to <@ OLD.releasable_to)
            OR NOT (NEW.editable_by @> OLD.editable_by AND NEW.editable_by <@ OLD.editable_by)
        THEN
            RAISE EXCEPTION 'originators alone say who reads it' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    -- Who narrows has taken back the own yes first: by it another would widen again.
    IF EXISTS (SELECT FROM unnest(OLD.releasable_to) AS taken(code), workinggroup_grant AS given
        WHERE NOT taken.code = ANY (NEW.releasable_to)
            AND given.thing = OLD.id AND given.code = taken.code AND given.by = me AND given.revoked_at IS NULL)
    THEN
        RAISE EXCEPTION 'revoke the grant first' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.releasable_to) AS added(code), unnest(OLD.originators) AS agrees(side)
        WHERE NOT added.code = ANY (OLD.releasable_to) AND NOT workinggroup_granted(OLD.id, added.code, agrees.side))
    THEN
        RAISE EXCEPTION 'every originator grants a new reader' USING ERRCODE = 'check_violation';
    END IF;
    -- A lower mark, now or to come, is wider release as well: all other originators have said yes to it, unless its day was agreed.
    lowest := LEAST(workinggroup_rank(NEW.marking), workinggroup_rank(NULLIF(NEW.mark_then, '')));
    IF NEW.marking = OLD.mark_then AND OLD.mark_until <= (statement_timestamp() + interval '14 hours')::date AND NEW.mark_then = '' THEN
        RETURN NEW;
    END IF;
    IF lowest < LEAST(workinggroup_rank(OLD.marking), workinggroup_rank(NULLIF(OLD.mark_then, '')))
        OR (NEW.mark_then <> '' AND (NEW.mark_until, NEW.mark_then) IS DISTINCT FROM (OLD.mark_until, OLD.mark_then))
        OR workinggroup_rank(NEW.marking) < workinggroup_rank(OLD.marking)
    THEN
        IF EXISTS (SELECT FROM unnest(OLD.originators) AS agrees(side)
            WHERE agrees.side <> me AND NOT workinggroup_granted(OLD.id, '', agrees.side, lowest))
        THEN
            RAISE EXCEPTION 'every originator grants a lower mark' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$;

-- Put a table of wholes, or of passages of what `link` names (`portal_guard('…', 'gap_id')`), under its originators' control.
DROP FUNCTION IF EXISTS public.portal_guard(regclass, text);
CREATE OR REPLACE FUNCTION public.portal_guard(target regclass, link name DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_guard BEFORE INSERT OR UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION workinggroup_guard(%s)', target,
        CASE WHEN link IS NULL THEN quote_literal('whole') ELSE format('%L, %L', 'passage', link) END);
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change()', target);
END
$$;

-- Ground first: whether no third side becomes a reader of a passage before those on whose ground it lies control it.
CREATE OR REPLACE FUNCTION public.workinggroup_ground_first(was varchar[], readers varchar[], controlled varchar[], ground varchar[])
RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$ SELECT ground <@ controlled OR readers <@ (was || ground) $$;
GRANT EXECUTE ON FUNCTION public.workinggroup_ground_first(varchar[], varchar[], varchar[], varchar[]) TO portal_app;

-- What a side says where all speak, or in turn and unseen, it says to all of them: those that `parties` of the row above names.
CREATE OR REPLACE FUNCTION public.workinggroup_say_to_all() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    told boolean;
BEGIN
    EXECUTE format('SELECT $1 @> above.%I FROM %I AS above WHERE above.id = $2::uuid', TG_ARGV[2], TG_ARGV[0])
    INTO told USING NEW.releasable_to, to_jsonb(NEW) ->> TG_ARGV[1];
    IF NOT COALESCE(told, false) THEN
        RAISE EXCEPTION 'what is said here is said to all' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION public.portal_say_to_all(target regclass, above name, link name, parties name) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_say_to_all BEFORE INSERT ON %s '
        'FOR EACH ROW EXECUTE FUNCTION workinggroup_say_to_all(%L, %L, %L)', target, above, link, parties);
END
$$;

-- Nobody speaks for another side: the named column of a new row is the reader's own code.
CREATE OR REPLACE FUNCTION public.workinggroup_speak() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF to_jsonb(NEW) ->> TG_ARGV[0] IS DISTINCT FROM portal_reader() THEN
        RAISE EXCEPTION 'nobody speaks for another side' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION public.portal_speak(target regclass, side name) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_speak BEFORE INSERT ON %s '
        'FOR EACH ROW EXECUTE FUNCTION workinggroup_speak(%L)', target, side);
END
$$;

-- A head of delegation, and nobody else of a side, commits it: the acting person is the head of the side that the row names.
CREATE OR REPLACE FUNCTION public.workinggroup_commit() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people_membership AS m WHERE m.user_id = portal_person()
        AND m.delegation_id = to_jsonb(NEW) ->> TG_ARGV[0] AND m.role = 'head')
    THEN
        RAISE EXCEPTION 'a head of delegation commits its side' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION public.portal_commit(target regclass, side name) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER portal_commit BEFORE INSERT ON %s '
        'FOR EACH ROW EXECUTE FUNCTION workinggroup_commit(%L)', target, side);
END
$$;

-- A request ends as granted or refused by an originator alone; its asker withdraws it or lets it lapse, and grants nothing.
CREATE OR REPLACE FUNCTION public.workinggroup_check_release() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.status IN ('granted', 'in_part', 'refused') AND NOT COALESCE(portal_reader() = ANY (NEW.originators), false)
        OR NEW.status IN ('withdrawn', 'lapsed') AND portal_reader() IS DISTINCT FROM NEW.asked_by_id
        OR NEW.status NOT IN ('granted', 'in_part') AND (NEW.granted <> '{}' OR NEW.until IS DISTINCT FROM OLD.until)
    THEN
        RAISE EXCEPTION 'originators alone grant' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_release BEFORE UPDATE ON workinggroup_releaserequest
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_release();

SELECT portal_speak('workinggroup_grant', 'by'), portal_speak('workinggroup_releaseanswer', 'side'),
    portal_speak('workinggroup_releaserequest', 'asked_by_id'), portal_speak('workinggroup_export', 'side'),
    portal_speak('workinggroup_exportedpassage', 'side'), portal_speak('workinggroup_opening', 'side');
SELECT portal_keep_but('workinggroup_grant', 'revoked_at revoked_by_name');
SELECT portal_keep('workinggroup_releaseanswer');
SELECT portal_keep('workinggroup_export');
SELECT portal_keep('workinggroup_exportedpassage'), portal_keep('workinggroup_opening');
SELECT portal_keep_but('workinggroup_releaserequest', 'ended_at status granted until');
-- A side says for itself what has to do with what, and takes it back; it says nothing anew.
SELECT portal_speak('workinggroup_threadtie', 'side_id');
CREATE OR REPLACE TRIGGER portal_keep_words BEFORE UPDATE ON workinggroup_threadtie
    FOR EACH ROW EXECUTE FUNCTION portal_refuse_change();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_threadtie
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();
