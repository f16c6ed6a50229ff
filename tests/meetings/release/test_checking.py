"""I15: what is public is held against what was signed, once a day, whoever changed it past the portal."""

import logging
from datetime import timedelta

import psycopg

from meetings.release.files import stored_file
from meetings.release.operations import corrigenda
from meetings.release.operations.checking import check_released
from portal.core.clock import database_now
from portal.core.reader import reading_as
from tests.factories import closing
from tests.factories.people import make_world
from tests.factories.work import make_meeting, make_negotiation
from workinggroup.reminders.round import run_round

SPOILED = {
    "text": ("meetings_releasedtext", "canonical = replace(canonical, 'met again', 'met') || ' '"),
    "corrigendum": ("meetings_textcorrigendum", "entries = jsonb_set(entries, '{0,new}', '\"jamás\"')"),
    "file": ("meetings_releasedfile", "content = content || 'x'::bytea"),
    "signatures": ("meetings_signoff", "text_hash = repeat('0', 64)"),
}


def test_what_was_changed_past_the_portal_is_found_and_named_by_keys_alone(committed, owner_url, caplog):
    """Changed by the owner of the tables, past their triggers."""
    world, now = make_world(), database_now()
    statement = make_negotiation(world, make_meeting(world.sec.coordinator))
    heads = closing.heads_of(world)
    text = closing.make_released(statement, heads, world.sec.coordinator, now - timedelta(hours=1))
    entries = [{"anchor": "p03", "language": "es", "old": "de nuevo", "new": "otra vez"}]
    with reading_as(world.gtm.head.reader):
        facts = {"entries": entries, "reason": {"en": "A.", "es": "A."}, "one_language": True}
        row = corrigenda.propose_corrigendum(text=text, actor=world.gtm.head, **facts)
    for head in heads.values():
        with reading_as(head.reader):
            corrigenda.sign_corrigendum(actor=head, corrigendum=row, seen=row.text_hash)
    stored_file(text, "txt", now=now)
    assert check_released() == []
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for what, (table, change) in SPOILED.items():
            owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
            try:
                owner.execute(f"CREATE TABLE kept AS SELECT * FROM {table}")
                owner.execute(f"UPDATE {table} SET {change}")
                with caplog.at_level(logging.ERROR, "portal.release"):
                    found = check_released()
                    if what == "signatures":
                        for _twice in range(2):
                            run_round(clock=lambda: now + timedelta(days=2))
                assert [each.split()[0] for each in found] == [what], what
            finally:
                owner.execute(f"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept; DROP TABLE kept")
                owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")
    assert check_released() == []
    said = [line for line in caplog.messages if line.startswith("what is public")]
    assert len(said) == len(SPOILED) + 1, "a round looks once a day"
    assert not any("Joint" in line or "jamás" in line for line in said)
