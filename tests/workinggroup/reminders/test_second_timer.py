"""The second timer alone: Redis is absent, and nothing is late by more than two minutes."""

from datetime import date, timedelta

from portal.core.reader import PORTAL, reading_as
from portal.notifications.models import TimerRun
from portal.notifications.outbox import post
from tests.factories.people import mails
from tests.factories.work import NOW
from tests.workinggroup.reminders.conftest import at
from workinggroup.management.commands.dispatch_reminders import run_rounds
from workinggroup.reminders.operations import plan_all

DUE = at(date(2026, 4, 7))
LATEST = timedelta(minutes=2)


class Hours:
    """Time that passes while the timer waits, and a little while its round runs; in each of its pauses a mail is posted."""

    def __init__(self, person, start, length):
        self.person, self.start, self.length, self.passed = person, start, length.total_seconds(), 0.0

    def now(self):
        return self.start + timedelta(seconds=self.passed)

    def elapsed(self):
        return self.passed

    def wait(self, seconds):
        self.passed += seconds / 2
        with reading_as(PORTAL):
            post(
                "people/security", recipient=self.person, dedupe_key=f"news {self.passed}", now=self.now(),
                event="role_changed", at=self.now().isoformat(),
            )  # fmt: skip
        self.passed += seconds / 2 + 3
        return self.passed >= self.length


def test_without_redis_nothing_is_late(world, item, smtp, settings, request):
    """Some minutes in each run, an hour with `--faults`."""
    length = timedelta(hours=1) if request.config.getoption("--faults") else timedelta(minutes=7)
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    plan_all(now=NOW)
    hours = Hours(world.usa.member, DUE - length / 2, length)
    run_rounds(60.0, wait=hours.wait, say=lambda _tally: None, clock=hours.now, elapsed=hours.elapsed)
    sent = [mail for mail in mails() if hours.start <= mail.not_before < hours.now() - LATEST]
    digests = [mail for mail in sent if mail.message == "workinggroup/reminders/digest" and mail.not_before >= DUE]
    assert len(sent) > length.total_seconds() / 20
    assert digests
    for mail in sent:
        due = DUE if mail in digests else mail.not_before
        assert timedelta(0) <= mail.settled_at - due <= LATEST, mail
    assert TimerRun.objects.get().timer == "second"
