"""How dispatch stands: one look at timers, queue and mail server, for `/readyz`, the monitoring page and Prometheus."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.notifications.models import MailServer, TimerRun
from portal.notifications.pausing import why_paused
from portal.notifications.queries import Waiting, waiting_mails
from portal.people.readers import everybody, sides
from workinggroup.reminders.round import oldest_due

# What has been due for so long means that no timer runs, or that delivery does not keep up.
ALARM = timedelta(minutes=5)
# What can be in trouble, as `/readyz` names it.
PARTS = ("outbox", "reminders", "mail_server", "sending")


@dataclass(frozen=True, slots=True)
class Look:
    """How it stands at an instant. `paused` says why nothing is sent; `reminder` since when one is due and not handed on."""

    paused: str
    waiting: Waiting
    reminder: datetime | None
    server: MailServer | None
    timers: dict[str, TimerRun]

    def troubles(self, now: datetime) -> list[str]:
        """Which of `PARTS` are not in order."""
        limit = now - ALARM
        since = {
            "outbox": self.waiting.oldest,
            "reminders": self.reminder,
            "mail_server": self.server.away_since if self.server else None,
        }
        return [part for part, at in since.items() if at and at < limit] + (["sending"] if self.paused else [])


def look(*, now: datetime) -> Look:
    """See how dispatch stands. The number of queries depends on the number of sides alone."""
    readers = everybody()
    return Look(
        paused=why_paused(),
        waiting=waiting_mails(readers, now=now),
        reminder=oldest_due(sides(), now=now),
        server=MailServer.objects.filter(away_since__isnull=False).first(),
        timers={run.timer: run for run in TimerRun.objects.all()},
    )
