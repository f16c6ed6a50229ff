"""What search looks up: words of rows, and of which tables. Nobody reads them but a function of the wall's owner."""

from django.db import migrations

TABLES = """
CREATE TABLE portal_private.place (
    place text PRIMARY KEY,
    condition text NOT NULL,
    mark text NOT NULL
);
CREATE TABLE portal_private.word (
    place text NOT NULL,
    source uuid NOT NULL,
    codes text[] NOT NULL,
    words tsvector NOT NULL,
    PRIMARY KEY (place, source)
);
CREATE INDEX word_found ON portal_private.word USING gin (codes, words) WITH (fastupdate = off);
"""
# The triggers that write there leave with it (`portal_find`), from every table.
UNDO = """
DO $$
DECLARE
    each record;
BEGIN
    FOR each IN SELECT tgrelid::regclass AS target, tgname FROM pg_trigger WHERE tgname LIKE 'portal_find%' LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', each.tgname, each.target);
    END LOOP;
END
$$;
DROP TABLE portal_private.word, portal_private.place;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_wall")]

    operations = [migrations.RunSQL(TABLES, UNDO)]
