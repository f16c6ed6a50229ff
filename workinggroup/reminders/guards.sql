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
