"""PostgreSQL, Redis and the web servers under measurement; everything ends with the block that started it."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from portal.embedded import places, process
from portal.embedded.demo import free_port
from portal.embedded.places import ROOT
from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres
from portal.embedded.provisioning import may_provision, provision_database, provision_roles, role_url
from portal.embedded.redis import EmbeddedRedis
from tests.benchmarks.shown import Shown

# Two checkouts may measure on one server, though not at the same time.
NAME = "portal_bench_" + hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
WEB_SECONDS = 60
# As the demo starts the web process: one worker, four threads.
GRANIAN = ["--interface", "wsgi", "--host", "127.0.0.1", "--blocking-threads", "4", "--no-ws"]
STATIC_FILE = "benchmark.html"
TABLES = Path(__file__).with_name("floor") / "tables.sql"


@dataclass(frozen=True)
class Prepared:
    """A superuser's address of the database, PostgreSQL's process where it is ours, and the port kept for the portal."""

    superuser: str
    process: int | None
    port: int


@contextmanager
def running_postgres() -> Iterator[tuple[str, int | None]]:
    """A superuser's address of `DATABASE_URL`'s server, else of an embedded one, and then its process, too."""
    given = os.environ.get("DATABASE_URL")
    if given:
        if not may_provision(given):
            sys.exit("The benchmark makes a database of its own: DATABASE_URL must name a superuser here.")
        yield given, None
        return
    postgres = EmbeddedPostgres("bench-postgres", durable=False)
    try:
        postgres.start()
        assert postgres.child
        yield postgres.url(SUPERUSER, "postgres"), postgres.child.pid
    finally:
        postgres.stop()


@contextmanager
def running_redis() -> Iterator[None]:
    """Redis at `REDIS_URL`, which is set to an embedded one where it is unset."""
    if os.environ.get("REDIS_URL"):
        yield
        return
    redis = EmbeddedRedis("bench-redis")
    try:
        redis.start()
        os.environ["REDIS_URL"] = redis.url
        yield
    finally:
        redis.stop()


@contextmanager
def fresh_database(admin: str) -> Iterator[str]:
    """A new, migrated database of the servers in use, told by environment; yields its superuser's address.

    `admin` is a superuser's address on the same server. The database is gone afterwards.
    """
    provision_roles(admin)
    urls = provision_database(admin, NAME, replace=True)
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = urls.app, urls.owner
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
        yield role_url(admin, str(conninfo_to_dict(admin)["user"]), NAME)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))


@contextmanager
def prepared_database() -> Iterator[Prepared]:
    """Running servers, a fresh database, and the environment of a portal that uses them."""
    port = free_port()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "the key of the benchmark, which guards nothing but the benchmark",
        "PORTAL_ADDRESS": f"http://localhost:{port}",
        "PORTAL_HOSTS": "localhost,127.0.0.1",
        "PORTAL_MAIL_FROM": "portal@portal.example",
        "PORTAL_REQUIRE_MFA": "0",
    }
    os.environ.pop("PORTAL_DEMO", None)
    with running_postgres() as (admin, process_id), running_redis(), fresh_database(admin) as superuser:
        yield Prepared(superuser, process_id, port)


def lay_floor(superuser: str, shown: Shown, reader: str) -> None:
    """Copy what the pages show to where no wall stands, for the floors, and settle the statistics.

    `reader` is the code with which the person who asks reads.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA bench")
        connection.execute("CREATE TABLE bench.shown (page text, place integer, key text)")
        connection.execute("CREATE TABLE bench.passage (place integer, anchor text PRIMARY KEY, texts jsonb)")
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO bench.shown VALUES (%s, %s, %s)", [*shown.rows, ("reader", 0, reader)])
            passages = [(place, anchor, json.dumps(texts)) for place, anchor, texts in shown.passages]
            cursor.executemany("INSERT INTO bench.passage VALUES (%s, %s, %s)", passages)
        connection.execute(TABLES.read_text())
        connection.execute("VACUUM ANALYZE")


@contextmanager
def copied_database(admin: str) -> Iterator[str]:
    """A copy of the database at hand, which nobody may use meanwhile; yields the application's address of it."""
    name = f"{NAME}_grown"
    urls = provision_database(admin, name, template=NAME, replace=True)
    try:
        yield urls.app
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def keep_paper(facts: str) -> Path:
    """Lay ready what the portal hands to the typesetter, for the floor; returns the file."""
    place = places.var() / "bench-paper.json"
    place.write_text(facts, encoding="utf-8")
    return place


@contextmanager
def laid_file(content: bytes) -> Iterator[str]:
    """A static file with this content, beside itself packed, for the servers that start meanwhile; yields its address."""
    place = places.var() / "static" / STATIC_FILE
    packed = place.with_name(place.name + ".gz")
    try:
        place.write_bytes(content)
        packed.write_bytes(gzip.compress(content, 9, mtime=0))
        yield f"/static/{STATIC_FILE}"
    finally:
        place.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)


@contextmanager
def running_web(name: str, application: str, port: int, ready: str, **variables: str) -> Iterator[int]:
    """A web server for a WSGI application, once it answers at the path `ready`. Yields its process."""
    program = str(Path(sys.executable).parent / "granian")
    log = places.var() / f"bench-{name}.log"
    command = [program, *GRANIAN, "--port", str(port), application]
    with log.open("wb") as output:
        child = process.start(command, output=output, env=os.environ | variables, cwd=ROOT)
    try:
        _wait_for(f"http://localhost:{port}{ready}", child, log)
        yield child.pid
    finally:
        process.stop(child)


def _wait_for(address: str, child: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + WEB_SECONDS
    while time.monotonic() < limit and child.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"The web server of {address} does not answer:\n" + log.read_text(errors="replace")[-2000:])
