-- What was reported, rated, proposed and answered stays as it was said.
SELECT portal_keep('workinggroup_progressreport'), portal_keep('workinggroup_partnerrating'),
    portal_keep('workinggroup_jointrating'), portal_keep('workinggroup_jointanswer');

-- A report is the lead's, on what is the lead's: drafted and submitted by two people of it, the second of whom writes it now.
CREATE OR REPLACE FUNCTION workinggroup_check_report() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_commitment AS led
        WHERE led.id = NEW.commitment_id AND led.lead_id = NEW.delegation_id AND led.status = 'confirmed'
            AND (NOT led.asks_acceptance OR EXISTS (SELECT FROM workinggroup_leadanswer AS answer
                WHERE answer.commitment_id = led.id AND answer.delegation_id = led.lead_id AND answer.accepts)))
    THEN
        RAISE EXCEPTION 'the lead delegation reports on what is its own' USING ERRCODE = 'check_violation';
    ELSIF NEW.submitted_by_id::text IS DISTINCT FROM portal_actor()
        OR (SELECT count(*) FROM people_membership WHERE delegation_id = NEW.delegation_id
            AND user_id IN (NEW.drafted_by_id, NEW.submitted_by_id)) < 2
    THEN
        RAISE EXCEPTION 'a second person of the delegation submits' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_report AFTER INSERT ON workinggroup_progressreport
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_report();

-- The parties to a report's text that have not left it; a text on record has no rows of its parties.
CREATE OR REPLACE FUNCTION workinggroup_parties_of(report uuid) RETURNS varchar[]
LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT array_agg(code ORDER BY code) FROM workinggroup_progressreport AS r
    JOIN workinggroup_commitment AS led ON led.id = r.commitment_id
    JOIN meetings_statement AS text ON text.id = led.statement_id, unnest(text.parties) AS code
    WHERE r.id = report AND NOT EXISTS (SELECT FROM meetings_party AS party
        WHERE party.statement_id = text.id AND party.delegation_id = code AND party.status <> 'active')
$$;
GRANT EXECUTE ON FUNCTION workinggroup_parties_of(uuid) TO portal_app;

-- Partners rate: the parties other than who reports.
CREATE OR REPLACE FUNCTION workinggroup_check_rating() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT COALESCE(NEW.delegation_id = ANY (workinggroup_parties_of(NEW.report_id)), false)
        OR EXISTS (SELECT FROM workinggroup_progressreport WHERE id = NEW.report_id AND delegation_id = NEW.delegation_id)
    THEN
        RAISE EXCEPTION 'the other active parties rate a report' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_rating AFTER INSERT ON workinggroup_partnerrating
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_rating();

-- A joint rating waits for all who are active parties when it is proposed, and they alone answer.
CREATE OR REPLACE FUNCTION workinggroup_check_joint() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF workinggroup_parties_of(NEW.report_id)
        IS DISTINCT FROM (SELECT array_agg(code ORDER BY code) FROM unnest(NEW.parties) AS code)
    THEN
        RAISE EXCEPTION 'a joint rating waits for all active parties' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_joint AFTER INSERT ON workinggroup_jointrating
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_joint();

CREATE OR REPLACE FUNCTION workinggroup_check_joint_answer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM workinggroup_jointrating WHERE id = NEW.rating_id AND NEW.delegation_id = ANY (parties)) THEN
        RAISE EXCEPTION 'the parties of a joint rating answer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_joint_answer AFTER INSERT ON workinggroup_jointanswer
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_joint_answer();

-- Search finds the last version of a report in each round.
SELECT portal_find('workinggroup_progressreport', 'C text', 'shown NOT EXISTS (
    SELECT FROM workinggroup_progressreport AS later
    WHERE later.round_id = s.round_id AND later.commitment_id = s.commitment_id AND later.number > s.number)');
