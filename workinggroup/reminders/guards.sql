-- When everybody is reminded is open to everybody and said by the secretariat alone.
CREATE OR REPLACE FUNCTION workinggroup_keep_cadence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat says when everybody is reminded' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_cadence BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_groupcadence
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_cadence();

-- Everybody acknowledges for themselves, and what was said stays said; it may be withdrawn, once.
SELECT portal_keep_but('workinggroup_acknowledgement', 'withdrawn_at');
CREATE OR REPLACE FUNCTION workinggroup_check_acknowledgement() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.person_id::text IS DISTINCT FROM portal_actor() OR NEW.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'an acknowledgement is its person''s own' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_acknowledgement BEFORE INSERT ON workinggroup_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_acknowledgement();

-- Who is away and who stands in are of the side that says so.
CREATE OR REPLACE FUNCTION workinggroup_check_absence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF (SELECT count(*) FROM people_membership
        WHERE user_id IN (NEW.person_id, NEW.substitute_id) AND ARRAY[delegation_id]::varchar[] = NEW.editable_by) <> 2
        OR NEW.releasable_to <> NEW.editable_by
    THEN
        RAISE EXCEPTION 'a substitute is of the same side' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_absence BEFORE INSERT OR UPDATE ON workinggroup_absence
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_absence();
