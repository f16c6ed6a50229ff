-- The rows of the portal's agendas without the wall, for a project that knows no reader.
CREATE SCHEMA bench;
CREATE TABLE bench.meeting AS SELECT * FROM public.meetings_meeting;
CREATE TABLE bench.item AS
    SELECT item.*, agenda.meeting_id
    FROM public.meetings_item AS item JOIN public.meetings_agenda AS agenda ON agenda.id = item.agenda_id;
ALTER TABLE bench.meeting ADD PRIMARY KEY (id), ADD UNIQUE (slug);
ALTER TABLE bench.item ADD PRIMARY KEY (id);
CREATE INDEX ON bench.item (meeting_id, rank);
GRANT USAGE ON SCHEMA bench TO portal_app;
GRANT SELECT ON ALL TABLES IN SCHEMA bench TO portal_app;
