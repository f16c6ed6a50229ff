"""A plan between others: read by who is no party once all parties say so, section by section, with counts by quarter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.core.reader import Reader, reading_as
from tests.attempts import tries
from tests.factories.news import notices_of
from tests.factories.plans import NOW, agree, begin, fill, make_plan, share, write
from tests.scenes import scene
from workinggroup.handling.clocks import run_clocks
from workinggroup.handling.models import ReleaseRequest
from workinggroup.handling.operations import answer_release, ask_release, narrow
from workinggroup.handling.operations.releasing import AgreedMark, NotReleasedYet
from workinggroup.handling.operations.sharing import Bound
from workinggroup.plans import operations as do
from workinggroup.plans.models import Plan, PlanSection, PlanVersion
from workinggroup.plans.reporting import counts_of


@scene
def theirs(world, promise):
    """A plan in force between Mexico and Guatemala, under a commitment that the United States reads, too."""
    plan = make_plan(world.mex.coordinator, promise, ("GTM",))
    fill(world.mex, plan)
    plan = agree(world, share(world.mex.coordinator, plan))
    return begin(world, plan)


def section_of(person, plan, part="aim"):
    with reading_as(person.reader):
        return PlanSection.objects.select_related("plan").get(plan=plan, part=part, side=person.code)


def ask(person, thing, **facts):
    with reading_as(person.reader):
        said = {"sides": ["USA"], "marking": thing.marking, "purpose": "To help."}
        return ask_release(thing=thing, actor=person, now=NOW, **(said | facts))


def say_yes(person, asked, **facts):
    with reading_as(person.reader):
        return answer_release(asked=asked, actor=person, now=NOW, reply="yes", **facts)


@scene
def released(world, theirs):
    """Both parties let the United States read it, and Mexico one section of it."""
    asked = ask(world.mex.coordinator, theirs)
    say_yes(world.gtm.coordinator, asked)
    ask(world.mex.coordinator, section_of(world.mex.member, theirs))
    return theirs


def test_all_parties_say_yes_and_one_of_them_opens_nothing(world, theirs):
    asked = ask(world.mex.coordinator, theirs)
    assert asked.status == "asked"
    with reading_as(world.usa.head.reader):
        assert not Plan.objects.exists()
    widen = "UPDATE workinggroup_plan SET releasable_to = '{GTM,MEX,USA}' WHERE id = %s"
    for person in (world.mex.coordinator, world.gtm.coordinator):
        assert tries(person, widen, theirs.pk) is None, "nor by raw SQL"
    assert say_yes(world.gtm.coordinator, asked).status == "granted"
    with reading_as(world.usa.head.reader):
        assert Plan.objects.get().pk == theirs.pk
        assert not PlanVersion.objects.exists()
        assert not PlanSection.objects.exists()
    assert "workinggroup.plan.released" in [each.event for each in notices_of(world.usa.head)]
    assert "workinggroup.plan.released" not in [each.event for each in notices_of(world.usa.member)]


def test_what_is_not_agreed_and_an_annex_are_released_to_nobody(world, promise):
    plan = make_plan(world.mex.coordinator, promise, ("GTM",))
    fill(world.mex, plan)
    plan = share(world.mex.coordinator, plan)
    with pytest.raises(NotReleasedYet):
        ask(world.mex.coordinator, plan)
    plan = agree(world, plan)
    write(world.mex.coordinator, plan, "annex")
    with pytest.raises(NotReleasedYet):
        ask(world.mex.coordinator, section_of(world.mex.member, plan, "annex"))
    with pytest.raises(AgreedMark):
        ask(world.mex.coordinator, plan, marking="CLEAR")


def test_others_read_what_was_released_and_counts_by_quarter(world, released, sign_in):
    with reading_as(world.mex.member.reader):
        do.count_month(
            plan=released, actor=world.mex.member, now=NOW, month=date(2026, 3, 1), counts={"rescue": 41, "death": 2}
        )
    client = sign_in(world.usa.head)
    page = client.get(released.get_absolute_url(), secure=True).content.decode()
    aim = section_of(world.mex.member, released)
    for words in aim.text.values():
        assert words.splitlines()[0] in page
    law = section_of(world.mex.member, released, "law")
    assert not any(words in page for words in law.text.values())
    with reading_as(world.usa.head.reader):
        [line] = counts_of(Plan.objects.get(), world.usa.head).lines
    assert sorted(line.numbers) == sorted(["41", "1–9", *["–"] * (len(line.numbers) - 2)])
    assert "1–9" in page
    assert "41" in page
    for path in ("?tab=timeline", "?version=1"):
        assert aim.text["en"] in client.get(released.get_absolute_url() + path, secure=True).content.decode()
    for name in ("plans:consent", "plans:compare"):
        args = [released.pk] if name == "plans:consent" else [released.pk, 1]
        assert client.get(reverse(name, args=args), secure=True).status_code in (403, 404)
    assert released.reference in client.get(reverse("plans:list"), secure=True).content.decode()
    assert sign_in(world.can.head).get(released.get_absolute_url(), secure=True).status_code == 404


def test_what_was_counted_before_is_read_by_who_is_let_in_later(world, theirs):
    with reading_as(world.mex.member.reader):
        do.count_month(plan=theirs, actor=world.mex.member, now=NOW, month=date(2026, 3, 1), counts={"rescue": 41})
    say_yes(world.gtm.coordinator, ask(world.mex.coordinator, theirs))
    with reading_as(world.usa.head.reader):
        assert len(counts_of(Plan.objects.get(), world.usa.head).lines) == 1


def test_a_section_written_anew_is_released_anew(world, released):
    mex = world.mex.coordinator
    with reading_as(mex.reader):
        do.revise_plan(plan=released, actor=mex, now=NOW)
    later = {"en": "A wholly other aim.", "es": "Otro fin."}
    write(mex, released, "aim", text=later)
    with reading_as(world.usa.head.reader):
        assert [row.text for row in PlanSection.objects.all()] == [section_of_first(world, released).text]


def section_of_first(world, plan):
    with reading_as(world.mex.member.reader):
        return PlanSection.objects.get(plan=plan, part="aim", side="MEX", version__number=1)


def test_in_force_it_is_not_narrowed_and_a_release_until_a_day_ends(world, theirs):
    mex = world.mex.coordinator
    say_yes(world.gtm.coordinator, ask(mex, theirs, until=date(2026, 3, 20)))
    ask(mex, section_of(world.mex.member, theirs), until=date(2026, 3, 20))
    with reading_as(mex.reader), pytest.raises(Bound):
        narrow(thing=Plan.objects.get(pk=theirs.pk), actor=mex, now=NOW, code="USA")
    cut = "UPDATE workinggroup_plansection SET releasable_to = '{MEX}' WHERE plan_id = %s AND part = 'aim' AND side_id = 'MEX'"
    assert tries(mex, cut, theirs.pk) is None, "no party loses what was tabled"
    sides = [Reader(code) for code in ("MEX", "GTM")]
    run_clocks(sides, now=NOW + timedelta(days=30))
    with reading_as(world.usa.head.reader):
        assert not Plan.objects.exists()
        assert not PlanSection.objects.exists()


def test_it_is_asked_for_and_answered_by_pages(world, theirs, sign_in):
    mex = sign_in(world.mex.coordinator)
    readers, asking = (reverse(f"handling:{name}", args=["plan", theirs.pk]) for name in ("readers", "ask"))
    assert asking in mex.get(readers, secure=True).content.decode()
    assert (
        mex.post(reverse("handling:share", args=["plan", theirs.pk]), {"sides": ["USA"]}, secure=True).status_code
        == 404
    )
    said = {"sides": ["USA"], "marking": theirs.marking, "purpose": "To help.", "urgency": "routine"}
    assert mex.post(asking, said, secure=True).status_code == 302
    with reading_as(world.gtm.coordinator.reader):
        asked = ReleaseRequest.objects.get()
    gtm = sign_in(world.gtm.coordinator)
    assert gtm.post(reverse("handling:answer", args=[asked.pk]), {"reply": "yes"}, secure=True).status_code == 302
    assert sign_in(world.usa.head).get(theirs.get_absolute_url(), secure=True).status_code == 200
