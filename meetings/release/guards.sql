-- What was released stays as it was, and what is added to it stays as it was added.
SELECT portal_keep('meetings_releasedtext'), portal_keep('meetings_releasedfile'), portal_keep('meetings_endorsement'),
    portal_keep('meetings_dissociation'), portal_keep('meetings_planword'), portal_keep('meetings_embargoaccess'),
    portal_keep('meetings_corrigendumsignoff');

-- No text is released that not every party has signed, that a party holds, whose time has not come or whose words are others.
-- It sees what the reader sees; the portal releases as the secretariat, which sees the statement, its parties and its sign-offs.
CREATE OR REPLACE FUNCTION meetings_check_release() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    text record;
    plan record;
    sides text[];
    here timestamptz := clock_timestamp();
BEGIN
    SELECT s.id, s.status, s.signed_at, s.final_id, r.hashes ->> '' AS whole INTO text
        FROM meetings_statement AS s JOIN meetings_textrevision AS r ON r.id = s.final_id WHERE s.id = NEW.statement_id;
    IF NOT FOUND OR text.status <> 'scheduled' THEN
        RAISE EXCEPTION 'only a text that is scheduled is released' USING ERRCODE = 'check_violation';
    END IF;
    SELECT array_agg(delegation_id::text ORDER BY delegation_id) INTO sides
        FROM meetings_party WHERE statement_id = text.id AND status = 'active';
    IF NEW.hashes ->> '' <> text.whole OR encode(sha256(convert_to(NEW.canonical, 'UTF8')), 'hex') <> text.whole THEN
        RAISE EXCEPTION 'what is released is not what was signed' USING ERRCODE = 'check_violation';
    ELSIF EXISTS (
        SELECT FROM unnest(sides) AS code WHERE NOT EXISTS (
            SELECT FROM meetings_signoff AS o WHERE o.revision_id = text.final_id AND o.delegation_id = code
            AND o.kind = 'final' AND o.revoked_at IS NULL AND o.text_hash = text.whole
            AND o.parties::text[] @> sides AND o.parties::text[] <@ sides)
    ) OR sides IS NULL THEN
        RAISE EXCEPTION 'not every party has signed this text' USING ERRCODE = 'check_violation';
    ELSIF EXISTS (SELECT FROM meetings_hold WHERE statement_id = text.id AND lifted_at IS NULL) THEN
        RAISE EXCEPTION 'a party holds this text' USING ERRCODE = 'check_violation';
    END IF;
    SELECT p.id, p.mode, p.at,
        (SELECT count(DISTINCT w.delegation_id) FROM meetings_planword AS w
            WHERE w.plan_id = p.id AND w.kind = 'ready' AND w.delegation_id = ANY (sides)) AS ready,
        (SELECT count(DISTINCT w.delegation_id) FROM meetings_planword AS w
            WHERE w.plan_id = p.id AND w.kind = 'event' AND w.delegation_id = ANY (sides)) AS event,
        (SELECT count(DISTINCT w.delegation_id) FROM meetings_planword AS w
            WHERE w.plan_id = p.id AND w.kind = 'lift' AND w.delegation_id = ANY (sides)) AS lift,
        GREATEST(p.at, (SELECT w.at FROM meetings_planword AS w
            WHERE w.plan_id = p.id AND w.kind = 'event' AND w.delegation_id = ANY (sides) AND p.mode <> 'at'
            ORDER BY w.at OFFSET 1 LIMIT 1)) AS due
        INTO plan FROM meetings_releaseplan AS p
        WHERE p.statement_id = text.id AND p.signed_at = text.signed_at AND p.withdrawn_at IS NULL
        ORDER BY p.number DESC LIMIT 1;
    IF NOT FOUND OR plan.ready < cardinality(sides) THEN
        RAISE EXCEPTION 'no plan of release stands' USING ERRCODE = 'check_violation';
    ELSIF NEW.released_at IS NULL OR NEW.released_at > here THEN
        RAISE EXCEPTION 'nothing is released ahead of its time' USING ERRCODE = 'check_violation';
    ELSIF plan.lift < cardinality(sides) THEN
        IF plan.at IS NOT NULL AND plan.at > NEW.released_at THEN
            RAISE EXCEPTION 'its time has not come' USING ERRCODE = 'check_violation';
        ELSIF plan.mode <> 'at' AND plan.event < 2 THEN
            RAISE EXCEPTION 'two parties say that the event has taken place' USING ERRCODE = 'check_violation';
        ELSIF EXISTS (SELECT FROM meetings_hold WHERE statement_id = text.id AND at <= plan.due AND lifted_at > plan.due) THEN
            RAISE EXCEPTION 'its time passed under a hold' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_release BEFORE INSERT ON meetings_releasedtext
    FOR EACH ROW EXECUTE FUNCTION meetings_check_release();

-- Of a hold only its lifting is written; of a plan only that it is void; of a copy under embargo that it is revoked, and before
-- that, that its terms are accepted.
SELECT portal_keep_but('meetings_hold', 'lifted_at lifted_by_name'),
    portal_keep_but('meetings_releaseplan', 'withdrawn_at reason'),
    portal_keep_but('meetings_embargogrant', 'revoked_at revoked_by_name', 'terms_accepted_at');

-- A corrigendum goes the way of the text: the chair's side proposes it, each party signs it for itself, and with the last
-- signature it is out and stays. Before, only its state is written. It sees what the reader sees: the parties and the
-- secretariat see all of it.
CREATE OR REPLACE FUNCTION meetings_keep_corrigendum() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'proposed' THEN
            RAISE EXCEPTION 'a corrigendum is proposed before it is released' USING ERRCODE = 'check_violation';
        ELSIF NOT EXISTS (
            SELECT FROM meetings_releasedtext AS r JOIN meetings_meeting AS m ON m.id = r.meeting_key
            WHERE r.id = NEW.text_id AND m.host_id = portal_reader()
        ) THEN
            RAISE EXCEPTION 'the chair proposes a corrigendum' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF TG_OP = 'DELETE' OR OLD.status <> 'proposed'
        OR (to_jsonb(NEW) - '{status,released_at}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{status,released_at}'::text[])
    THEN
        RAISE EXCEPTION 'a corrigendum is released as it was signed' USING ERRCODE = 'restrict_violation';
    ELSIF NEW.released_at > clock_timestamp() THEN
        RAISE EXCEPTION 'nothing is released ahead of its time' USING ERRCODE = 'check_violation';
    ELSIF NEW.status = 'released' AND EXISTS (
        SELECT FROM unnest((SELECT parties FROM meetings_releasedtext WHERE id = NEW.text_id)) AS code
        WHERE NOT EXISTS (
            SELECT FROM meetings_corrigendumsignoff AS o
            WHERE o.corrigendum_id = NEW.id AND o.delegation_id = code AND o.text_hash = NEW.text_hash)
    ) THEN
        RAISE EXCEPTION 'not every party has signed this corrigendum' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS meetings_keep_corrigendum ON meetings_textcorrigendum;
CREATE TRIGGER meetings_keep_corrigendum BEFORE INSERT OR UPDATE OR DELETE ON meetings_textcorrigendum
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_corrigendum();
CREATE OR REPLACE TRIGGER portal_keep_all BEFORE TRUNCATE ON meetings_textcorrigendum
    FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

-- What is added to a released text: a party signs its corrigendum for itself and by its hash, the chair's side or the secretariat
-- adds who endorsed it, a party dissociates itself; nothing ahead of its time.
CREATE OR REPLACE FUNCTION meetings_check_added() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    released record;
BEGIN
    IF TG_TABLE_NAME = 'meetings_corrigendumsignoff' THEN
        IF NEW.delegation_id IS DISTINCT FROM portal_reader() OR NOT EXISTS (
            SELECT FROM meetings_textcorrigendum AS c JOIN meetings_releasedtext AS r ON r.id = c.text_id
            WHERE c.id = NEW.corrigendum_id AND c.status = 'proposed' AND c.text_hash = NEW.text_hash
                AND NEW.delegation_id = ANY (r.parties)
        ) THEN
            RAISE EXCEPTION 'a party signs an open corrigendum for itself, by its hash' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    SELECT r.parties, m.host_id INTO released
        FROM meetings_releasedtext AS r LEFT JOIN meetings_meeting AS m ON m.id = r.meeting_key WHERE r.id = NEW.text_id;
    IF NEW.released_at > clock_timestamp() THEN
        RAISE EXCEPTION 'nothing is released ahead of its time' USING ERRCODE = 'check_violation';
    ELSIF TG_TABLE_NAME = 'meetings_endorsement' AND portal_reader() IS DISTINCT FROM 'SEC'
        AND portal_reader() IS DISTINCT FROM released.host_id
    THEN
        RAISE EXCEPTION 'the chair or the secretariat adds who endorsed a text' USING ERRCODE = 'check_violation';
    ELSIF TG_TABLE_NAME = 'meetings_dissociation'
        AND (portal_reader() IS DISTINCT FROM (to_jsonb(NEW) ->> 'delegation_id') OR NOT portal_reader() = ANY (released.parties))
    THEN
        RAISE EXCEPTION 'a party dissociates itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_added BEFORE INSERT ON meetings_corrigendumsignoff
    FOR EACH ROW EXECUTE FUNCTION meetings_check_added();
CREATE OR REPLACE TRIGGER meetings_check_added BEFORE INSERT ON meetings_endorsement
    FOR EACH ROW EXECUTE FUNCTION meetings_check_added();
CREATE OR REPLACE TRIGGER meetings_check_added BEFORE INSERT ON meetings_dissociation
    FOR EACH ROW EXECUTE FUNCTION meetings_check_added();
