"""The embedded servers: started, joined, stopped, and recovered after a kill."""

import os
import signal
from threading import Thread

import psycopg
import pytest
import redis

from portal.embedded import places
from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres
from portal.embedded.provisioning import provision_database, provision_roles, role_url
from portal.embedded.redis import EmbeddedRedis
from portal.embedded.servers import join, note, running_servers


@pytest.fixture
def var(monkeypatch, tmp_path_factory):
    """A fresh place for run-time files, and an environment that names no servers."""
    folder = tmp_path_factory.mktemp("var")
    if places.server_user():
        for parent in [folder, *folder.parents]:
            if parent.owner() == "root" and str(parent).startswith("/tmp/pytest"):
                parent.chmod(0o755)
    monkeypatch.setenv("PORTAL_VAR", str(folder))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    return folder


def test_both_servers_run_while_they_are_needed(var):
    with running_servers():
        with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("portal_app",)
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("portal_owner",)
        assert redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
        assert len(os.environ["SECRET_KEY"]) >= 50
        assert note().is_file()
    assert not note().exists()


def test_a_second_process_joins_the_first(var, monkeypatch):
    with running_servers():
        url = os.environ["DATABASE_URL"]
        monkeypatch.delenv("DATABASE_URL")
        assert join()
        assert os.environ["DATABASE_URL"] == url
    monkeypatch.delenv("DATABASE_URL")
    assert not join()


def test_the_data_and_the_key_stay(var, monkeypatch):
    with running_servers():
        key = os.environ["SECRET_KEY"]
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
            connection.execute("CREATE TABLE kept (word text)")
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    with running_servers():
        assert os.environ["SECRET_KEY"] == key
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_nobody_else_opens_the_sockets_and_the_key(var):
    with running_servers():
        assert (var / "secret-key").stat().st_mode & 0o077 == 0
    server = EmbeddedPostgres("postgres", durable=False)
    assert server.sockets.stat().st_mode & 0o077 == 0


def test_after_a_kill_the_next_start_works(var):
    server = EmbeddedPostgres("killed", durable=False)
    server.start()
    assert server.child
    os.kill(server.child.pid, signal.SIGKILL)
    server.child.wait()
    again = EmbeddedPostgres("killed", durable=False)
    again.start()
    psycopg.connect(again.url(SUPERUSER, "postgres")).close()
    again.stop()


def test_a_server_left_behind_is_ended_first(var):
    left = EmbeddedPostgres("left", durable=False)
    left.start()
    assert left.child
    reaper = Thread(target=left.child.wait)
    reaper.start()
    again = EmbeddedPostgres("left", durable=False)
    again.start()
    reaper.join(10)
    assert left.child.returncode is not None
    again.stop()


def test_stopping_twice_does_nothing(var):
    for server in (EmbeddedPostgres("twice", durable=False), EmbeddedRedis("twice-redis")):
        server.start()
        server.stop()
        server.stop()


def test_a_long_path_gets_a_short_socket(var, monkeypatch):
    deep = var / ("x" * 60) / ("y" * 60)
    deep.mkdir(parents=True)
    monkeypatch.setenv("PORTAL_VAR", str(deep))
    assert len(str(places.socket_folder("postgres"))) < places.LONGEST_SOCKET_FOLDER


def test_yours_are_used_when_they_are_named(var, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("REDIS_URL", "redis://somewhere/0")
    with running_servers():
        assert os.environ["DATABASE_URL"] == "postgresql://somewhere/else"
        assert not note().exists()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://root:secret@db:5433/x", "postgresql://portal_app@db:5433/portal"),
        ("postgresql://portal_app:secret@db/x", "postgresql://portal_app:secret@db/portal"),
        ("postgresql://postgres@/x?host=%2Fvar%2Frun", "postgresql://portal_app@/portal?host=%2Fvar%2Frun"),
        ("postgresql://[::1]:5432/x?sslmode=require", "postgresql://portal_app@[::1]:5432/portal?sslmode=require"),
    ],
)
def test_the_same_server_as_another_role(url, expected):
    assert role_url(url, "portal_app", "portal") == expected


def test_provisioning_twice_changes_nothing(var):
    server = EmbeddedPostgres("provisioned", durable=False)
    server.start()
    try:
        admin = server.url(SUPERUSER, "postgres")
        for _ in range(2):
            provision_roles(admin)
            urls = provision_database(admin, "portal")
        with psycopg.connect(urls.app) as app:
            rights = app.execute(
                "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            )
            assert rights.fetchone() == (False, False, False)
            assert app.execute("SHOW jit").fetchone() == ("off",)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("CREATE TABLE mine (word text)")
    finally:
        server.stop()
