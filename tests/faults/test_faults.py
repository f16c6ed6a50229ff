"""Reminders among faults: none lost, none early, none to somebody who lost access, copies only where something was cut off."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres, binaries
from portal.embedded.provisioning import provision_database, provision_roles, role_url
from tests.servers import GIVEN, NAME, ROOT

SMALL = {
    "people": 36, "workers": 2, "beats": 2, "kills": 2, "crashes": 1, "restarts": 1, "later": 14, "hang": 20, "drop": 12,
    "speed": 20, "patience": 240,
}  # fmt: skip
NIGHTLY = {
    "people": 10_000, "workers": 4, "beats": 2, "kills": 30, "crashes": 3, "restarts": 3, "later": 100, "hang": 100,
    "drop": 200, "speed": 2, "patience": 3600,
}  # fmt: skip


@pytest.fixture
def cluster(django_db_setup):
    """A PostgreSQL that may be crashed, with the migrated database in it."""
    if os.environ.get(GIVEN):
        pytest.skip("it crashes servers of its own, which the first run did")
    server = EmbeddedPostgres(f"test-faults-{os.getpid()}")
    server.start()
    admin = server.url(SUPERUSER, "postgres")
    provision_roles(admin)
    urls = provision_database(admin, "portal")
    programs, inside = binaries(), server.url(SUPERUSER, "portal")
    given = os.environ["PORTAL_TEST_ADMIN_URL"]
    dump = [str(programs / "pg_dump"), "--no-comments", f"--dbname={role_url(given, SUPERUSER, NAME)}"]
    rows = subprocess.run(dump, check=True, capture_output=True).stdout
    psql = [str(programs / "psql"), "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={inside}"]
    subprocess.run(psql, input=rows + b"SELECT portal_private.claim();", check=True, capture_output=True)
    server.stop()
    yield server, urls
    for folder in (server.home, server.home.with_name(server.home.name + "-redis")):
        shutil.rmtree(folder, ignore_errors=True)


def test_reminders_survive_what_can_happen(cluster, request, record_property):
    server, urls = cluster
    is_nightly = request.config.getoption("--faults")
    size = NIGHTLY if is_nightly else SMALL
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
    }
    words = [word for name, value in size.items() for word in (f"--{name}", str(value))]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.run", "--cluster", server.home.name, "--seed", "5", *words],
        cwd=ROOT,
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    record_property("attack", f"faults: {json.dumps(told)}")
    # All of them, and nobody else, by exactly the mails that the rows stand for.
    assert (told["reached"], told["acts_left"]) == (told["people"], 0), json.dumps(told)
    assert told["ids_are_the_rows"], told
    assert told["to_the_gone"] == told["early"] == 0, told
    assert told["extra"] <= size["kills"] + told["dropped"], told
    assert min(told["dropped"], told["later"], told["hung"]) > 0, "the faults happened"
    assert (told["reminders_added"], told["mails_added"]) == (0, 0), told
