"""Filters narrow before the best are taken, and count all that is seen; people and indicators follow the same rules as rows."""

import pytest

from portal.core.reader import Reader, reading_as
from portal.search.queries import FEW, MOST
from tests.factories.documents import make_document
from tests.factories.people import make_user
from tests.factories.searching import found, results_of
from tests.factories.work import (
    copy_item,
    make_action_item,
    make_commitment,
    make_item,
    make_meeting,
    make_statement,
)
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem


@scene
def item(world):
    sec = world.sec.coordinator
    promise = make_commitment(sec, make_statement(sec, make_meeting(sec)))
    return make_action_item(world.usa.coordinator, promise, title="Kayaks", description="kayaks kayaks")


@scene
def crowd(world, item):
    """More items than are shown of a kind, all of which fit better than one paper and one row of another meeting's agenda."""
    copy_item(item, range(1001, 1001 + MOST), description="kayaks " * 20)
    other = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, other, title="Of a long row of many other words about rivers and one about kayaks")
    make_document(
        world.usa.member, item.commitment.statement.meeting, title="A paper of many words, one of them: kayaks"
    )
    return other


def test_what_fits_less_than_the_best_is_found_by_its_kind_and_by_its_meeting(world, crowd):
    person = world.usa.member
    assert len(found(person, "kayaks", kind="documents")["documents"]) == 1
    of_other = results_of(person, "kayaks", meeting=str(crowd.pk))
    assert (of_other.count, [group.kind for group in of_other.groups]) == (1, ["agenda"])
    everything = results_of(person, "kayaks")
    assert {group.kind for group in everything.groups} == {"actions", "documents", "agenda"}
    assert all(len(group.lines) <= FEW for group in everything.groups)


def test_numbers_are_of_all_that_is_found_and_filters_count_what_the_other_leaves(world, item, crowd):
    results = results_of(world.usa.member, "kayaks")
    assert (results.count, results.is_cut) == (MOST + 3, True)
    assert {each.key: each.count for each in results.kinds} == {"agenda": 1, "documents": 1, "actions": MOST + 1}
    assert {each.key: each.count for each in results.meetings} == {
        str(crowd.pk): 1,
        str(item.commitment.statement.meeting_id): MOST + 2,
    }
    papers = results_of(world.usa.member, "kayaks", kind="documents")
    assert (papers.count, papers.is_cut, [each.count for each in papers.meetings]) == (1, False, [1])
    shown = results_of(world.usa.member, "kayaks", kind="actions", wanted="25")
    assert (shown.count, len(shown.groups[0].lines), shown.page.has_next) == (MOST + 1, 20, False)


@pytest.mark.parametrize("kind", ["", "actions", "documents"])
def test_no_number_and_no_order_knows_of_what_another_side_has(world, item, crowd, kind):
    def shown():
        results = results_of(world.mex.member, "kayaks", kind=kind)
        lines = [(line.found.title, line.found.address) for group in results.groups for line in group.lines]
        choices = [(each.key, each.count) for each in (*results.kinds, *results.meetings)]
        return results.count, results.is_cut, lines, choices

    before = shown()
    copy_item(item, range(3001, 3030), description="kayaks " * 40, releasable_to=["USA"], editable_by=["USA"])
    make_document(world.usa.member, crowd, title="Kayaks", readers=[])
    assert shown() == before
    with reading_as(Reader("USA")):
        ActionItem.objects.filter(number=3001).update(releasable_to=["USA", "MEX"])
    assert kind == "documents" or shown() != before


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Lovelace", {"Ada Lovelace", "Ada Byron Lovelace"}),
        ("Ada Lovelace", {"Ada Lovelace", "Ada Byron Lovelace"}),
        ('"Ada Lovelace"', {"Ada Lovelace"}),
        ("Lovelace -Byron", {"Ada Lovelace"}),
        ("lovelac", {"Ada Lovelace", "Ada Byron Lovelace"}),
        ("byron@", {"Ada Byron Lovelace"}),
        ('Lovelace -"Ada Byron"', {"Ada Lovelace"}),
    ],
)
def test_people_are_found_by_the_same_rules_as_everything(world, typed, names):
    make_user("ada@test.example", role="member", code="USA", name="Ada Lovelace")
    make_user("byron@test.example", role="member", code="USA", name="Ada Byron Lovelace")
    assert set(found(world.usa.coordinator, typed).get("people", [])) == names


def test_indicators_too(world):
    everything = set(found(world.usa.member, "encounters")["data"])
    assert everything
    assert "data" not in found(world.usa.member, '"of encounters the persons"')
    one = found(world.usa.member, "encounters -persons").get("data", [])
    assert set(one) < everything


def test_more_people_than_a_page_holds_are_counted_and_turned_through(world):
    for number in range(23):
        make_user(f"clone{number}@test.example", role="member", code="USA", name=f"Clone Number {number:02}")
    results = results_of(world.admin, "clone", kind="people", wanted="2")
    assert (results.count, len(results.groups[0].lines)) == (23, 3)
