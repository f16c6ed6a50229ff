"""Time limits: what one session holds, others wait for a while and are told; it does not stop the portal."""

import os

import psycopg
import pytest
from django.db import connection
from django.test import Client

from portal import walls
from portal.core.limits import end_overstayers
from portal.embedded.provisioning import LIMITS, role_url
from portal.people.models import User
from tests.factories.pages import seen_on
from tests.factories.people import make_world


def address(role: str) -> str:
    return role_url(os.environ["DATABASE_URL"], role, connection.settings_dict["NAME"])


@pytest.fixture
def stranger(django_db_setup):
    """A session of the running role that is none of the portal's, as injected SQL would have."""
    with psycopg.connect(address("portal_app")) as session:
        yield session


def save(client: Client, name: str, **extra: str):
    seen = seen_on(client, "/people/me/")
    facts = {"name": name, "language": "en", "time_zone": "", "seen": seen}
    return client.post("/people/me/", facts, secure=True, **extra)


def test_the_role_has_limits_wherever_it_signs_in(stranger):
    for name, value in LIMITS.items():
        assert stranger.execute("SELECT setting <> '0' FROM pg_settings WHERE name = %s", [name]).fetchone() == (True,)
        assert stranger.execute("SELECT reset_val <> '0' FROM pg_settings WHERE name = %s", [name]).fetchone() == (
            True,
        )
        assert stranger.execute("SELECT current_setting(%s)", [name]).fetchone()[0] in {
            value,
            value.replace("60s", "1min"),
        }


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT FROM portal_private.trail FOR UPDATE",
        "LOCK TABLE portal_private.trail",
        "LOCK TABLE audit_link IN ROW EXCLUSIVE MODE",
        "LOCK TABLE audit_entry IN SHARE MODE",
    ],
)
def test_the_lock_of_the_trail_is_taken_by_acts_alone(stranger, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        stranger.execute(statement)


def test_a_number_that_somebody_locks_stops_nobody(world, sign_in, stranger):
    """It was this one by which writers of the trail waited for each other."""
    stranger.execute("SELECT pg_advisory_xact_lock(7310942)")
    assert save(sign_in(world.usa.member), "Somebody Else").status_code == 302


def test_who_waits_too_long_is_told_so_and_nothing_is_changed(committed, owner_url, sign_in):
    world = make_world()
    with psycopg.connect(owner_url) as holder, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
        for member, words in (
            (world.usa.member, "Nothing of what you sent was saved"),
            (world.mex.member, "No se guardó nada de lo que envió"),
        ):
            client = sign_in(member)
            client.raise_request_exception = False
            holder.execute("SELECT FROM portal_private.trail FOR UPDATE")
            answer = save(client, "Somebody Else", HTTP_ACCEPT_LANGUAGE=member.language)
            holder.rollback()
            assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
            assert words in answer.content.decode()
            assert User.objects.get(pk=member.pk).name == member.name
            assert save(client, "Somebody Else").status_code == 302


def test_a_session_that_lifted_its_limits_is_ended_from_outside(stranger):
    stranger.execute("SET idle_in_transaction_session_timeout = 0")
    stranger.commit()
    stranger.execute("LOCK TABLE people_session IN ACCESS EXCLUSIVE MODE")
    with psycopg.connect(address("portal_app"), autocommit=True) as other:
        assert end_overstayers(other.cursor(), idle="1 hour") == 0
        assert end_overstayers(other.cursor(), idle="0 seconds") >= 1
    with pytest.raises(psycopg.OperationalError):
        stranger.execute("SELECT 1")


def test_a_role_without_limits_is_not_ready(db, monkeypatch):
    assert walls.limitless() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = 0")
    assert walls.limitless() == ["lock_timeout"]
    answer = Client().get("/readyz", secure=True)
    assert (answer.status_code, answer.json()["limits"]) == (503, False)
