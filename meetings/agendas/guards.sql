SELECT portal_keep('meetings_revision'), portal_keep('meetings_revisionrow');

-- What an agenda's pages show, for their tags: the meeting with all that is seen through it, the one it follows, its series. As
-- the reader sees it; a function keeps its plan, and a live page asks every second.
CREATE OR REPLACE FUNCTION meetings_agenda_shows(address text) RETURNS text[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN (SELECT ARRAY[id::text, follows_id::text, series_id::text] FROM meetings_meeting WHERE slug = address);
END
$$;
GRANT EXECUTE ON FUNCTION meetings_agenda_shows(text) TO portal_app;
