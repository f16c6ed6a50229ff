"""How much memory the whole demo holds: all its processes, with what they share counted once. Linux only."""

import os
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from portal.embedded import places, process
from tests.benchmarks.effort import PROC, family
from tests.benchmarks.servers import free_port
from tests.benchmarks.targets import Failed

READY_SECONDS = 240
SETTLED_SECONDS = 15
SHARED = re.compile(r"^Pss:\s+(\d+) kB", re.M)
PERSON, PASSWORD = "coordinator.usa@demo.example", "demo-portal"
PAGES = (
    "/",
    "/meetings/",
    "/statements/",
    "/commitments/",
    "/actions/",
    "/reminders/",
    "/documents/",
    "/people/",
    "/audit/",
)
FORMS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True)
class Held:
    """MiB by program: once the demo has come to rest, and after somebody has used it."""

    at_rest: dict[str, float]
    used: dict[str, float]


def demo_memory(root: Path) -> Held:
    """Start the demo of a checkout that `make demo` has prepared, look, use it, look again, and stop it."""
    with running_demo(root) as (child, address):
        time.sleep(SETTLED_SECONDS)
        at_rest = held(child)
        use(address)
        time.sleep(SETTLED_SECONDS)
        return Held(at_rest, held(child))


@contextmanager
def running_demo(root: Path) -> Iterator[tuple[int, str]]:
    """The demo of a checkout in a folder of its own, as its process and its address."""
    port = free_port()
    folder = places.var() / ("bench-demo-" + re.sub(r"\W+", "-", str(root)))
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("assets", "static", "print-fonts"):
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(root / "var" / name)
    unset = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    log = folder / "demo.log"
    with log.open("wb") as output:
        command = [str(root / ".venv/bin/python"), "-m", "portal.embedded.demo"]
        child = process.start(
            command, output=output, env=env | {"PORT": str(port), "PORTAL_VAR": str(folder)}, cwd=root
        )
    address = f"http://localhost:{port}"
    try:
        limit = time.monotonic() + READY_SECONDS
        while "The portal runs at" not in log.read_text(errors="replace"):
            if child.poll() is not None or time.monotonic() > limit:
                raise Failed(f"The demo of {root} does not start:\n" + log.read_text(errors="replace")[-2000:])
            time.sleep(0.5)
        yield child.pid, address
    finally:
        process.stop(child, patience=30)


def held(root: int) -> dict[str, float]:
    """MiB of a process and its descendants by program; a page that several share counts for each in part."""
    found: dict[str, float] = {}
    for number in family(root):
        try:
            shares = SHARED.search((PROC / str(number) / "smaps_rollup").read_text())
            name = _program((PROC / str(number) / "cmdline").read_bytes().decode(errors="replace"))
        except OSError:
            continue
        if shares:
            found[name] = found.get(name, 0.0) + int(shares[1]) / 1024
    return found


def use(address: str) -> None:
    """Sign in and open the main pages, an agenda and its papers, as a person does in a few minutes."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = _text(browser, f"{address}/account/login/")
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    facts = {"csrfmiddlewaretoken": key[1] if key else "", "login": PERSON, "password": PASSWORD}
    browser.open(f"{address}/account/login/", urllib.parse.urlencode(facts).encode(), timeout=60).close()
    pages = {path: _text(browser, address + path) for path in PAGES}
    meeting = re.search(r'href="(/meetings/[\w-]+/)(?:agenda/)?"', pages["/meetings/"])
    statement = re.search(r'href="(/statements/[\w-]+/)"', pages["/statements/"])
    if not meeting or not statement:
        raise Failed("The demo shows no meeting or no statement: nobody is signed in.")
    for path in (f"{meeting[1]}agenda/", f"{meeting[1]}participants/", f"{meeting[1]}records/", statement[1]):
        _text(browser, address + path)
    for form in FORMS:
        browser.open(f"{address}{meeting[1]}agenda.{form}", timeout=60).read()


def _text(browser: Any, address: str) -> str:
    return str(browser.open(address, timeout=60).read(), "utf-8")


def _program(command: str) -> str:
    """What a process is, from its command line."""
    words = command.replace("\0", " ")
    for mark, name in (
        ("postgres", "PostgreSQL"),
        ("redis", "Redis"),
        ("granian", "web"),
        ("celery", "celery"),
        ("portal.embedded.worker", "celery"),
        ("mailsink", "mail"),
        ("portal.embedded.demo", "demo"),
    ):
        if mark in words:
            return name
    return words.split(" ", 1)[0].rpartition("/")[2]
