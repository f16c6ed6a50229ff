"""The delegations kept in the process are always those of the database."""

import pytest
from django.db import connection

from portal.core.reader import reading_as
from portal.people.backends import MemberBackend
from portal.people.models import Delegation
from portal.people.register import ADMINISTRATION
from portal.people.sides import present_sides
from tests.factories.work import make_follow_up


def digest(person):
    return MemberBackend().get_user(person.pk).sides_digest


def test_nothing_is_asked_while_nothing_changed(world, django_assert_num_queries):
    present_sides(digest(world.usa.member))
    now = digest(world.mex.member)
    with django_assert_num_queries(0):
        assert present_sides(now).delegations["USA"].name["en"] == "United States"


@pytest.mark.parametrize(
    "change",
    [
        "SELECT people_save_delegation(code, kind, name, seat, time_zone, holiday_country, 'gold', \"order\") "
        "FROM people_delegation WHERE code = 'USA'",
        'SELECT people_save_delegation(code, kind, \'{"en": "Elsewhere"}\', seat, time_zone, holiday_country, colour, '
        "\"order\") FROM people_delegation WHERE code = 'USA'",
        "SELECT people_save_delegation('NEW', kind, name, seat, time_zone, holiday_country, colour, 1) "
        "FROM people_delegation WHERE code = 'USA'",
    ],
)
def test_what_another_process_changed_is_read_anew(world, change):
    """The change goes past Django, as another process's does."""
    present_sides(digest(world.usa.member))
    with reading_as(ADMINISTRATION), connection.cursor() as cursor:
        cursor.execute(change)
    kept = present_sides(digest(world.usa.member)).delegations
    fresh = {each.code: each for each in Delegation.objects.order_by("order", "code")}
    assert list(kept) == list(fresh)
    assert [(each.name, each.colour) for each in kept.values()] == [(e.name, e.colour) for e in fresh.values()]


def test_the_marks_speak_the_readers_language(world, sign_in):
    make_follow_up(world.sec.coordinator)
    for person, name in ((world.usa.member, "Mexico"), (world.mex.member, "México"), (world.usa.member, "Mexico")):
        assert f'title="{name}">MEX<' in sign_in(person).get("/meetings/", secure=True).content.decode()
