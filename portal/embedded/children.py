"""The demo's processes: their logs on our output, and started again when they end."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from portal.embedded import process
from portal.embedded.places import ROOT
from portal.embedded.postgres import ServerFailed

WIDTH = 6
# So often within so many seconds a process is started again; then something is wrong that starting does not mend.
MOST_STARTS, WITHIN = 4, 60.0
LOOK_EVERY = 0.3


@dataclass
class Watched:
    """One process and how it is started. `is_server`: its starter stops it too."""

    name: str
    start: "Callable[[], subprocess.Popen[bytes]]"
    running: "subprocess.Popen[bytes]"
    is_server: bool = False
    ended: list[float] = field(default_factory=list)


class Children:
    """What the demo runs, in the order in which it was started."""

    def __init__(self) -> None:
        self.watched: list[Watched] = []

    def start(self, name: str, *command: str, env: dict[str, str]) -> None:
        """Start a program whose lines are printed with its name."""

        def begin() -> "subprocess.Popen[bytes]":
            child = process.start(command, output=subprocess.PIPE, env=env, cwd=ROOT)
            threading.Thread(target=_stream, args=(name, child), daemon=True).start()
            return child

        self.watched.append(Watched(name, begin, begin()))

    def watch(
        self, name: str, start: "Callable[[], subprocess.Popen[bytes]]", running: "subprocess.Popen[bytes]"
    ) -> None:
        """Take over the watch of a server that runs already."""
        self.watched.append(Watched(name, start, running, is_server=True))

    def one_has_ended(self) -> bool:
        return any(each.running.poll() is not None for each in self.watched)

    def keep_running(self) -> str:
        """Start again what ends, for as long as that helps; returns the name of what does not stay."""
        while True:
            for each in self.watched:
                if each.running.poll() is None:
                    continue
                now = time.monotonic()
                each.ended = [*(before for before in each.ended if now - before < WITHIN), now]
                if len(each.ended) > MOST_STARTS:
                    return each.name
                print(f"  {each.name} ended; starting it again", flush=True)
                _end_group(each.running)
                try:
                    each.running = each.start()
                except ServerFailed as error:
                    print(f"  {error}", flush=True)
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """End the programs in the reverse of their order; servers are ended by whoever started them."""
        ours = [each.running for each in reversed(self.watched) if not each.is_server]
        for child in ours:
            if child.poll() is None:
                child.terminate()
        for child in ours:
            process.stop(child)
            _end_group(child)


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    """End what a program started and left behind: its workers would hold the port."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _stream(name: str, child: "subprocess.Popen[bytes]") -> None:
    assert child.stdout
    for line in child.stdout:
        print(f"{name:<{WIDTH}} | {line.decode(errors='replace').rstrip()}", flush=True)
