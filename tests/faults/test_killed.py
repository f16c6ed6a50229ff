"""A process that is killed between what it decided and the mails that tell it: one outcome, and each mail once."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from meetings.adoption.models import Silence
from meetings.adoption.states import SilenceStatus
from meetings.release.models import ReleasedText
from meetings.statements.states import Status
from portal.audit.models import DailyHead, Entry
from portal.core.clock import database_now
from portal.core.reader import NOBODY, PORTAL, reading_as
from portal.embedded.provisioning import role_url
from portal.notifications.delivery import LEASE
from portal.notifications.gathering import GATHERED
from portal.notifications.models import OutgoingMail
from portal.notifications.states import Status as MailStatus
from portal.people.readers import everybody
from tests.factories.closing import freeze, heads_of, schedule, sign_all
from tests.factories.people import mails, make_world
from tests.factories.silences import make_final, now_of, open_silence
from tests.factories.work import make_meeting, make_negotiation
from tests.servers import ROOT
from workinggroup.reminders.round import run_round

HOUR = timedelta(hours=1)
TOLD = {"meetings.statement.silence_adopted", "meetings.statement.released"}


def run_and_be_killed(database: str) -> None:
    """The second timer in a process of its own, killed when it has reached a mail server that does not even greet."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(60)
        where = {"DATABASE_URL": database, "EMAIL_URL": f"smtp://127.0.0.1:{listener.getsockname()[1]}"}
        env = os.environ | where | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        timer = subprocess.Popen(
            [sys.executable, "manage.py", "dispatch_reminders", "--skip-checks"], cwd=ROOT, env=env
        )
        try:
            connection, _address = listener.accept()
        finally:
            timer.kill()
        with connection:
            assert timer.wait() == -signal.SIGKILL


def outcome(world, silence, *texts):
    """What became of the silence and the texts, how often the public has one, and how often each act stands in the trail."""
    office = world.sec.coordinator
    with reading_as(office.reader):
        acts = Counter(each for each in Entry.objects.values_list("action", flat=True) if each in TOLD)
        stages = [now_of(office, text).status for text in texts]
        ended = Silence.objects.get(pk=silence.pk).status
    with reading_as(NOBODY):
        return ended, stages, ReleasedText.objects.count(), acts


def test_a_round_killed_before_it_tells_has_decided_once_and_the_next_tells_everybody_once(committed, smtp):
    """A silence whose end has come, and a text whose instant has come."""
    world, now = make_world(), database_now()
    office, heads = world.sec.coordinator, heads_of(world)
    silent = make_final(world)
    silence = open_silence(world, silent, now - HOUR, now=now - 30 * HOUR)
    due = sign_all(freeze(make_negotiation(world, make_meeting(office)), office, now), heads, office, now - 2 * HOUR)
    schedule(due, heads, office, now - HOUR, at=now - timedelta(minutes=1))
    for reader in everybody():
        with reading_as(reader):
            OutgoingMail.objects.update(status=MailStatus.SENT, settled_at=now - 30 * HOUR)
    with reading_as(PORTAL):
        # The head of the trail, which goes out at an hour of its own, has gone.
        DailyHead.objects.bulk_create(DailyHead(day=now.date() - timedelta(days=back), hash=b"0") for back in (0, 1))
    before = {each.pk for each in mails()}

    facts = connections["default"].settings_dict
    run_and_be_killed(role_url(os.environ["DATABASE_URL"], facts["USER"], facts["NAME"]))
    decided = SilenceStatus.ADOPTED, [Status.SIGN_OFF, Status.RELEASED], 1, Counter(dict.fromkeys(TOLD, 1))
    assert outcome(world, silence, silent, due) == decided
    posted = {each.pk: each for each in mails() if each.pk not in before}
    people = {each.address for each in posted.values()}
    assert {(each.address, each.event) for each in posted.values()} == {(a, event) for a in people for event in TOLD}
    assert {each.status for each in posted.values()} == {MailStatus.SENDING, MailStatus.QUEUED}
    assert smtp.mails == []

    run_round(clock=lambda: timezone.now() + LEASE + GATHERED)
    assert outcome(world, silence, silent, due) == decided
    # The two pieces of news are one mail to each.
    assert Counter(mail["To"] for mail in smtp.mails) == Counter(people)
    ends = Counter((each.address, each.status) for each in mails() if each.pk in posted)
    assert ends == Counter((address, end) for address in people for end in (MailStatus.SENT, MailStatus.DROPPED))
    said = smtp.to(world.usa.negotiator.email)[0].get_body().get_content()
    assert "Nobody objected" in said
    assert "A text is public" in said
