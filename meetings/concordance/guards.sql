-- The words of the trade are open to everybody and changed by the secretariat alone; each has words in two languages or more.
CREATE OR REPLACE FUNCTION meetings_keep_glossary() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat changes the glossary' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'DELETE' AND (
        SELECT count(*) < 2 OR bool_or(value IN ('""', '[]', '[""]', 'null')) FROM jsonb_each(NEW.words)
    ) THEN
        RAISE EXCEPTION 'a word has its like in another language' USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_glossary BEFORE INSERT OR UPDATE OR DELETE ON meetings_glossaryterm
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_glossary();
CREATE OR REPLACE TRIGGER meetings_keep_glossary BEFORE INSERT OR UPDATE OR DELETE ON meetings_forceterm
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_glossary();
