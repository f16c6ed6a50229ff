-- What a notice tells never changes; its reader marks it, and the mail that took it along.
REVOKE UPDATE ON notifications_notice FROM portal_app;
GRANT UPDATE (read_at, told_in, told_at, digested_on) ON notifications_notice TO portal_app;

-- Whoever tells people something asks by which ways they want it, across the wall: what each of these people chose for one kind,
-- and what holds on these sides where nobody has. Nothing else of the rows is told.
CREATE OR REPLACE FUNCTION public.notifications_choices(people uuid[], sides text[], wanted text)
RETURNS TABLE (person uuid, side text, bell boolean, mail boolean, digest boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.person_id, c.side, c.bell, c.mail, c.digest FROM public.notifications_choice AS c
    WHERE c.kind = wanted AND (c.person_id = ANY (people) OR c.side = ANY (sides))
$$;
GRANT EXECUTE ON FUNCTION public.notifications_choices(uuid[], text[], text) TO portal_app;

-- A leased mail was handed over; returns 1, or 0 where the lease is another's by now. Said for each mail that leaves, and so its
-- plan is kept; the wall holds for whoever says it.
CREATE OR REPLACE FUNCTION notifications_mark_sent(which uuid, held uuid, instant timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    changed bigint;
BEGIN
    UPDATE notifications_outgoingmail
    SET status = 'sent', reason = '', settled_at = instant, lease = NULL, lease_until = NULL, payload = '{}'
    WHERE id = which AND lease = held AND status = 'sending';
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END
$$;
GRANT EXECUTE ON FUNCTION notifications_mark_sent(uuid, uuid, timestamptz) TO portal_app;
