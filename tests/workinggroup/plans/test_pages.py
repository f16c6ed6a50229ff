"""The pages of plans: what they say, who may press what, and what they cost."""

from itertools import pairwise

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.people import PASSWORD, prefer
from tests.factories.plans import EXPIRES, FIRST, NOW, fresh, make_plan, table, write
from workinggroup.actionitems.models import ActionItem
from workinggroup.plans import operations
from workinggroup.plans.arranging import timeline_of
from workinggroup.plans.models import Plan, PlanPhase, PlanTask, PlanVersion, TaskLink
from workinggroup.plans.operations import put_task, revise_plan
from workinggroup.plans.queries import plan_register

BOTH = {"title_en": "Night shifts", "title_es": "Turnos de noche"}


def text_of(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def send(client, address, **facts):
    return client.post(address, facts, secure=True, follow=True)


def test_the_register_says_what_is_to_be_said_first(world, promise, sign_in):
    address = reverse("plans:list")
    prefer(world.mex.member, language="en")
    page = text_of(sign_in(world.mex.member), address)
    assert "<h1>No plan is in force</h1>" in page
    assert "No plan is shared with your delegation." in page
    make_plan(world.mex.coordinator, promise, ("GTM",))
    page = text_of(sign_in(world.mex.member), address)
    assert "only your delegation reads it" in page
    assert "Dry-season crossings" not in text_of(sign_in(world.gtm.member), address)


def test_a_plan_is_drafted_written_shared_and_tabled_through_its_pages(world, promise, sign_in):
    prefer(world.mex.coordinator, language="en")
    browser = sign_in(world.mex.coordinator)
    begun = send(
        browser, reverse("plans:begin"), commitment=promise.pk, parties=["GTM"], starts_on="2026-03-16",
        ends_on="2026-06-30", marking="AMBER", title_en="Night crossings", title_es="Cruces nocturnos",
    )  # fmt: skip
    assert "18 things are missing to table:" in begun.content.decode()
    with reading_as(world.mex.coordinator.reader):
        plan = Plan.objects.get()
    section = reverse("plans:section", args=[plan.pk, "aim"])
    send(browser, section, text_en="Aim.", text_es="Fin.", seen=seen_on(browser, section))
    stale = send(browser, section, text_en="Other.", text_es="Otro.", seen="0" * 16)
    assert "Aim." in stale.content.decode()
    guard = send(browser, section, text_en="Ask +502 2222 3333", text_es="x", seen=seen_on(browser, section))
    assert "The portal holds no records about persons" in guard.content.decode()
    send(browser, reverse("plans:phase-add", args=[plan.pk]), **BOTH)
    with reading_as(world.mex.coordinator.reader):
        phase = PlanPhase.objects.get()
    task = reverse("plans:task", args=[plan.pk])
    facts = {"phase": phase.pk, "lead": "MEX", "starts_on": "2026-03-16", "days": 4, "tolerance": 5, **BOTH}
    send(browser, task, after="", seen=seen_on(browser, task), **facts)
    wrong = send(browser, task, after="1.1XX", seen=seen_on(browser, task), **facts)
    assert "is no link" in wrong.content.decode()
    send(browser, task, after="1.1SS+2", seen=seen_on(browser, task), **facts)
    shown = text_of(browser, f"{reverse('plans:plan', args=[plan.pk])}?tab=timeline")
    assert "after 1.1SS+2" in shown
    assert 'class="gantt"' in shown
    with reading_as(world.mex.coordinator.reader):
        first = PlanTask.objects.first().pk
    assert reverse("plans:task-drop", args=[first]) in text_of(browser, f"{task}?task={first}")
    for what, values in {
        "resource": {"task": first, "kind": "staff", "count": 3, "from_on": "2026-03-16", "to_on": "2026-03-20"},
        "basis": {"instrument_en": "Act 4", "instrument_es": "Ley 4"},
        "rhythm": {"to_side_id": "GTM", "every": "daily", "by": "09:00"},
        "objective": {"text_en": "Less.", "text_es": "Menos."},
    }.items():
        assert "Added." in send(browser, reverse("plans:part-add", args=[plan.pk, what]), **values).content.decode()
    resources = text_of(browser, f"{reverse('plans:plan', args=[plan.pk])}?tab=resources")
    assert "Act 4" in resources
    send(browser, reverse("plans:share", args=[plan.pk]))
    refused = send(browser, reverse("plans:table", args=[plan.pk]), expires_on="2090-01-01")
    assert "This is missing to table:" in refused.content.decode()
    assert "P-MEX-" in text_of(sign_in(world.gtm.member), reverse("plans:list"))


def test_a_head_consents_with_the_password_and_sees_what_changed(world, draft, sign_in, settings):
    settings.REQUIRE_MFA = False
    table(world.mex.coordinator, draft, expires_on=EXPIRES.replace(year=2090))
    for person in (world.gtm.head, world.gtm.member):
        prefer(person, language="en")
    address = reverse("plans:consent", args=[draft.pk])
    browser = sign_in(world.gtm.head)
    page = text_of(browser, address)
    assert "Does Guatemala consent?" in page
    assert "Answer for Guatemala" in page
    assert "Does" not in text_of(sign_in(world.gtm.member), address).partition("<h1>")[2].partition("</h1>")[0]
    facts = {"answer": "yes", "seen": seen_on(browser, address)}
    wrong = send(browser, address, password="not this", **facts)
    assert "This is not your password" in wrong.content.decode()
    assert "waits for your consent" in text_of(browser, reverse("plans:list"))
    done = send(browser, address, password=PASSWORD, **facts)
    assert "Recorded: Guatemala consents." in done.content.decode()
    assert "No plan waits for your consent." in text_of(browser, reverse("plans:list"))
    assert sign_in(world.gtm.coordinator).post(address, facts, secure=True).status_code == 403


def test_what_a_late_task_pushes_is_said(world, active, sign_in):
    with reading_as(world.mex.coordinator.reader):
        version = PlanVersion.objects.select_related("plan").get(plan=active, stage="agreed")
        late = NOW.replace(month=4)
        shown = timeline_of(version, world.mex.coordinator, now=late)
        by_number = {line.number: line for line in shown.lines}
        assert by_number["1.1"].is_late
        # 27 days late in finishing; what begins with it by SS+1 and after it by FS+2 waits.
        assert by_number["1.1"].pushed == (late.date() - FIRST).days - 4
        assert by_number["1.2"].pushed == by_number["1.1"].pushed
        assert by_number["2.1"].pushed == by_number["1.2"].pushed
        assert shown.expected_end > shown.end
        ActionItem.objects.filter(title__contains=" 1.1 ").update(status="done")
        done = timeline_of(version, world.mex.coordinator, now=late.replace(month=3, day=3))
        assert done.late == []
        register = plan_register(world.mex.coordinator, now=NOW)
        assert register.title == "1 plan is in force"
    assert "late since" in text_of(sign_in(world.usa.coordinator), f"{active.get_absolute_url()}?tab=timeline")


def test_an_item_that_is_its_sides_alone_is_on_no_other_sides_timeline(world, agreed, sign_in):
    with reading_as(world.mex.coordinator.reader):
        keys = list(PlanTask.objects.filter(version__stage="agreed", lead="MEX").values_list("anchor", flat=True))
        facts = {"plan": agreed, "keys": keys, "now": NOW, "only_us": True}
        taken = operations.take_over_tasks(actor=world.mex.coordinator, **facts)
        reference = taken[0].item.reference
    address = f"{agreed.get_absolute_url()}?tab=timeline"
    for _turn in range(2):
        assert reference in text_of(sign_in(world.mex.member), address)
        theirs = text_of(sign_in(world.usa.member), address)
        assert reference not in theirs
        assert "taken over</span>" in theirs


def test_what_changed_between_two_versions_is_shown_and_the_first_has_none_before(world, agreed, sign_in):
    browser = sign_in(world.usa.member)
    assert "is the first that was tabled" in text_of(browser, reverse("plans:compare", args=[agreed.pk, 1]))
    with reading_as(world.mex.coordinator.reader):
        revise_plan(plan=agreed, actor=world.mex.coordinator, now=NOW)
    write(world.mex.member, agreed, "press", text={"en": "All speak.", "es": "Todas hablan."})
    table(world.mex.coordinator, agreed)
    page = text_of(browser, reverse("plans:compare", args=[agreed.pk, 2]))
    assert "<ins>All speak</ins>" in page
    assert "<del>About press</del>" in page
    assert 'lang="es" dir="auto"><del>' in page
    assert browser.get(reverse("plans:compare", args=[agreed.pk, 3]), secure=True).status_code == 404


def test_a_task_that_moved_to_another_phase_is_shown_as_moved(world, agreed, sign_in):
    mex = world.mex.coordinator
    with reading_as(mex.reader):
        version = revise_plan(plan=agreed, actor=mex, now=NOW)
        last = PlanPhase.objects.get(version=version, number=2)
        row = PlanTask.objects.select_related("lead").get(version=version, phase__number=1, number=2)
        facts = {"title": row.title, "lead": row.lead_id, "starts_on": row.starts_on, "days": row.days}
        put_task(plan=agreed, actor=mex, phase=last, task=row, after="1.1FS+2", **facts)
    table(mex, agreed)
    prefer(world.usa.member, language="en")
    page = text_of(sign_in(world.usa.member), reverse("plans:compare", args=[agreed.pk, 2]))
    assert "Task 2.2: Open" in page
    assert "moved to another phase" in page
    assert "<del>1.2</del>" in page
    assert "<ins>2.2</ins>" in page
    # Task 2.1 waits for it as before.
    assert page.count("<h2 id=") == 1


def cost(client, address):
    client.get(address, secure=True)
    with CaptureQueriesContext(connection) as found:
        text_of(client, address)
    return len(found)


def test_pages_cost_the_same_with_1_3_and_400_rows(world, active, sign_in):
    browser, plan = sign_in(world.usa.member), fresh(world.mex.coordinator, active)
    with reading_as(world.mex.coordinator.reader):
        revise_plan(plan=plan, actor=world.mex.coordinator, now=NOW)
        version = PlanVersion.objects.get(plan=plan, stage="drafting")
        phase = PlanPhase.objects.filter(version=version).first()
        marks = {"releasable_to": plan.parties, "editable_by": plan.parties}
    tabs = ("text", "timeline", "resources", "reports", "evaluation")
    addresses = [f"{plan.get_absolute_url()}?tab={tab}&version=2" for tab in tabs]
    addresses.append(reverse("plans:list"))
    few = [cost(browser, address) for address in addresses]
    with reading_as(world.mex.coordinator.reader):
        facts = {
            "version": version,
            "phase": phase,
            "title": {"en": "T"},
            "lead_id": "MEX",
            "starts_on": FIRST,
            "days": 1,
        }
        tasks = PlanTask.objects.bulk_create(
            PlanTask(anchor=PlanTask().pk, number=number, **facts, **marks) for number in range(10, 410)
        )
        chain = pairwise(tasks)
        TaskLink.objects.bulk_create(TaskLink(version=version, before=a, after=b, **marks) for a, b in chain)
        own = {"releasable_to": ["USA"], "editable_by": ["USA"], "originators": ["USA"]}
    with reading_as(world.usa.member.reader):
        many = {"title": {"en": "P"}, "commitment": plan.commitment, "drafted_by_id": "USA", "parties": ["GTM", "USA"]}
        Plan.objects.bulk_create(Plan(created_at=NOW, turned_at=NOW, **many, **own) for _ in range(400))
    assert [cost(browser, address) for address in addresses] == few
    # The register asks four questions of its own; what every page asks comes besides.
    assert max(few) - (few[-1] - 4) <= 9
