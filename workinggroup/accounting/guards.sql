-- What was said stays; and of a commitment only that side says it which answers for it, while the text may still become another.
SELECT portal_keep('workinggroup_commitmentaccount');

CREATE OR REPLACE FUNCTION workinggroup_check_account() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    side text;
BEGIN
    SELECT CASE WHEN EXISTS (SELECT 1 FROM meetings_party AS party WHERE party.statement_id = text.id
            AND party.delegation_id = promised.lead_id AND party.status = 'active')
        AND NOT EXISTS (SELECT 1 FROM workinggroup_leadanswer AS answer WHERE answer.commitment_id = promised.id
            AND answer.delegation_id = promised.lead_id AND NOT answer.accepts AND NOT EXISTS (
                SELECT 1 FROM workinggroup_leadanswer AS later WHERE later.commitment_id = promised.id
                AND later.delegation_id = promised.lead_id AND later.number > answer.number))
        THEN promised.lead_id ELSE 'SEC' END INTO side
    FROM workinggroup_commitment AS promised JOIN meetings_statement AS text ON text.id = NEW.statement_id
    WHERE promised.id = NEW.commitment_id AND promised.status = 'confirmed' AND promised.statement_id <> text.id
        AND text.status IN ('planned', 'negotiating', 'alignment', 'suspended', 'final_text');
    IF side IS DISTINCT FROM NEW.delegation_id THEN
        RAISE EXCEPTION 'the side that answers for a commitment says what becomes of it, while the text is open'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.paragraph_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM meetings_paragraph
        WHERE id = NEW.paragraph_id AND statement_id = NEW.statement_id)
    THEN
        RAISE EXCEPTION 'an amendment names a paragraph of the text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_account AFTER INSERT ON workinggroup_commitmentaccount
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_account();
