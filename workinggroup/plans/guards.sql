-- A plan is its originators', and what binds the parties is what they agreed.
SELECT portal_guard('workinggroup_plan'), portal_guard('workinggroup_plansection', 'plan_id');

-- Which state follows which, as `NEXT` in states.py has it; in force by an agreed version alone, and resumed by all alone. What was
-- tabled once is between these parties, under this name and mark; a lower mark that was foreseen before still comes on its day. Of
-- the sides that read it, the parties alone move it on.
CREATE OR REPLACE FUNCTION workinggroup_check_plan() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM workinggroup_planversion WHERE plan_id = OLD.id AND stage <> 'drafting')
        AND ((NEW.parties, NEW.title, NEW.commitment_id, NEW.drafted_by_id, NEW.number)
                IS DISTINCT FROM (OLD.parties, OLD.title, OLD.commitment_id, OLD.drafted_by_id, OLD.number)
            OR (NEW.marking, NEW.mark_until, NEW.mark_then) IS DISTINCT FROM (OLD.marking, OLD.mark_until, OLD.mark_then)
                AND (NEW.marking = OLD.mark_then AND NEW.mark_then = ''
                    AND OLD.mark_until <= (statement_timestamp() + interval '14 hours')::date) IS NOT TRUE)
    THEN
        RAISE EXCEPTION 'what was tabled keeps its parties, its name and its mark' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = OLD.status THEN
        RETURN NULL;
    END IF;
    IF NOT COALESCE(portal_reader() = ANY (OLD.parties), false) THEN
        RAISE EXCEPTION 'the parties alone move a plan on' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.status, NEW.status) NOT IN (('draft', 'tabled'), ('draft', 'withdrawn'), ('tabled', 'agreed'), ('tabled', 'draft'),
        ('agreed', 'active'), ('agreed', 'withdrawn'), ('active', 'suspended'), ('active', 'completed'), ('suspended', 'active'),
        ('suspended', 'completed'), ('completed', 'evaluated'), ('evaluated', 'closed'))
    THEN
        RAISE EXCEPTION 'a plan does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status IN ('agreed', 'active')
        AND NOT EXISTS (SELECT FROM workinggroup_planversion WHERE plan_id = NEW.id AND stage = 'agreed')
    THEN
        RAISE EXCEPTION 'no version of this plan is agreed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status = 'suspended' AND NEW.status = 'active' AND EXISTS (SELECT FROM unnest(NEW.parties) AS party
        WHERE NOT EXISTS (SELECT FROM workinggroup_planword AS word
            WHERE word.plan_id = NEW.id AND word.side_id = party AND NOT word.suspends
                AND word.at >= (SELECT max(at) FROM workinggroup_planword WHERE plan_id = NEW.id AND suspends)))
    THEN
        RAISE EXCEPTION 'every party resumes' USING ERRCODE = 'check_violation';
    END IF;
    -- Evaluated is what all parties say the same of; closed what is answered wherever one of them says that it was weak.
    IF NEW.status IN ('evaluated', 'closed') AND EXISTS (
        SELECT FROM workinggroup_planobjective AS objective
        JOIN workinggroup_planversion AS version ON version.id = objective.version_id AND version.stage = 'agreed'
        CROSS JOIN LATERAL (SELECT count(*) AS sides, count(DISTINCT last.result) AS results, bool_or(last.result IN ('M', 'U')) AS weak
            FROM (SELECT DISTINCT ON (said.side_id) said.result FROM workinggroup_objectiverating AS said
                WHERE said.plan_id = NEW.id AND said.anchor = objective.anchor AND said.moment = 'joint'
                    AND said.side_id = ANY (NEW.parties) ORDER BY said.side_id, said.at DESC) AS last) AS told
        WHERE version.plan_id = NEW.id AND (told.sides < cardinality(NEW.parties) OR told.results <> 1
            OR NEW.status = 'closed' AND told.weak AND NOT EXISTS (SELECT FROM workinggroup_planfinding AS found
                WHERE found.plan_id = NEW.id AND found.anchor = objective.anchor AND (found.accepted_because <> ''
                    OR EXISTS (SELECT FROM workinggroup_planimprovement AS better WHERE better.finding_id = found.id)))))
    THEN
        RAISE EXCEPTION 'something of this plan is not said or not answered' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_plan AFTER UPDATE ON workinggroup_plan
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_plan();

-- Whether every party of a plan has consented to a version of it, by its hash.
CREATE OR REPLACE FUNCTION workinggroup_all_consent(version uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT NOT EXISTS (SELECT FROM workinggroup_planversion AS asked JOIN workinggroup_plan AS plan ON plan.id = asked.plan_id,
            unnest(plan.parties) AS party
        WHERE asked.id = version AND NOT EXISTS (SELECT FROM workinggroup_planconsent AS said
            WHERE said.version_id = asked.id AND said.side_id = party AND said.answer = 'yes' AND said.sha256 = asked.sha256))
$$;
GRANT EXECUTE ON FUNCTION workinggroup_all_consent(uuid) TO portal_app;

-- A version is drafted, tabled as it stands, and then ends once: agreed by every party by its hash, or not. What is agreed gives way
-- to what every party has consented to, and to nothing else.
CREATE OR REPLACE FUNCTION workinggroup_check_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.stage <> 'drafting' THEN
            RAISE EXCEPTION 'a version is drafted first' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.stage = 'drafting' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage NOT IN ('drafting', 'tabled') THEN
            RAISE EXCEPTION 'a version is tabled before it ends' USING ERRCODE = 'check_violation';
        END IF;
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - '{stage,ended_at}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{stage,ended_at}'::text[])
        OR (NEW.stage <> OLD.stage AND (OLD.stage, NEW.stage) NOT IN (('tabled', 'agreed'), ('tabled', 'refused'),
            ('tabled', 'lapsed'), ('tabled', 'superseded'), ('agreed', 'superseded')))
    THEN
        RAISE EXCEPTION 'what was tabled is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.stage = 'agreed' AND OLD.stage = 'tabled' AND NOT workinggroup_all_consent(NEW.id) THEN
        RAISE EXCEPTION 'not every party has consented' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.stage = 'superseded' AND OLD.stage = 'agreed' AND NOT EXISTS (SELECT FROM workinggroup_planversion AS next
        WHERE next.plan_id = NEW.plan_id AND next.stage = 'tabled' AND workinggroup_all_consent(next.id))
    THEN
        RAISE EXCEPTION 'what is agreed stays until all agree to another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_version BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_planversion
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_version();

-- Each party consents for itself, to the hash of what is tabled, as long as the plan is not over.
CREATE OR REPLACE FUNCTION workinggroup_check_consent() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_planversion AS version JOIN workinggroup_plan AS plan ON plan.id = version.plan_id
        WHERE version.id = NEW.version_id AND version.stage = 'tabled' AND version.sha256 = NEW.sha256
            AND NEW.side_id = ANY (plan.parties) AND NEW.releasable_to @> plan.parties
            AND plan.status IN ('tabled', 'agreed', 'active', 'suspended'))
    THEN
        RAISE EXCEPTION 'a party consents to what is tabled, by its hash' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_consent BEFORE INSERT ON workinggroup_planconsent
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_consent();
SELECT portal_keep('workinggroup_planconsent'), portal_speak('workinggroup_planconsent', 'side_id'),
    portal_commit('workinggroup_planconsent', 'side_id'), portal_commit('workinggroup_planword', 'side_id');

-- What stands in a version stands in that one, and is frozen with it.
CREATE OR REPLACE FUNCTION workinggroup_check_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    told jsonb := to_jsonb(NEW);
BEGIN
    IF EXISTS (SELECT FROM workinggroup_planversion
        WHERE id IN (OLD.version_id, NEW.version_id) AND stage <> 'drafting')
    THEN
        RAISE EXCEPTION 'what was tabled is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'DELETE' AND (EXISTS (SELECT FROM workinggroup_plantask
            WHERE id IN ((told ->> 'task_id')::uuid, (told ->> 'before_id')::uuid, (told ->> 'after_id')::uuid)
                AND version_id <> NEW.version_id)
        OR EXISTS (SELECT FROM workinggroup_planphase WHERE id = (told ->> 'phase_id')::uuid AND version_id <> NEW.version_id))
    THEN
        RAISE EXCEPTION 'this stands in another version' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE FUNCTION workinggroup_freeze_part(target regclass) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    EXECUTE format('CREATE OR REPLACE TRIGGER workinggroup_check_part BEFORE INSERT OR UPDATE OR DELETE ON %s '
        'FOR EACH ROW EXECUTE FUNCTION workinggroup_check_part()', target);
END
$$;
SELECT workinggroup_freeze_part('workinggroup_planphase'), workinggroup_freeze_part('workinggroup_plantask'),
    workinggroup_freeze_part('workinggroup_tasklink'), workinggroup_freeze_part('workinggroup_taskresource'),
    workinggroup_freeze_part('workinggroup_planbasis'), workinggroup_freeze_part('workinggroup_plansafeguard'),
    workinggroup_freeze_part('workinggroup_planpost'), workinggroup_freeze_part('workinggroup_planrhythm'),
    workinggroup_freeze_part('workinggroup_planobjective');

-- A section that was tabled is read by more, never by fewer of the parties, and says what it said; one that a party could not read never becomes
-- bound by being opened afterwards. An annex is no part of what is tabled. Each stays its side's.
CREATE OR REPLACE FUNCTION workinggroup_check_section() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.side_id <> OLD.side_id THEN
        RAISE EXCEPTION 'a section stays its side''s' USING ERRCODE = 'check_violation';
    END IF;
    IF COALESCE(NEW.part, OLD.part) = 'annex' AND COALESCE(OLD.part, NEW.part) = 'annex' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF EXISTS (SELECT FROM workinggroup_planversion WHERE id IN (OLD.version_id, NEW.version_id) AND stage <> 'drafting')
        AND (TG_OP <> 'UPDATE' OR EXISTS (SELECT FROM workinggroup_plan AS plan, unnest(OLD.releasable_to) AS taken(code)
                WHERE plan.id = NEW.plan_id AND taken.code = ANY (plan.parties) AND NOT taken.code = ANY (NEW.releasable_to))
            OR (to_jsonb(NEW) - 'releasable_to') IS DISTINCT FROM (to_jsonb(OLD) - 'releasable_to')
            OR EXISTS (SELECT FROM workinggroup_plan AS plan WHERE plan.id = NEW.plan_id
                AND NEW.releasable_to @> plan.parties AND NOT OLD.releasable_to @> plan.parties))
    THEN
        RAISE EXCEPTION 'what was tabled is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT FROM workinggroup_planversion WHERE id = NEW.version_id AND plan_id = NEW.plan_id)
    THEN
        RAISE EXCEPTION 'this is a version of another plan' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_section BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_plansection
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_section();
SELECT portal_speak('workinggroup_plansection', 'side_id');

-- Each side takes over, counts, suspends and rates for itself. Who has rated has rated every objective that was agreed, once the plan
-- is carried out, and rates none blind afterwards.
SELECT portal_keep('workinggroup_tasktaken'), portal_speak('workinggroup_tasktaken', 'side_id'),
    portal_keep('workinggroup_planword'), portal_speak('workinggroup_planword', 'side_id'),
    portal_keep('workinggroup_objectiverating'), portal_speak('workinggroup_objectiverating', 'side_id'),
    portal_keep('workinggroup_ratedside'), portal_speak('workinggroup_ratedside', 'side_id'),
    portal_speak('workinggroup_plancount', 'side_id');
SELECT portal_say_to_all('workinggroup_planword', 'workinggroup_plan', 'plan_id', 'parties'),
    portal_say_to_all('workinggroup_objectiverating', 'workinggroup_plan', 'plan_id', 'parties'),
    portal_say_to_all('workinggroup_ratedside', 'workinggroup_plan', 'plan_id', 'parties'),
    portal_say_to_all('workinggroup_planfinding', 'workinggroup_plan', 'plan_id', 'parties'),
    portal_say_to_all('workinggroup_planimprovement', 'workinggroup_planfinding', 'finding_id', 'releasable_to'),
    portal_say_to_all('workinggroup_tasktaken', 'workinggroup_plan', 'plan_id', 'parties');

-- A side takes over a task that it leads in what was agreed, as an action item of its own.
CREATE OR REPLACE FUNCTION workinggroup_check_taken() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_plantask AS task JOIN workinggroup_planversion AS version
            ON version.id = task.version_id AND version.stage = 'agreed'
        WHERE version.plan_id = NEW.plan_id AND task.anchor = NEW.anchor AND task.lead_id = NEW.side_id)
        OR NOT EXISTS (SELECT FROM workinggroup_actionitem WHERE id = NEW.item_id AND delegation_id = NEW.side_id)
    THEN
        RAISE EXCEPTION 'a side takes over what it leads, as an item of its own' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_taken BEFORE INSERT ON workinggroup_tasktaken
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_taken();

-- What is said last is what counts: when it was said is this server's to say.
CREATE OR REPLACE FUNCTION workinggroup_date_word() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_date_word BEFORE INSERT ON workinggroup_planword
    FOR EACH ROW EXECUTE FUNCTION workinggroup_date_word();

-- A finding is its side's, and stays as it was found; that it is accepted, and why, is said once. What is improved stays said.
CREATE OR REPLACE FUNCTION workinggroup_keep_finding() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.by_id IS DISTINCT FROM portal_reader() OR NEW.accepted_because <> '' THEN
            RAISE EXCEPTION 'a side finds for itself' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.accepted_because <> '' OR NEW.accepted_because = ''
        OR to_jsonb(NEW) - 'accepted_because' IS DISTINCT FROM to_jsonb(OLD) - 'accepted_because'
        OR NOT EXISTS (SELECT FROM workinggroup_plan WHERE id = OLD.plan_id AND status IN ('completed', 'evaluated')
            AND portal_reader() = ANY (parties))
    THEN
        RAISE EXCEPTION 'a finding stays, and is accepted once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_finding BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_planfinding
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_finding();
SELECT portal_keep('workinggroup_planimprovement'), portal_speak('workinggroup_planimprovement', 'side_id');
-- What it mends is a gap that its side reads; of one that it does not read the same is said as of one that there is not.
CREATE OR REPLACE FUNCTION workinggroup_check_improvement() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.gap_id IS NOT NULL AND NOT EXISTS (SELECT FROM workinggroup_gap WHERE id = NEW.gap_id) THEN
        RAISE EXCEPTION 'this side reads no such gap' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_improvement BEFORE INSERT ON workinggroup_planimprovement
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_improvement();
CREATE OR REPLACE FUNCTION workinggroup_check_rated() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_plan AS plan JOIN workinggroup_planversion AS version
            ON version.plan_id = plan.id AND version.stage = 'agreed'
        WHERE plan.id = NEW.plan_id AND plan.status = 'completed')
    THEN
        RAISE EXCEPTION 'what is carried out is rated' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM workinggroup_planobjective AS objective JOIN workinggroup_planversion AS version
            ON version.id = objective.version_id AND version.stage = 'agreed'
        WHERE version.plan_id = NEW.plan_id AND NOT EXISTS (SELECT FROM workinggroup_objectiverating AS said
            WHERE said.plan_id = NEW.plan_id AND said.anchor = objective.anchor AND said.side_id = NEW.side_id AND said.moment = 'blind'))
    THEN
        RAISE EXCEPTION 'every objective is rated first' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_rated BEFORE INSERT ON workinggroup_ratedside
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_rated();
CREATE OR REPLACE FUNCTION workinggroup_check_objectiverating() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.moment = 'blind'
        AND EXISTS (SELECT FROM workinggroup_ratedside AS rated WHERE rated.plan_id = NEW.plan_id AND rated.side_id = NEW.side_id)
    THEN
        RAISE EXCEPTION 'this side has rated already' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_objectiverating BEFORE INSERT ON workinggroup_objectiverating
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_objectiverating();

-- What the pages of a plan show beside what is written while it is drafted, as one digest for their tags: its state, what was
-- tabled and said to it, its sections, what was taken over as far as the items are seen, counts, ratings, what was found, places,
-- the days of meetings that follow one. As the reader sees it. None where it is not seen, and where something marked RED is: that is noted each
-- time that it is read.
CREATE OR REPLACE FUNCTION workinggroup_plan_shows(key uuid) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN (SELECT md5(ROW(plan,
        (SELECT reference FROM workinggroup_commitment WHERE id = plan.commitment_id),
        (SELECT string_agg(ROW(number, stage, starts_on, ends_on, summary, sha256, tabled_at, expires_on)::text, ';' ORDER BY id)
            FROM workinggroup_planversion WHERE plan_id = plan.id),
        (SELECT string_agg(said::text, ';' ORDER BY said.id) FROM workinggroup_planconsent AS said
            JOIN workinggroup_planversion AS version ON version.id = said.version_id WHERE version.plan_id = plan.id),
        (SELECT string_agg(word::text, ';' ORDER BY id) FROM workinggroup_planword AS word WHERE plan_id = plan.id),
        (SELECT string_agg(section::text, ';' ORDER BY id) FROM workinggroup_plansection AS section WHERE plan_id = plan.id),
        (SELECT string_agg(ROW(taken.anchor, item.id, item.status, item.due_on, item.series, item.number)::text, ';'
                ORDER BY taken.id)
            FROM workinggroup_tasktaken AS taken LEFT JOIN workinggroup_actionitem AS item ON item.id = taken.item_id
            WHERE taken.plan_id = plan.id),
        (SELECT string_agg(counted::text, ';' ORDER BY id) FROM workinggroup_plancount AS counted WHERE plan_id = plan.id),
        (SELECT string_agg(rough::text, ';' ORDER BY id) FROM workinggroup_quartercount AS rough WHERE plan_id = plan.id),
        (SELECT string_agg(rated::text, ';' ORDER BY id) FROM workinggroup_ratedside AS rated WHERE plan_id = plan.id),
        (SELECT string_agg(rating::text, ';' ORDER BY id) FROM workinggroup_objectiverating AS rating WHERE plan_id = plan.id),
        (SELECT string_agg(ROW(said, better)::text, ';' ORDER BY said.id, better.id) FROM workinggroup_planfinding AS said
            LEFT JOIN workinggroup_planimprovement AS better ON better.finding_id = said.id WHERE said.plan_id = plan.id),
        (SELECT string_agg(place::text, ';' ORDER BY id) FROM workinggroup_place AS place),
        (SELECT string_agg(starts_on::text, ';' ORDER BY starts_at, id) FROM meetings_meeting
            WHERE follows_id IS NOT NULL))::text)
    FROM workinggroup_plan AS plan WHERE plan.id = key AND plan.marking <> 'RED'
        AND NOT EXISTS (SELECT FROM workinggroup_plansection WHERE plan_id = key AND marking = 'RED'));
END
$$;
GRANT EXECUTE ON FUNCTION workinggroup_plan_shows(uuid) TO portal_app;

-- Search finds plans and the sections that their pages show (`_shown` in queries.py), as far as their marks let it.
SELECT portal_find('workinggroup_plan', 'A title', 'ref P drafted_by_id number');
SELECT portal_find('workinggroup_plansection', 'D text', 'shown EXISTS (
    SELECT FROM workinggroup_plan AS whole WHERE whole.id = s.plan_id AND whole.marking NOT IN (''RED'', ''AMBER+STRICT''))
    AND NOT EXISTS (SELECT FROM workinggroup_plansection AS said WHERE said.gist_id = s.id) AND NOT s.is_omitted AND EXISTS (
    SELECT FROM workinggroup_planversion AS mine, LATERAL (
        SELECT v.number FROM workinggroup_planversion AS v WHERE v.plan_id = s.plan_id
        ORDER BY array_position(ARRAY[''tabled'', ''agreed'', ''drafting''], v.stage::text), v.number DESC LIMIT 1) AS on_page
    WHERE mine.id = s.version_id AND mine.number <= on_page.number AND NOT EXISTS (
        SELECT FROM workinggroup_plansection AS later JOIN workinggroup_planversion AS its ON its.id = later.version_id
        WHERE later.plan_id = s.plan_id AND later.part = s.part AND later.side_id = s.side_id
            AND its.number > mine.number AND its.number <= on_page.number))');
-- And the tasks of the version that the page shows.
SELECT portal_find('workinggroup_plantask', 'C title', 'shown EXISTS (
    SELECT FROM workinggroup_planversion AS mine JOIN workinggroup_plan AS whole ON whole.id = mine.plan_id
    WHERE mine.id = s.version_id AND whole.marking NOT IN (''RED'', ''AMBER+STRICT'') AND mine.number = (
        SELECT v.number FROM workinggroup_planversion AS v WHERE v.plan_id = mine.plan_id
        ORDER BY array_position(ARRAY[''tabled'', ''agreed'', ''drafting''], v.stage::text), v.number DESC LIMIT 1))');
