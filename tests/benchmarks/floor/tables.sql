-- The rows that the portal's pages show, without the wall, for a project that knows no reader. `bench.shown` says which
-- rows stand on which page, and in what order; `bench.passage` holds the words of the table's paragraphs. Both are filled
-- from the portal's own pages before this runs.
CREATE TABLE bench.meeting AS SELECT * FROM public.meetings_meeting;
CREATE TABLE bench.item AS
    SELECT item.*, agenda.meeting_id
    FROM public.meetings_item AS item JOIN public.meetings_agenda AS agenda ON agenda.id = item.agenda_id;
CREATE TABLE bench.commitment AS SELECT * FROM public.workinggroup_commitment;
CREATE TABLE bench.mail AS SELECT * FROM public.notifications_outgoingmail;
CREATE TABLE bench.listed_meeting AS
    SELECT shown.place, meeting.* FROM bench.shown JOIN bench.meeting ON shown.page = 'meetings' AND shown.key = slug;
CREATE TABLE bench.listed_commitment AS
    SELECT shown.place, commitment.id, commitment.number, chapeau, quote, strength, due_text, due_on,
        commitment.lead_id, commitment.supporting, paragraph.anchor, statement.title AS statement_title, statement.dated
    FROM bench.shown JOIN bench.commitment ON shown.page = 'commitments' AND shown.key = commitment.id::text
    JOIN public.meetings_paragraph AS paragraph ON paragraph.id = commitment.paragraph_id
    JOIN public.meetings_statement AS statement ON statement.id = commitment.statement_id;
CREATE TABLE bench.action_item AS SELECT id, commitment_id, status FROM public.workinggroup_actionitem;
CREATE TABLE bench.listed_item AS
    SELECT row_number() OVER () AS row, shown.page, shown.place, item.*,
        item.due_on AS due
    FROM bench.shown JOIN public.workinggroup_actionitem AS item
        ON shown.page IN ('actions', 'desk') AND shown.key = item.id::text;
CREATE TABLE bench.report AS
    SELECT * FROM public.workinggroup_itemreport WHERE item_id IN (SELECT id FROM bench.listed_item);
CREATE TABLE bench.listed_reminder AS
    SELECT row_number() OVER (ORDER BY goes_at) AS place, reminder.* FROM public.workinggroup_reminder AS reminder
    WHERE releasable_to @> ARRAY[(SELECT key FROM bench.shown WHERE page = 'reader')]::varchar[]
    ORDER BY goes_at LIMIT (SELECT count(*) FROM bench.shown WHERE page = 'reminders');
CREATE TABLE bench.entry AS SELECT * FROM public.audit_entry ORDER BY at DESC LIMIT 100;
CREATE TABLE bench.released_text AS SELECT * FROM public.meetings_releasedtext;
CREATE TABLE bench.position AS
    SELECT DISTINCT ON (paragraph.anchor, position.delegation_id) position.*, paragraph.anchor
    FROM public.meetings_position AS position
    JOIN public.meetings_paragraphversion AS version ON version.id = position.version_id
    JOIN public.meetings_paragraph AS paragraph ON paragraph.id = version.paragraph_id
    ORDER BY paragraph.anchor, position.delegation_id, version.seq DESC, position.number DESC;
ALTER TABLE bench.meeting ADD PRIMARY KEY (id), ADD UNIQUE (slug);
ALTER TABLE bench.item ADD PRIMARY KEY (id);
ALTER TABLE bench.commitment ADD PRIMARY KEY (id);
ALTER TABLE bench.mail ADD PRIMARY KEY (id);
CREATE INDEX ON bench.item (meeting_id, rank);
ALTER TABLE bench.listed_commitment ADD PRIMARY KEY (id);
CREATE INDEX ON bench.action_item (commitment_id);
CREATE INDEX ON bench.listed_item (page, place);
CREATE INDEX ON bench.report (item_id, at);
CREATE INDEX ON bench.entry (at);
GRANT USAGE ON SCHEMA bench TO portal_app;
GRANT SELECT ON ALL TABLES IN SCHEMA bench TO portal_app;
-- Django's own sessions, which the portal does not use.
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO portal_app;
