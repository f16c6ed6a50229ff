"""What each test asks of the servers: noted in one run, so that a run on other servers asks all of it again, and once.

The portal is the same on any PostgreSQL and Redis; what may differ is how a server takes a statement, and what comes of it.
So whatever a test asks is noted without its values, with what came of it: rows, none, or the name of the refusal. A second
run makes as few tests as ask everything that was noted, and none that ask nothing. It makes those besides of which a note
says too little: that write for good, and so on several connections at once or in other processes.
"""

import heapq
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from redis.connection import AbstractConnection

from portal.core.postgresql.base import Cursor
from tests.scenes import STACK, Step

VALUES = re.compile(r"'(?:[^']|'')*'|\bs?\d+_x\d+\b|\b\d+\b")
# As many as there are rows or keys, each perhaps with its type.
ONE = r"\(?(?:%s|\?)(?:::[a-z ]+(?:\(\?\))?(?:\[\])?)*\)?"
SEVERAL = re.compile(f"{ONE}(?:, ?{ONE})*")


class Notes:
    """Notes, while tests run, what each of them asks; a scene's part belongs to all that stand on it."""

    def __init__(self, folder: Path, worker: str) -> None:
        self.path = folder / f"{worker}.json"
        self.patch = pytest.MonkeyPatch()
        self.numbers: dict[str, int] = {}
        self.statements: dict[str, str] = {}
        self.asked: set[int] = set()
        self.count = 0
        self.starts_processes = False
        self.by_scene: dict[str, set[int]] = {}
        self.by_test: dict[str, tuple[int, list[int]]] = {}

    def note(self, thing: str) -> None:
        self.asked.add(self.numbers.setdefault(thing, len(self.numbers)))
        self.count += 1

    def plain(self, statement: Any) -> str:
        """A statement without its values."""
        words = statement if isinstance(statement, str) else repr(statement)
        if words not in self.statements:
            self.statements[words] = SEVERAL.sub("%s", VALUES.sub("?", words))
        return self.statements[words]

    def pytest_sessionstart(self) -> None:
        """Listen to the statements, the commands, and the scenes as they are made."""
        for kind in (psycopg.Cursor, Cursor):
            self.patch.setattr(kind, "execute", self._noting(kind.execute))
        send, add, begin = AbstractConnection.send_command, STACK._add, subprocess.Popen.__init__

        def send_command(connection: Any, *words: Any, **options: Any) -> Any:
            self.note(f"redis {words[0]}")
            return send(connection, *words, **options)

        def add_scene(step: Step) -> None:
            kept, count, self.asked = self.asked, self.count, set()
            try:
                add(step)
            finally:
                self.by_scene[step.name], self.asked, self.count = self.asked, kept, count

        def start(process: Any, *words: Any, **options: Any) -> None:
            self.starts_processes = True
            begin(process, *words, **options)

        self.patch.setattr(subprocess.Popen, "__init__", start)
        self.patch.setattr(AbstractConnection, "send_command", send_command)
        self.patch.setattr(STACK, "_add", add_scene)

    def _noting(self, execute: Callable[..., Any]) -> Callable[..., Any]:
        def run(cursor: Any, query: Any, params: Any = None, **options: Any) -> Any:
            try:
                result = execute(cursor, query, params, **options)
            except psycopg.Error as error:
                self.note(f"{self.plain(query)} {error.sqlstate}")
                raise
            self.note(self.plain(query) + (" rows" if cursor.rowcount > 0 else " none"))
            return result

        return run

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.asked, self.count, self.starts_processes = set(), 0, False
        result = yield
        wanted = getattr(item, "fixturenames", ())
        if "db" in wanted:
            # What stands in a transaction that is undone, no other process sees.
            below = [self.by_scene.get(layer.step.name, set()) for layer in STACK.layers]
            self.by_test[item.nodeid] = self.count, sorted(self.asked.union(*below))
        elif "django_db_setup" not in wanted and not self.starts_processes:
            self.by_test[item.nodeid] = self.count, sorted(self.asked)
        return result

    def pytest_sessionfinish(self) -> None:
        self.patch.undo()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps({"things": list(self.numbers), "tests": self.by_test}))


def read_notes(folder: Path) -> dict[str, tuple[int, set[int]]]:
    """Of each test that was noted, how much it asked, and what."""
    numbers: dict[str, int] = {}
    noted: dict[str, tuple[int, set[int]]] = {}
    for path in sorted(folder.glob("*.json")):
        kept = json.loads(path.read_text())
        things = [numbers.setdefault(thing, len(numbers)) for thing in kept["things"]]
        for test, (count, asked) in kept["tests"].items():
            noted[test] = count, {things[number] for number in asked}
    return noted


def enough(tests: list[str], noted: dict[str, tuple[int, set[int]]]) -> set[str]:
    """The tests of a second run: those that ask most that is new for what they cost, but none that the others make idle."""
    known = [test for test in tests if test in noted]
    left: set[int] = set().union(*(noted[test][1] for test in known))

    def worth(test: str) -> float:
        count, asked = noted[test]
        return len(asked & left) / (count + 20)

    waiting = [(-worth(test), test) for test in known]
    heapq.heapify(waiting)
    chosen = []
    while left:
        _, test = heapq.heappop(waiting)
        now = -worth(test)
        if waiting and now > waiting[0][0]:
            heapq.heappush(waiting, (now, test))
            continue
        chosen.append(test)
        left -= noted[test][1]
    times = Counter(thing for test in chosen for thing in noted[test][1])
    for test in sorted(chosen, key=lambda test: (-noted[test][0], test)):
        if all(times[thing] > 1 for thing in noted[test][1]):
            chosen.remove(test)
            times.subtract(noted[test][1])
    return {*chosen, *(test for test in tests if test not in noted)}
