-- Versions are never changed; brackets and text agree; an anchor stays its paragraph's, and no paragraph is deleted.
SELECT portal_keep('meetings_paragraphversion');

-- Checked at the end of the transaction, for a version and its brackets are written one after the other.
CREATE OR REPLACE FUNCTION meetings_check_brackets() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    latest jsonb;
    texts jsonb;
    open_ones uuid[];
    placed uuid[];
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_paragraph WHERE id = NEW.paragraph_id AND withdrawn_at IS NOT NULL) THEN
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

-- What was frozen stays as it was.
SELECT portal_keep('meetings_textrevision'), portal_keep('meetings_revisionline');

-- The words of the trade are open to everybody and changed by the secretariat alone.
CREATE OR REPLACE FUNCTION meetings_keep_glossary() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat changes the glossary' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_glossary BEFORE INSERT OR UPDATE OR DELETE ON meetings_glossaryterm
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_glossary();
CREATE OR REPLACE TRIGGER meetings_keep_glossary BEFORE INSERT OR UPDATE OR DELETE ON meetings_forceterm
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_glossary();

-- What was said stays said; a version names the carried proposal that made it; parties alone take positions and answer.
SELECT portal_keep('meetings_consent'), portal_keep('meetings_instruction'),
    portal_keep('meetings_position'), portal_keep('meetings_comment');

-- Of a tabled proposal only its fate may change: what others consented to must be what is carried out.
CREATE OR REPLACE FUNCTION meetings_keep_tabled() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a proposal is withdrawn, never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.tabled_at IS NOT NULL AND (OLD.statement_id, OLD.delegation_id, OLD.author_id, OLD.kind, OLD.paragraph_id,
        OLD.after_id, OLD.base_id, OLD.second_id, OLD.texts, OLD.paragraph_kind, OLD.bracket_id, OLD.option, OLD.rationale,
        OLD.tabled_at, OLD.created_at) IS DISTINCT FROM (NEW.statement_id, NEW.delegation_id, NEW.author_id, NEW.kind,
        NEW.paragraph_id, NEW.after_id, NEW.base_id, NEW.second_id, NEW.texts, NEW.paragraph_kind, NEW.bracket_id,
        NEW.option, NEW.rationale, NEW.tabled_at, NEW.created_at)
    THEN
        RAISE EXCEPTION 'what is tabled never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_tabled BEFORE UPDATE OR DELETE ON meetings_textproposal
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_tabled();

CREATE OR REPLACE FUNCTION meetings_check_made() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    text meetings_statement;
BEGIN
    SELECT s.* INTO text FROM meetings_paragraph AS p JOIN meetings_statement AS s ON s.id = p.statement_id
        WHERE p.id = NEW.paragraph_id;
    IF text.status = 'recorded' OR (NEW.seq = 1 AND NEW.proposal_id IS NULL AND NEW.reason <> '') OR EXISTS (
        SELECT 1 FROM meetings_textproposal
        WHERE id = NEW.proposal_id AND statement_id = text.id AND status IN ('accepted', 'bracketed'))
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'only a carried proposal changes a text' USING ERRCODE = 'check_violation';
END
$$;
CREATE OR REPLACE TRIGGER meetings_version_made AFTER INSERT ON meetings_paragraphversion
    FOR EACH ROW EXECUTE FUNCTION meetings_check_made();

CREATE OR REPLACE FUNCTION meetings_check_party() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    text uuid;
BEGIN
    IF TG_TABLE_NAME = 'meetings_position' THEN
        SELECT p.statement_id INTO text FROM meetings_paragraphversion AS v
            JOIN meetings_paragraph AS p ON p.id = v.paragraph_id WHERE v.id = NEW.version_id;
    ELSE
        SELECT statement_id INTO text FROM meetings_textproposal WHERE id = NEW.proposal_id;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM meetings_party
        WHERE statement_id = text AND delegation_id = NEW.delegation_id AND status = 'active')
    THEN
        RAISE EXCEPTION 'only a party speaks on a text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER meetings_by_party AFTER INSERT ON meetings_position
    FOR EACH ROW EXECUTE FUNCTION meetings_check_party();
CREATE OR REPLACE TRIGGER meetings_by_party AFTER INSERT ON meetings_consent
    FOR EACH ROW EXECUTE FUNCTION meetings_check_party();

-- Who vouched for a text did.
SELECT portal_keep('meetings_languagereview'), portal_keep('meetings_certificate');
