"""When a server underneath goes away: clear pages, nothing lost, recovery by itself."""

import os
import re
import threading
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import pytest

from portal.embedded import process
from portal.embedded.postgres import SUPERUSER, EmbeddedPostgres
from portal.embedded.provisioning import provision_database, provision_roles
from tests.journeys.site import free_port, wait_for
from tests.servers import ROOT


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A portal on a PostgreSQL of its own, which may be stopped; and without any Redis."""
    import subprocess
    import sys
    from pathlib import Path

    name = f"test-outages-{os.getpid()}"
    server = EmbeddedPostgres(name, durable=False)
    server.start()
    provision_roles(server.url(SUPERUSER, "postgres"))
    urls = provision_database(server.url(SUPERUSER, "postgres"), "portal")
    port, folder = free_port(), tmp_path_factory.mktemp("outages")
    (folder / "static").symlink_to(ROOT / "var/static")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "PORTAL_DEMO": "1",
        "PORTAL_ADDRESS": f"http://localhost:{port}",
        "PORTAL_HOSTS": "localhost,127.0.0.1",
        "PORTAL_VAR": str(folder),
    }
    for command in (["migrate", "-v0"], ["seed_demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, capture_output=True)
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port)]
    with (folder / "web.log").open("wb") as log:
        web = process.start(
            [*granian, "--blocking-threads", "4", "--no-ws", "portal.wsgi:application"], output=log, env=env, cwd=ROOT
        )
    wait_for(f"http://localhost:{port}/healthz", [web])
    yield server, f"http://localhost:{port}"
    process.stop(web)
    server.stop()
    import shutil

    shutil.rmtree(server.home, ignore_errors=True)


class Person:
    """Somebody with a browser's cookies and no browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open

    def get(self, path: str, data: bytes | None = None) -> tuple[int, str]:
        try:
            with self.open(self.address + path, data=data, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def sign_in(self, who: str) -> None:
        _status, page = self.get("/account/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        words = f"csrfmiddlewaretoken={token[1]}&login={who}%40demo.example&password=demo-portal"
        assert self.get("/account/login/", words.encode())[0] == 200


def test_without_redis_people_sign_in_and_pages_work(own):
    _server, address = own
    person = Person(address)
    person.sign_in("coordinator.usa")
    for path in ("/", "/actions/", "/reminders/"):
        assert person.get(path)[0] == 200
    _status, page = person.get("/readyz")
    assert '"redis": false' in page
    assert '"database": true' in page


def test_a_restarted_database_is_a_clear_page_and_then_over(own):
    """Four people reading at once while PostgreSQL is restarted: 200 or 503 with a sentence, never anything else."""
    server, address = own
    seen: list[tuple[float, int, str]] = []
    stop = threading.Event()

    def read(person: Person) -> None:
        while not stop.is_set():
            status, page = person.get("/actions/")
            seen.append((time.monotonic(), status, page))

    readers = [Person(address) for _ in range(4)]
    for reader, who in zip(readers, ("coordinator.usa", "member.mex", "head.gtm", "secretariat"), strict=True):
        reader.sign_in(who)
    people = [threading.Thread(target=read, args=[reader]) for reader in readers]
    for person in people:
        person.start()
    time.sleep(1.5)
    server.stop()
    time.sleep(1.5)
    server.start()
    back = time.monotonic()
    time.sleep(3)
    stop.set()
    for person in people:
        person.join()
    assert {status for _at, status, _page in seen} == {200, 503}
    away = [page for _at, status, page in seen if status == 503]
    assert all("The database does not answer at the moment" in page or "no responde" in page for page in away)
    assert {status for at, status, _page in seen if at > back + 1.5} == {200}


def test_while_the_database_is_away_the_process_says_so(own):
    server, address = own
    server.stop()
    try:
        assert Person(address).get("/healthz")[0] == 200
        status, page = Person(address).get("/readyz")
        assert (status, '"database": false' in page) == (503, True)
    finally:
        server.start()
    assert Person(address).get("/readyz")[1].count("true") >= 3
