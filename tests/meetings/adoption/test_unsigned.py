"""What waits on the head of a party: a final text without the delegation's final signature, and until when."""

from datetime import date

from meetings.adoption.deadlines import find_unsigned, name_texts
from meetings.adoption.states import SignOffKind
from meetings.adoption.waits import waits
from meetings.statements.states import Status
from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from tests.factories import closing
from tests.factories.work import NOW, make_meeting, make_negotiation
from tests.scenes import scene


@scene
def opened(world):
    """A final text that the three heads are to sign."""
    office = world.sec.coordinator
    text = closing.freeze(make_negotiation(world, make_meeting(office)), office, NOW)
    return closing.turn(text, Status.SIGN_OFF, office)


def waiting(person):
    with reading_as(person.reader):
        return waits(person, now=NOW, moment=this_moment()).shown


def due(side):
    with reading_as(side.head.reader):
        return [(each.kind, each.due, each.people) for each in find_unsigned(side.head.code, now=NOW)]


def test_the_head_alone_is_asked_to_sign_and_a_mail_names_no_title(world, opened):
    [wait] = waiting(world.usa.head)
    assert (wait.act in {"Sign:", "Firmar:"}, wait.due) == (True, opened.dated)
    assert str(opened) not in wait.discreet
    assert wait.address == f"/statements/{opened.slug}/sign-off/"
    assert waiting(world.usa.coordinator) == []
    assert waiting(world.sec.coordinator) == []
    assert due(world.usa) == [("sign_off", opened.dated, (world.usa.head.pk,))]


def test_who_signed_is_asked_no_more_and_the_others_are(world, opened):
    closing.sign(opened, world.usa.head, NOW)
    assert waiting(world.usa.head) == []
    assert due(world.usa) == []
    assert len(waiting(world.mex.head)) == 1


def test_ad_referendum_waits_for_the_capital_until_its_day(world, opened):
    closing.sign(opened, world.usa.head, NOW, kind=SignOffKind.AD_REF, expires_on=date(2026, 3, 20))
    [wait] = waiting(world.usa.head)
    assert wait.due == date(2026, 3, 20)
    assert due(world.usa) == [("sign_off", date(2026, 3, 20), (world.usa.head.pk,))]


def test_it_is_named_to_those_who_see_it(world, opened):
    with reading_as(world.usa.head.reader):
        assert name_texts([opened.pk])[opened.pk].address == f"/statements/{opened.slug}/sign-off/"
    assert name_texts([opened.pk]) == {}
