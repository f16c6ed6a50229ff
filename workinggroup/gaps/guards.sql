SELECT portal_guard('workinggroup_gap'), portal_guard('workinggroup_gappassage', 'gap_id');

-- Nobody shows a third side a passage on what is weak on a neighbour's ground before that side controls it.
CREATE OR REPLACE FUNCTION workinggroup_check_gap_passage() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT COALESCE((SELECT workinggroup_ground_first(OLD.releasable_to, NEW.releasable_to, OLD.originators, owners)
        FROM workinggroup_gap WHERE id = NEW.gap_id), false)
    THEN
        RAISE EXCEPTION 'it is read first by those on whose ground it lies' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_gap_passage BEFORE UPDATE OF releasable_to ON workinggroup_gappassage
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap_passage();

-- Places are read by everybody and kept by the secretariat alone; one that was named is not deleted.
CREATE OR REPLACE FUNCTION workinggroup_keep_place() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'the secretariat keeps the list of places' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_place BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_place
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_place();

-- Who brings a gap from one state into which other, and what it takes: see `NEXT` in states.py. The policies have let the reader
-- change the row, for whoever verifies must write it; who widens it is said by `portal_guard`.
CREATE OR REPLACE FUNCTION workinggroup_check_gap() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
    step text;
    owns boolean;
    readers text[];
    is_allowed boolean;
    is_borne boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' OR NEW.raised_by_id IS DISTINCT FROM me OR NEW.ever_owners <> '{}' OR NEW.turn <> 0
            OR NEW.done_by <> '{}' OR NEW.done_parts <> '{}'
        THEN
            RAISE EXCEPTION 'a gap begins as a draft of its author' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    step := OLD.status || ' ' || NEW.status;
    owns := COALESCE(me = ANY (OLD.owners), false);
    readers := array_remove(OLD.releasable_to::text[], 'SEC');
    IF NEW.raised_by_id <> OLD.raised_by_id OR NEW.created_at <> OLD.created_at
        OR OLD.number IS NOT NULL AND (NEW.number, NEW.raised_at) IS DISTINCT FROM (OLD.number, OLD.raised_at)
        OR NOT NEW.ever_owners @> OLD.ever_owners OR NOT NEW.ever_owners <@ (OLD.ever_owners || NEW.owners)
    THEN
        RAISE EXCEPTION 'what a gap was stays' USING ERRCODE = 'check_violation';
    END IF;
    -- Nobody shows a third side what is weak on the ground of a neighbour: that side has to control it first, and says yes.
    IF OLD.raised_at IS NULL AND NOT NEW.releasable_to <@ (NEW.owners || ARRAY[NEW.raised_by_id])
        AND NOT NEW.owners <@ ARRAY[NEW.raised_by_id]
    THEN
        RAISE EXCEPTION 'a gap on the ground of others is raised for them alone' USING ERRCODE = 'check_violation';
    END IF;
    -- A draft that is said to lie elsewhere, after a third side was let in, would show it that.
    IF OLD.raised_at IS NULL AND NOT NEW.owners <@ OLD.owners AND EXISTS (SELECT FROM workinggroup_gappassage AS told
        WHERE told.gap_id = OLD.id AND NOT workinggroup_ground_first(told.originators, told.releasable_to, told.originators, NEW.owners))
    THEN
        RAISE EXCEPTION 'third sides read passages of this draft' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.raised_at IS NOT NULL AND NOT NEW.originators @> NEW.ever_owners THEN
        RAISE EXCEPTION 'who owns a gap controls it' USING ERRCODE = 'check_violation';
    END IF;
    -- What the raiser says of it is the raiser's; under which commitment it is mended is the owners'.
    IF (NEW.title, NEW.kind, NEW.place_id, NEW.external_ref) IS DISTINCT FROM (OLD.title, OLD.kind, OLD.place_id, OLD.external_ref)
        AND (me IS DISTINCT FROM OLD.raised_by_id OR OLD.status NOT IN ('draft', 'contested'))
        OR NEW.commitment_id IS DISTINCT FROM OLD.commitment_id AND NOT (owns OR OLD.status = 'draft')
    THEN
        RAISE EXCEPTION 'a side changes the words of no other' USING ERRCODE = 'check_violation';
    END IF;
    -- Other owners: those that own it and those that are to have said yes.
    IF OLD.raised_at IS NOT NULL AND NOT (NEW.owners @> OLD.owners AND NEW.owners <@ OLD.owners)
        AND NOT EXISTS (SELECT FROM workinggroup_gaphandover AS given
            WHERE given.gap_id = OLD.id AND given.ended_at IS NULL AND given.yes @> OLD.owners AND given.yes @> NEW.owners
                AND given.owners @> NEW.owners AND given.owners <@ NEW.owners)
    THEN
        RAISE EXCEPTION 'the owners before and after agree to it' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.verified_by IS DISTINCT FROM OLD.verified_by AND NEW.verified_by IS NOT NULL AND NEW.verified_by IS DISTINCT FROM me THEN
        RAISE EXCEPTION 'nobody verifies for another' USING ERRCODE = 'check_violation';
    END IF;
    -- An owner says for itself that its measures are done, and takes it back; each claim, each end of it and other owners begin anew.
    IF NEW.status <> OLD.status OR NOT (NEW.owners @> OLD.owners AND NEW.owners <@ OLD.owners) THEN
        NEW.done_by := '{}';
        NEW.done_parts := '{}';
    ELSIF NEW.done_parts IS DISTINCT FROM OLD.done_parts AND (NOT (owns AND OLD.status = 'treating')
        OR ARRAY(SELECT said FROM unnest(NEW.done_parts) AS said WHERE split_part(said, ':', 1) <> me ORDER BY said)
            <> ARRAY(SELECT said FROM unnest(OLD.done_parts) AS said WHERE split_part(said, ':', 1) <> me ORDER BY said))
    THEN
        RAISE EXCEPTION 'nobody says for another owner what it has mended' USING ERRCODE = 'check_violation';
    ELSIF NEW.done_by IS DISTINCT FROM OLD.done_by AND NOT (owns AND OLD.status = 'treating'
        AND (NEW.done_by = array_remove(OLD.done_by, me::varchar) OR NEW.done_by = OLD.done_by || me::varchar AND NOT me = ANY (OLD.done_by)))
    THEN
        RAISE EXCEPTION 'nobody says for another owner that it is done' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.turn <> OLD.turn + (step = 'treating claimed')::integer THEN
        RAISE EXCEPTION 'each claim is counted' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = OLD.status AND OLD.status = 'accepted' AND COALESCE(NEW.due_on, 'infinity') > OLD.due_on THEN
        RAISE EXCEPTION 'a measure is due no later than was said' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = OLD.status THEN
        RETURN NEW;
    END IF;
    -- Whether the heads of all sides that read it have consented to bear it.
    is_borne := NEW.status = 'tolerated' AND EXISTS (SELECT FROM workinggroup_toleration AS borne WHERE borne.gap_id = OLD.id
        AND borne.ended_at IS NULL AND borne.parties::text[] @> readers AND NOT EXISTS (SELECT FROM unnest(readers) AS party(side)
            WHERE NOT EXISTS (SELECT FROM workinggroup_tolerationconsent AS given
                WHERE given.toleration_id = borne.id AND given.side_id = party.side)));
    is_allowed := CASE step
        WHEN 'draft raised' THEN me = OLD.raised_by_id AND NEW.ever_owners @> NEW.owners AND NEW.ever_owners <@ NEW.owners
        WHEN 'draft dropped' THEN me = OLD.raised_by_id
        WHEN 'raised accepted' THEN owns
        WHEN 'raised contested' THEN owns
        WHEN 'contested raised' THEN me = OLD.raised_by_id
        WHEN 'contested accepted' THEN owns
        -- The owner contested it, and the raiser agrees.
        WHEN 'contested dropped' THEN me = OLD.raised_by_id
        WHEN 'accepted treating' THEN owns AND EXISTS (SELECT FROM workinggroup_measure WHERE gap_id = OLD.id)
        WHEN 'treating claimed' THEN owns AND (OLD.done_by || me::varchar) @> OLD.owners
        WHEN 'claimed closed' THEN NEW.verified_by = me AND EXISTS (SELECT FROM workinggroup_verification AS found
                WHERE found.gap_id = OLD.id AND found.turn = OLD.turn AND found.side_id = me AND found.outcome = 'closed')
            -- The secretariat closes only what all sides own, once each has verified what the others did.
            AND (me <> 'SEC' OR cardinality(readers) > 1 AND readers <@ OLD.ever_owners::text[] AND NOT EXISTS (SELECT FROM unnest(readers) AS party(side)
                WHERE NOT EXISTS (SELECT FROM workinggroup_verification AS found WHERE found.gap_id = OLD.id
                    AND found.turn = OLD.turn AND found.side_id = party.side AND found.outcome = 'closed')))
        WHEN 'claimed treating' THEN EXISTS (SELECT FROM workinggroup_verification AS found
                WHERE found.gap_id = OLD.id AND found.turn = OLD.turn AND found.side_id = me AND found.outcome = 'returned')
            AND (NOT me = ANY (OLD.ever_owners) OR readers <@ OLD.ever_owners::text[])
        WHEN 'accepted tolerated' THEN is_borne
        WHEN 'treating tolerated' THEN is_borne
        WHEN 'tolerated treating' THEN me = ANY (OLD.releasable_to)
        WHEN 'tolerated accepted' THEN me = ANY (OLD.releasable_to) AND OLD.commitment_id IS NULL
        WHEN 'closed treating' THEN me = ANY (OLD.releasable_to)
        ELSE false
    END;
    IF NOT COALESCE(is_allowed, false) THEN
        RAISE EXCEPTION 'this side does not bring a gap from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER workinggroup_check_gap BEFORE INSERT OR UPDATE ON workinggroup_gap
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap();

-- A round stays as it was opened and is blind for two weeks at least, by this server's clock. That a side has rated is written by
-- its rating alone.
CREATE OR REPLACE FUNCTION workinggroup_check_gap_round() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a round of ratings is kept' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.rated <> '{}' OR NEW.opened_by IS DISTINCT FROM me THEN
            RAISE EXCEPTION 'a round begins without ratings' USING ERRCODE = 'check_violation';
        END IF;
        -- Who asks itself alone would rate for all.
        IF NOT NEW.releasable_to @> NEW.asked OR NOT COALESCE((SELECT NEW.asked <@ gap.releasable_to
            AND CASE NEW.moment WHEN 'current' THEN NEW.asked @> array_remove(gap.releasable_to, 'SEC') ELSE NEW.asked @> gap.owners END
            FROM workinggroup_gap AS gap WHERE gap.id = NEW.gap_id), false)
        THEN
            RAISE EXCEPTION 'all sides are asked to rate' USING ERRCODE = 'check_violation';
        END IF;
        -- One scale a round: who rates by another would be compared with what means something else.
        NEW.scale := workinggroup_scale_in_use();
        NEW.reveals_at := GREATEST(NEW.reveals_at, statement_timestamp() + interval '14 days');
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - 'rated' IS DISTINCT FROM to_jsonb(OLD) - 'rated' OR NEW.rated IS DISTINCT FROM (OLD.rated || ARRAY[me]::varchar[])
        OR NOT EXISTS (SELECT FROM workinggroup_rating WHERE round_id = OLD.id AND side_id = me)
    THEN
        RAISE EXCEPTION 'a side has rated when it has rated' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_gap_round BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_ratinground
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap_round();

-- A scale is proposed by the secretariat to all delegations, and stays as it was proposed. Each head agrees for the own side;
-- gaps are rated by it once all do. One that says no ends it, and so does the secretariat that takes it back. What all agreed on
-- stays.
CREATE OR REPLACE FUNCTION workinggroup_check_scale() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
    sides varchar[] := ARRAY(SELECT code FROM people_delegation WHERE kind = 'delegation');
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF me IS DISTINCT FROM 'SEC' OR NEW.yes <> '{}' OR NEW.agreed_at IS NOT NULL OR NEW.ended_at IS NOT NULL
            OR NOT (NEW.parties @> sides AND NEW.parties <@ sides)
            OR EXISTS (SELECT FROM workinggroup_gapscale WHERE number >= NEW.number OR agreed_at IS NULL AND ended_at IS NULL)
            OR NOT workinggroup_is_grid(NEW.likelihood, '12345') OR NOT workinggroup_is_grid(NEW.level, 'LMHV')
        THEN
            RAISE EXCEPTION 'the secretariat proposes one scale to all delegations' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.agreed_at IS NOT NULL OR OLD.ended_at IS NOT NULL
        OR NOT COALESCE(me = ANY (OLD.parties) OR me = 'SEC' AND NEW.yes = OLD.yes AND NEW.ended_at IS NOT NULL, false)
        OR to_jsonb(NEW) - ARRAY['yes', 'agreed_at', 'ended_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['yes', 'agreed_at', 'ended_at']
        OR NEW.yes IS DISTINCT FROM OLD.yes AND (me = ANY (OLD.yes) OR NEW.yes IS DISTINCT FROM OLD.yes || me::varchar)
        OR (NEW.agreed_at IS NOT NULL) <> (NEW.yes @> NEW.parties)
        OR NOT EXISTS (SELECT FROM people_membership AS m WHERE m.user_id = portal_person() AND m.delegation_id = me
            AND (m.role = 'head' OR me = 'SEC' AND m.role IN ('deputy', 'coordinator')))
    THEN
        RAISE EXCEPTION 'nobody agrees to a scale for another' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
-- Whether these are five rows of five signs of a ladder that fall in no row and in no column.
CREATE OR REPLACE FUNCTION workinggroup_is_grid(lines varchar[], ladder text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(cardinality(lines) = 5 AND (SELECT bool_and(length(line) = 5) FROM unnest(lines) AS line)
        AND (SELECT bool_and(strpos(ladder, substr(lines[r], c, 1)) > 0
            AND (r = 1 OR strpos(ladder, substr(lines[r], c, 1)) >= strpos(ladder, substr(lines[r - 1], c, 1)))
            AND (c = 1 OR strpos(ladder, substr(lines[r], c, 1)) >= strpos(ladder, substr(lines[r], c - 1, 1))))
            FROM generate_series(1, 5) AS r, generate_series(1, 5) AS c), false)
$$;
GRANT EXECUTE ON FUNCTION workinggroup_is_grid(varchar[], text) TO portal_app;
CREATE OR REPLACE TRIGGER workinggroup_check_scale BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_gapscale
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_scale();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_gapscale
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

-- The scale by which gaps are rated: the last that all agreed on, else the first (scales.toml).
CREATE OR REPLACE FUNCTION workinggroup_scale_in_use() RETURNS integer
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT COALESCE(max(number), 1)::integer FROM workinggroup_gapscale WHERE agreed_at IS NOT NULL $$;
GRANT EXECUTE ON FUNCTION workinggroup_scale_in_use() TO portal_app;

-- Likelihood and level as the grids of a scale have them (scales.toml, and those that all agreed on): looked up, whatever whoever
-- writes a rating says. NULL for a scale or a step that there is not.
CREATE OR REPLACE FUNCTION workinggroup_likelihood(scale integer, threat integer, vulnerability integer) RETURNS integer
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT NULLIF(substr(
    CASE scale WHEN 1 THEN (ARRAY['11122', '11223', '12334', '22345', '23455'])[threat]
        ELSE (SELECT likelihood[threat] FROM workinggroup_gapscale WHERE number = scale AND agreed_at IS NOT NULL) END, vulnerability, 1), '')::integer $$;
CREATE OR REPLACE FUNCTION workinggroup_level(scale integer, likelihood integer, impact integer) RETURNS text
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$ SELECT NULLIF(substr(
    CASE scale WHEN 1 THEN (ARRAY['LLLMM', 'LLMMH', 'LMMHH', 'MMHHV', 'MHHVV'])[$2]
        ELSE (SELECT agreed.level[$2] FROM workinggroup_gapscale AS agreed WHERE number = scale AND agreed_at IS NOT NULL) END, impact, 1), '') $$;
GRANT EXECUTE ON FUNCTION workinggroup_likelihood(integer, integer, integer), workinggroup_level(integer, integer, integer)
TO portal_app;

CREATE OR REPLACE FUNCTION workinggroup_check_gap_rating() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.side_id IS DISTINCT FROM portal_reader() OR NOT EXISTS (SELECT FROM workinggroup_ratinground AS round
        WHERE round.id = NEW.round_id AND round.gap_id = NEW.gap_id AND round.moment = NEW.moment AND NEW.side_id = ANY (round.asked)
            AND NEW.scale = round.scale)
    THEN
        RAISE EXCEPTION 'a side rates for itself, by the scale of a round that asks it' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.scale <> workinggroup_scale_in_use() OR (NEW.impact, NEW.likelihood, NEW.level) IS DISTINCT FROM (
        GREATEST(NEW.safety, NEW.control, NEW.trade, NEW.trust),
        workinggroup_likelihood(NEW.scale, NEW.threat, NEW.vulnerability), workinggroup_level(NEW.scale, NEW.likelihood, NEW.impact))
    THEN
        RAISE EXCEPTION 'what follows from a rating is looked up' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_gap_rating BEFORE INSERT ON workinggroup_rating
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap_rating();
CREATE OR REPLACE FUNCTION workinggroup_note_gap_rating() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE workinggroup_ratinground SET rated = rated || ARRAY[NEW.side_id] WHERE id = NEW.round_id;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_note_gap_rating AFTER INSERT ON workinggroup_rating
    FOR EACH ROW EXECUTE FUNCTION workinggroup_note_gap_rating();
SELECT portal_keep('workinggroup_rating');
-- A rating that its side kept to itself would open all others to it.
SELECT portal_say_to_all('workinggroup_rating', 'workinggroup_ratinground', 'round_id', 'asked'),
    portal_say_to_all('workinggroup_tolerationconsent', 'workinggroup_toleration', 'toleration_id', 'parties');

-- A joint rating is proposed once the round is blind for nobody, and is looked up as each side's own is; all that were asked agree,
-- each for itself, or one does not, which ends it. What all agreed on stays.
CREATE OR REPLACE FUNCTION workinggroup_check_gap_joint() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.by_side IS DISTINCT FROM me OR NEW.yes <> ARRAY[me]::varchar[] OR NEW.ended_at IS NOT NULL
            OR NOT EXISTS (SELECT FROM workinggroup_ratinground AS round WHERE round.id = NEW.round_id AND round.gap_id = NEW.gap_id
                AND NEW.scale = round.scale AND me = ANY (round.asked) AND NEW.parties @> round.asked AND NEW.parties <@ round.asked
                AND (round.asked <@ round.rated OR round.reveals_at <= statement_timestamp()))
        THEN
            RAISE EXCEPTION 'a side proposes to all what each has rated by itself' USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.scale <> workinggroup_scale_in_use() OR (NEW.impact, NEW.likelihood, NEW.level) IS DISTINCT FROM (
        GREATEST(NEW.safety, NEW.control, NEW.trade, NEW.trust),
            workinggroup_likelihood(NEW.scale, NEW.threat, NEW.vulnerability), workinggroup_level(NEW.scale, NEW.likelihood, NEW.impact))
        THEN
            RAISE EXCEPTION 'what follows from a rating is looked up' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR OLD.yes @> OLD.parties OR NOT COALESCE(me = ANY (OLD.parties), false)
        OR to_jsonb(NEW) - ARRAY['yes', 'ended_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['yes', 'ended_at']
        OR NEW.yes IS DISTINCT FROM OLD.yes AND NEW.yes IS DISTINCT FROM (OLD.yes || ARRAY[me]::varchar[])
        OR NEW.yes IS DISTINCT FROM OLD.yes AND (me = ANY (OLD.yes) OR NEW.scale <> workinggroup_scale_in_use())
    THEN
        RAISE EXCEPTION 'nobody agrees for another' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_gap_joint BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_gapjointrating
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap_joint();
SELECT portal_say_to_all('workinggroup_gapjointrating', 'workinggroup_ratinground', 'round_id', 'asked');

-- A measure is an owner's, and so is the action item; who said that its own are done takes that back first.
CREATE OR REPLACE FUNCTION workinggroup_check_gap_measure() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_gap WHERE id = NEW.gap_id AND me = ANY (owners) AND NOT me = ANY (done_by))
        OR NOT EXISTS (SELECT FROM workinggroup_actionitem WHERE id = NEW.item_id AND delegation_id = me)
    THEN
        RAISE EXCEPTION 'owners add measures of their own' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_gap_measure BEFORE INSERT ON workinggroup_measure
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap_measure();
SELECT portal_keep('workinggroup_measure');

SELECT portal_speak('workinggroup_verification', 'side_id'), portal_speak('workinggroup_tolerationconsent', 'side_id'),
    portal_speak('workinggroup_toleration', 'by_side'), portal_speak('workinggroup_gaphandover', 'by_side'),
    portal_speak('workinggroup_gapentry', 'side');
SELECT portal_keep('workinggroup_verification');
SELECT portal_keep('workinggroup_tolerationconsent'), portal_commit('workinggroup_tolerationconsent', 'side_id');
SELECT portal_keep('workinggroup_gapentry');
SELECT portal_keep_but('workinggroup_toleration', 'ended_at');

-- A handover stays as it was proposed; each side says its own yes, and it ends once.
CREATE OR REPLACE FUNCTION workinggroup_check_gap_handover() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
BEGIN
    IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND (OLD.ended_at IS NOT NULL
        OR to_jsonb(NEW) - ARRAY['yes', 'ended_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['yes', 'ended_at'])
    THEN
        RAISE EXCEPTION 'a handover stays as it was proposed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT NEW.yes <@ ARRAY[me]::varchar[]
        OR TG_OP = 'UPDATE' AND NEW.yes IS DISTINCT FROM OLD.yes AND NEW.yes IS DISTINCT FROM (OLD.yes || ARRAY[me]::varchar[])
    THEN
        RAISE EXCEPTION 'nobody says yes for another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_gap_handover BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_gaphandover
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_gap_handover();

-- Search finds gaps and their passages, as far as their marks let it.
SELECT portal_find('workinggroup_gap', 'A title', 'ref GAP raised_by_id number');
SELECT portal_find('workinggroup_gappassage', 'D text', 'shown EXISTS (
    SELECT FROM workinggroup_gap AS whole WHERE whole.id = s.gap_id AND whole.marking NOT IN (''RED'', ''AMBER+STRICT''))
    AND NOT EXISTS (SELECT FROM workinggroup_gappassage AS said WHERE said.gist_id = s.id)');
