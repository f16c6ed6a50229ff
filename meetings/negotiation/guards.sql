-- What was said stays said; a version names the carried proposal that made it; parties alone take positions and answer.
SELECT portal_keep('meetings_proposalreply'), portal_keep('meetings_instruction'),
    portal_keep('meetings_position'), portal_keep('meetings_comment'), portal_keep('meetings_endingreply');

-- Of a proposal to end a text only its withdrawal is written.
SELECT portal_keep_but('meetings_ending', 'withdrawn_at withdrawn_by_name');

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
    ELSIF TG_TABLE_NAME = 'meetings_endingreply' THEN
        SELECT statement_id INTO text FROM meetings_ending WHERE id = NEW.ending_id;
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
CREATE OR REPLACE TRIGGER meetings_by_party AFTER INSERT ON meetings_proposalreply
    FOR EACH ROW EXECUTE FUNCTION meetings_check_party();
CREATE OR REPLACE TRIGGER meetings_by_party AFTER INSERT ON meetings_endingreply
    FOR EACH ROW EXECUTE FUNCTION meetings_check_party();

-- A text whose negotiation was open ends without an agreement by the secretariat when the meeting is over, or when the chair
-- proposed it in this stage and the last word of every other party is consent.
CREATE OR REPLACE FUNCTION meetings_check_ended() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT (portal_reader() = 'SEC' AND EXISTS (
        SELECT FROM meetings_meeting AS meeting
        WHERE meeting.id = NEW.meeting_id AND meeting.status IN ('concluded', 'records_approved', 'cancelled')
    )) IS TRUE AND NOT EXISTS (
        SELECT FROM meetings_ending AS ending
        WHERE ending.statement_id = NEW.id AND ending.turn = OLD.turns AND ending.withdrawn_at IS NULL AND NOT EXISTS (
            SELECT FROM meetings_party AS party
            WHERE party.statement_id = NEW.id AND party.status = 'active' AND party.delegation_id <> ending.delegation_id
                AND 'consent' IS DISTINCT FROM (
                    SELECT reply.reply FROM meetings_endingreply AS reply
                    WHERE reply.ending_id = ending.id AND reply.delegation_id = party.delegation_id
                    ORDER BY reply.number DESC LIMIT 1)))
    THEN
        RAISE EXCEPTION 'a text ends by the consent of all its parties' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER meetings_check_ended BEFORE UPDATE OF status ON meetings_statement
    FOR EACH ROW WHEN (NEW.status = 'abandoned' AND OLD.status NOT IN ('planned', 'abandoned'))
    EXECUTE FUNCTION meetings_check_ended();

-- What a text's own page shows, for its tag: the text with all that is seen through it; of its meeting the names alone, for much
-- happens there while a text is negotiated. A text on record shows papers of the meeting, too. As the reader sees it; a function
-- keeps its plan, and a table asks every two seconds.
CREATE OR REPLACE FUNCTION meetings_text_shows(address text)
RETURNS TABLE (things text[], meeting_title jsonb, meeting_slug varchar, host varchar, chair_name varchar)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT CASE WHEN text.status = 'recorded' THEN ARRAY[text.id::text, text.meeting_id::text]
            ELSE ARRAY[text.id::text] END,
        meeting.title, meeting.slug, meeting.host_id, chair.name
    FROM meetings_statement AS text JOIN meetings_meeting AS meeting ON meeting.id = text.meeting_id
    LEFT JOIN people_user AS chair ON chair.id = text.chair_id
    WHERE text.slug = address;
END
$$;
GRANT EXECUTE ON FUNCTION meetings_text_shows(text) TO portal_app;

-- Search finds what is said on paragraphs, among all or among one side; what is proposed, as long as it is open; and the words of
-- open brackets.
SELECT portal_find('meetings_textproposal', 'C texts', 'D rationale', 'shown s.status IN (''internal'', ''tabled'')');
SELECT portal_find('meetings_bracket', 'C options', 'shown s.status = ''open'' AND EXISTS (
    SELECT FROM meetings_paragraph AS place WHERE place.id = s.paragraph_id AND place.withdrawn_at IS NULL)');
SELECT portal_find('meetings_comment', 'C text');
