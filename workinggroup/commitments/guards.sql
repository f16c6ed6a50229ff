-- What the lead delegation answered stays, and only the delegation that is to lead answers.
SELECT portal_keep('workinggroup_leadanswer');

CREATE OR REPLACE FUNCTION workinggroup_check_answer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM workinggroup_commitment
        WHERE id = NEW.commitment_id AND lead_id = NEW.delegation_id AND status = 'confirmed')
    THEN
        RAISE EXCEPTION 'only the delegation that is to lead answers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_answer AFTER INSERT ON workinggroup_leadanswer
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_answer();

-- A commitment of a released text quotes it exactly, for ever: at its spans stand its words, in every language of the text.
CREATE OR REPLACE FUNCTION workinggroup_check_quote() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    nodes jsonb;
    tongue text;
    plain text;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM meetings_statement WHERE id = NEW.statement_id AND status = 'released') THEN
        RETURN NULL;
    END IF;
    SELECT v.nodes INTO nodes FROM meetings_paragraphversion AS v JOIN meetings_paragraph AS p ON p.id = v.paragraph_id
        WHERE p.id = NEW.paragraph_id AND p.statement_id = NEW.statement_id ORDER BY v.seq DESC LIMIT 1;
    FOR tongue IN SELECT unnest(languages) FROM meetings_statement WHERE id = NEW.statement_id LOOP
        SELECT string_agg(node.value ->> 'v', '' ORDER BY node.ordinality) INTO plain
            FROM jsonb_array_elements(nodes -> tongue) WITH ORDINALITY AS node WHERE node.value ->> 't' = 's';
        IF COALESCE(NEW.quote ->> tongue, '') = '' OR NEW.quote ->> tongue IS DISTINCT FROM substr(
            plain, (NEW.spans -> tongue ->> 0)::int + 1, (NEW.spans -> tongue ->> 1)::int - (NEW.spans -> tongue ->> 0)::int)
        THEN
            RAISE EXCEPTION 'a commitment quotes the released text exactly' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_quote AFTER INSERT OR UPDATE OF quote, spans, paragraph_id, statement_id
    ON workinggroup_commitment FOR EACH ROW EXECUTE FUNCTION workinggroup_check_quote();
