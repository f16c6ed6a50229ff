"""A question whose SQL is built once answers what its queryset answers."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db.models import BooleanField, Count
from django.db.models.expressions import RawSQL

from meetings.rounds.models import Meeting
from portal.core.questions import Question, Unkeepable
from portal.core.reader import reading_as
from portal.people.models import Delegation
from tests.factories.work import make_follow_up


def by(code):
    return SimpleNamespace(code=code)


@pytest.fixture
def meetings(world):
    return [make_follow_up(world.sec.coordinator, date(2090, month, 7)) for month in (5, 6, 7)]


ONE = Question(
    lambda code, slug: Meeting.objects.visible_to(by(code)).select_related("host", "follows").filter(slug=slug),
    "CODE",
    "a-slug",
)
DAYS = Question(
    lambda code, day: (
        Meeting.objects.visible_to(by(code)).filter(starts_on__gt=day).order_by("starts_on").values_list("id", "title")
    ),
    "CODE",
    date(1999, 1, 2),
)
COUNTED = Question(lambda kind: Delegation.objects.filter(kind=kind).annotate(there=Count("memberships")), "a kind")

AMONG = Question(
    lambda code, slugs: (
        Meeting.objects.visible_to(by(code))
        .filter(RawSQL("meetings_meeting.slug = ANY (%s)", [slugs], BooleanField()))
        .order_by("starts_on")
    ),
    "CODE",
    ["a-slug"],
)


def test_a_list_of_any_length_is_one_argument(world, meetings):
    slugs = [meeting.slug for meeting in meetings]
    with reading_as(world.usa.member.reader):
        for wanted in (slugs, slugs[:1], [], [*slugs, "nowhere"]):
            assert AMONG("USA", wanted) == [each for each in meetings if each.slug in wanted]
    with reading_as(world.can.coordinator.reader):
        assert AMONG("USA", slugs) == []


def test_it_answers_with_objects_as_the_queryset_does(world, meetings, django_assert_num_queries):
    with reading_as(world.usa.member.reader):
        for meeting in meetings:
            found = ONE.first("USA", meeting.slug)
            assert (found, found.title, found.starts_at) == (meeting, meeting.title, meeting.starts_at)
            with django_assert_num_queries(0):
                assert (str(found.host), str(found.follows)) == (str(meeting.host), str(meeting.follows))
        assert ONE.first("USA", "nowhere") is None


def test_it_answers_with_tuples_as_the_queryset_does(world, meetings):
    with reading_as(world.usa.member.reader):
        found = DAYS("USA", date(2090, 5, 31))
        assert [tuple(row) for row in found] == [(each.pk, each.title) for each in meetings[1:]]


def test_annotations_come_along(world):
    plain = {each.code: each.there for each in Delegation.objects.annotate(there=Count("memberships"))}
    found = {each.code: each.there for each in COUNTED("delegation")}
    assert found
    assert found == {code: plain[code] for code in found}


def test_the_wall_stands_below_it(world, meetings):
    with reading_as(world.can.coordinator.reader):
        assert ONE.first("USA", meetings[0].slug) is None
    with reading_as(world.usa.member.reader):
        assert ONE.first("CAN", meetings[0].slug) is None


def test_an_argument_that_does_not_stand_in_the_sql_is_refused(db):
    lost = Question(lambda code, slug: Meeting.objects.filter(slug=slug), "CODE", "a-slug")
    with pytest.raises(Unkeepable):
        lost("USA", "x")


def test_the_number_of_arguments_is_checked(db):
    with pytest.raises(TypeError):
        ONE("USA")


def test_what_is_asked_ahead_goes_with_the_next_statement_and_is_counted(world, meetings, django_assert_num_queries):
    with reading_as(world.usa.member.reader):
        later = ONE.ahead("USA", meetings[0].slug)
        with django_assert_num_queries(2):
            assert COUNTED("delegation") != []
        with django_assert_num_queries(0):
            assert later() == later() == [meetings[0]]


def test_what_is_asked_ahead_is_asked_alone_where_it_is_wanted_before(world, meetings, django_assert_num_queries):
    with reading_as(world.usa.member.reader):
        first, second = ONE.ahead("USA", meetings[0].slug), ONE.ahead("USA", meetings[1].slug)
        with django_assert_num_queries(2):
            assert (second(), first()) == ([meetings[1]], [meetings[0]])
    with pytest.raises(TypeError):
        ONE.ahead("USA")
