-- Versions are never changed; brackets and text agree; an anchor stays its paragraph's, and no paragraph is deleted.
SELECT portal_keep('meetings_paragraphversion');

-- Checked at the end of the transaction, or where its reader changes, for a version and its brackets are written one after
-- the other. It sees what the reader sees: of a paragraph that they do not see it would find nothing wrong, whatever it holds.
CREATE OR REPLACE FUNCTION meetings_check_brackets() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    withdrawn timestamptz;
    latest jsonb;
    texts jsonb;
    open_ones uuid[];
    placed uuid[];
BEGIN
    SELECT withdrawn_at INTO withdrawn FROM meetings_paragraph WHERE id = NEW.paragraph_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'brackets are checked for somebody who reads their paragraph' USING ERRCODE = 'check_violation';
    ELSIF withdrawn IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT nodes INTO latest FROM meetings_paragraphversion WHERE paragraph_id = NEW.paragraph_id ORDER BY seq DESC LIMIT 1;
    SELECT COALESCE(array_agg(id ORDER BY id), '{}') INTO open_ones
        FROM meetings_bracket WHERE paragraph_id = NEW.paragraph_id AND status = 'open';
    FOR texts IN SELECT value FROM jsonb_each(COALESCE(latest, '{}')) WHERE jsonb_array_length(value) > 0 LOOP
        SELECT COALESCE(array_agg((node ->> 'id')::uuid ORDER BY (node ->> 'id')::uuid), '{}') INTO placed
            FROM jsonb_array_elements(texts) AS node WHERE node ->> 't' = 'b';
        IF placed <> open_ones THEN
            RAISE EXCEPTION 'the brackets in the text are not those that are open' USING ERRCODE = 'check_violation';
        END IF;
        IF EXISTS (SELECT 1 FROM jsonb_array_elements(texts) AS node
            WHERE node ->> 't' = 's' AND node ->> 'v' ~ '[][]')
            AND EXISTS (SELECT 1 FROM meetings_paragraph AS p JOIN meetings_statement AS s ON s.id = p.statement_id
                WHERE p.id = NEW.paragraph_id AND s.status <> 'recorded')
        THEN
            RAISE EXCEPTION 'a bracket is a record, not a letter' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS meetings_brackets_agree ON meetings_paragraphversion;
CREATE CONSTRAINT TRIGGER meetings_brackets_agree AFTER INSERT ON meetings_paragraphversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION meetings_check_brackets();
DROP TRIGGER IF EXISTS meetings_brackets_agree ON meetings_bracket;
CREATE CONSTRAINT TRIGGER meetings_brackets_agree AFTER INSERT OR UPDATE ON meetings_bracket
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION meetings_check_brackets();

CREATE OR REPLACE FUNCTION meetings_keep_anchor() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.id, OLD.statement_id, OLD.anchor) IS DISTINCT FROM (NEW.id, NEW.statement_id, NEW.anchor)
    THEN
        RAISE EXCEPTION 'a paragraph keeps its anchor, also when it leaves the text'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_anchor BEFORE UPDATE OR DELETE ON meetings_paragraph
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_anchor();

-- What stands around a party's original stays as it was released.
CREATE OR REPLACE FUNCTION meetings_keep_wrapper() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_statement WHERE id = COALESCE(NEW.statement_id, OLD.statement_id) AND status = 'released')
    THEN
        RAISE EXCEPTION 'what stands around an original stays as it was released'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_wrapper BEFORE INSERT OR UPDATE OR DELETE ON meetings_wrapper
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_wrapper();

-- Search finds texts by their titles, and each paragraph that is in its text by its words as they are now.
SELECT portal_find('meetings_statement', 'A title');
SELECT portal_find('meetings_paragraphversion', 'B nodes', 'of meetings_paragraph paragraph_id seq',
    'shown s.withdrawn_at IS NULL AND s.kind <> ''title''');
