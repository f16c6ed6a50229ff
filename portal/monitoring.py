"""The monitoring page of administrators, and what Prometheus reads. Both hold numbers and times, and nothing of content."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from portal.core.doors import Door, door
from portal.notifications.models import TimerRun
from portal.notifications.queries import BOUNDS, Waits, settled_mails, waits_of_mails
from portal.notifications.states import Status, Timer
from portal.people.readers import everybody
from portal.people.requests import AuthedRequest
from portal.watching import Look, look

# How long after a timer's last round it is told as silent: twice as long as it ever waits.
SILENT = {
    Timer.ROUND: timedelta(minutes=3),
    Timer.OUTBOX: timedelta(minutes=1),
    Timer.SECOND: timedelta(minutes=3),
}


@dataclass(frozen=True, slots=True)
class TimerLine:
    """A timer as the page shows it."""

    name: str
    run: TimerRun | None
    is_silent: bool


@door(Door.ADMINISTRATORS)
def monitoring(request: AuthedRequest) -> HttpResponse:
    """Whether mails and reminders go out: timers, queue, the last hour and day, the mail server."""
    now = timezone.now()
    seen = look(now=now)
    context = {
        "now": now,
        "look": seen,
        "troubles": seen.troubles(now),
        "timers": [_line(timer, seen, now) for timer in Timer],
        "settled": settled_mails(everybody(), now=now),
        "per_minute": settings.MAIL_PER_MINUTE,
        "paused_by_setting": settings.SENDING_PAUSED,
    }
    return render(request, "monitoring.html", context)


@door(Door.PUBLIC)
def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus reads, for whoever shows the token; for anybody else there is no such page."""
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(shown.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Dispatch(timezone.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Dispatch(Collector):
    """Dispatch as the database has it at the moment of asking: the same from whichever process answers."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[Metric]:
        """Every metric; see docs/operators.md."""
        seen, waits = look(now=self.now), waits_of_mails(everybody())
        yield _gauge("portal_mails_due", "Mails that are due and not sent", seen.waiting.due)
        yield _gauge("portal_mails_put_off", "Mails that wait for another attempt", seen.waiting.put_off)
        yield _gauge("portal_mail_oldest_due_seconds", "Age of the oldest due mail", self._age(seen.waiting.oldest))
        yield _gauge("portal_reminder_oldest_due_seconds", "Age of the oldest due reminder", self._age(seen.reminder))
        away = seen.server.away_since if seen.server else None
        yield _gauge("portal_mail_server_away_seconds", "Since when the mail server takes nothing", self._age(away))
        yield _gauge("portal_sending_paused", "Whether sending is paused", int(bool(seen.paused)))
        began = GaugeMetricFamily("portal_timer_began_timestamp_seconds", "When a timer ran last", labels=["timer"])
        ended = GaugeMetricFamily("portal_timer_ended_timestamp_seconds", "When its round ended", labels=["timer"])
        for timer, run in seen.timers.items():
            began.add_metric([timer], run.began_at.timestamp())
            if run.ended_at:
                ended.add_metric([timer], run.ended_at.timestamp())
        yield began
        yield ended
        mails = CounterMetricFamily("portal_mails", "Mails that are settled", labels=["status"])
        for status in (each for each in Status if each not in (Status.QUEUED, Status.SENDING)):
            mails.add_metric([status], waits.get(status, Waits()).count)
        yield mails
        sent = waits.get(Status.SENT, Waits())
        buckets = [(str(float(bound)), count) for bound, count in zip(BOUNDS, sent.up_to, strict=True)]
        yield HistogramMetricFamily(
            "portal_mail_wait_seconds",
            "How long sent mails waited since they were due",
            buckets=[*buckets, ("+Inf", sent.count)],
            sum_value=sent.seconds,
        )

    def _age(self, since: datetime | None) -> float:
        return max(0.0, (self.now - since).total_seconds()) if since else 0.0


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def _line(timer: Timer, seen: Look, now: datetime) -> TimerLine:
    run = seen.timers.get(timer)
    return TimerLine(str(timer.label), run, run is None or now - (run.ended_at or run.began_at) > SILENT[timer])
