"""Start the embedded servers, or join those that a demo in the same folder runs already."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.embedded import places
from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres
from portal.embedded.provisioning import provision_database, provision_roles
from portal.embedded.redis import EmbeddedRedis

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
DATABASE = "portal"


def note() -> Path:
    """The file in which the running servers' addresses stand."""
    return places.var() / "servers.json"


def join() -> bool:
    """Take over the addresses of servers that another process of this folder runs; False if none does."""
    try:
        told = json.loads(note().read_text())
        os.kill(told["process"], 0)
    except (OSError, ValueError, KeyError):
        return False
    for name in ADDRESSES:
        os.environ.setdefault(name, told[name])
    return True


def secret_key() -> str:
    """The key of this folder's embedded portal, made on first use and readable by its owner alone."""
    file = places.var() / "secret-key"
    if not file.is_file():
        places.var().mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


@contextmanager
def running_servers() -> Iterator[list[tuple[str, EmbeddedPostgres | EmbeddedRedis]]]:
    """PostgreSQL and Redis for this process and its children: yours by environment, else joined, else embedded.

    Gives those that it started, with their names, so that they can be watched.
    Sets `DATABASE_URL`, `DATABASE_OWNER_URL`, `REDIS_URL` and `SECRET_KEY` where they are unset. Raises `ServerFailed`.
    """
    os.environ.setdefault("SECRET_KEY", secret_key())
    wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if not wanted or join():
        yield []
        return
    postgres = EmbeddedPostgres("postgres") if "DATABASE_URL" in wanted else None
    redis = EmbeddedRedis("redis") if "REDIS_URL" in wanted else None
    try:
        if postgres:
            postgres.start()
            provision_roles(postgres.url(SUPERUSER, "postgres"))
            urls = provision_database(postgres.url(SUPERUSER, "postgres"), DATABASE)
            os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner
        if redis:
            redis.start()
            os.environ["REDIS_URL"] = redis.url
        told = {name: os.environ.get(name, "") for name in ADDRESSES}
        note().write_text(json.dumps(told | {"process": os.getpid()}))
        yield [(name, server) for name, server in (("PostgreSQL", postgres), ("Redis", redis)) if server]
    finally:
        note().unlink(missing_ok=True)
        for server in (redis, postgres):
            if server:
                server.stop()
