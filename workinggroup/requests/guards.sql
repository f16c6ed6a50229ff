-- A request goes its way (`NEXT` in states.py), each step by the side whose it is, and what was sent stays as it was sent.
CREATE OR REPLACE FUNCTION workinggroup_check_inquiry() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    me text := portal_reader();
    step text;
    marks text[] := ARRAY['releasable_to', 'editable_by', 'originators', 'marking', 'mark_until', 'mark_then'];
    moved text[] := marks || ARRAY['status', 'due_on', 'ground', 'sent_back', 'ended_at'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.sender_id IS DISTINCT FROM me OR NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'a request begins as a draft of who asks' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT COALESCE(me IN (OLD.sender_id, OLD.recipient_id), false) THEN
        RAISE EXCEPTION 'two sides alone act on a request' USING ERRCODE = 'check_violation';
    END IF;
    step := OLD.status || ' ' || NEW.status;
    IF OLD.status = NEW.status THEN
        IF OLD.status = 'draft' AND NEW.sender_id = OLD.sender_id THEN
            RETURN NEW;
        ELSIF to_jsonb(NEW) - marks IS DISTINCT FROM to_jsonb(OLD) - marks THEN
            RAISE EXCEPTION 'what was sent stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT (me = OLD.sender_id AND (step IN ('draft sent', 'draft withdrawn', 'sent withdrawn', 'clarifying sent',
                'clarifying withdrawn', 'answered closed') OR step = 'answered sent' AND NEW.sent_back AND NOT OLD.sent_back)
            OR me = OLD.recipient_id AND step IN ('sent clarifying', 'sent answering', 'sent refused', 'answering answered',
                'answering refused'))
    THEN
        RAISE EXCEPTION 'not a step of this side: %', step USING ERRCODE = 'check_violation';
    END IF;
    IF step = 'draft sent' THEN
        IF NOT (NEW.releasable_to::text[] @> ARRAY[OLD.sender_id, OLD.recipient_id]::text[]
            AND NEW.releasable_to::text[] <@ ARRAY[OLD.sender_id, OLD.recipient_id]::text[]
            AND NEW.originators::text[] @> ARRAY[OLD.sender_id, OLD.recipient_id]::text[])
        THEN
            RAISE EXCEPTION 'what is sent is both sides'' and nobody else''s' USING ERRCODE = 'check_violation';
        END IF;
        moved := moved || ARRAY['number', 'series', 'sent_at', 'sent_by_name'];
    END IF;
    IF to_jsonb(NEW) - moved IS DISTINCT FROM to_jsonb(OLD) - moved
        OR NEW.sent_back <> OLD.sent_back AND step <> 'answered sent'
    THEN
        RAISE EXCEPTION 'what was asked stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_inquiry BEFORE INSERT OR UPDATE ON workinggroup_informationrequest
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_inquiry();
SELECT portal_guard('workinggroup_informationrequest');

-- Passages are the asking side's, and their words are its draft's alone.
CREATE OR REPLACE FUNCTION workinggroup_check_inquiry_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    there workinggroup_informationrequest;
    words text[] := ARRAY['text', 'part', 'anchor', 'asked_id'];
BEGIN
    SELECT * INTO there FROM workinggroup_informationrequest WHERE id = COALESCE(NEW.asked_id, OLD.asked_id);
    IF TG_OP = 'INSERT' AND there.sender_id IS DISTINCT FROM portal_reader() THEN
        RAISE EXCEPTION 'who asks writes the question' USING ERRCODE = 'check_violation';
    ELSIF there.status <> 'draft' AND (TG_OP IN ('INSERT', 'DELETE') OR TG_OP = 'UPDATE' AND EXISTS (SELECT FROM unnest(words) AS word
        WHERE to_jsonb(NEW) -> word IS DISTINCT FROM to_jsonb(OLD) -> word))
    THEN
        RAISE EXCEPTION 'what was asked stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_inquiry_words BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_requestpassage
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_inquiry_words();
SELECT portal_guard('workinggroup_requestpassage', 'asked_id');

-- Each of the two speaks for itself, and what it said stays.
CREATE OR REPLACE FUNCTION workinggroup_check_inquiry_turn() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.side_id IS DISTINCT FROM portal_reader() OR NOT EXISTS (SELECT FROM workinggroup_informationrequest AS there
        WHERE there.id = NEW.asked_id AND NEW.side_id =
            CASE WHEN NEW.turn IN ('unclear', 'refused') THEN there.recipient_id ELSE there.sender_id END)
    THEN
        RAISE EXCEPTION 'each of both sides speaks for itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_inquiry_turn BEFORE INSERT ON workinggroup_requestturn
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_inquiry_turn();
SELECT portal_keep('workinggroup_requestturn');

-- Whoever is asked answers while it owes an answer; what is given stays as it was given.
CREATE OR REPLACE FUNCTION workinggroup_check_inquiry_answer() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    there workinggroup_informationrequest;
    marks text[] := ARRAY['releasable_to', 'editable_by', 'originators', 'marking', 'mark_until', 'mark_then'];
BEGIN
    SELECT * INTO there FROM workinggroup_informationrequest WHERE id = NEW.asked_id;
    IF TG_OP = 'UPDATE' AND OLD.given_at IS NOT NULL THEN
        IF to_jsonb(NEW) - marks IS DISTINCT FROM to_jsonb(OLD) - marks THEN
            RAISE EXCEPTION 'an answer that was given stays' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF there.recipient_id IS DISTINCT FROM portal_reader() OR NEW.side_id <> there.recipient_id
        OR TG_OP = 'INSERT' AND NEW.given_at IS NOT NULL OR TG_OP = 'UPDATE' AND NEW.asked_id <> OLD.asked_id
        OR NOT COALESCE(there.status IN ('sent', 'answering'), false)
    THEN
        RAISE EXCEPTION 'who is asked answers, while an answer is owed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_inquiry_answer BEFORE INSERT OR UPDATE ON workinggroup_informationanswer
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_inquiry_answer();
SELECT portal_guard('workinggroup_informationanswer');

CREATE OR REPLACE FUNCTION workinggroup_check_inquiry_answer_words() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    there workinggroup_informationanswer;
    words text[] := ARRAY['text', 'part', 'anchor', 'answer_id'];
BEGIN
    SELECT * INTO there FROM workinggroup_informationanswer WHERE id = COALESCE(NEW.answer_id, OLD.answer_id);
    IF TG_OP = 'INSERT' AND there.side_id IS DISTINCT FROM portal_reader() THEN
        RAISE EXCEPTION 'who is asked writes the answer' USING ERRCODE = 'check_violation';
    ELSIF there.given_at IS NOT NULL AND (TG_OP IN ('INSERT', 'DELETE') OR TG_OP = 'UPDATE' AND EXISTS (SELECT FROM unnest(words) AS word
        WHERE to_jsonb(NEW) -> word IS DISTINCT FROM to_jsonb(OLD) -> word))
    THEN
        RAISE EXCEPTION 'an answer that was given stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_inquiry_answer_words BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_answerpassage
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_inquiry_answer_words();
SELECT portal_guard('workinggroup_answerpassage', 'answer_id');

-- Search finds requests and the passages of requests and answers, as far as their marks let it.
SELECT portal_find('workinggroup_informationrequest', 'A title', 'C purpose', 'ref RFI series number');
SELECT portal_find('workinggroup_requestpassage', 'D text', 'shown EXISTS (
    SELECT FROM workinggroup_informationrequest AS whole WHERE whole.id = s.asked_id AND whole.marking NOT IN (''RED'', ''AMBER+STRICT''))
    AND NOT EXISTS (SELECT FROM workinggroup_requestpassage AS said WHERE said.gist_id = s.id)');
SELECT portal_find('workinggroup_answerpassage', 'D text', 'shown EXISTS (
    SELECT FROM workinggroup_informationanswer AS whole JOIN workinggroup_informationrequest AS asked ON asked.id = whole.asked_id
    WHERE whole.id = s.answer_id AND whole.marking NOT IN (''RED'', ''AMBER+STRICT'') AND asked.marking NOT IN (''RED'', ''AMBER+STRICT''))
    AND NOT EXISTS (SELECT FROM workinggroup_answerpassage AS said WHERE said.gist_id = s.id)');
