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

-- Only the delegation that leads a commitment, and has accepted it where it is asked to, says what becomes of it.
SELECT portal_keep('workinggroup_indicatorfigure');

CREATE OR REPLACE FUNCTION workinggroup_check_tracking() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    promised uuid;
BEGIN
    IF TG_TABLE_NAME = 'workinggroup_indicatorfigure' THEN
        SELECT commitment_id INTO promised FROM workinggroup_commitmentindicator WHERE id = NEW.indicator_id;
    ELSE
        promised := NEW.commitment_id;
    END IF;
    IF NEW.editable_by <> ARRAY[NEW.delegation_id]::varchar(12)[] OR NOT EXISTS (
        SELECT FROM workinggroup_commitment AS led
        WHERE led.id = promised AND led.lead_id = NEW.delegation_id AND led.status = 'confirmed'
            AND (NOT led.asks_acceptance OR COALESCE((
                SELECT answer.accepts FROM workinggroup_leadanswer AS answer WHERE answer.commitment_id = led.id
                    AND answer.delegation_id = led.lead_id ORDER BY answer.number DESC LIMIT 1), false)))
    THEN
        RAISE EXCEPTION 'only the delegation that leads says what becomes of it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_tracking AFTER INSERT OR UPDATE ON workinggroup_commitmentmilestone
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_tracking();
CREATE OR REPLACE TRIGGER workinggroup_check_tracking AFTER INSERT OR UPDATE ON workinggroup_commitmentindicator
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_tracking();
CREATE OR REPLACE TRIGGER workinggroup_check_tracking AFTER INSERT ON workinggroup_indicatorfigure
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_tracking();

-- Search finds commitments by the words of the text, by their references and by those that they bore before.
SELECT portal_find('workinggroup_commitment', 'A quote', 'C chapeau', 'ref reference', 'ref known_as', 'shown s.status = ''confirmed''');
