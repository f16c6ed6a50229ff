"""What the database takes for a text, whoever writes it."""

import psycopg
import pytest
from django.db import connection

from portal.core.characters import UNCLEAN

# Names of delegations and links of the chain are arrays and bytes; these are all the other columns with words in them.
UNCHECKED = """
SELECT c.relname FROM pg_class AS c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname !~ '^(account|auth|django|mfa|usersessions)_'
    AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype)
        AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.conname = 'portal_texts'
            AND a.attnum = ANY (k.conkey)))
"""


def asked(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_no_column_is_forgotten(db):
    assert asked(UNCHECKED) == []


def test_the_database_and_the_portal_mean_the_same(db):
    """Of every character that the database can hold."""
    signs = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code <= 0xDFFF]
    (unclean,) = asked("SELECT array_agg(sign) FROM unnest(%s::text[]) AS sign WHERE NOT portal_is_clean(sign)", signs)[
        0
    ]
    assert set(unclean) == {sign for sign in signs if UNCLEAN.search(sign)}


def test_inside_json_escapes_are_told_from_words(db):
    clean = [r'{"a": "x\ty\n", "b": ["\\u0007", "\\b\\r", "\\\\f"]}', '{"a": "€\u200d"}', "{}"]
    unclean = [
        r'{"a": ["\u0007"]}',
        r'{"a": "\\\u001b"}',
        r'{"a\r": 1}',
        r'{"a": "\b"}',
        r'{"a": "\u202e"}',
        r'"\u0085"',
    ]
    assert asked("SELECT portal_is_clean(words::jsonb) FROM unnest(%s::text[]) AS words", clean) == [(True,)] * len(
        clean
    )
    assert asked("SELECT portal_is_clean(words::jsonb) FROM unnest(%s::text[]) AS words", unclean) == [(False,)] * len(
        unclean
    )


def test_sql_cannot_write_what_no_form_would(committed, owner_url):
    with psycopg.connect(owner_url) as owner:
        with pytest.raises(psycopg.errors.CheckViolation, match="portal_texts"):
            owner.execute("INSERT INTO meetings_theme (rank, code, title) VALUES (99, 'a', '{\"en\": \"a\\u202eb\"}')")
        owner.rollback()
