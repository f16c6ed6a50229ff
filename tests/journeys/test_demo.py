"""`make demo`'s supervisor: starts everything, seeds once, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from portal.embedded import places
from portal.embedded.children import Children
from portal.notifications.delivery import LEASE
from tests.journeys.site import free_port
from tests.servers import ROOT


@pytest.fixture(scope="module")
def var(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    if places.server_user():
        for parent in [folder, *folder.parents]:
            if parent.owner() == "root" and str(parent).startswith("/tmp/pytest"):
                parent.chmod(0o755)
    (folder / "static").symlink_to(ROOT / "var/static")
    return folder


def start(var: Path, port: int) -> "subprocess.Popen[str]":
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL", "DATABASE", "REDIS", "SECRET"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "portal.embedded.demo"], cwd=ROOT, text=True, start_new_session=True,
        env=env | {"PORTAL_VAR": str(var), "PORT": str(port)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


READY = "Ctrl-C stops everything"


class Demo(NamedTuple):
    """A running demo: what it said at its start, and what an earlier one had left behind."""

    child: "subprocess.Popen[str]"
    port: int
    said: str
    orphans: list[str]


def read_until(child: "subprocess.Popen[str]", words: str, seconds: float = 300) -> str:
    limit, said = time.monotonic() + seconds, ""
    assert child.stdout
    while time.monotonic() < limit:
        line = child.stdout.readline()
        said += line
        if words in line:
            return said
        if not line and child.poll() is not None:
            break
    raise AssertionError(f"never said {words!r}:\n{said}")


def processes_of(var: Path) -> list[str]:
    """Every process that has something to do with this demo."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            variables = (folder / "environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if int(folder.name) != os.getpid() and (str(var) in words or f"PORTAL_VAR={var}\0" in variables):
            found.append(words)
    return found


def test_it_starts_shows_the_accounts_and_stops_every_child(var):
    port = free_port()
    child = start(var, port)
    try:
        shown(port, read_until(child, READY), is_first=True)
        wait_for_digests(port)
        assert len(processes_of(var)) >= 6
    finally:
        rest = ended(var, child, signal.SIGINT)
    assert "everything is stopped" in rest
    assert processes_of(var) == []


def shown(port: int, said: str, *, is_first: bool) -> None:
    """A start says the address and the accounts, and seeds the first time alone; then the sign-in page is there."""
    assert f"http://localhost:{port}" in said
    for account in ("secretariat", "coordinator.usa", "member.usa", "head.usa", "admin"):
        assert f"{account}@demo.example" in said
    assert ("the demo's data is in place" in said) is is_first
    page = urllib.request.urlopen(f"http://localhost:{port}/account/login/", timeout=60).read().decode()
    assert "Demo accounts" in page


def ended(var: Path, child: "subprocess.Popen[str]", number: int) -> str:
    """What a demo says when a signal has ended it; its children have some time to follow."""
    child.send_signal(number)
    rest, _ = child.communicate(timeout=200)
    limit = time.monotonic() + 120
    while processes_of(var) and time.monotonic() < limit:
        time.sleep(0.1)
    return rest


def wait_for_digests(port: int) -> None:
    """Soon after the first start the first digests are in the mailbox, in both languages; how soon hangs on the machine."""
    limit = time.monotonic() + 600
    while time.monotonic() < limit:
        page = urllib.request.urlopen(f"http://localhost:{port}/demo/mailbox/", timeout=60).read().decode()
        if re.search(r"in \d+ days: \d+ matter", page) and re.search(r"en \d+ días: \d+ asunto", page):
            return
        time.sleep(1)
    raise AssertionError("no digests came")


@pytest.fixture(scope="module")
def again(var) -> Iterator[Demo]:
    """A demo in the folder of one that was killed. The tests that follow ask it one after another; the last ends it."""
    killed = start(var, free_port())
    read_until(killed, READY)
    ended(var, killed, signal.SIGKILL)
    orphans, port = processes_of(var), free_port()
    child = start(var, port)
    try:
        yield Demo(child, port, read_until(child, READY), orphans)
    finally:
        if child.poll() is None:
            child.terminate()
            child.communicate(timeout=200)


def test_a_killed_demo_leaves_no_orphans_and_starts_again(again):
    assert again.orphans == []
    shown(again.port, again.said, is_first=False)


def test_a_second_demo_in_the_same_folder_says_so(var, again):
    second = start(var, free_port())
    said, _ = second.communicate(timeout=200)
    assert "is running already" in said
    assert again.child.poll() is None


def pids(var: Path, words: str) -> list[int]:
    """Processes of this demo with these words in their command line, the oldest first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            variables = (folder / "environ").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if words in said and (str(var) in said or f"PORTAL_VAR={var}\0" in variables):
            found.append(int(folder.name))
    return sorted(found)


def answer(port: int, path: str) -> tuple[int, str]:
    """What the demo answers: the status, 0 where nobody answers, and the words."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=60) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


# A mail that a killed worker held is sent when its lease has run out, at the next minute's round; then all is in order.
PATIENCE = LEASE.total_seconds() + 60 + 95


def wait_until_it_answers(port: int, path: str = "/account/login/") -> None:
    limit = time.monotonic() + PATIENCE
    while (said := answer(port, path))[0] != 200:
        assert time.monotonic() < limit, f"{path} does not come back: {said}"
        time.sleep(0.2)


def test_whatever_is_killed_is_started_again(var, again):
    """The web server's worker and its main process, the worker, PostgreSQL and Redis, each as hard as can be."""
    for words, name in (
        ("granian", "web"), ("portal.embedded.worker", "worker"),
        ("bin/postgres -D", "PostgreSQL"), ("redis-server", "Redis"),
    ):  # fmt: skip
        first, *_ = pids(var, words)
        os.kill(first, signal.SIGKILL)
        read_until(again.child, f"  {name} ended; starting it again")
        wait_until_it_answers(again.port, "/readyz" if name in {"PostgreSQL", "Redis"} else "/account/login/")
    *_, last = pids(var, "granian")
    os.kill(last, signal.SIGKILL)
    time.sleep(0.5)
    wait_until_it_answers(again.port)
    assert last not in pids(var, "granian")


def test_a_demo_that_is_terminated_stops_every_child(var, again):
    assert len(processes_of(var)) >= 6
    assert "everything is stopped" in ended(var, again.child, signal.SIGTERM)
    assert processes_of(var) == []


def test_when_the_port_is_taken_the_start_ends_with_a_sentence(var):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        child = start(var, taken.getsockname()[1])
        said, _ = child.communicate(timeout=300)
    assert child.returncode == 1
    assert "stopp" in said or "does not answer" in said


def test_what_does_not_stay_ends_the_demo_and_is_named():
    children = Children()
    children.start("web", sys.executable, "-c", "print('no reason')", env=dict(os.environ))
    assert children.keep_running() == "web"
    children.stop()
