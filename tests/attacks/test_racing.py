"""Two people do at the same moment what one of them can do: certify twice, move rows, add one word, invite one guest."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from django.utils import timezone

from meetings.agendas.models import Agenda, Item
from meetings.agendas.operations import move_item
from meetings.alignment.models import Certificate
from meetings.alignment.operations import CertifiedAlready
from meetings.concordance.models import GlossaryTerm
from meetings.concordance.operations.glossary import WordIsThere
from meetings.guests.operations import invite_guest
from meetings.rounds.models import Series
from meetings.rounds.operations import NumberTaken, change_meeting
from portal.core.reader import reading_as
from portal.people.models import Invitation
from portal.people.notices import invitation_link
from portal.people.operations import AlreadyInvited, CodeInUse, invite_person, save_delegation
from tests.factories import plans
from tests.factories.pages import Browser
from tests.factories.people import PASSWORD, make_world
from tests.factories.racing import met
from tests.factories.texts import add_word, align, certify_by, name
from tests.factories.work import (
    make_action_item,
    make_commitment,
    make_item,
    make_meeting,
    make_negotiation,
    make_statement,
    ticked,
)
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import ChangedSince, reassign_items
from workinggroup.flows.operations.datasets import NameTaken, open_dataset
from workinggroup.plans.models import PlanConsent, PlanVersion
from workinggroup.plans.operations import revise_plan, take_back_plan, write_section


def run(actor, operation, **facts):
    with reading_as(actor.reader):
        return operation(actor=actor, **facts)


def kinds(found):
    return sorted(type(each).__name__ for each in found)


def test_two_reviewers_of_one_delegation_certify_at_once(committed, pair, attack):
    """One certificate for each text; the second is told that it is there."""
    world = make_world()
    meeting, first = make_meeting(world.sec.coordinator), Counter()
    people = (world.usa.negotiator, world.usa.head)
    for _turn in range(attack.rounds):
        statement = make_negotiation(world, meeting)
        for person, language in zip(people, ("en", "es"), strict=True):
            name(world.usa, statement, person, language)
        aligned = align(world, statement)
        found = pair.race(*(partial(certify_by, person, aligned) for person in people))
        assert kinds(found) == ["Certificate", CertifiedAlready.__name__]
        with reading_as(world.mex.member.reader):
            first[Certificate.objects.get(statement=aligned).by_name] += 1
    met(attack, "certify twice", first)


def test_two_coordinators_assign_the_same_items_at_once(committed, pair, attack):
    """One of them does; the other is told by reference what changed, and nothing of either is lost."""
    world, first = make_world(), Counter()
    promise = make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    )
    people = (world.usa.coordinator, world.usa.head)
    items = [make_action_item(people[0], promise, due_on=timezone.localdate() + timedelta(9)) for _ in range(3)]
    keys = [item.pk for item in items]
    for turn in range(attack.rounds):
        owners = (world.usa.member, world.usa.negotiator) if turn % 2 else (people[1], people[0])
        seen = {UUID(key): version for key, version in (each.split(":") for each in ticked(items))}
        facts = {"now": timezone.now(), "seen": seen}
        # They tick in different order, and one of them not all.
        asked = ({"items": keys, "assignee": owners[0]}, {"items": keys[:0:-1], "assignee": owners[1]})
        found = pair.race(
            *(partial(run, who, reassign_items, **facts, **own) for who, own in zip(people, asked, strict=True))
        )
        assert kinds(found) == [ChangedSince.__name__, "ItemBatch"]
        winner = next(place for place, each in enumerate(found) if not isinstance(each, ChangedSince))
        assert found[1 - winner].changed == set(keys[1:])
        with reading_as(people[0].reader):
            assert {row.assignee_id for row in ActionItem.objects.filter(pk__in=keys[1:])} == {owners[winner].pk}
        first[people[winner].name] += 1
    met(attack, "assign several at once", first)


def test_two_people_move_rows_of_one_agenda_at_once(committed, pair, attack):
    """Both moves stand, no row is lost, no two rows share a place, and each move counts one version."""
    world = make_world()
    sec, gtm = world.sec.coordinator, world.gtm.coordinator
    meeting = make_meeting(sec, timezone.localdate() + timedelta(days=30))
    rows = [make_item(sec, meeting, title=f"Row {number}") for number in range(5)]
    orders = Counter()
    for turn in range(attack.rounds):
        with reading_as(sec.reader):
            before = Agenda.objects.get(meeting=meeting).version
            fresh = {
                row.pk: row for row in Item.objects.select_related("agenda__meeting").filter(agenda__meeting=meeting)
            }
        one, two, anchor = (fresh[rows[(turn + step) % 5].pk] for step in (0, 1, 2))
        found = pair.race(
            partial(run, sec, move_item, item=one, side="after", anchor=anchor.pk),
            partial(run, gtm, move_item, item=two, side="after", anchor=anchor.pk),
        )
        assert kinds(found) == ["Moved", "Moved"]
        with reading_as(world.usa.member.reader):
            order = list(Item.objects.filter(agenda__meeting=meeting).order_by("rank").values_list("pk", "rank"))
            assert Agenda.objects.get(meeting=meeting).version == before + 2
        assert len({rank for _row, rank in order}) == 5
        place = [row for row, _rank in order].index(anchor.pk)
        beside = [row for row, _rank in order[place + 1 : place + 3]]
        assert set(beside) == {one.pk, two.pk}
        orders[beside[0] == one.pk] += 1
    met(attack, "two moves beside one row", orders)


def test_who_comes_second_is_told_and_meets_no_error(committed, pair, attack):
    """The same word, code or address by two people at once: one row, and a sentence for the other."""
    world = make_world()
    meeting = make_meeting(world.sec.coordinator, timezone.localdate() + timedelta(days=30))
    facts = {"seat": {"en": "X", "es": "X"}, "time_zone": "UTC", "holiday_country": "", "colour": "slate", "order": 9}
    seat = {"name": "New", "role": "member", "delegation": world.usa.member.delegation, "language": "en"}
    for turn in range(attack.rounds):
        word = {"words": {"en": f"office {turn}", "es": f"oficina {turn}"}}
        words = pair.race(*(partial(add_word, world, GlossaryTerm(**word)) for _ in range(2)))
        assert kinds(words) == ["GlossaryTerm", WordIsThere.__name__]
        side = facts | {"code": f"X{turn}", "name": {"en": "X", "es": "X"}, "is_new": True}
        sides = pair.race(*(partial(run, world.admin, save_delegation, **side) for _ in range(2)))
        assert kinds(sides) == [CodeInUse.__name__, "Delegation"]
        guest = {"now": timezone.now(), "name": "Gus", "email": f"gus{turn}@guests.example", "language": "en"}
        hosts = (world.sec.coordinator, world.gtm.coordinator)
        guests = pair.race(*(partial(run, host, invite_guest, meeting=meeting, **guest) for host in hosts))
        assert kinds(guests) == [AlreadyInvited.__name__, Invitation.__name__]
        figures = {"now": timezone.now(), "name": {"en": f"Returns {turn}", "es": f"Retornos {turn}"}, "source": "A"}
        figures |= {"licence": "B", "origin": "own", "due_after": 45, "rounding": 0}
        opened = pair.race(*(partial(run, world.usa.coordinator, open_dataset, **figures) for _ in range(2)))
        assert kinds(opened) == ["Dataset", NameTaken.__name__]
        offered = run(world.admin, invite_person, **seat | {"email": f"new{turn}@usa.example", "now": timezone.now()})
        clients = (Browser(raise_request_exception=False), Browser(raise_request_exception=False))
        link, password = invitation_link(offered), {"password": PASSWORD, "again": PASSWORD}
        joined = pair.race(*(partial(client.post, link, password, secure=True) for client in clients))
        assert sorted(each.status_code for each in joined) == [302, 410]
    attack.tell(
        f"the same word, code, guest, dataset, invitation by two people, {attack.rounds} rounds each: one row and one sentence"
    )


def test_two_meetings_given_one_number_at_once(committed, pair, attack):
    """One has it, and a sentence for the other."""
    world = make_world()
    office, day = world.sec.coordinator, timezone.localdate() + timedelta(days=30)
    with reading_as(office.reader):
        marks = {"releasable_to": ["USA", "MEX", "GTM", "SEC"], "editable_by": ["SEC"]}
        series = Series.objects.create(title={"en": "Ministerials", "es": "Reuniones"}, **marks)
    meetings = [make_meeting(office, day, series=series, number=number) for number in (1, 2)]
    for turn in range(attack.rounds):
        given = {"now": timezone.now(), "number": turn + 3}
        found = pair.race(*(partial(run, office, change_meeting, meeting=each, **given) for each in meetings))
        assert kinds(found) == ["Meeting", NumberTaken.__name__]
    attack.tell(f"one number for two meetings, {attack.rounds} rounds: one has it")


def change_what_is_tabled(*, actor, plan):
    """Take it back and write a section anew, in one go."""
    take_back_plan(plan=plan, actor=actor, now=plans.NOW)
    text = {"en": f"Anew, {uuid4()}.", "es": f"De nuevo, {uuid4()}."}
    return write_section(plan=plan, actor=actor, now=plans.NOW, part="aim", text=text)


def test_the_last_consent_to_a_plan_races_an_edit(committed, pair, attack):
    """Either the plan is agreed as it was read, or it is drafted anew and nobody's consent counts. 500 times at full size."""
    attack = replace(attack, rounds=500 if attack.is_full else attack.rounds)
    world, ends = make_world(), Counter()
    lead, mex, gtm = world.mex.coordinator, world.mex.head, world.gtm.head
    promise = make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator)), lead="MEX"
    )
    plan = plans.make_plan(lead, promise)
    plans.fill(world.mex, plan, other="MEX")
    plans.share(lead, plan)
    for _turn in range(attack.rounds):
        version = plans.table(lead, plan)
        plans.answer(mex, plan)
        consent = partial(plans.answer, gtm, plan, seen=version.sha256)
        found = pair.race(consent, partial(run, lead, change_what_is_tabled, plan=plan))
        with reading_as(lead.reader):
            stage = PlanVersion.objects.get(pk=version.pk).stage
            said = PlanConsent.objects.filter(version=version).count()
        is_agreed = stage == "agreed"
        assert kinds(found) == (["NothingTabled", "PlanConsent"] if is_agreed else ["NothingTabled", "PlanSection"])
        assert (stage, said) == (("agreed", 2) if is_agreed else ("superseded", 1))
        ends[stage] += 1
        if is_agreed:
            run(lead, revise_plan, plan=plan, now=plans.NOW)
    met(attack, "consent and edit", ends)
