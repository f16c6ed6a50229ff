"""Fixtures that every test may use: the database as it runs, people, signing in, a real mail server."""

import gc
import os
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import caches
from django.db import connections
from django.test import Client
from whitenoise.base import WhiteNoise
from xdist.scheduler import LoadScopeScheduling

from portal.embedded.provisioning import provision_database, role_url
from portal.people import sides
from portal.walls import gaps, require_safe_role
from tests.asked import Notes, enough, read_notes
from tests.factories.pages import Browser
from tests.factories.people import World, make_world
from tests.factories.racing import Pair
from tests.mailserver import MailServer
from tests.scenes import STACK, scene, steps_of
from tests.servers import NAME

# How long an example takes says nothing on a machine that others use, too. What a commit's run finds is a matter of the commit:
# new examples, and more of them, are looked for by `HUNT=1000 make test ARGS="-m hypothesis"`.
HUNT = int(os.environ.get("HUNT", "0"))
hypothesis.settings.register_profile(
    "portal",
    deadline=None,
    derandomize=not HUNT,
    max_examples=HUNT or 100,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("portal")


# What takes longest comes first: otherwise one worker is still at it when the others have ended.
WALL = "tests/wall/"
LONGEST = [
    WALL,
    "tests/meetings/negotiation/test_play.py",
    "tests/journeys/test_pages.py",
    "tests/journeys/test_drill.py",
    "tests/journeys/test_demo.py",
    "tests/meetings/negotiation/test_races.py",
    "tests/journeys/test_thread.py",
]


# What touches none of the servers that the run was given, and in the second row what looks at pages alone, or sends what is
# refused before any server would store it, says the same on any: `.ci/run` runs it once, not on the served ones again. So does
# what a browser does; one journey across all slices is made on both. Of the wall, which is one set of policies for everybody, one
# person of each kind asks the served servers, too.
ALONE = (
    "tests/meetings/concordance/checks/", "tests/meetings/texts/", "tests/meetings/documents/test_sniffing.py",
    "tests/meetings/exchange/test_round_trip.py", "tests/meetings/promises/suggesting/", "tests/portal/people/lists/",
    "tests/portal/core/test_printing.py", "tests/portal/embedded/", "tests/journeys/test_demo.py",
    "tests/journeys/test_outages.py", "tests/journeys/test_production.py",
)  # fmt: skip
LOOKS = ("tests/wall/test_papers.py", "tests/wall/test_fuzz.py")
ON_BOTH = "tests/journeys/test_thread.py"
OF_EACH_KIND = {"anonymous", "guest", "administrator", "usa.coordinator", "mex.member", "sec.coordinator"}


def says_the_same_on_any_server(item: pytest.Item) -> bool:
    """Whether a test looks at pages or refusals alone, or is one of those that ask nothing of the run's servers."""
    is_alone = item.nodeid.startswith(ALONE) and "django_db_setup" not in getattr(item, "fixturenames", ())
    is_browsed = item.get_closest_marker("browser") is not None and not item.nodeid.startswith(ON_BOTH)
    who = getattr(getattr(item, "callspec", None), "params", {}).get("who")
    is_one_of_many = item.nodeid.startswith(WALL) and getattr(who, "name", "anonymous") not in OF_EACH_KIND
    return is_alone or is_browsed or is_one_of_many or item.nodeid.startswith(LOOKS)


class ModulesTogether(LoadScopeScheduling):
    """With several workers, the tests of one module share a worker, and so their scenes and their running site.

    So do those of the wall, which judge the same answers.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return WALL if module.startswith(WALL) else module


def pytest_xdist_make_scheduler(config, log) -> ModulesTogether:
    return ModulesTogether(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is first. Inside a module, tests on the same scenes follow one another.

    Those of the wall do so across its modules, so that they judge the answers given on one stage.
    """
    modules: dict[str, int] = {}

    def place(module: str) -> int:
        return next((place for place, name in enumerate(LONGEST) if module.startswith(name)), len(LONGEST))

    def key(item: pytest.Item) -> tuple[int, int, list[str]]:
        module = item.nodeid.partition("::")[0]
        together = WALL if module.startswith(WALL) else module
        number = modules.setdefault(together, len(modules))
        return place(module), number, [step.name for step in steps_of(item)]

    items.sort(key=key)
    for item in filter(says_the_same_on_any_server, items):
        item.add_marker("same")


class OnlyEnough:
    """Of the tests that a run would make, those that ask the servers all that was noted in another run."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        chosen = enough([item.nodeid for item in items], read_notes(config.getoption("--ask-again")))
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in chosen])
        items[:] = [item for item in items if item.nodeid in chosen]


def pytest_configure(config: pytest.Config) -> None:
    if folder := config.getoption("--note-asked"):
        config.pluginmanager.register(Notes(folder, getattr(config, "workerinput", {}).get("workerid", "master")))
    if config.getoption("--ask-again"):
        config.pluginmanager.register(OnlyEnough())


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector looks at what tests make, and seldom, for most of it goes by itself.

    It was off since the run began; see `tests/servers.py`.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)
    gc.enable()


def pytest_sessionfinish() -> None:
    """What is left goes with the process: pytest collects five times at the end and would look at all of it."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_id) -> Iterator[None]:
    """A copy of the migrated database for each parallel worker. Refuses a role that could bypass the wall.

    The migrated database itself stays untouched, so that it can be copied again.
    """
    admin = os.environ["PORTAL_TEST_ADMIN_URL"]
    urls = provision_database(admin, f"{NAME}_{worker_id}", template=NAME, replace=True)
    for alias, url in (("default", urls.app), ("owner", urls.owner)):
        connections[alias].settings_dict["NAME"] = url.partition("?")[0].rpartition("/")[2]
    remember_migrated()
    with django_db_blocker.unblock():
        require_safe_role()
        assert gaps() == []
    yield
    with django_db_blocker.unblock():
        STACK.take_down()
    connections.close_all()


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    """The parallel worker's name, or "master"."""
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--note-asked", metavar="FOLDER", type=Path, help="note what each test asks of the servers")
    parser.addoption(
        "--ask-again", metavar="FOLDER", type=Path, help="only as many tests as ask all that was noted there"
    )
    parser.addoption("--attacks", action="store_true", help="races, double presses and random plays at their full size")
    parser.addoption("--faults", action="store_true", help="reminders among faults at the size of a night")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What the attacks found, from whichever worker."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    for told in [words for each in reports for name, words in each.user_properties if name == "attack"]:
        terminalreporter.write_line(f"attack: {told}")


@dataclass(frozen=True)
class Attack:
    """How large an attack is: copies of one form at once, rounds of a race. `tell` prints what it found after the run."""

    copies: int
    rounds: int
    tell: Callable[[str], None]

    @property
    def is_full(self) -> bool:
        return self.rounds >= 100


@pytest.fixture
def attack(request, record_property) -> Attack:
    """Small in each run, at full size with `--attacks`."""
    copies, rounds = (20, 100) if request.config.getoption("--attacks") else (4, 12)
    return Attack(copies, rounds, lambda words: record_property("attack", words))


@pytest.fixture
def pair() -> Iterator[Pair]:
    with ThreadPoolExecutor(2) as pool:
        two = Pair(pool)
        yield two
        two.close()


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Each client loads the middleware anew, as a process does when it starts; the static files are looked for once."""
    kept: dict[tuple[str, str], dict[str, Any]] = {}
    look = WhiteNoise.update_files_dictionary

    def find(self: Any, root: str, prefix: str) -> None:
        if (root, prefix) not in kept:
            look(self, root, prefix)
            kept[root, prefix] = dict(self.files)
        self.files.update(kept[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", find)
        yield


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch) -> None:
    """Each test begins as a process does that has not yet read the delegations, so that queries can be counted."""
    monkeypatch.setattr(sides, "_kept", None)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Each test has rate limits and used codes of its own, on a Redis that others may use too."""
    caches["default"].key_prefix = f"test-{uuid.uuid4()}"


@pytest.fixture(autouse=True)
def raised_scenes(request) -> Iterator[None]:
    """The scenes that a test wants stand before any other fixture of it begins, and its own changes are undone.

    A test that reaches the database by other ways than `db` finds no transaction open.
    """
    if "django_db_setup" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        if "db" not in request.fixturenames:
            STACK.take_down()
        else:
            STACK.raise_to(steps_of(request.node))
    if "db" not in request.fixturenames:
        yield
        return
    with request.getfixturevalue("django_db_blocker").unblock(), STACK.test():
        yield


@pytest.fixture
def db(django_db_setup, raised_scenes) -> None:
    """The database, in a transaction that is undone."""


@scene
def world() -> World:
    """Three delegations, the secretariat, an administrator, and a fourth delegation that takes part in nothing."""
    return make_world()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A client signed in as a person, with a second factor unless `factor=False`."""

    def enter(person, *, factor: bool = True) -> Client:
        client = Browser()
        client.force_login(person)
        session = client.session
        methods = ["password", "mfa"] if factor else ["password"]
        session["account_authentication_methods_user"] = user_id_to_str(person)
        session["account_authentication_methods"] = [{"method": method, "at": time.time()} for method in methods]
        session.save()
        return client

    return enter


@pytest.fixture
def smtp(settings) -> Iterator[MailServer]:
    """A real SMTP server on this machine, to which the portal's mails go."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """For tests that need real commits and several connections: everything is emptied afterwards, as the owner."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            empty_database()
            connections["default"].close()


def empty_database() -> None:
    """Leave every table as the migrations left it, past the append-only triggers, as only the owner's superuser can.

    Rows are deleted where there are some: a server that keeps its promises writes two files anew for each table it truncates.
    """
    with as_superuser() as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        asked = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables_in(connection)]
        for (name,) in connection.execute(" UNION ALL ".join(asked)).fetchall():
            connection.execute(f"DELETE FROM {name}")
        for name, rows in MIGRATED.items():
            with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                copy.write(rows)


def as_superuser() -> psycopg.Connection:
    admin = os.environ["PORTAL_TEST_ADMIN_URL"]
    user = psycopg.conninfo.conninfo_to_dict(admin)["user"]
    database = connections["default"].settings_dict["NAME"]
    return psycopg.connect(role_url(admin, user, database), autocommit=True)


def tables_in(connection: psycopg.Connection) -> list[str]:
    """The tables that tests write, quoted, without those of Django's own bookkeeping."""
    rows = connection.execute(
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' "
        "AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
    )
    # What search looks up lies beside the tables it was taken from.
    return [*(name for (name,) in rows), "portal_private.word"]


def remember_migrated() -> None:
    """Keep what the migrations wrote: the words of the glossary, themes."""
    with as_superuser() as connection:
        for name in tables_in(connection):
            with connection.cursor().copy(f"COPY {name} TO STDOUT") as copy:
                if rows := b"".join(copy):
                    MIGRATED[name] = rows


MIGRATED: dict[str, bytes] = {}


@pytest.fixture
def past_the_wall(django_db_setup) -> Callable[..., list[Any]]:
    """Rows as the server's superuser reads them."""

    def ask(statement: str, values: Sequence[Any] = ()) -> list[Any]:
        with as_superuser() as connection:
            return connection.execute(statement, values).fetchall()

    return ask


@pytest.fixture
def owner_url(django_db_setup) -> str:
    """The test database's address as the role that owns its tables."""
    parts = connections["default"].settings_dict
    return role_url(os.environ["DATABASE_OWNER_URL"], "portal_owner", parts["NAME"])
