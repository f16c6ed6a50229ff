"""The silence procedure by its operations: who may, until when to the second, whom it reached, and one outcome."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError
from django.utils import timezone

from meetings.adoption.gate import NotAccountedFor
from meetings.adoption.models import Silence, SilenceBreak, SilenceNotice
from meetings.adoption.operations import silence as operations
from meetings.adoption.states import SilenceStatus
from meetings.negotiation.operations.stages import resume_negotiation
from meetings.signals import statement_closing
from meetings.statements.blocking import Blocker
from meetings.statements.course import NotFromHere
from meetings.statements.gate import OptedOut, ReasonNeeded
from meetings.statements.models import Party
from meetings.statements.states import PartyStatus, Status
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice, OutgoingMail
from portal.notifications.states import Note
from portal.notifications.states import Status as MailStatus
from tests.factories.people import close_account, mails, move
from tests.factories.silences import ENDS, OPENED, SECOND, close, deliver, make_final, now_of, open_silence, run
from tests.scenes import scene

SPEAKERS = ("head", "coordinator", "negotiator")
WORDS = {"objection": "Not without a date."}


@scene
def final(world):
    return make_final(world)


@scene
def silence(world, final):
    return open_silence(world, final)


def see(actor, silence, now=OPENED + timedelta(hours=1)):
    with reading_as(actor.reader):
        operations.see_silence(silence=silence, actor=actor, clock=lambda: now)


def test_everybody_who_may_break_it_is_told_once_of_that_instant(world, final, silence):
    with reading_as(world.mex.head.reader):
        notices = list(SilenceNotice.objects.select_related("person__membership"))
    told = {(each.delegation_id, each.person_id) for each in notices}
    assert told == {(c.upper(), getattr(getattr(world, c), who).pk) for c in ("usa", "mex", "gtm") for who in SPEAKERS}
    assert len(notices) == 9
    assert {each.deadline_at for each in notices} == {ENDS}
    own = next(each for each in notices if each.person_id == world.gtm.head.pk)
    assert (own.mail_id, own.seen_at) == (None, OPENED)
    posted = {each.pk: each for each in mails() if each.event == "meetings.statement.silence_opened"}
    for each in notices:
        if each != own:
            assert posted[each.mail_id].recipient_id == each.person_id
            assert posted[each.mail_id].releasable_to == list(dict.fromkeys([each.delegation_id, "GTM", "SEC"]))


def test_what_is_told_names_the_instant_in_every_capitals_time_and_no_word_of_the_text(world, silence):
    from portal.notifications.composing import compose
    from portal.people.readers import reader_of

    mail = next(m for m in mails() if m.recipient_id == world.mex.negotiator.pk and "opened" in m.event)
    said = compose(mail, reader_of(mail), now=OPENED)
    words = str(said.body)
    assert "lun 7 dic 2026, 16:00 en la Ciudad de Guatemala y la Ciudad de México, 17:00 en Washington" in words
    assert "Declaración conjunta" not in words + str(said.subject)


@pytest.mark.parametrize(("seconds", "is_refused"), [(-1, True), (0, False), (1, False)])
def test_it_lasts_the_minimum_to_the_second(world, final, settings, seconds, is_refused):
    settings.SILENCE_MINIMUM_HOURS = 4
    ends = OPENED + timedelta(hours=4) + seconds * SECOND
    if is_refused:
        with pytest.raises(operations.TooShort, match=r"4 hours at least.*20:00"):
            open_silence(world, final, ends)
    else:
        assert open_silence(world, final, ends).deadline_at == ends


def test_one_runs_at_a_time_and_of_a_final_text_alone(world, final, silence):
    with pytest.raises(NotFromHere):
        open_silence(world, final)
    with reading_as(world.gtm.head.reader), pytest.raises(IntegrityError):
        Silence.objects.create(
            statement=final, revision_id=silence.revision_id, opened_by_name="x", opened_at=OPENED, deadline_at=ENDS,
            releasable_to=final.releasable_to, editable_by=final.editable_by,
        )  # fmt: skip


def test_what_is_unsettled_above_keeps_it_from_opening(world, final):
    def answer(**_):
        return [Blocker("Two are open.", "/")]

    statement_closing.connect(answer)
    try:
        for act in (lambda: open_silence(world, final), lambda: run(world.gtm.head, "skip_silence", final, OPENED)):
            with pytest.raises(NotAccountedFor, match="Two are open"):
                act()
    finally:
        statement_closing.disconnect(answer)


def test_a_party_that_nobody_speaks_for_cannot_be_silent(world, final):
    for who in SPEAKERS:
        close_account(getattr(world.mex, who))
    with pytest.raises(operations.NobodyToTell, match="MEX"):
        open_silence(world, final)


@pytest.mark.parametrize(("seconds", "breaks"), [(-1, True), (0, False), (1, False)])
def test_an_objection_counts_until_the_last_second(world, final, silence, seconds, breaks):
    now, who = ENDS + seconds * SECOND, world.usa.negotiator
    if not breaks:
        with pytest.raises(operations.SilenceIsOver, match="17:00"):
            run(who, "break_silence", final, now, **WORDS)
        assert now_of(who, final).status == Status.SILENCE
        return
    said = run(who, "break_silence", final, now, amendment=" By June. ", anchors=["p02"], **WORDS)
    assert (said.delegation_id, said.at, said.amendment, said.anchors) == ("USA", now, "By June.", ["p02"])
    text = now_of(world.mex.head, final)
    assert (text.status, text.final_id) == (Status.NEGOTIATING, None)
    with reading_as(world.mex.head.reader):
        assert Silence.objects.get().status == SilenceStatus.BROKEN
        assert Notice.objects.filter(person=world.mex.head, event="meetings.statement.silence_broken").count() == 1
    assert close(silence, ENDS).status == SilenceStatus.BROKEN
    with pytest.raises(operations.NoSilence):
        run(world.mex.head, "break_silence", final, now, **WORDS)


def test_a_wrong_clock_of_the_web_host_decides_nothing(world, final, monkeypatch):
    """Ten minutes fast and ten minutes slow: the database's clock counts alone, as no other is handed over."""
    ends = timezone.now() + timedelta(hours=25)
    with reading_as(world.gtm.head.reader):
        silence = operations.open_silence(statement=final, actor=world.gtm.head, deadline_at=ends)
    real = timezone.now
    for wrong in (timedelta(hours=25, minutes=10), -timedelta(minutes=10)):
        monkeypatch.setattr("django.utils.timezone.now", lambda wrong=wrong: real() + wrong)
        assert operations.close_due_silences() == []
        with reading_as(world.usa.head.reader):
            assert abs(Silence.objects.get(pk=silence.pk).opened_at - real()) < timedelta(minutes=2)
    with reading_as(world.usa.head.reader):
        operations.break_silence(statement=final, actor=world.usa.head, **WORDS)


@pytest.mark.parametrize("who", ["usa.member", "usa.observer", "can.coordinator", "sec.coordinator", "admin"])
def test_nobody_else_breaks_it(world, final, silence, who):
    side, _, role = who.partition(".")
    actor = getattr(getattr(world, side), role) if role else world.admin
    with reading_as(world.usa.head.reader):
        text = now_of(world.usa.head, final)
        with pytest.raises(NotAllowed):
            operations.break_silence(statement=text, actor=actor, **WORDS)


@pytest.mark.parametrize("act", ["open_silence", "extend_silence", "withdraw_silence", "skip_silence"])
@pytest.mark.parametrize("who", ["usa.head", "gtm.negotiator", "sec.coordinator"])
def test_the_chair_alone_runs_it(world, final, act, who):
    side, _, role = who.partition(".")
    more = {"deadline_at": ENDS} if act in {"open_silence", "extend_silence"} else {}
    more |= {"reason": "x"} if act == "withdraw_silence" else {}
    with pytest.raises(NotAllowed):
        run(getattr(getattr(world, side), role), act, final, OPENED, **more)


def test_who_opted_out_breaks_nothing(world, final, silence):
    with reading_as(world.usa.head.reader):
        gone = {"status": PartyStatus.OPTED_OUT, "opted_out_at": OPENED, "reason": "x"}
        Party.objects.filter(statement=final, delegation="USA").update(**gone)
    with pytest.raises(OptedOut):
        run(world.usa.head, "break_silence", final, OPENED, **WORDS)


def test_an_objection_is_in_writing_and_names_paragraphs_that_are_there(world, final, silence):
    with pytest.raises(operations.ObjectionNeeded):
        run(world.usa.head, "break_silence", final, OPENED, objection=" ")
    with pytest.raises(operations.NoSuchParagraph):
        run(world.usa.head, "break_silence", final, OPENED, anchors=["p99"], **WORDS)


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_it_is_adopted_at_its_end_and_not_before(world, final, silence, seconds):
    deliver()
    found = close(silence, ENDS + seconds * SECOND)
    is_adopted = seconds >= 0
    assert found.status == (SilenceStatus.ADOPTED if is_adopted else SilenceStatus.RUNNING)
    assert now_of(world.usa.head, final).status == (Status.SIGN_OFF if is_adopted else Status.SILENCE)
    assert now_of(world.usa.head, final).final_id == silence.revision_id


def test_however_often_it_is_closed_there_is_one_outcome(world, final, silence):
    deliver()
    later = ENDS + SECOND
    assert [each.pk for each in operations.close_due_silences(clock=lambda: later)] == [silence.pk]
    before = now_of(world.usa.head, final).version
    assert operations.close_due_silences(clock=lambda: later) == []
    assert close(silence, later + timedelta(days=1)).closed_at == later
    assert now_of(world.usa.head, final).version == before


UNTOLD = {
    "waiting": {"status": MailStatus.QUEUED, "settled_at": None},
    "failed": {"status": MailStatus.FAILED},
    "bounced": {"status": MailStatus.RETURNED, "noted_at": OPENED},
    "delayed": {"note": Note.DELAYED},
    "too late": {"settled_at": ENDS},
}


@pytest.mark.parametrize("how", UNTOLD)
def test_a_party_that_was_not_told_has_not_agreed(world, final, silence, how):
    deliver()
    with reading_as(Reader("MEX")):
        one = OutgoingMail.objects.filter(recipient=world.mex.head, event="meetings.statement.silence_opened")
        one.update(**UNTOLD[how])
    found = close(silence, ENDS)
    assert (found.status, found.reason) == (SilenceStatus.UNDELIVERED, "MEX")
    text = now_of(world.gtm.head, final)
    assert (text.status, text.final_id) == (Status.FINAL_TEXT, silence.revision_id)
    with reading_as(world.gtm.head.reader):
        assert Notice.objects.filter(person=world.gtm.head, event="meetings.statement.silence_undelivered").count() == 1
    assert open_silence(world, text, ENDS + timedelta(days=2), ENDS + SECOND).status == SilenceStatus.RUNNING


def test_who_has_seen_the_page_is_told_whatever_the_mails_did(world, final, silence):
    deliver(codes=["USA", "GTM"])
    see(world.mex.member, silence)
    see(world.mex.negotiator, silence, ENDS - SECOND)
    assert close(silence, ENDS).status == SilenceStatus.ADOPTED


def test_seen_at_the_end_is_too_late(world, silence):
    deliver(codes=["USA", "GTM"])
    see(world.mex.negotiator, silence, ENDS)
    assert close(silence, ENDS).reason == "MEX"


def test_who_has_left_the_side_need_not_be_reached(world, silence):
    deliver()
    with reading_as(Reader("MEX")):
        OutgoingMail.objects.filter(recipient=world.mex.head).update(status=MailStatus.DROPPED)
    move(world.mex.head, "MEX", role="observer")
    assert close(silence, ENDS).status == SilenceStatus.ADOPTED


def test_nobody_notes_for_another_that_a_notice_was_seen(world, silence):
    with reading_as(world.gtm.head.reader):
        rows = SilenceNotice.objects.filter(silence=silence, delegation="GTM", seen_at__isnull=True)
        with pytest.raises(IntegrityError, match="for another"):
            rows.update(seen_at=OPENED)
    see(world.usa.head, silence)
    for change in ({"seen_at": None}, {"deadline_at": OPENED}):
        with reading_as(world.usa.head.reader), pytest.raises(IntegrityError, match="once"):
            SilenceNotice.objects.filter(person=world.usa.head).update(**change)


def test_it_is_only_extended_and_everybody_is_told_anew(world, final, silence):
    deliver()
    see(world.usa.head, silence)
    chair, noon = world.gtm.head, OPENED + timedelta(hours=12)
    for ends in (ENDS, ENDS - SECOND):
        with pytest.raises(operations.OnlyLater, match="16:00"):
            run(chair, "extend_silence", final, noon, deadline_at=ends)
    later = ENDS + timedelta(days=1)
    with pytest.raises(operations.EndMoved):
        run(chair, "extend_silence", final, noon, deadline_at=later, seen=ENDS - SECOND)
    with pytest.raises(operations.SilenceIsOver):
        run(chair, "extend_silence", final, ENDS, deadline_at=later)
    run(chair, "extend_silence", final, noon, deadline_at=later, seen=ENDS)
    with reading_as(world.mex.head.reader):
        anew = list(SilenceNotice.objects.filter(deadline_at=later))
        assert len(anew) == 9
        assert {each.person_id for each in anew if each.seen_at} == {chair.pk}
    assert close(silence, ENDS).status == SilenceStatus.RUNNING
    # Nobody has been told of the new end yet.
    assert close(silence, later).reason == "USA, MEX"


def test_the_chair_withdraws_it_with_a_reason_before_its_end(world, final, silence):
    with pytest.raises(ReasonNeeded):
        run(world.gtm.head, "withdraw_silence", final, OPENED, reason=" ")
    with pytest.raises(operations.SilenceIsOver):
        run(world.gtm.head, "withdraw_silence", final, ENDS, reason="Later.")
    run(world.gtm.head, "withdraw_silence", final, ENDS - SECOND, reason="A capital asked for time.")
    text = now_of(world.usa.head, final)
    assert (text.status, text.final_id) == (Status.FINAL_TEXT, silence.revision_id)


def test_a_text_that_was_opened_again_is_adopted_by_no_silence(world, final, silence):
    deliver()
    with reading_as(world.gtm.head.reader):
        resume_negotiation(statement=final, actor=world.gtm.head, now=OPENED, reason="A word.")
    assert operations.close_due_silences(clock=lambda: OPENED + SECOND)[0].status == SilenceStatus.WITHDRAWN
    assert close(silence, ENDS).status == SilenceStatus.WITHDRAWN
    assert now_of(world.usa.head, final).status == Status.NEGOTIATING


def test_the_chair_goes_past_it_where_the_group_allows(world, final, settings):
    settings.SILENCE_REQUIRED = True
    with pytest.raises(operations.SilenceNeeded):
        run(world.gtm.head, "skip_silence", final, OPENED)
    settings.SILENCE_REQUIRED = False
    assert run(world.gtm.head, "skip_silence", final, OPENED).status == Status.SIGN_OFF


def test_an_objection_stays_as_it_was_made_and_is_its_sides_own(world, final, silence):
    said = run(world.usa.head, "break_silence", final, OPENED, **WORDS)
    with reading_as(world.usa.head.reader), pytest.raises(IntegrityError, match="append-only"):
        SilenceBreak.objects.filter(pk=said.pk).update(objection="Fine.")
    with reading_as(world.mex.head.reader), pytest.raises((IntegrityError, ProgrammingError)):
        SilenceBreak.objects.create(
            silence=silence, delegation_id="USA", by_name="x", at=OPENED, objection="x",
            releasable_to=said.releasable_to, editable_by=["USA"],
        )  # fmt: skip
