"""What planning reminders and sending digests cost: `make bench ARGS=--reminding`.

One delegation of 500 people with 2,000 action items, ten rungs for each of them to its owner and to four coordinators: 100,000
reminders. Each cost is what this process and PostgreSQL work, added; digests go to a mail server that takes all and keeps
nothing, in a process of its own.
"""

import os
import resource
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, reset_queries, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.core.reader import Reader, reading_as
from portal.embedded.seed.meetings import seed_meetings
from portal.embedded.seed.people import seed_people
from portal.embedded.seed.work import seed_work
from portal.notifications import composing
from portal.notifications.composing import Gathered, compose
from portal.notifications.delivery import deliver_due
from portal.notifications.messages import REGISTERED
from portal.notifications.models import OutgoingMail
from portal.notifications.written import Envelope
from portal.people.models import User
from portal.people.readers import reader_of
from portal.people.register import ADMINISTRATION, add_account
from portal.people.states import Role
from tests.benchmarks import effort
from tests.benchmarks.servers import Prepared, free_port
from workinggroup.actionitems.models import ActionItem
from workinggroup.commitments.models import Commitment
from workinggroup.reminders import entries, operations
from workinggroup.reminders.cadence import read_cadence
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.planning import Side
from workinggroup.reminders.queries import reminders_for

PEOPLE, COORDINATORS, ITEMS = 500, 4, 2_000
FEW = 1_000
DAYS = (60, 45, 30, 21, 14, 10, 7, 5, 3, 1)
RUNGS = read_cadence([f"-{days}d{to}" for days in DAYS for to in ("", " coordinator")])
CODE = "USA"
USA = Reader(CODE)


# Bounds of ratios within one run.
MINUTE, PAGE, DIGEST = 0.01, 1.5, 2.0
# Digests for each message that is sent without being made: before they were found together 31 for 5,357, now twelve times that.
OF_CEILING = 12 * 31 / 5_357


@dataclass(frozen=True)
class Costs:
    """Processor milliseconds of the first plan and of a minute in which nothing happens, the plan's memory in MiB above
    what was held before, SQL queries of that minute, milliseconds of the page over all reminders and over `FEW`, of one
    digest, of one plain mail and of one that is finished and only sent."""

    planned: int
    plan: float
    again: float
    memory: float
    minute: float
    queries: int
    pages: list[float]
    digest: float
    plain: float
    sent: float
    digests: int


class Effort:
    """Processor milliseconds of this process and of PostgreSQL."""

    def __init__(self, prepared: Prepared) -> None:
        self._postgres = prepared.process

    def of(self, work: Callable[[], Any]) -> tuple[float, Any]:
        before = self._now()
        found = work()
        return self._now() - before, found

    def _now(self) -> float:
        own = time.process_time() * 1000
        return own + (effort.worked(self._postgres) if self._postgres else 0)


def weigh(prepared: Prepared) -> Costs:
    """Seed, plan, plan again, wait a minute, send; returns what each cost."""
    worked = Effort(prepared)
    now = timezone.now()
    seed(now)
    # Addresses are read at a process's first mail, once.
    reverse("actionitems:list")
    plan = wide_plan()
    with patch.object(operations, "side_of", plan):
        held = peak()
        cost, planned = worked.of(lambda: operations.plan_side(USA, now=now))
        memory = peak() - held
        again, _changed = worked.of(lambda: operations.plan_side(USA, now=now))
        operations.plan_all(now=now)
        minute, queries = idle_minute(worked, now)
    pages = [page(worked, now)]
    # Before most reminders are let go of: everybody has a digest.
    with mail_sink():
        digests, digest = send_digests(worked, now)
        plain, sent = send_plain(worked, now), send_finished(now)
    with reading_as(USA):
        ahead = Reminder.objects.filter(status="planned").order_by("goes_at")
        Reminder.objects.exclude(pk__in=list(ahead.values_list("pk", flat=True)[:FEW])).delete()
        operations.ReminderTurn.objects.filter(delegation=CODE).update(stamp=uuid4())
    pages.append(page(worked, now))
    return Costs(planned, cost, again, memory, minute, queries, pages, digest, plain, sent, digests)


def seed(now: Any) -> None:
    """The demo, and one delegation grown to `PEOPLE` with `ITEMS` action items from two to eight months ahead."""
    with transaction.atomic():
        people = seed_people(now)
        with reading_as(people["secretariat"].reader):
            washington, follow_up = seed_meetings(people["secretariat"], now=now)
        seed_work(people, washington, follow_up, now=now)
        there = User.objects.filter(membership__delegation_id=CODE).count()
        with reading_as(ADMINISTRATION):
            for number in range(there, PEOPLE):
                user = User(email=f"p{number}@demo.example", name=f"Person {number}", language="en", password="!")
                add_account(user, role=Role.MEMBER, code=CODE, at=now)
        members = list(User.objects.filter(membership__delegation_id=CODE).order_by("email"))
        with reading_as(USA):
            promises = list(Commitment.objects.order_by("number")[:20])
            ActionItem.objects.bulk_create(
                [
                    ActionItem(
                        commitment=promises[number % len(promises)],
                        delegation_id=CODE,
                        series=CODE,
                        number=1000 + number,
                        title=f"Report on step {number} of the shared plan",
                        assignee=members[number % len(members)],
                        due_on=now.date() + timedelta(days=70 + number % 180),
                        created_at=now,
                        releasable_to=promises[number % len(promises)].releasable_to,
                        editable_by=[CODE],
                    )
                    for number in range(ITEMS)
                ],
                batch_size=1000,
            )


def wide_plan() -> Callable[[str], Side]:
    """`side_of` with ten rungs for each action item, and `COORDINATORS` coordinators."""
    usual = operations.side_of

    def side_of(code: str) -> Side:
        side = usual(code)
        people = [
            replace(person, step="coordinator") if number < COORDINATORS else replace(person, step="")
            for number, person in enumerate(side.people)
        ]
        return Side(code, people, side.calendar, dict(side.cadences) | {"action_item": RUNGS})

    return side_of


def page(worked: Effort, now: Any) -> float:
    """Milliseconds of what the reminders page of a coordinator asks and shows, on the average of 20 readings."""
    person = User.objects.select_related("membership__delegation").get(email="coordinator.usa@demo.example")

    def read() -> None:
        with reading_as(person.reader):
            reminders_for(person, now=now, chosen="all")

    read()
    return worked.of(lambda: [read() for _ in range(20)])[0] / 20


def idle_minute(worked: Effort, now: Any) -> tuple[float, int]:
    """What a minute costs in which nothing is due: milliseconds on the average of 20, and SQL queries."""
    later = now + timedelta(minutes=1)
    operations.post_and_plan(now=later)
    cost, _none = worked.of(lambda: [operations.post_and_plan(now=later) for _ in range(20)])
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        operations.post_and_plan(now=later)
    return cost / 20, len([each for each in asked if each["sql"] != "COMMIT"])


def send_digests(worked: Effort, now: Any) -> tuple[int, float]:
    """One digest for each person, posted and sent; how many, and milliseconds of one."""
    with reading_as(USA):
        first = Reminder.objects.filter(status="planned", kind="action_item").order_by("goes_at").first()
        assert first
        Reminder.objects.filter(status="planned", rung="-60d").update(goes_at=now)
        operations.ReminderTurn.objects.filter(delegation=CODE).update(next_at=now)
    operations.post_side(USA, now=now)
    cost, tally = worked.of(lambda: deliver_due([USA], reader_of, clock=timezone.now))
    assert tally.sent, tally
    return tally.sent, cost / tally.sent


def send_plain(worked: Effort, now: Any) -> float:
    """Milliseconds of rendering and sending one such digest whose context is at hand, 200 times through one connection.

    Django renders its templates, writes its bytes and sends it, and the portal adds nothing of its own.
    """
    with reading_as(USA):
        mail = OutgoingMail.objects.filter(message="workinggroup/reminders/digest", status="sent").first()
        assert mail
        prepared = compose_context(mail, now)

    def send() -> None:
        line = get_connection()
        line.open()
        for _ in range(200):
            line.send_messages([prepared()])
        line.close()

    with (
        patch.object(composing, "filled", rendered),
        patch.object(entries, "filled", rendered),
        patch.object(Envelope, "message", EmailMultiAlternatives.message),
    ):
        return worked.of(send)[0] / 200


def rendered(template: str, _language: str, /, **values: str) -> SafeString:
    """A template with these values."""
    return SafeString(render_to_string(template, values))


def send_finished(now: Any) -> float:
    """Milliseconds of sending one such digest that is finished, 2,000 times through one connection."""
    with reading_as(USA):
        mail = OutgoingMail.objects.filter(message="workinggroup/reminders/digest", status="sent").first()
        assert mail
        envelope = compose_context(mail, now)()
    written = envelope.message().as_bytes(linesep="\r\n")
    line = get_connection()
    line.open()
    # The sink's own work is not counted, nor is PostgreSQL, which has none.
    before = time.process_time()
    for _ in range(2_000):
        line.connection.sendmail(envelope.from_email, envelope.to, written)
    cost = time.process_time() - before
    line.close()
    return cost / 2


def compose_context(mail: OutgoingMail, now: Any) -> Callable[[], Any]:
    """What composes the mail with its context at hand."""
    message = REGISTERED[mail.message]
    context = message.prepare(mail, now=now, **Gathered([mail]).of(mail, message, now=now))
    known = replace(message, prepare=lambda mail, *, now: context, gather=None)

    def render() -> Any:
        with patch.dict(REGISTERED, {mail.message: known}):
            return compose(mail, USA, now=now)

    return render


def tell(costs: Costs) -> str:
    """The figures in words, with the bounds of this run's ratios."""
    return "\n".join(
        (
            f"  {costs.planned:,} reminders planned in {costs.plan:,.0f} ms of processor time, with {costs.memory:.0f} MiB",
            f"  planned again, nothing changed: {costs.again / costs.plan:.2f} x",
            f"  a minute in which nothing is due: {costs.minute / costs.plan:.5f} x (at most {MINUTE}), {costs.queries} queries",
            f"  the page over all of them: {costs.pages[0] / costs.pages[1]:.2f} x the page over {FEW:,} (at most {PAGE})",
            f"  a digest, found, rendered, sent, marked: {costs.digest:.2f} ms, {1000 / costs.digest:.0f} a second;"
            f" {costs.digest / costs.plain:.2f} x one that is rendered and sent (at most {DIGEST})",
            f"  one that is finished and only sent: {costs.sent:.3f} ms, {1000 / costs.sent:,.0f} a second; digests are"
            f" {costs.sent / costs.digest:.3f} of them (at least {OF_CEILING:.3f})",
        )
    )


def peak() -> float:
    """The most that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def mail_sink() -> Iterator[None]:
    """Postfix's `smtp-sink`, which takes every mail."""
    program = shutil.which("smtp-sink", path="/usr/sbin:/usr/lib/postfix/sbin:/usr/bin") or shutil.which("smtp-sink")
    if program is None:
        raise SystemExit("Digests are sent to smtp-sink, which is not installed: apt install postfix.")
    port = free_port()
    # As root it asks whom to become.
    user = [] if os.geteuid() else ["-u", "nobody"]
    child = subprocess.Popen([program, *user, "-c", f"127.0.0.1:{port}", "100"], stdout=subprocess.DEVNULL)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        for _try in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        child.terminate()
        child.wait()
