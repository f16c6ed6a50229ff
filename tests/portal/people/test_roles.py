"""What a role may: a deputy acts for the head in everything but leaving a text."""

import re
from types import SimpleNamespace

from meetings.negotiation.rules import can_negotiate, can_opt_out
from portal.people.rules import coordinates, coordinates_across
from portal.people.states import Role
from tests.factories.people import make_user
from workinggroup.reminders.states import LADDER, STEPS, Audience


def test_a_deputy_acts_for_the_head_but_does_not_leave_a_text(world):
    deputy = make_user("deputy.usa@test.example", role=Role.DEPUTY, code="USA")
    statement = SimpleNamespace(parties=["USA", "MEX"])
    assert coordinates(deputy)
    assert not coordinates_across(deputy)
    assert can_negotiate(deputy, statement)
    assert can_opt_out(world.usa.head, statement)
    assert not can_opt_out(deputy, statement)


def test_a_deputy_stands_between_coordinators_and_head():
    steps = [STEPS[role] for role in (Role.COORDINATOR, Role.DEPUTY, Role.HEAD)]
    assert steps == list(LADDER)
    assert Audience.SECRETARIAT not in STEPS.values()


def test_an_administrator_is_offered_no_page_that_is_closed_to_administrators(world, sign_in):
    client = sign_in(world.admin)
    page = client.get("/people/me/", secure=True).content.decode()
    links = re.findall(r'href="(/[^"]*)"', page.partition("<main")[2].partition("</main>")[0])
    assert len(links) > 4
    assert {link: client.get(link, secure=True).status_code for link in links if "/2fa/" not in link} == {
        link: 200 for link in links if "/2fa/" not in link
    }
    assert "that of my delegation" not in page
