"""What a delegation says of a meeting: its own, then the parties', then everybody's, and from there as it was said."""

import pytest
from django.db import IntegrityError, transaction

from meetings.records import operations
from meetings.records.models import Readout, written_readout
from meetings.rounds.states import Status as MeetingStatus
from portal.core.clock import database_now
from portal.core.errors import NotAllowed
from portal.core.reader import NOBODY, reading_as
from portal.core.seen import digest
from portal.notifications.models import Notice
from tests.factories.people import make_user, prefer
from tests.factories.work import NOW, conclude, make_meeting, make_negotiation
from tests.scenes import scene

WORDS = {"en": "The <b>three</b> met.", "es": "Las tres se reunieron."}


@scene
def meeting(world):
    world.usa.press = make_user("press.usa@test.example", role="press", code="USA")
    prefer(world.usa.press, language="en")
    return conclude(make_meeting(world.sec.coordinator))


@scene
def shared(world, meeting):
    return write(world, meeting)


def write(world, meeting, **facts):
    with reading_as(world.usa.coordinator.reader):
        facts = {"text": WORDS, "is_shared": True} | facts
        return operations.write_readout(meeting=meeting, actor=world.usa.coordinator, now=NOW, **facts)


def release(person, meeting, readout=None, **facts):
    with reading_as(person.reader):
        seen = digest(written_readout(readout)) if readout else ""
        return operations.release_readout(meeting=meeting, actor=person, **{"seen": seen} | facts)


def public():
    with reading_as(NOBODY):
        return list(Readout.objects.all())


def test_the_press_officer_releases_it_for_everybody_at_the_instant_of_the_database(world, meeting, shared):
    assert public() == []
    before = database_now()
    out = release(world.usa.press, meeting, shared)
    assert before <= out.released_at <= database_now()
    assert [each.text for each in public()] == [WORDS]
    for head, told in ((world.mex.head, 1), (world.gtm.head, 1)):
        with reading_as(head.reader):
            news = Notice.objects.filter(person=head, event="meetings.records.readout_released")
            assert news.count() == told


def test_nobody_releases_it_for_another_or_without_speaking_to_the_press(world, meeting, shared):
    for person in (world.usa.coordinator, world.usa.member, world.sec.coordinator, world.can.head):
        with pytest.raises(NotAllowed):
            release(person, meeting, shared)
    with pytest.raises(operations.ReadoutChanged):
        release(world.mex.head, meeting, shared)
    assert public() == []


def test_only_what_was_read_and_is_shared_once_the_meeting_has_begun(world, meeting, shared):
    other = write(world, meeting, text={"en": "The two met."})
    with pytest.raises(operations.ReadoutChanged):
        release(world.usa.head, meeting, shared)
    own = write(world, meeting, is_shared=False)
    with pytest.raises(operations.ReadoutNotShared):
        release(world.usa.head, meeting, own)
    coming = make_meeting(world.sec.coordinator, status=MeetingStatus.AGENDA_ADOPTED)
    with pytest.raises(operations.NotHeldYet):
        release(world.usa.head, coming, write(world, coming))
    assert other.pk == own.pk
    assert public() == []


def test_once_it_is_out_it_stays(world, meeting, shared):
    out = release(world.usa.head, meeting, shared)
    with pytest.raises(operations.ReadoutIsOut):
        release(world.usa.press, meeting, shared)
    with pytest.raises(operations.ReadoutIsOut):
        write(world, meeting, text={"en": "The two met."}, seen=None)
    with reading_as(world.usa.head.reader):
        for change in (
            lambda: Readout.objects.filter(pk=out.pk).update(text={"en": "x"}),
            lambda: Readout.objects.filter(pk=out.pk).update(released_at=None),
            lambda: Readout.objects.filter(pk=out.pk).delete(),
        ):
            with pytest.raises(IntegrityError, match="stays as it was released"), transaction.atomic():
                change()
    assert [each.text for each in public()] == [WORDS]


def test_nobody_puts_words_into_anothers_mouth_or_ahead_of_time(world, meeting, shared):
    with reading_as(world.mex.head.reader):
        forged = Readout(meeting=meeting, delegation_id="GTM", text=WORDS, written_at=NOW, releasable_to=["MEX"])
        forged.editable_by = ["MEX"]
        with pytest.raises(IntegrityError, match="own_words"), transaction.atomic():
            forged.save(force_insert=True)
    with reading_as(world.usa.head.reader), pytest.raises(IntegrityError, match="ahead"), transaction.atomic():
        Readout.objects.update(released_at=database_now().replace(year=2090))


def test_the_way_on_the_pages(world, sign_in, meeting, shared):
    """Shown as it will be, released, then public beside the text that is not out yet, and no longer to be written."""
    text = make_negotiation(world, meeting)
    press, path = sign_in(world.usa.press), f"/meetings/{meeting.slug}/records/"
    release_path = f"{path}readout/release/"
    assert release_path in press.get(path, secure=True).content.decode()
    assert sign_in(world.mex.head).get(release_path, secure=True).status_code == 404
    page = press.get(release_path, secure=True)
    shown = page.content.decode()
    assert "The &lt;b&gt;three&lt;/b&gt; met." in shown
    assert "is not public yet" in shown
    assert text.get_absolute_url() in shown
    stale = press.post(release_path, {"seen": "0"}, secure=True, follow=True).content.decode()
    assert "is not as you read it" in stale
    answer = press.post(release_path, {"seen": page.context["seen"]}, secure=True, follow=True).content.decode()
    assert "Public since" in answer
    (out,) = public()
    everybody = press.__class__().get(f"/releases/readouts/{out.pk}/", secure=True)
    assert everybody.status_code == 200
    head = sign_in(world.usa.head)
    records = head.get(path, secure=True).content.decode()
    assert f"/releases/readouts/{out.pk}/" in records
    assert "Write our readout" not in records
    assert release_path not in records
    refused = head.post(f"{path}readout/", {"text_en": "Other", "seen": "x"}, secure=True, follow=True).content.decode()
    assert "stays as it is" in refused
    assert public()[0].text == WORDS
