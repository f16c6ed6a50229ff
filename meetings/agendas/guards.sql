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

-- Themes are open to everybody and kept by the secretariat alone; each has a name in two languages or more.
CREATE OR REPLACE FUNCTION meetings_keep_themes() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF portal_reader() IS DISTINCT FROM 'SEC' THEN
        RAISE EXCEPTION 'the secretariat keeps the themes' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'DELETE' AND (SELECT count(*) < 2 OR bool_or(value = '""') FROM jsonb_each(NEW.title)) THEN
        RAISE EXCEPTION 'a theme has a name in each language' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER meetings_keep_themes AFTER INSERT OR UPDATE OR DELETE ON meetings_theme
    FOR EACH ROW EXECUTE FUNCTION meetings_keep_themes();

-- Search finds rows of agendas, and what a side notes on them for itself.
SELECT portal_find('meetings_item', 'A title', 'C note', 'shown s.stands_for_id IS NULL AND s.status <> ''removed''');
SELECT portal_find('meetings_proposal', 'A title', 'C reason');
SELECT portal_find('meetings_annotation', 'C position', 'C red_lines', 'D briefing', 'D talking_points');
