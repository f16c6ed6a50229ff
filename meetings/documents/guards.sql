SELECT portal_keep('meetings_version');

-- A document is added by a side for itself, and stays its own: what it was added to, by whom, and who may change it. No side puts
-- one in another's name, hands it on, or brings back what was withdrawn; a mark is one of those that there are.
CREATE OR REPLACE FUNCTION meetings_check_document() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.delegation_id IS DISTINCT FROM portal_reader() OR NEW.editable_by::text[] <> ARRAY[NEW.delegation_id::text]
        OR array_position(NEW.releasable_to, NULL) IS NOT NULL OR array_ndims(NEW.releasable_to) > 1
        OR NEW.marking NOT IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')
    THEN
        RAISE EXCEPTION 'a document is the side''s that adds it' USING ERRCODE = 'check_violation';
    ELSIF TG_OP = 'UPDATE' AND (NEW.id, NEW.meeting_id, NEW.delegation_id, NEW.added_by_id, NEW.added_at, NEW.about_kind, NEW.about_id)
            IS DISTINCT FROM (OLD.id, OLD.meeting_id, OLD.delegation_id, OLD.added_by_id, OLD.added_at, OLD.about_kind, OLD.about_id)
        OR TG_OP = 'UPDATE' AND OLD.withdrawn_at IS NOT NULL OR TG_OP = 'INSERT' AND NEW.withdrawn_at IS NOT NULL
    THEN
        RAISE EXCEPTION 'a document stays what it is' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_document BEFORE INSERT OR UPDATE ON meetings_document
    FOR EACH ROW EXECUTE FUNCTION meetings_check_document();

-- Search finds documents by their titles, as long as they stand.
SELECT portal_find('meetings_document', 'A title', 'shown s.withdrawn_at IS NULL');
