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
CREATE INDEX word_found ON portal_private.word USING gin (codes, words);
"""
UNDO = "DROP TABLE portal_private.word, portal_private.place;"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_wall")]

    operations = [migrations.RunSQL(TABLES, UNDO)]
