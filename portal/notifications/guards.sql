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
