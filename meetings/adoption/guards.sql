-- What a party said to a text stays as it said it, and is of the text that it had before it.
SELECT portal_keep('meetings_silencebreak'), portal_keep('meetings_interpretativestatement');

-- Of a sign-off only its revocation is written; of a notice of a silence only that somebody has it before their eyes.
SELECT portal_keep_but('meetings_signoff', 'revoked_at revoked_by_name reason'),
    portal_keep_but('meetings_silencenotice', 'seen_at');

-- A signature is under the final text as it stands and its hash, as agreed between the parties of that moment, in the stage for
-- it, by a party's head for that party alone. The secretariat, and nobody else, records the note of a party.
CREATE OR REPLACE FUNCTION meetings_check_sign_off() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM meetings_statement AS s
        JOIN meetings_textrevision AS r ON r.id = s.final_id
        JOIN meetings_party AS p ON p.statement_id = s.id AND p.delegation_id = NEW.delegation_id AND p.status = 'active'
        WHERE s.id = NEW.statement_id AND s.status = 'sign_off' AND r.id = NEW.revision_id
            AND r.hashes ->> '' = NEW.text_hash
    ) THEN
        RAISE EXCEPTION 'a party signs the final text as it stands' USING ERRCODE = 'check_violation';
    ELSIF (SELECT array_agg(p.delegation_id ORDER BY p.delegation_id) FROM meetings_party AS p
            WHERE p.statement_id = NEW.statement_id AND p.status = 'active')
        IS DISTINCT FROM (SELECT array_agg(code ORDER BY code) FROM unnest(NEW.parties) AS code)
    THEN
        RAISE EXCEPTION 'a party signs what it agrees with the parties of now' USING ERRCODE = 'check_violation';
    ELSIF NEW.method = 'in_portal' AND (NEW.delegation_id IS DISTINCT FROM portal_reader()
        OR NEW.by_id::text IS DISTINCT FROM portal_actor() OR NOT EXISTS (SELECT FROM people_membership AS m
            WHERE m.user_id = NEW.by_id AND m.delegation_id = NEW.delegation_id AND m.role = 'head'))
    THEN
        RAISE EXCEPTION 'nobody signs for another delegation, nor for its head' USING ERRCODE = 'check_violation';
    ELSIF NEW.method = 'note' AND portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat records notes' USING ERRCODE = 'check_violation';
    ELSIF NEW.revoked_at IS NOT NULL THEN
        RAISE EXCEPTION 'a sign-off is given before it is revoked' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_sign_off BEFORE INSERT ON meetings_signoff
    FOR EACH ROW EXECUTE FUNCTION meetings_check_sign_off();

-- A silence has one outcome, and its end only moves to a later instant.
CREATE OR REPLACE FUNCTION meetings_keep_silence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a silence is closed, never removed' USING ERRCODE = 'restrict_violation';
    ELSIF OLD.status <> 'running' OR NEW.deadline_at < OLD.deadline_at
        OR (NEW.statement_id, NEW.revision_id, NEW.opened_at) IS DISTINCT FROM (OLD.statement_id, OLD.revision_id, OLD.opened_at)
    THEN
        RAISE EXCEPTION 'a silence has one outcome and ends no sooner than was said' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_silence BEFORE UPDATE OR DELETE ON meetings_silence
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_silence();

-- That somebody has a notice of a silence before their eyes is written by themselves.
CREATE OR REPLACE FUNCTION meetings_check_silence_notice() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.seen_at IS NOT NULL AND NEW.person_id::text IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'nobody sees a notice of a silence for another' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_silence_notice BEFORE INSERT OR UPDATE ON meetings_silencenotice
    FOR EACH ROW EXECUTE FUNCTION meetings_check_silence_notice();
