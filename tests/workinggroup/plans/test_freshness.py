"""A plan's page asked again is answered with nothing, unless something that this reader sees of it changed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.audit.models import Entry
from portal.core.reader import reading_as
from tests.factories.people import prefer
from tests.factories.plans import NOW, fill, make_plan, put, share, table, write
from tests.factories.work import make_follow_up
from tests.wall.sweeping import KEYS
from workinggroup.actionitems.models import ActionItem
from workinggroup.handling.operations import mark
from workinggroup.plans import operations as do
from workinggroup.plans.models import PlanSection
from workinggroup.plans.outcomes import PlanFinding
from workinggroup.plans.parts import PlanObjective

TABS = ("text", "timeline", "reports", "evaluation")
DRAWN = re.compile(KEYS)
# Session, person, challenge, context, savepoint and its release, the context before; version; the number at the bell.
UNCHANGED = 8
BOTH = {"en": "Words.", "es": "Palabras."}


@pytest.fixture
def ask(world, active, sign_in):
    """Ask for a tab of a plan as a person, by default of the one in force, holding an earlier answer or not."""
    clients = {}

    def get(person, tab="text", held=None, plan=active, more=""):
        if person not in clients:
            clients[person] = sign_in(person)
        headers = {"If-None-Match": held.headers["ETag"]} if held else {}
        return clients[person].get(f"{plan.get_absolute_url()}?tab={tab}{more}", headers=headers, secure=True)

    return get


@pytest.fixture
def seen(world, ask):
    """What three sides see of each tab: by side and tab, the tag and the page without its form keys."""
    people = {"MEX": world.mex.coordinator, "GTM": world.gtm.head, "USA": world.usa.coordinator}
    for person in people.values():
        prefer(person, language="en")

    def look():
        found = {}
        for code, person in people.items():
            for tab in TABS:
                answer = ask(person, tab)
                assert answer.status_code == 200, (code, tab)
                page = re.sub(DRAWN, b"", answer.content) if answer.status_code == 200 else None
                found[code, tab] = answer.headers.get("ETag"), page
        return found

    look()
    return look


def act(side, operation, **facts):
    with reading_as(side.reader):
        return operation(actor=side, **facts)


def item_done(world, plan):
    with reading_as(world.mex.coordinator.reader):
        assert ActionItem.objects.filter(title__contains=" 1.1 ").update(status="done")


def item_due(world, plan):
    with reading_as(world.mex.coordinator.reader):
        assert ActionItem.objects.filter(title__contains=" 1.1 ").update(due_on=date(2026, 3, 1))


def counted(world, plan):
    act(world.gtm.member, do.count_month, plan=plan, now=NOW, month=date(2026, 3, 1), counts={"rescue": 12})


def suspended(world, plan):
    act(world.gtm.head, do.suspend_plan, plan=plan, now=NOW, reason="A storm.")


def resumed(world, plan):
    suspended(world, plan)
    act(world.mex.head, do.resume_plan, plan=plan, now=NOW)


def rated(world, plan):
    with reading_as(world.mex.coordinator.reader):
        [key] = {each.anchor for each in PlanObjective.objects.filter(version__plan=plan)}
    act(world.mex.coordinator, do.complete_plan, plan=plan, now=NOW)
    for side in (world.mex, world.gtm, world.usa):
        act(side.coordinator, do.rate_objectives, plan=plan, now=NOW, results={key: "M"}, why={key: "Hard."})
    return key


def found(world, plan):
    key = rated(world, plan)
    act(world.gtm.member, do.find_out, plan=plan, now=NOW, key=key, text=BOTH)


def improved(world, plan):
    found(world, plan)
    with reading_as(world.gtm.member.reader):
        [finding] = PlanFinding.objects.filter(plan=plan)
    act(world.gtm.coordinator, do.improve, finding=finding, now=NOW, element="training", text=BOTH)


def revised(world, plan):
    act(world.gtm.coordinator, do.revise_plan, plan=plan, now=NOW)


def drafted_task(world, plan):
    revised(world, plan)
    with reading_as(world.mex.coordinator.reader):
        [phase, _other] = plan.versions.get(stage="drafting").phases.order_by("number")
    put(world.mex.coordinator, plan, phase, "A fourth")


def another_word(world, plan):
    revised(world, plan)
    write(world.mex.coordinator, plan, "aim", text={"en": "Another aim.", "es": "Otro fin."})


def ministerial(world, plan):
    make_follow_up(world.sec.coordinator, date(2026, 3, 18))


CHANGES = [
    item_done, item_due, counted, suspended, resumed, rated, found, improved, revised, drafted_task, another_word,
    ministerial,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_what_a_reader_sees_moves_the_tag(world, active, seen, time_machine, change):
    time_machine.move_to(NOW, tick=False)
    before = seen()
    assert [key for key, (tag, _page) in before.items() if not tag] == [], "nothing here is RED"
    change(world, active)
    after = seen()
    moved = {key for key in before if before[key][1] != after[key][1]}
    assert moved, "a change that nobody sees is another test's"
    assert {key for key in moved if before[key][0] == after[key][0]} == set()


def own_annex(world, plan):
    write(world.mex.coordinator, plan, "annex")


def item_hidden(world, plan):
    with reading_as(world.mex.coordinator.reader):
        assert ActionItem.objects.filter(title__contains=" 1.1 ").update(releasable_to=["MEX"], editable_by=["MEX"])


def another_plan(world, plan):
    make_plan(world.mex.coordinator, plan.commitment, ("GTM",))


def foreign_meeting(world, plan):
    make_follow_up(world.sec.coordinator, date(2026, 3, 18), delegations=["MEX", "GTM"])


def nothing(world, plan):
    pass


# What comes before, what is done, and from whom it is hidden.
HIDDEN = [
    (nothing, own_annex, ("GTM", "USA")),
    (item_hidden, item_done, ("GTM", "USA")),
    (nothing, another_plan, ("MEX", "GTM", "USA")),
    (nothing, foreign_meeting, ("USA",)),
]


@pytest.mark.parametrize(("first", "change", "hidden_from"), HIDDEN)
def test_what_a_reader_does_not_see_leaves_the_tag(world, active, seen, time_machine, first, change, hidden_from):
    time_machine.move_to(NOW, tick=False)
    first(world, active)
    before = seen()
    change(world, active)
    after = seen()
    theirs = [key for key in before if key[0] in hidden_from]
    assert {key for key in theirs if before[key] != after[key]} == set()
    if len(hidden_from) < 3:
        assert before != after, "those who see it hold another page"


def test_an_unchanged_plan_is_answered_with_nothing(world, active, ask, django_assert_num_queries):
    for tab in TABS:
        held = ask(world.usa.member, tab)
        with django_assert_num_queries(UNCHANGED):
            again = ask(world.usa.member, tab, held)
        assert (again.status_code, again.content) == (304, b"")


def test_what_is_marked_red_is_never_answered_from_what_is_held(world, promise, ask):
    draft = make_plan(world.mex.coordinator, promise, ("GTM", "USA"))
    write(world.mex.coordinator, draft)
    draft = share(world.mex.coordinator, draft)
    held = ask(world.usa.member, plan=draft)
    with reading_as(world.mex.coordinator.reader):
        row = PlanSection.objects.get(plan=draft, part="aim")
    act(world.mex.coordinator, mark, thing=row, now=NOW, marking="RED")
    for tab in TABS:
        assert "ETag" not in ask(world.usa.member, tab, plan=draft).headers
    assert ask(world.usa.member, "text", held, draft).status_code == 200
    with reading_as(world.mex.coordinator.reader):
        read = Entry.objects.filter(action="workinggroup.handling.read_red")
        assert read.count() == 2, "each time that it is read"


def test_each_version_is_answered_by_its_own_tag(world, active, ask):
    """An act on what one version shows moves the tag of that one, and no answer of another version is taken for it."""
    revised(world, active)
    mex = world.mex.coordinator
    held = {number: ask(mex, more=f"&version={number}") for number in (1, 2)}
    assert held[1].content != held[2].content
    for number, other in ((1, 2), (2, 1)):
        assert ask(mex, held=held[number], more=f"&version={number}").status_code == 304
        assert ask(mex, held=held[other], more=f"&version={number}").status_code == 200
    write(mex, active, "aim", text={"en": "Another aim.", "es": "Otro fin."})
    again = ask(mex, held=held[2], more="&version=2")
    assert (again.status_code, b"Another aim." in again.content) == (200, True)
    assert b"Another aim." not in ask(mex, held=held[1], more="&version=1").content


@pytest.mark.parametrize("tab", ["resources", "thread"])
def test_what_follows_from_more_than_the_plan_is_read_anew(world, active, ask, tab):
    held = ask(world.usa.member, tab)
    assert (held.status_code, "ETag" in held.headers) == (200, False)


def test_nobody_is_answered_from_anothers_page(world, active, ask):
    held = ask(world.usa.member)
    assert ask(world.usa.coordinator, "text", held).status_code == 200
    assert ask(world.can.coordinator, "text", held).status_code == 404


def test_the_last_day_to_consent_ends_at_the_seat(world, promise, ask, time_machine):
    """Whose clock is elsewhere is not answered from the day before."""
    plan = make_plan(world.mex.coordinator, promise, ("GTM", "USA"))
    fill(world.mex, plan)
    plan = share(world.mex.coordinator, plan)
    table(world.mex.coordinator, plan)
    prefer(world.usa.head, language="en", time_zone="Asia/Tokyo")
    last = datetime(2026, 3, 21, 3, 50, tzinfo=UTC)  # 23:50 in Washington, past noon in Tokyo
    time_machine.move_to(last, tick=False)
    held = ask(world.usa.head, plan=plan)
    assert "Answer version 1" in held.content.decode()
    time_machine.move_to(last + timedelta(minutes=20), tick=False)
    assert "Answer version 1" not in ask(world.usa.head, "text", held, plan).content.decode()
