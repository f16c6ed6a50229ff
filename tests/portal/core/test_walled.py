"""Rows by their keys: what a person is given is what the queryset would give them, whoever asked before."""

import pytest

from meetings.statements.models import Statement
from portal.core.reader import reading_as
from portal.core.walled import SeenByKey
from portal.people.models import Delegation
from tests.factories.work import make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.gaps.agreed import GapScale

STATEMENTS: SeenByKey[Statement] = SeenByKey(Statement, "meeting")


@scene
def statement(world):
    return make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))


def test_a_person_is_given_what_they_see_and_nothing_that_another_was_given(
    world, statement, django_assert_num_queries
):
    with reading_as(world.usa.member.reader):
        with django_assert_num_queries(1):
            [found] = STATEMENTS([str(statement.pk)], world.usa.member)
            assert found.meeting.pk == statement.meeting_id
        # Who asks for somebody else is given what the wall shows to both.
        assert STATEMENTS([statement.pk], world.admin) == STATEMENTS([statement.pk], None) == []
    with reading_as(world.admin.reader):
        assert STATEMENTS([statement.pk], world.admin) == STATEMENTS([statement.pk], world.usa.member) == []


@pytest.mark.parametrize("model", [Statement, Delegation, GapScale])
def test_it_is_what_the_queryset_gives(world, statement, model):
    with reading_as(world.mex.member.reader):
        rows = model.objects.all()
        keys = list(rows.values_list("pk", flat=True))
        seen = rows.visible_to(world.mex.member) if hasattr(rows, "visible_to") else rows
        assert {row.pk for row in SeenByKey(model)(keys, world.mex.member)} == {row.pk for row in seen}


def test_no_key_costs_no_query(world, django_assert_num_queries):
    with reading_as(world.usa.member.reader), django_assert_num_queries(0):
        assert STATEMENTS([], world.usa.member) == []
