"""The servers under the tests: loaded by pytest before Django reads its settings.

With `DATABASE_URL` and `REDIS_URL` unset the embedded PostgreSQL and Redis are started. With a superuser's `DATABASE_URL`
the roles and a test database are made on that server; with an ordinary role's, `DATABASE_OWNER_URL` must be given too and
the database is used as it is. In each case the tests run as `portal_app`.
"""

import atexit
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

import psycopg
from psycopg import sql

from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres
from portal.embedded.provisioning import may_provision, provision_database, provision_roles
from portal.embedded.redis import EmbeddedRedis

ROOT = Path(__file__).resolve().parent.parent
READY = "PORTAL_TEST_READY"
# Set where the run is on servers that were given to it.
GIVEN = "PORTAL_TEST_ON_GIVEN_SERVERS"
# Two checkouts may test on one server at the same time.
PLACE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
NAME = f"portal_test_{PLACE}"
# What a migrated database depends on: migrations, what they load, and what is said after them of models and settings.
SHAPING = (
    "*/migrations/*.py",
    "*.sql",
    "*models*.py",
    "*states.py",
    "*walls.py",
    "*apps.py",
    "portal/*.py",
    "portal/core/*.py",
    "*.txt",
)


def drop_databases(admin: str) -> None:
    """Leave nothing of ours: of an earlier run, and on a server that is not ours."""
    with psycopg.connect(admin, autocommit=True) as connection:
        ours = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [NAME]).fetchall()
        for (name,) in ours:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def shape() -> str:
    """A short name for all that shapes a migrated database: it differs whenever one of these files does."""
    found = hashlib.sha256(os.environ["SECRET_KEY"].encode())
    for folder in ("meetings", "portal", "requirements", "workinggroup", "tests"):
        for file in sorted((ROOT / folder).rglob("*.*")):
            name = file.relative_to(ROOT).as_posix()
            if any(fnmatch(name, pattern) for pattern in SHAPING):
                found.update(name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


def migrate(admin: str, *, keep: bool) -> None:
    """Make the migrated database; with `keep` by copying that of an earlier run from which nothing of its shape differs."""
    kept = f"portal_kept_{PLACE}_{shape()}"
    if keep:
        with psycopg.connect(admin, autocommit=True) as connection:
            others = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s"
            for (name,) in connection.execute(others, [f"portal_kept_{PLACE}", kept]).fetchall():
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept]).fetchone():
                provision_database(admin, NAME, template=kept, replace=True)
                return
    # The checks, which load every address, are a test of their own and part of `make lint`.
    command = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"})
    if keep:
        provision_database(admin, kept, template=NAME)


def start() -> None:
    os.environ["SECRET_KEY"] = "the key of the tests, which guards nothing but the tests"
    os.environ["PORTAL_HOSTS"] = "testserver,localhost,127.0.0.1"
    os.environ["PORTAL_ADDRESS"] = "https://testserver"
    os.environ["PORTAL_MAIL_FROM"] = "portal@portal.example"
    os.environ["PORTAL_REDIRECT_TO_HTTPS"] = "0"
    os.environ.pop("PORTAL_DEMO", None)
    files = tempfile.mkdtemp(prefix="portal-test-files-")
    atexit.register(shutil.rmtree, files, ignore_errors=True)
    os.environ["PORTAL_STORAGE"] = f"file://{files}"
    given = os.environ.get("DATABASE_URL")
    os.environ[GIVEN] = "1" if given else ""
    if given and not may_provision(given):
        return
    if given:
        admin = given
    else:
        postgres = EmbeddedPostgres("test-postgres", durable=False)
        postgres.start()
        atexit.register(postgres.stop)
        admin = postgres.url(SUPERUSER, "postgres")
    provision_roles(admin)
    if given:
        atexit.register(drop_databases, admin)
    drop_databases(admin)
    urls = provision_database(admin, NAME)
    os.environ["PORTAL_TEST_ADMIN_URL"] = admin
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner
    if not os.environ.get("REDIS_URL"):
        redis = EmbeddedRedis("test-redis")
        redis.start()
        atexit.register(redis.stop)
        os.environ["REDIS_URL"] = redis.url
    migrate(admin, keep=not given)


# Loading the portal and the tests makes little that goes; `tests/conftest.py` lets the collector begin.
gc.disable()
if READY not in os.environ:
    start()
    os.environ[READY] = "1"
elif worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Whoever counts what is kept counts what he kept himself.
    os.environ["PORTAL_STORAGE"] += f"/{worker}"
