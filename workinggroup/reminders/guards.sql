-- When everybody is reminded is open to everybody and said by the secretariat alone.
CREATE OR REPLACE FUNCTION workinggroup_keep_cadence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat says when everybody is reminded' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_keep_cadence BEFORE INSERT OR UPDATE OR DELETE ON workinggroup_groupcadence
    FOR EACH ROW EXECUTE FUNCTION workinggroup_keep_cadence();

-- Everybody acknowledges for themselves, and what was said stays said; it may be withdrawn, once.
SELECT portal_keep_but('workinggroup_acknowledgement', 'withdrawn_at');
CREATE OR REPLACE FUNCTION workinggroup_check_acknowledgement() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.person_id::text IS DISTINCT FROM portal_actor() OR NEW.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'an acknowledgement is its person''s own' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_acknowledgement BEFORE INSERT ON workinggroup_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_acknowledgement();

-- Who is away and who stands in are of the side that says so.
CREATE OR REPLACE FUNCTION workinggroup_check_absence() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF (SELECT count(*) FROM people_membership
        WHERE user_id IN (NEW.person_id, NEW.substitute_id) AND ARRAY[delegation_id]::varchar[] = NEW.editable_by) <> 2
        OR NEW.releasable_to <> NEW.editable_by
    THEN
        RAISE EXCEPTION 'a substitute is of the same side' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE TRIGGER workinggroup_check_absence BEFORE INSERT OR UPDATE ON workinggroup_absence
    FOR EACH ROW EXECUTE FUNCTION workinggroup_check_absence();

-- What a page shows of reminders, as whoever asks sees them: each with the first things that go to the same person on the same day,
-- of one meeting alone where one is asked for, those nearest to their day first, and how many there are. The plan is kept.
CREATE OR REPLACE FUNCTION workinggroup_reminder_lines(keys uuid[], of_meeting uuid, named integer) RETURNS TABLE (
    key uuid, at timestamptz, place varchar, person uuid, person_name varchar, state varchar, why text, mail_state varchar,
    mail_why text, tries smallint, mail_settled_at timestamptz, mail_note varchar, mail_noted_at timestamptz, things json,
    how_many bigint
)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT reminder.id, reminder.goes_at, reminder.zone, recipient.id, recipient.name, reminder.status,
        reminder.reason, mail.status, mail.reason, mail.attempts, mail.settled_at, mail.note, mail.noted_at, about.told, about.sum
    FROM workinggroup_reminder AS reminder JOIN people_user AS recipient ON recipient.id = reminder.recipient_id
        LEFT JOIN notifications_outgoingmail AS mail ON mail.id = reminder.mail_id
        CROSS JOIN LATERAL (
            SELECT json_agg(json_build_array(kind, subject, due, rungs, absent)) AS told, max(thing.sum) AS sum FROM (
                SELECT beside.kind, beside.subject, beside.due, array_agg(DISTINCT beside.rung) AS rungs,
                    min(away.name) AS absent, count(*) OVER () AS sum
                FROM workinggroup_reminder AS beside LEFT JOIN people_user AS away ON away.id = beside.stands_for_id
                WHERE beside.recipient_id = reminder.recipient_id
                    AND beside.send_on = reminder.send_on AND beside.status = reminder.status
                    AND (of_meeting IS NULL OR beside.meeting_id = of_meeting)
                GROUP BY beside.kind, beside.subject, beside.due
                ORDER BY beside.due, beside.kind, beside.subject LIMIT named) AS thing) AS about
    WHERE reminder.id = ANY (keys);
END
$$;
GRANT EXECUTE ON FUNCTION workinggroup_reminder_lines(uuid[], uuid, integer) TO portal_app;
