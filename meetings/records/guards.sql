-- A readout that everybody reads stays as it was said, and nothing is released ahead of its time.
CREATE OR REPLACE FUNCTION meetings_keep_readout() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.released_at IS NOT NULL THEN
        RAISE EXCEPTION 'a readout stays as it was released' USING ERRCODE = 'restrict_violation';
    ELSIF TG_OP <> 'DELETE' AND NEW.released_at > clock_timestamp() THEN
        RAISE EXCEPTION 'nothing is released ahead of its time' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_readout BEFORE INSERT OR UPDATE OR DELETE ON meetings_readout
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_readout();

-- Search finds what came out of an item, what delegations ask to amend, and what each says of the meeting by itself.
SELECT portal_find('meetings_outcome', 'B text');
SELECT portal_find('meetings_amendment', 'C text', 'D answer');
SELECT portal_find('meetings_readout', 'B text');
