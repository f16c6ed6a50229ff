"""The instant of a release: exactly once, by whichever timer, by the clock of the database and no other."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from meetings.adoption.operations.signing import add_interpretation, revoke_sign_off
from meetings.negotiation.operations import opt_out, resume_negotiation
from meetings.release.forms.planning import PlanForm
from meetings.release.models import Hold, ReleasedText
from meetings.release.operations import place_hold, release_due, release_text
from meetings.release.operations.releasing import StillOpen, TextDiffers
from meetings.release.queries.due import next_due
from meetings.release.tasks import await_due
from meetings.signals import statement_released
from meetings.statements.gate import StaysAsReleased
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.clock import database_now
from portal.core.reader import NOBODY, Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.models import Notice
from portal.people.readers import everybody, reader_of
from tests.factories.closing import freeze, heads_of, schedule, sign_all
from tests.factories.people import PASSWORD, code_now, make_factor, make_world
from tests.factories.texts import bracket, propose, reload
from tests.factories.work import make_meeting, make_negotiation
from tests.meetings.release.conftest import NOW
from workinggroup.reminders.round import run_round

BRACKETED = {
    "en": "The [delegations] agree to establish a shared calendar.",
    "es": "Las [delegaciones] acuerdan establecer un calendario común.",
}
SECOND = timedelta(seconds=1)
PAST = datetime(2026, 3, 8, 7, 0, tzinfo=UTC)


def public():
    with reading_as(NOBODY):
        return list(ReleasedText.objects.all())


def planned(world, text, at):
    schedule(text, heads_of(world), world.sec.coordinator, NOW - timedelta(minutes=30), at=at)
    return text


@pytest.mark.parametrize(
    ("zone", "clock", "utc"),
    [
        # On 8 March 2026, at 02:00, New York goes on to 03:00; the two others stay.
        ("America/New_York", "01:59", "2026-03-08T06:59"),
        ("America/New_York", "03:00", "2026-03-08T07:00"),
        ("America/Mexico_City", "01:00", "2026-03-08T07:00"),
        ("America/Guatemala", "01:00", "2026-03-08T07:00"),
    ],
)
def test_what_the_chair_typed_is_the_instant_in_that_place(world, signed, zone, clock, utc):
    data = {"mode": "at", "day": "2026-03-08", "clock": clock, "place": zone}
    form = PlanForm(data, places=[(zone, "x")], codes=["en", "es"])
    assert form.is_valid(), form.errors
    at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert form.at == at
    planned(world, signed, at)
    assert release_due(lambda: at - SECOND) == []
    assert [each.released_at for each in release_due(lambda: at)] == [at]
    assert release_due(lambda: at + SECOND) == []


def test_a_plan_names_all_that_is_missing_at_once():
    form = PlanForm({"mode": "not_before", "place": "UTC"}, places=[("UTC", "x")], codes=["en", "es"])
    assert set(form.errors) == {"day", "clock", "event_en", "event_es"}


def test_the_task_waits_for_the_instant_that_comes_before_its_next_start(world, signed):
    at = PAST + timedelta(seconds=7)
    planned(world, signed, at)
    now, slept = [PAST], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += timedelta(seconds=seconds)

    assert [each.released_at for each in await_due(lambda: now[0], sleep)] == [at]
    assert slept == [7.0]
    assert next_due(after=PAST) is None


def test_the_task_does_not_wait_for_what_comes_later(world, signed):
    planned(world, signed, PAST + timedelta(seconds=11))
    assert await_due(lambda: PAST, pytest.fail) == []


def test_the_minutes_round_releases_without_celery(world, signed):
    planned(world, signed, PAST)
    run_round()
    assert len(public()) == 1


@pytest.mark.parametrize("minutes", [10, -10], ids=["fast", "slow"])
def test_a_web_host_whose_clock_is_wrong_by_ten_minutes_changes_nothing(world, signed, monkeypatch, sign_in, minutes):
    """Fast, it would release what is due in five minutes; slow, it would keep what was due five minutes ago."""
    planned(world, signed, database_now() + timedelta(minutes=minutes / 2))
    client, real = sign_in(world.usa.head), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=minutes))
    client.get(reverse("release:blocks", args=[signed.slug]), secure=True)
    assert len(public()) == (0 if minutes > 0 else 1)


def as_head(head, operation, **facts):
    with reading_as(head.reader), transaction.atomic():
        return operation(actor=head, **facts)


@pytest.mark.parametrize(
    "act",
    [
        partial(revoke_sign_off, reason="Not yet."),
        partial(add_interpretation, words={"en": "We read it so.", "es": "Así lo leemos."}, is_public=True),
        partial(place_hold, reason="Wait."),
    ],
    ids=["a signature taken back", "an interpretation", "a hold"],
)
def test_no_act_wins_over_an_instant_that_has_passed_before_the_first_round(world, signed, act):
    """The rows say that the text is out from its instant on, whenever a round carries it out."""
    planned(world, signed, PAST)
    head = world.mex.head
    with transaction.atomic():
        assert as_head(head, act, statement=signed, clock=lambda: PAST - SECOND)
        transaction.set_rollback(True)
    for late in (PAST, PAST + SECOND):
        with pytest.raises(StaysAsReleased):
            as_head(head, act, statement=signed, clock=lambda late=late: late)
    assert [each.statement_id for each in release_due(lambda: PAST + SECOND)] == [signed.pk]


@pytest.mark.parametrize("operation", [resume_negotiation, opt_out])
def test_neither_does_who_reopens_the_text_or_leaves_it_by_the_clock_of_the_database(world, signed, operation):
    chair = {resume_negotiation: world.gtm.head, opt_out: world.mex.head}[operation]
    facts = {"statement": signed, "now": timezone.now(), "reason": "Again."}
    plan = schedule(signed, heads_of(world), world.sec.coordinator, NOW, at=database_now() + timedelta(hours=1))
    with transaction.atomic():
        assert as_head(chair, operation, **facts)
        transaction.set_rollback(True)
    with reading_as(world.gtm.head.reader), transaction.atomic():
        plan.withdrawn_at = NOW
        plan.save()
    schedule(signed, heads_of(world), world.sec.coordinator, NOW, at=database_now() - SECOND, number=2)
    with pytest.raises(StaysAsReleased):
        as_head(chair, operation, **facts)


def test_the_act_that_is_refused_starts_the_release(world, signed, sign_in):
    planned(world, signed, database_now() - SECOND)
    address = reverse("adoption:sign-off-revoke", args=[signed.slug])
    make_factor(world.mex.head)
    proof = {"password": PASSWORD, "code": code_now()}
    page = sign_in(world.mex.head).post(address, {"reason": "Not yet.", **proof}, secure=True, follow=True)
    assert "This text is released and stays as it is" in page.content.decode()
    assert [each.statement_id for each in public()] == [signed.pk]


def test_an_instant_that_passed_under_a_hold_leaves_the_text_to_its_chair(world, signed):
    planned(world, signed, database_now() - SECOND)
    with reading_as(world.mex.head.reader):
        marks = {"releasable_to": signed.releasable_to, "editable_by": ["MEX"]}
        Hold.objects.create(statement=signed, delegation_id="MEX", by_name="A", reason="No.", at=NOW, **marks)
    facts = {"statement": signed, "now": timezone.now(), "reason": "Again."}
    assert as_head(world.gtm.head, resume_negotiation, **facts).status == Status.NEGOTIATING
    assert public() == []


def test_a_text_that_cannot_be_released_is_opened_again(world, signed):
    planned(world, signed, database_now() - SECOND)
    with reading_as(Reader("SEC")):
        Statement.objects.filter(pk=signed.pk).update(title={"en": "Changed", "es": "Cambiado"})
    facts = {"statement": signed, "now": timezone.now(), "reason": "Again."}
    assert as_head(world.gtm.head, resume_negotiation, **facts).status == Status.NEGOTIATING


def test_the_signal_is_sent_once_inside_the_transaction(world, signed):
    planned(world, signed, PAST)
    heard = []

    def hear(statement, released, now, **_):
        heard.append((statement.pk, released.pk, now, connection.in_atomic_block))

    statement_released.connect(hear)
    try:
        (released,) = release_due(lambda: NOW)
        release_due(lambda: NOW)
    finally:
        statement_released.disconnect(hear)
    assert heard == [(signed.pk, released.pk, NOW, True)]


def test_what_fails_at_the_last_moment_leaves_nothing_behind(world, signed):
    """Killed between the decision and the news: no text, no stage, no news; the next round releases once."""
    planned(world, signed, PAST)

    def die(**_):
        raise SystemExit

    statement_released.connect(die)
    try:
        with pytest.raises(SystemExit), transaction.atomic():
            release_text(statement=signed, clock=lambda: NOW)
    finally:
        statement_released.disconnect(die)
    assert public() == []
    with reading_as(Reader("SEC")):
        assert reload(signed).status == Status.SCHEDULED
    assert len(release_due(lambda: NOW)) == 1
    with reading_as(world.usa.head.reader):
        told = Notice.objects.filter(person=world.usa.head, event="meetings.statement.released")
        assert told.count() == 1


def test_other_words_than_were_signed_are_not_released_and_keep_no_other_back(world, signed, caplog):
    planned(world, signed, PAST)
    other = sign_all(
        freeze(make_negotiation(world, make_meeting(world.sec.coordinator)), world.sec.coordinator, NOW),
        heads_of(world),
        world.sec.coordinator,
        NOW,
    )
    planned(world, other, PAST)
    with reading_as(Reader("SEC")):
        Statement.objects.filter(pk=signed.pk).update(title={"en": "Changed", "es": "Cambiado"})
    with pytest.raises(TextDiffers):
        release_text(statement=signed, clock=lambda: NOW)
    assert [each.statement_id for each in release_due(lambda: NOW)] == [other.pk]
    assert "is not released" in caplog.text
    assert "Changed" not in caplog.text


def test_nothing_is_released_with_a_bracket_or_a_proposal_open(world, pressed):
    """Frozen past the operations, which would not have it."""
    for opened in (
        lambda text: bracket(world.usa.negotiator, text, **BRACKETED),
        lambda text: propose(world.usa.negotiator, text),
    ):
        text = make_negotiation(world, make_meeting(world.sec.coordinator))
        opened(text)
        office = world.sec.coordinator
        text = sign_all(freeze(text, office, NOW), heads_of(world), office, NOW)
        planned(world, text, PAST)
        with pytest.raises(StillOpen):
            release_text(statement=text, clock=lambda: NOW)


@pytest.mark.parametrize("error", [IntegrityError("Joint statement"), KeyError("Joint statement")])
def test_whatever_fails_behind_a_release_keeps_no_other_back_and_is_logged_without_words(world, signed, caplog, error):
    planned(world, signed, PAST)

    def fail(**_):
        raise error

    statement_released.connect(fail)
    try:
        assert release_due(lambda: NOW) == []
    finally:
        statement_released.disconnect(fail)
    assert f"is not released: {type(error).__name__}" in caplog.text
    assert "Joint statement" not in caplog.text


def test_mails_of_a_release_name_the_meeting_and_never_the_title(world, signed, smtp):
    planned(world, signed, PAST)
    release_due(lambda: NOW)
    deliver_due(everybody(), reader_of, clock=lambda: NOW + timedelta(minutes=1))
    sent = [str(mail["Subject"]) + mail.get_body().get_content() for mail in smtp.to(world.usa.press.email)]
    assert any("A text is public" in mail for mail in sent)
    assert all("Joint statement" not in mail for mail in sent)


def test_many_timers_at_once_give_one_release(committed, pair, attack):
    """Two workers at the same instant: one text."""
    world = make_world()
    office, ends = world.sec.coordinator, Counter()
    for number in count(1):
        text = sign_all(
            freeze(make_negotiation(world, make_meeting(office)), office, NOW), heads_of(world), office, NOW
        )
        schedule(text, heads_of(world), office, NOW, at=PAST)
        found = pair.race(release_due, release_due)
        assert sorted(len(each) for each in found) == [0, 1]
        ends[[len(each) for each in found].index(1)] += 1
        if number == attack.rounds:
            break
    assert len(public()) == attack.rounds
    attack.tell(f"release at once: {dict(ends)}")


def test_a_hold_and_the_instant_at_once_have_one_outcome(committed, pair, attack):
    """Either the hold came first and nothing is out, or the text is out and nobody holds it."""
    world = make_world()
    office, ends = world.sec.coordinator, Counter()
    for number in range(attack.rounds):
        text = sign_all(
            freeze(make_negotiation(world, make_meeting(office)), office, NOW), heads_of(world), office, NOW
        )
        at = database_now() + timedelta(milliseconds=150)
        schedule(text, heads_of(world), office, NOW, at=at)

        def hold(text=text, at=at, ahead=timedelta(milliseconds=12 * (number % 6))):
            time.sleep(max(0.0, (at - ahead - database_now()).total_seconds()))
            with reading_as(world.mex.head.reader):
                return place_hold(statement=text, actor=world.mex.head, reason="Wait.")

        pair.race(hold, partial(await_due, ahead=timedelta(seconds=1)))
        release_due()
        with reading_as(Reader("SEC")):
            out = ReleasedText.objects.filter(statement=text).exists()
            held = Hold.objects.filter(statement=text, at__lt=at).exists()
        assert out != held
        ends["out" if out else "held"] += 1
    attack.tell(f"hold and instant: {dict(ends)}")
