"""What a side does in private changes nothing that others see: not a page, not a file, not a tag, count, or date."""

from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from portal.core.reader import Reader, reading_as
from tests.wall.asking import PRINCIPALS
from tests.wall.privately import WATCHERS, act_in_private, shown
from tests.wall.sweeping import METHODS_OF, answer, client_of, requests_of

EACH_TIME = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_signup_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
}


@pytest.mark.parametrize("name", WATCHERS)
def test_nobody_else_notices_what_a_side_does_among_itself(stage, sign_in, name):
    who = next(each for each in PRINCIPALS if each.name == name)
    client = client_of(who, stage, sign_in)
    asked = [each for each in requests_of(stage) if "GET" in METHODS_OF[each[0]] and each[0] not in EACH_TIME]
    before = [answer(client, *each) for each in asked]
    act_in_private(stage)
    after = [answer(client, *each) for each in asked]
    assert [old.path for old, new in zip(before, after, strict=True) if shown(old) != shown(new)] == []


def test_what_is_done_in_private_is_noticed_by_those_who_may(stage, sign_in):
    """Else the test above would prove nothing."""
    who = next(each for each in PRINCIPALS if each.name == "mex.coordinator")
    client = client_of(who, stage, sign_in)
    asked = [each for each in requests_of(stage) if each[0] in {"documents:meeting", "negotiation:paragraph", "trail"}]
    before = [answer(client, *each) for each in asked]
    act_in_private(stage)
    after = [answer(client, *each) for each in asked]
    moved = {old.name for old, new in zip(before, after, strict=True) if shown(old) != shown(new)}
    assert moved == {each[0] for each in asked}


@pytest.mark.parametrize(("code", "moves"), [("USA", False), ("GTM", False), ("SEC", False), ("MEX", True)])
def test_sql_shows_nobody_else_what_a_side_does_among_itself(stage, code, moves):
    """Every table, as the policies show it, row by row."""
    before = rows_of(code)
    act_in_private(stage)
    after = rows_of(code)
    assert len(before) > 40
    moved = {table for table in before if before[table] != after[table]}
    things = {"actionitem", "vintage", "gap", "gappassage", "plan", "plansection", "practice", "informationrequest"}
    assert {f"workinggroup_{thing}" for thing in things} <= moved if moves else moved == set()


def rows_of(code: str) -> dict[str, str]:
    """A digest of what each table shows a side."""
    found: dict[str, str] = {}
    with reading_as(Reader(code)):
        for table in connection.introspection.table_names():
            with suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} AS t")
                found[table] = cursor.fetchone()[0]
    return found
