"""The portal as people meet it: a web process, a mail sink and the demo's data, on a database of its own."""

import os
import shutil
import socket
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

from portal.embedded import process
from portal.embedded.provisioning import provision_database
from tests.servers import NAME, ROOT

# The first draws pages alone, without the window around them that nobody sees.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
# Each window would draw the suggestions of an address bar that nobody sees, at the price of three pages. The others are those
# that Playwright leaves out: it is this list or that.
LEFT_OUT = [
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter",
    "PaintHolding", "ThirdPartyStoragePartitioning", "OptimizationHints", "AimEnabled", "PreconnectToSearch",
    "NetworkTimeServiceQuerying",
]  # fmt: skip
FLAGS = [
    "--disable-features=" + ",".join(LEFT_OUT),
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The system's Chromium, or None."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@dataclass(frozen=True)
class Site:
    """A running portal: its address, and the environment in which its commands run."""

    address: str
    env: dict[str, str]

    def manage(self, *command: str) -> str:
        """Run a command of the portal against this site's database."""
        result = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr[-3000:]
        return result.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seeded_database() -> str:
    """A database with the demo's data that stays untouched, so that it can be copied: seeded by whoever comes first."""
    admin, name = os.environ["PORTAL_TEST_ADMIN_URL"], f"{NAME}_seeded"
    with psycopg.connect(admin, autocommit=True) as connection:
        # Held until this connection ends: other workers wait.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            urls = provision_database(admin, f"{name}_first", template=NAME, replace=True)
            told = {"DATABASE_URL": urls.app, "DATABASE_OWNER_URL": urls.owner, "PORTAL_DEMO": "1"}
            settings = {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_MAIL_FROM": "portal@demo.example"}
            Site("", os.environ | settings | told).manage("seed_demo")
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(f"{name}_first"), sql.Identifier(name)))
    return name


@contextmanager
def running_site(worker: str, folder: Path, **told: str) -> Iterator[Site]:
    """Start everything on a fresh copy of the seeded database, and stop it afterwards. `told` are variables of its own."""
    admin, name = os.environ["PORTAL_TEST_ADMIN_URL"], f"{NAME}_site_{worker}"
    urls = provision_database(admin, name, template=seeded_database(), replace=True)
    web, sink = free_port(), free_port()
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": urls.app,
        "DATABASE_OWNER_URL": urls.owner,
        "PORTAL_DEMO": "1",
        "PORTAL_ADDRESS": f"http://localhost:{web}",
        "PORTAL_HOSTS": "localhost,127.0.0.1",
        "PORTAL_MAIL_FROM": "portal@demo.example",
        "EMAIL_URL": f"smtp://127.0.0.1:{sink}",
    }
    env |= told
    # The mail files and what else is made at run time stay apart from the checkout's own; what was built is shared.
    for shared in ("static", "print-fonts", "assets"):
        (folder / shared).symlink_to(ROOT / "var" / shared)
    env["PORTAL_VAR"] = str(folder)
    site = Site(f"http://localhost:{web}", env)
    log = (folder / "site.log").open("wb")
    programs = Path(sys.executable).parent
    sink_command = [
        sys.executable,
        "-m",
        "portal.embedded.mailsink",
        "--port",
        str(sink),
        "--folder",
        str(folder / "mailbox"),
    ]
    web_command = [str(programs / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(web)]
    web_command += ["--blocking-threads", "4", "--no-ws", "portal.wsgi:application"]
    children = [process.start(command, output=log, env=env, cwd=ROOT) for command in (sink_command, web_command)]
    try:
        wait_for(site.address + "/healthz", children)
        yield site
    finally:
        for child in children:
            process.stop(child)
        log.close()


def wait_for(address: str, children: "list[subprocess.Popen[bytes]]") -> None:
    limit = time.monotonic() + 120
    while time.monotonic() < limit:
        assert all(child.poll() is None for child in children), "the site ended; see site.log"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the site does not answer")
