-- A pack that is made, or could not be, stays as it is; so do its papers, which come while it is being made.
CREATE OR REPLACE FUNCTION workinggroup_keep_pack() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.status IN ('done', 'failed') THEN
        RAISE EXCEPTION 'a follow-up pack is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_pack BEFORE UPDATE OR DELETE ON workinggroup_followuppack
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_pack();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_followuppack
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

CREATE OR REPLACE FUNCTION workinggroup_check_paper() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_followuppack
        WHERE id = NEW.pack_id AND status = 'working' AND releasable_to = NEW.releasable_to)
    THEN
        RAISE EXCEPTION 'papers come while their pack is being made' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_paper BEFORE INSERT ON workinggroup_packpaper
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_paper();
SELECT portal_keep('workinggroup_packpaper');
