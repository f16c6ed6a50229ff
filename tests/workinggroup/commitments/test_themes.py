"""Themes: kept by the secretariat, one for each commitment, and what the register finds by them and by the rest."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from meetings.agendas.models import Theme
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.work import make_commitment, make_follow_up, make_meeting, make_statement
from tests.scenes import scene
from workinggroup.commitments import operations
from workinggroup.commitments.filtering import CommitmentFilter
from workinggroup.commitments.listing import commitments_for
from workinggroup.commitments.models import Commitment

HEALTH = {"en": "Health", "es": "Salud"}


@scene
def commitments(world):
    """Two of one round, and one of another round of which Mexico knows nothing."""
    office = world.sec.coordinator
    here = make_statement(office, make_follow_up(office))
    there = make_statement(office, make_meeting(office, date(2026, 6, 1), slug="apart", delegations=["GTM", "USA"]))
    return [
        make_commitment(office, here, supporting=["MEX"], theme="root-causes"),
        make_commitment(office, here, number=3, lead="GTM"),
        make_commitment(office, there, lead="GTM", theme="root-causes"),
    ]


def order():
    return [theme.code for theme in Theme.objects.order_by("rank")]


def found(user, **asked):
    with reading_as(user.reader):
        listed = commitments_for(user, asked=CommitmentFilter.read(asked), today=date(2026, 4, 10))
    assert listed.count == sum(len(lines) for _text, lines in listed.groups)
    return {line.reference for _text, lines in listed.groups for line in lines}, listed


def test_the_secretariat_keeps_the_list_in_an_order(world):
    office, before = world.sec.coordinator, order()
    with reading_as(office.reader):
        theme = operations.add_theme(actor=office, title=HEALTH, place=2)
        assert order() == [before[0], "health", *before[1:]]
        with pytest.raises(operations.ThemeIsThere, match="SALUD"):
            operations.add_theme(actor=office, title={"en": "Well-being", "es": "SALUD"})
        operations.change_theme(theme=theme, actor=office, title={"en": "Public health", "es": "Salud"}, place=99)
        assert order() == [*before, "health"]
        assert operations.add_theme(actor=office, title={"en": "New", "es": "Nuevo"}).code == "new-2"
        assert str(Theme.objects.get(code="health")) == "Public health"
    for actor in (world.usa.coordinator, world.sec.member):
        with reading_as(actor.reader), pytest.raises(NotAllowed):
            operations.add_theme(actor=actor, title={"en": "Ports", "es": "Puertos"})
    with (
        reading_as(world.usa.coordinator.reader),
        pytest.raises(DatabaseError, match="secretariat"),
        transaction.atomic(),
    ):
        Theme.objects.update(title={"en": "Ours", "es": "Nuestro"})
    with reading_as(office.reader), pytest.raises(DatabaseError, match="each language"), transaction.atomic():
        Theme.objects.create(code="x", title={"en": "X", "es": ""}, rank=90)


def test_another_theme_is_said_why_and_the_trail_keeps_it(world, commitments):
    office, (first, second, _third) = world.sec.coordinator, commitments
    with reading_as(office.reader):
        with pytest.raises(operations.SayWhy):
            operations.set_theme(commitment=first, actor=office, theme="irregular-flows")
        with pytest.raises(operations.NoSuchTheme):
            operations.set_theme(commitment=second, actor=office, theme="weather")
        operations.set_theme(commitment=second, actor=office, theme="irregular-flows")
        operations.set_theme(commitment=first, actor=office, theme=None, reason="Of no theme.")
        assert list(Commitment.objects.order_by("number", "reference").values_list("theme", flat=True)).count(None) == 1
        assert Entry.objects.filter(action="workinggroup.commitment.classed").count() == 2
    with reading_as(world.mex.coordinator.reader):
        detail = Entry.objects.filter(action="workinggroup.commitment.classed", subject_id=str(first.pk)).get().detail
        assert "Of no theme." in detail
    with reading_as(office.reader), pytest.raises(NotAllowed):
        operations.set_theme(commitment=first, actor=world.sec.member, theme="irregular-flows")


def test_the_register_is_searched_by_round_theme_delegation_and_words_and_tells_of_nothing_hidden(world, commitments):
    one, two, three = (each.reference for each in commitments)
    round_here = commitments[0].statement.meeting.slug
    usa, mex = world.usa.member, world.mex.member
    asked = [
        ({}, {one, two, three}, {one, two}),
        ({"round": round_here}, {one, two}, {one, two}),
        ({"round": "apart"}, {three}, set()),
        ({"theme": "root-causes"}, {one, three}, {one}),
        ({"theme": "none"}, {two}, {two}),
        ({"side": "MEX"}, {one}, {one}),
        ({"side": "GTM"}, {two, three}, {two}),
        ({"words": "guía"}, {one, three}, {one}),
        ({"words": "COMMON guide", "side": "GTM"}, {three}, set()),
        ({"words": "100%_"}, set(), set()),
        ({"words": two}, {two}, {two}),
        ({"show": "ours", "theme": "root-causes"}, {one}, {one}),
    ]
    for facts, for_usa, for_mex in asked:
        assert (found(usa, **facts)[0], found(mex, **facts)[0]) == (for_usa, for_mex), facts
    assert found(mex, theme="root-causes")[1].counts == {
        "all": 1,
        "ours": 1,
        "leaderless": 0,
        "unaccepted": 0,
        "overdue": 0,
    }
    assert [slug for slug, _title in found(mex)[1].rounds] == [round_here]
    assert [slug for slug, _title in found(usa)[1].rounds] == ["apart", round_here]


def test_on_the_pages(world, commitments, sign_in):
    office, member = sign_in(world.sec.coordinator), sign_in(world.usa.member)
    page = member.get("/commitments/?theme=root-causes&words=guide", secure=True).content.decode()
    assert "2 commitments found." in page
    assert "· Root causes" in page
    assert "Add a theme" not in member.get("/commitments/themes/", secure=True).content.decode()
    assert member.get("/commitments/themes/new/", secure=True).status_code == 403
    facts = {"title_en": "Health", "title_es": "Salud", "place": ""}
    assert office.post("/commitments/themes/new/", facts, secure=True).status_code == 302
    address = f"/commitments/{commitments[0].pk}/theme/"
    change = {"theme": "health", "seen": seen_on(office, address)}
    assert "Say why this changes" in office.post(address, change, secure=True).content.decode()
    assert office.post(address, change | {"reason": "It is about health."}, secure=True).status_code == 302
    assert ">Health</a>" in member.get(commitments[0].get_absolute_url(), secure=True).content.decode()


def test_a_theme_that_is_retired_keeps_what_is_under_it_and_is_offered_no_more(world, commitments, sign_in):
    office, [first, second, _third] = world.sec.coordinator, commitments
    client = sign_in(office)
    root = "/commitments/themes/root-causes/"
    assert client.post(f"{root}retire/", secure=True).status_code == 302
    assert "Offer this theme again" in client.get(root, secure=True).content.decode()
    assert first.reference in found(world.usa.member, theme="root-causes")[0]
    option = 'value="root-causes"'
    assert option not in client.get(f"/commitments/{second.pk}/theme/", secure=True).content.decode()
    assert option in client.get(f"/commitments/{first.pk}/theme/", secure=True).content.decode()
    with reading_as(office.reader):
        with pytest.raises(operations.NoSuchTheme):
            operations.set_theme(commitment=second, actor=office, theme="root-causes")
        assert Entry.objects.filter(action="workinggroup.theme.retired").count() == 1
    assert client.post(f"{root}restore/", secure=True).status_code == 302
    assert option in client.get(f"/commitments/{second.pk}/theme/", secure=True).content.decode()
    with reading_as(world.usa.coordinator.reader), pytest.raises(NotAllowed):
        operations.retire_theme(theme=Theme.objects.get(code="root-causes"), actor=world.usa.coordinator)
