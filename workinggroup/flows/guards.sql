-- A published vintage, and one that was withdrawn, stay as they are.
CREATE OR REPLACE FUNCTION workinggroup_keep_vintage() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.status IN ('published', 'withdrawn') THEN
        RAISE EXCEPTION 'a vintage that is out or withdrawn is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_vintage BEFORE UPDATE OR DELETE ON workinggroup_vintage
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_vintage();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_vintage
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

-- What is out is out: its value stays, and it is superseded once.
CREATE OR REPLACE FUNCTION workinggroup_keep_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_out THEN
            RAISE EXCEPTION 'a figure comes out with its vintage' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT OLD.is_out AND (TG_OP = 'DELETE' OR NOT NEW.is_out) THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR (NEW.series_id, NEW.month, NEW.mark, NEW.status, NEW.since_id, NEW.as_of)
            IS DISTINCT FROM (OLD.series_id, OLD.month, OLD.mark, OLD.status, OLD.since_id, OLD.as_of)
        OR NEW.value IS DISTINCT FROM OLD.value OR OLD.until IS NOT NULL
        OR OLD.is_out AND NOT (NEW.is_out AND NEW.releasable_to @> OLD.releasable_to)
    THEN
        RAISE EXCEPTION 'a published figure is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    -- By its vintage's hour, on this server's clock, and no sooner.
    IF NOT OLD.is_out AND NOT EXISTS (SELECT FROM workinggroup_vintage
        WHERE id = NEW.since_id AND (embargo_until IS NULL OR embargo_until <= statement_timestamp())
            AND status IN ('ready', 'published'))
    THEN
        RAISE EXCEPTION 'the vintage of this figure waits for its hour' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_published BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_publishedfigure
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_published();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_publishedfigure
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

-- A quarter's cells have the same columns, and the same rule.
CREATE OR REPLACE TRIGGER workinggroup_keep_published BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_quarterfigure
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_published();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_quarterfigure
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

SELECT portal_keep('workinggroup_vintagefile');
SELECT portal_keep('workinggroup_earlyreading');
SELECT portal_keep('workinggroup_edition');

-- A pair stays and is closed once. Why it is apart stays as it was said: the other side agrees, and it ends once.
SELECT portal_keep_but('workinggroup_mirrorpair', 'closed_at closed_by_name'),
    portal_keep_but('workinggroup_mirrorreason', 'ended_at ended_by_name is_replaced', 'agreed_at agreed_by_id agreed_by_name');

-- Nobody speaks for another, and of a month two things are never agreed: one comes in the place of the other.
CREATE OR REPLACE FUNCTION workinggroup_check_reason() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    speaks text := portal_reader();
    sides text[] := (SELECT ARRAY[one_id, other_id] FROM workinggroup_mirrorpair WHERE id = NEW.pair_id);
BEGIN
    IF NOT COALESCE(speaks = ANY (sides) AND NEW.delegation_id = ANY (sides), false)
        OR (TG_OP = 'INSERT' AND (NEW.delegation_id <> speaks OR NEW.agreed_at IS NOT NULL OR NEW.ended_at IS NOT NULL))
    THEN
        RAISE EXCEPTION 'one of both delegations proposes, for itself' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.replaces_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM workinggroup_mirrorreason WHERE id = NEW.replaces_id AND pair_id = NEW.pair_id)
        THEN
            RAISE EXCEPTION 'a reason comes in the place of one of its pair' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END IF;
    IF OLD.agreed_at IS NULL AND NEW.agreed_at IS NOT NULL THEN
        IF NEW.agreed_by_id <> speaks THEN
            RAISE EXCEPTION 'the other delegation agrees, for itself' USING ERRCODE = 'check_violation';
        ELSIF EXISTS (SELECT FROM workinggroup_mirrorreason AS there
            WHERE there.pair_id = NEW.pair_id AND there.id <> NEW.id AND there.id IS DISTINCT FROM NEW.replaces_id
                AND there.agreed_at IS NOT NULL AND there.ended_at IS NULL
                AND there.first <= NEW.last AND there.last >= NEW.first)
        THEN
            RAISE EXCEPTION 'of one of these months something is agreed' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    IF OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL THEN
        IF NEW.is_replaced AND NOT EXISTS (SELECT FROM workinggroup_mirrorreason WHERE replaces_id = NEW.id
            AND agreed_at IS NOT NULL)
        THEN
            RAISE EXCEPTION 'what replaces it is agreed by both' USING ERRCODE = 'check_violation';
        ELSIF NOT NEW.is_replaced AND NEW.delegation_id <> speaks THEN
            RAISE EXCEPTION 'who proposed it withdraws it' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_reason AFTER INSERT OR UPDATE ON workinggroup_mirrorreason
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_reason();
-- The figures that a report names, by their addresses without the day, so that the page of a figure need not read all reports.
CREATE OR REPLACE FUNCTION workinggroup_note_figures() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO workinggroup_reportfigure (id, releasable_to, editable_by, report_id, address)
    SELECT gen_random_uuid(), NEW.releasable_to, NEW.editable_by, NEW.id, named.address
    FROM (SELECT DISTINCT (regexp_matches(concat_ws(' ', NEW.text, NEW.figures, NEW.evidence),
        '[A-Z][A-Z0-9_~-]*(?:[.][A-Z0-9_~-]+){1,5}/[0-9A-Z][0-9A-Z+/-]*(?=@[0-9]{4}-[0-9]{2}-[0-9]{2})', 'g'))[1] AS address) AS named
    WHERE length(named.address) <= 300;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_note_figures AFTER INSERT ON workinggroup_progressreport
    FOR EACH ROW EXECUTE FUNCTION workinggroup_note_figures();
SELECT portal_keep('workinggroup_reportfigure');

-- What an indicator followed, and what a number quoted, stays told.
SELECT portal_keep_but('workinggroup_indicatortie', 'untied_at untied_by_name'),
    portal_keep_but('workinggroup_editionnumber', 'let_go_at let_go_by_name'),
    portal_keep_but('workinggroup_flowevent', 'removed_at removed_by_name');

-- Search finds datasets.
SELECT portal_find('workinggroup_dataset', 'A name', 'C about', 'D source');
