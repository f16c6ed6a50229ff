"""The map of a text is remembered until the next act that its reader may know of."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.negotiation.queries.map import map_for
from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from tests.factories.people import make_world
from tests.factories.texts import at, do, propose
from tests.factories.work import make_follow_up, make_negotiation


def test_the_map_costs_one_query_and_shows_each_act_at_once(committed):
    world = make_world()
    meeting = make_follow_up(world.sec.coordinator)
    text = make_negotiation(world, meeting)
    people = [world.usa.head, world.mex.member, world.sec.coordinator]

    def shown(person):
        with reading_as(person.reader):
            moment = this_moment()
            with CaptureQueriesContext(connection) as queries:
                found = map_for(meeting, person, moment)
        return [(cell.number, cell.status_shape, cell.waits) for cell in found.cells], len(queries)

    first = [shown(person) for person in people]
    assert [queries for _cells, queries in first] == [8, 8, 8]
    assert [shown(person) for person in people] == [(cells, 1) for cells, _queries in first]
    assert [cell[2] for cell in first[0][0]] == [True] * 4
    assert not any(waits for cells, _queries in first[1:] for _number, _shape, waits in cells)
    do(world.usa.head, "take_position", version=at(world.usa.head, text)[1], value="agree")
    propose(world.mex.negotiator, text, 3)
    assert [waits for _number, _shape, waits in shown(world.usa.head)[0]] == [True, True, False, True]
    for party in (world.mex, world.gtm):
        do(party.head, "take_position", version=at(party.head, text)[1], value="agree")
    assert [shown(person)[0][2][1] for person in people] == ["ok"] * 3
    assert shown(world.mex.member)[1] == 1
