-- Who there is, and who may be whom: the running role reads these tables and writes none. What changes goes through functions
-- that ask the signed context, so that SQL that somebody injects makes nobody a member, an administrator or somebody else.
-- Here and not in the migration, because some of the tables are made by libraries after it.
REVOKE INSERT, UPDATE, DELETE ON people_user, people_membership, people_delegation, account_emailaddress FROM portal_app;
-- Written at each sign-in and visit, before it is known who reads.
GRANT UPDATE (last_login, last_seen_at) ON people_user TO portal_app;
-- Tables of libraries that the portal does not use.
REVOKE ALL ON django_session, account_emailconfirmation FROM portal_app;
-- Whom an invitation is for, and as what, never changes.
REVOKE UPDATE, DELETE ON people_invitation FROM portal_app;
GRANT UPDATE (status, turn, expires_at, settled_at, user_id) ON people_invitation TO portal_app;

CREATE OR REPLACE FUNCTION portal_private.refuse(act text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN RAISE EXCEPTION '% refused in this context', act USING ERRCODE = 'insufficient_privilege'; END $$;

CREATE OR REPLACE FUNCTION public.people_add_account(
    person uuid, address text, full_name text, tongue text, hash text, side text, place text, at timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT (public.portal_administers() OR EXISTS (
        SELECT FROM public.people_invitation AS i
        WHERE public.portal_reader() = 'PORTAL' AND i.status = 'sent' AND i.email = address
          AND i.role = place AND i.delegation_id IS NOT DISTINCT FROM side
    )) THEN
        PERFORM portal_private.refuse('a new account');
    END IF;
    INSERT INTO public.people_user (id, email, name, language, password, time_zone, is_active, joined_at)
    VALUES (person, address, full_name, tongue, hash, '', true, at);
    INSERT INTO public.people_membership (user_id, delegation_id, role, since) VALUES (person, side, place, at);
    INSERT INTO public.account_emailaddress (user_id, email, verified, "primary") VALUES (person, address, true, true);
END
$$;

CREATE OR REPLACE FUNCTION public.people_give_place(person uuid, side text, place text, at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT public.portal_administers() OR person::text = public.portal_actor() THEN
        PERFORM portal_private.refuse('another place');
    END IF;
    UPDATE public.people_membership AS m SET delegation_id = side, role = place, since = at WHERE m.user_id = person;
END
$$;

CREATE OR REPLACE FUNCTION public.people_set_open(person uuid, opened boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT ((public.portal_administers() AND person::text <> public.portal_actor()) OR (
        public.portal_reader() = 'PORTAL' AND NOT opened AND EXISTS (
            SELECT FROM public.people_membership AS m JOIN public.people_delegation AS d ON d.code = m.delegation_id
            WHERE m.user_id = person AND d.kind = 'guests'
        )
    )) THEN
        PERFORM portal_private.refuse('opening or closing an account');
    END IF;
    UPDATE public.people_user AS u SET is_active = opened WHERE u.id = person;
END
$$;

CREATE OR REPLACE FUNCTION public.people_save_delegation(
    side text, nature text, full_name jsonb, city jsonb, zone text, country text, paint text, place integer
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF public.portal_reader() = 'PORTAL' AND nature = 'guests' THEN
        INSERT INTO public.people_delegation (code, kind, name, seat, time_zone, holiday_country, colour, "order")
        VALUES (side, nature, full_name, city, zone, country, paint, place) ON CONFLICT (code) DO NOTHING;
        RETURN;
    ELSIF NOT public.portal_administers() THEN
        PERFORM portal_private.refuse('a delegation');
    END IF;
    INSERT INTO public.people_delegation (code, kind, name, seat, time_zone, holiday_country, colour, "order")
    VALUES (side, nature, full_name, city, zone, country, paint, place)
    ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, seat = EXCLUDED.seat, time_zone = EXCLUDED.time_zone,
        holiday_country = EXCLUDED.holiday_country, colour = EXCLUDED.colour, "order" = EXCLUDED."order";
END
$$;

CREATE OR REPLACE FUNCTION public.people_save_preferences(person uuid, full_name text, tongue text, zone text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF person::text IS DISTINCT FROM public.portal_actor() THEN
        PERFORM portal_private.refuse('preferences of another person');
    END IF;
    UPDATE public.people_user AS u SET name = full_name, language = tongue, time_zone = zone WHERE u.id = person;
END
$$;

CREATE OR REPLACE FUNCTION public.people_keep_password(person uuid, hash text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF person::text IS DISTINCT FROM public.portal_actor() THEN
        PERFORM portal_private.refuse('the password of another person');
    END IF;
    UPDATE public.people_user AS u SET password = hash WHERE u.id = person;
END
$$;

GRANT EXECUTE ON FUNCTION
    public.people_add_account(uuid, text, text, text, text, text, text, timestamptz),
    public.people_give_place(uuid, text, text, timestamptz), public.people_set_open(uuid, boolean),
    public.people_save_delegation(text, text, jsonb, jsonb, text, text, text, integer),
    public.people_save_preferences(uuid, text, text, text), public.people_keep_password(uuid, text)
TO portal_app;

-- A passkey opens an account by itself: nobody gives another one. The library notes at each sign-in when a factor was used.
CREATE OR REPLACE FUNCTION public.people_guard_factor() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF public.portal_administers() OR OLD.user_id::text = public.portal_actor() THEN
            RETURN OLD;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'last_used_at' = to_jsonb(OLD) - 'last_used_at' THEN
        RETURN NEW;
    ELSIF NEW.user_id::text = public.portal_actor() AND (TG_OP = 'INSERT' OR OLD.user_id = NEW.user_id) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a second factor of another person refused in this context' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE OR REPLACE TRIGGER people_guard_factor BEFORE INSERT OR UPDATE OR DELETE ON mfa_authenticator
FOR EACH ROW EXECUTE FUNCTION people_guard_factor();

-- On which days a delegation works is open to everybody and said by that delegation alone.
CREATE OR REPLACE FUNCTION public.people_keep_workdays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM COALESCE(NEW.delegation_id, OLD.delegation_id)
        OR (TG_OP = 'UPDATE' AND OLD.delegation_id IS DISTINCT FROM NEW.delegation_id)
    THEN
        RAISE EXCEPTION 'a delegation says itself when it works' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE OR REPLACE TRIGGER people_keep_workdays BEFORE INSERT OR UPDATE OR DELETE ON people_workdaychange
    FOR EACH ROW EXECUTE FUNCTION people_keep_workdays();
CREATE OR REPLACE TRIGGER people_keep_workdays BEFORE INSERT OR UPDATE OR DELETE ON people_workdayyear
    FOR EACH ROW EXECUTE FUNCTION people_keep_workdays();
