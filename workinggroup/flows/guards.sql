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

SELECT portal_keep('workinggroup_vintagefile');
SELECT portal_keep('workinggroup_edition');
