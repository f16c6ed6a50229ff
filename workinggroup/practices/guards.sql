-- A practice is its origin's: nobody else changes it, and it goes its way (`NEXT` in states.py).
CREATE OR REPLACE FUNCTION workinggroup_check_practice() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
    marks text[] := ARRAY['releasable_to', 'editable_by', 'originators', 'marking', 'mark_until', 'mark_then'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.origin_id IS DISTINCT FROM me OR NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'a practice begins as a draft of its origin' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF me IS DISTINCT FROM OLD.origin_id AND to_jsonb(NEW) - marks IS DISTINCT FROM to_jsonb(OLD) - marks THEN
        RAISE EXCEPTION 'its origin alone changes a practice' USING ERRCODE = 'check_violation';
    ELSIF NEW.origin_id <> OLD.origin_id OR OLD.number IS NOT NULL
        AND (NEW.number IS DISTINCT FROM OLD.number OR NEW.shared_at IS DISTINCT FROM OLD.shared_at)
    THEN
        RAISE EXCEPTION 'what a practice is called stays' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.status <> OLD.status AND OLD.status || ' ' || NEW.status NOT IN ('draft shared', 'draft withdrawn',
        'shared under_review', 'shared withdrawn', 'under_review shared', 'under_review archived')
    THEN
        RAISE EXCEPTION 'no step of a practice: % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_practice BEFORE INSERT OR UPDATE ON workinggroup_practice
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_practice();
SELECT portal_guard('workinggroup_practice');
SELECT portal_guard('workinggroup_practicepassage', 'practice_id');

CREATE OR REPLACE FUNCTION workinggroup_check_practice_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_practice WHERE id = NEW.practice_id AND origin_id = portal_reader()) THEN
        RAISE EXCEPTION 'its origin writes a practice' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_practice_words BEFORE INSERT ON workinggroup_practicepassage
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_practice_words();

-- Another side speaks of it, each for itself: nobody confirms the own evidence, and the own use is none.
CREATE OR REPLACE FUNCTION workinggroup_check_practice_other() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.side_id IS DISTINCT FROM portal_reader() OR NOT EXISTS (SELECT FROM workinggroup_practice
        WHERE id = NEW.practice_id AND origin_id <> NEW.side_id AND shared_at IS NOT NULL)
        OR TG_OP = 'UPDATE' AND (NEW.practice_id <> OLD.practice_id OR NEW.side_id <> OLD.side_id)
    THEN
        RAISE EXCEPTION 'another side speaks of a practice, for itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_practice_other BEFORE INSERT ON workinggroup_evidenceword
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_practice_other();
SELECT portal_keep('workinggroup_evidenceword');
CREATE OR REPLACE TRIGGER workinggroup_check_practice_other BEFORE INSERT OR UPDATE ON workinggroup_adoption
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_practice_other();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON workinggroup_adoption
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();
-- What came of it somewhere stays told.
CREATE OR REPLACE FUNCTION workinggroup_keep_adoption() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.status = 'stopped' THEN
        RAISE EXCEPTION 'what came of a practice stays told' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_adoption BEFORE UPDATE OR DELETE ON workinggroup_adoption
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_adoption();
SELECT portal_speak('workinggroup_gaplink', 'side_id');

-- Search finds practices and their passages, as far as their marks let it.
SELECT portal_find('workinggroup_practice', 'A title', 'ref PRA origin_id number');
SELECT portal_find('workinggroup_practicepassage', 'D text', 'shown EXISTS (
    SELECT FROM workinggroup_practice AS whole WHERE whole.id = s.practice_id AND whole.marking NOT IN (''RED'', ''AMBER+STRICT''))
    AND NOT EXISTS (SELECT FROM workinggroup_practicepassage AS said WHERE said.gist_id = s.id)');
