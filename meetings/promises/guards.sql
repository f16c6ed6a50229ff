-- What is marked are words that stand in the version that was seen, marked by a party while the text is negotiated. A mark is
-- withdrawn, never deleted; who marked it, where and when stays.
CREATE OR REPLACE FUNCTION meetings_check_promise() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    seen meetings_paragraphversion;
    tongue text;
    quoted text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a marked commitment is withdrawn, never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM meetings_paragraph AS p JOIN meetings_statement AS s ON s.id = p.statement_id
        WHERE p.id = NEW.paragraph_id AND s.status IN ('negotiating', 'alignment'))
    THEN
        RAISE EXCEPTION 'commitments are marked while a text is negotiated' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND ((OLD.paragraph_id, OLD.delegation_id, OLD.by_name, OLD.at) IS DISTINCT FROM
        (NEW.paragraph_id, NEW.delegation_id, NEW.by_name, NEW.at) OR OLD.withdrawn_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'who marked a commitment, and that it is withdrawn, stays' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM meetings_party AS party
        JOIN meetings_paragraph AS p ON p.statement_id = party.statement_id
        WHERE p.id = NEW.paragraph_id AND party.delegation_id = NEW.delegation_id AND party.status = 'active')
    THEN
        RAISE EXCEPTION 'only a party marks commitments' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO seen FROM meetings_paragraphversion WHERE id = NEW.version_id AND paragraph_id = NEW.paragraph_id;
    IF NOT FOUND OR NEW.quotes = '{}'::jsonb THEN
        RAISE EXCEPTION 'a marked commitment has words of its paragraph' USING ERRCODE = 'check_violation';
    END IF;
    FOR tongue, quoted IN SELECT * FROM jsonb_each_text(NEW.quotes) LOOP
        IF quoted = '' OR NOT EXISTS (
            SELECT 1 FROM (SELECT string_agg(node.value ->> 'v', '' ORDER BY node.ordinality) AS words
                FROM jsonb_array_elements(seen.nodes -> tongue) WITH ORDINALITY AS node
                WHERE node.value ->> 't' = 's') AS plain
            WHERE strpos(plain.words, quoted) > 0)
        THEN
            RAISE EXCEPTION 'a marked commitment has words of its paragraph' USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_promise BEFORE INSERT OR UPDATE OR DELETE ON meetings_promise
    FOR EACH ROW EXECUTE FUNCTION meetings_check_promise();
