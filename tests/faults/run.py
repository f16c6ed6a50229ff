"""The fault run: real reminders, workers that are killed, servers that crash. Prints what happened as JSON.

python -m tests.faults.run --people 60 --kills 2 …; needs `DATABASE_URL` and `DATABASE_OWNER_URL` of a migrated, empty database
on the embedded cluster named by --cluster, which it crashes.
"""

import argparse
import json
import os
import random
import resource
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from tests.faults.fast import FastClock, install
from tests.faults.sink import DROPPED, HUNG, KEPT, LATER, Faults, noted, serve

# Monday, 11 May 2026, 08:00 in Guatemala City, where in this run everybody lives: what was due on Friday is overdue.
DUE = datetime(2026, 5, 11, 14, 0, tzinfo=UTC)
LEAD = timedelta(seconds=30)
DIGEST = "workinggroup/reminders/digest"


def main() -> None:
    """Run, and print what happened."""
    asked = argparse.ArgumentParser()
    for name in ("people", "workers", "beats", "kills", "crashes", "restarts", "later", "hang", "drop", "seed"):
        asked.add_argument(f"--{name}", type=int, default=0)
    asked.add_argument("--speed", type=float, default=1.0)
    asked.add_argument("--patience", type=float, default=120.0)
    asked.add_argument("--cluster", required=True)
    options = asked.parse_args()
    clock = FastClock(DUE - LEAD, options.speed)
    install(clock)
    django.setup()
    Run(options, clock).run()


class Run:
    """One run. Its processes are forked from this one, which has loaded the portal, so that a new one costs little."""

    def __init__(self, options: argparse.Namespace, clock: FastClock) -> None:
        from portal.embedded.postgres import EmbeddedPostgres
        from portal.embedded.redis import EmbeddedRedis

        self.options, self.clock = options, clock
        self.luck = random.Random(options.seed)
        self.postgres, self.redis = EmbeddedPostgres(options.cluster), EmbeddedRedis(options.cluster + "-redis")
        self.folder = Path(tempfile.mkdtemp(prefix="portal-faults-"))
        self.taken = self.folder / "taken"
        self.children: dict[int, str] = {}

    def run(self) -> None:
        """Plan, let it run among the faults, and tell."""
        began = time.time()
        self.postgres.start()
        self.redis.start()
        listener = socket.create_server(("127.0.0.1", 0))
        os.environ["REDIS_URL"] = self.redis.url
        try:
            self._configure(listener.getsockname()[1])
            expected, gone = self._plan()
            rows = self._rows()
            self._fork(
                "sink",
                lambda: serve(listener, Faults(self.options.later, self.options.hang, self.options.drop), self.taken),
            )
            told = {"seconds_to_plan": time.time() - began, "rows_planned": rows["reminders"]}
            self.clock.go()
            started = time.time()
            told |= self._among_faults(expected)
            told |= {"seconds_to_send": time.time() - started} | self._outcome(expected, gone)
            self._end_all()
            told |= self._plan_again()
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            told["processor_seconds"] = usage.ru_utime + usage.ru_stime
            print(json.dumps(told))
            shutil.rmtree(self.folder)
        finally:
            self._end_all()
            self.redis.stop()
            self.postgres.stop()

    def _configure(self, port: int) -> None:
        """What follows from the speed of the clock, and where things are."""
        from django.conf import settings

        from portal.celery import app
        from portal.notifications import delivery
        from workinggroup.management.commands import dispatch_reminders

        speed = self.options.speed
        assert delivery.HOLD.total_seconds() == settings.EMAIL_TIMEOUT * delivery.STEPS
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = settings.EMAIL_TIMEOUT / speed
        settings.REDIS_URL = self.redis.url
        dispatch_reminders.DELIVERY = dispatch_reminders.DELIVERY / speed
        from portal import env

        app.conf.broker_url = env.broker(self.redis.url)
        app.conf.beat_schedule = {
            name: {
                "task": app.conf.beat_schedule[name]["task"],
                "schedule": app.conf.beat_schedule[name]["schedule"] / speed,
                "options": {"expires": app.conf.beat_schedule[name]["options"]["expires"] / speed},
            }
            for name in ("reminders", "mail")
        }
        app.conf.beat_max_loop_interval = max(0.2, 5 / speed)

    def _plan(self) -> tuple[set[str], set[str]]:
        """People with one thing each that is overdue on Monday: who is to be reminded, and who lost access since."""
        from tests.faults.people import close_some, make_people
        from workinggroup.reminders.operations import plan_all

        everybody = make_people(self.options.people)
        plan_all(now=DUE - timedelta(hours=1))
        planned = self._planned()
        gone = close_some(everybody, self.luck)
        assert {address for address, _key in everybody} <= planned, "each has a reminder planned"
        return planned - gone, gone

    def _planned(self) -> set[str]:
        from portal.core.reader import reading_as
        from portal.people.readers import sides
        from workinggroup.reminders.models import Reminder
        from workinggroup.reminders.states import Status

        found: set[str] = set()
        for side in sides():
            with reading_as(side):
                rows = Reminder.objects.filter(status=Status.PLANNED, goes_at=DUE)
                found |= set(rows.values_list("recipient__email", flat=True))
        return found

    def _rows(self) -> dict[str, int]:
        from portal.core.reader import reading_as
        from portal.notifications.models import OutgoingMail
        from portal.people.readers import everybody
        from workinggroup.reminders.models import Reminder

        counts: Counter[str] = Counter()
        for reader in everybody()[:-1]:
            with reading_as(reader):
                counts["reminders"] += Reminder.objects.count()
                counts["mails"] += OutgoingMail.objects.count()
        return dict(counts)

    def _among_faults(self, expected: set[str]) -> dict[str, Any]:
        """Start everything; kill, crash and flush at even distances of what the sink has taken; until all is there."""
        workers = [self._fork("worker", self._work) for _ in range(self.options.workers)]
        for number in range(self.options.beats):
            self._fork("beat", lambda number=number: self._beat(number))
        self._fork("second", self._run_second)
        acts: list[Callable[[], None]] = [lambda: self._kill_worker(workers)] * self.options.kills
        acts += [self._crash_postgres] * self.options.crashes + [self._restart_redis] * self.options.restarts
        self.luck.shuffle(acts)
        marks = [int((place + 0.5) * len(expected) / (len(acts) + 1)) for place in range(len(acts))]
        limit = time.time() + self.options.patience
        while time.time() < limit:
            there = {each.recipient for each in noted(self.taken) if each.what in (KEPT, DROPPED)} & expected
            while marks and len(there) >= marks[0]:
                marks.pop(0)
                acts.pop(0)()
            if not acts and there == expected and not self._unsettled():
                break
            time.sleep(0.05 if self.options.people < 1000 else 0.3)
        return {"acts_left": len(acts)}

    def _unsettled(self) -> int:
        from portal.notifications.queries import waiting_mails
        from portal.people.readers import everybody

        waiting = waiting_mails(everybody(), now=self.clock.now())
        return waiting.due + waiting.put_off

    def _outcome(self, expected: set[str], gone: set[str]) -> dict[str, Any]:
        from portal.core.reader import reading_as
        from portal.notifications.models import OutgoingMail
        from portal.people.readers import sides

        rows: dict[str, tuple[str, str]] = {}
        states: dict[str, list[str]] = {}
        for side in sides():
            with reading_as(side):
                mails = OutgoingMail.objects.filter(message=DIGEST).values_list("message_id", "address", "status")
                rows |= {message_id: (address, status) for message_id, address, status in mails}
                for each in OutgoingMail.objects.filter(message=DIGEST).exclude(status="sent"):
                    facts = (each.status, each.attempts, each.reason, each.again_at, each.lease_until)
                    states.setdefault(each.address, []).append(" ".join(map(str, facts)))
        seen = noted(self.taken)
        came = [each for each in seen if each.what in (KEPT, DROPPED) and each.message_id in rows]
        sent = {message_id for message_id, (_address, status) in rows.items() if status == "sent"}
        missing = sorted(expected - {each.recipient for each in came})[:5]
        late = sorted((self.clock.at(each.at) - DUE).total_seconds() for each in came)
        return {
            "people": len(expected),
            "reached": len({each.recipient for each in came} & expected),
            "missing": [states.get(each, ["no mail that waits"]) for each in missing],
            "strangers": sorted({each.recipient for each in came} - expected),
            "to_the_gone": len([each for each in seen if each.what in (KEPT, DROPPED) and each.recipient in gone]),
            "message_ids": len({each.message_id for each in came}),
            "sent_rows": len(sent),
            "ids_are_the_rows": {each.message_id for each in came} == sent,
            "extra": len(came) - len({each.message_id for each in came}),
            "early": len([each for each in late if each < 0]),
            "late_median": late[len(late) // 2] if late else 0,
            "late_99": late[int(len(late) * 0.99)] if late else 0,
            "late_most": late[-1] if late else 0,
        } | {what: len([each for each in seen if each.what == what]) for what in (DROPPED, LATER, HUNG)}

    def _plan_again(self) -> dict[str, int]:
        """Ten more runs of the planner and what it hands on."""
        from workinggroup.reminders.operations import plan_all, post_due

        before = self._rows()
        for minute in range(10):
            now = self.clock.now() + timedelta(minutes=minute)
            post_due(now=now)
            plan_all(now=now)
        after = self._rows()
        return {f"{name}_added": after[name] - before[name] for name in after}

    # Faults

    def _kill_worker(self, workers: list[int]) -> None:
        place = self.luck.randrange(len(workers))
        self._end(workers[place])
        workers[place] = self._fork("worker", self._work)

    def _crash_postgres(self) -> None:
        """As when the server dies: every connection is cut, and it recovers from its log."""
        assert self.postgres.child
        self.postgres.child.send_signal(signal.SIGQUIT)
        self.postgres.child.wait()
        self.postgres.start()
        django.db.connections.close_all()

    def _restart_redis(self) -> None:
        """It keeps nothing on disk, so a new start is a flush."""
        assert self.redis.child
        self.redis.child.kill()
        self.redis.child.wait()
        self.redis.start()

    # Processes

    def _work(self) -> None:
        from portal.celery import app

        quiet = ["--quiet", "worker", "--pool", "solo", "-l", "ERROR", "--without-gossip", "--without-mingle"]
        app.worker_main([*quiet, "--hostname", f"worker-{os.getpid()}@faults"])

    def _beat(self, number: int) -> None:
        from portal.celery import app

        app.Beat(schedule=str(self.folder / f"beat-{number}"), loglevel="ERROR", quiet=True).run()

    def _run_second(self) -> None:
        from django.core.management import call_command

        call_command("dispatch_reminders", every=60 / self.options.speed)

    def _fork(self, name: str, work: Callable[[], None]) -> int:
        """Start a process that ends with this one."""
        from portal.embedded.process import _die_with_parent

        django.db.connections.close_all()
        sys.stdout.flush()
        if child := os.fork():
            self.children[child] = name
            return child
        with suppress(BaseException):
            os.setpgid(0, 0)
            if sys.platform == "linux":
                _die_with_parent()
            log = os.open(self.folder / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(log, 1)
            os.dup2(log, 2)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            work()
        os._exit(0)

    def _end(self, child: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
        self.children.pop(child, None)

    def _end_all(self) -> None:
        for child in list(self.children):
            self._end(child)


if __name__ == "__main__":
    main()
