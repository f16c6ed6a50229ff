"""Tasks of a plan from a list: all of them or none, into what is drafted; links by the numbers of the list or of the plan."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.people.lists.named import Line
from tests.factories.gaps import make_place
from tests.factories.plans import NOW, agree, fill, make_plan, share
from workinggroup.plans.content import work_of
from workinggroup.plans.models import Plan, PlanPhase, PlanTask, PlanVersion, TaskLink
from workinggroup.plans.operations import check_tasks, import_tasks, revise_plan
from workinggroup.plans.operations.gate import NothingDrafted
from workinggroup.plans.operations.importing import BadTaskRows
from workinggroup.plans.operations.working import TooManyTasks

ROW = {"title": "Count", "title_es": "Contar", "lead": "mex", "starts_on": "2026-03-16", "days": "5"}


def lines(*rows):
    return [Line(number, {**ROW, **row}) for number, row in enumerate(rows, 2)]


def bring(actor, plan, *rows):
    with reading_as(actor.reader):
        return import_tasks(plan=plan, lines=lines(*rows), actor=actor)


def written(actor, plan, number=1):
    with reading_as(actor.reader):
        work = work_of(PlanVersion.objects.get(plan=plan, number=number))
        return [(work.numbers[task.pk], task.title["en"], work.written_links().get(task.pk, "")) for task in work.tasks]


def test_a_list_becomes_tasks_with_their_phases_and_links(world, draft):
    make_place(world.sec.coordinator)
    made = bring(
        world.mex.member, draft,
        {"number": "1", "phase": "Prepare", "title": "Survey", "place": "la mesilla gtm", "reference": "A-1"},
        {"number": "2", "lead": "GTM", "title": "Open lanes", "after": "1FS+2; 1.1SS", "tolerance": "2"},
        {"number": "5", "phase": "Look back", "phase_es": "Evaluar", "title": "Report", "days": "", "milestone": "sí",
         "after": "2; 1FF-1"},
    )  # fmt: skip
    assert len(made) == 3
    assert written(world.gtm.member, draft) == [
        ("1.1", "Count", ""), ("1.2", "Open", "1.1FS+2"), ("1.3", "Survey", ""), ("1.4", "Open lanes", "1.1SS; 1.3FS+2"),
        ("2.1", "Report", "1.1SS+1; 1.2"), ("3.1", "Report", "1.3FF-1; 1.4"),
    ]  # fmt: skip
    with reading_as(world.usa.member.reader):
        survey = PlanTask.objects.get(external_ref="A-1")
        assert (str(survey.place), survey.brought_by, survey.editable_by) == ("La Mesilla GTM", "MEX", draft.parties)
        assert PlanPhase.objects.get(version__plan=draft, number=3).title == {"en": "Look back", "es": "Evaluar"}
    with pytest.raises(BadTaskRows, match="2"):
        bring(world.mex.member, draft, {"phase": "1", "reference": "A-1"})
    bring(world.gtm.member, draft, {"phase": "1", "reference": "A-1"})


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"title_es": ""}, "no title in each language"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"phase": ""}, "names no phase"),
        ({"phase": "Newly named"}, "name it in each language"),
        ({"lead": "CAN"}, "CAN is no party to this plan."),
        ({"lead": ""}, "is no party to this plan."),
        ({"starts_on": "16/03/2026"}, "no day on which it begins"),
        ({"days": ""}, "not how many days"),
        ({"days": "4000"}, "at most 3650 days"),
        ({"milestone": "yes"}, "a milestone none"),
        ({"milestone": "perhaps"}, "yes or no"),
        ({"tolerance": "-1"}, "tolerance"),
        ({"tolerance": "366"}, "up to 365"),
        ({"phase": "x" * 121, "phase_es": "y"}, "phase is longer than 120"),
        ({"phase": "x", "phase_es": "y" * 121}, "phase is longer than 120"),
        ({"after": "; ".join(["1.1"] * 61)}, "longer than 300"),
        ({"number": "GOMC800101HDFRRN09"}, "The text has a CURP in it."),
        ({"number": "jefe@example.org", "phase": ""}, "The text has a mail address in it."),
        ({"place": "Nowhere"}, "No place is called"),
        ({"after": "9"}, "has a task 9"),
        ({"after": "2.7"}, "has a task 2.7"),
        ({"after": "1XX"}, "is no link"),
        ({"after": "1.1FS+3651"}, "more than ten years"),
        ({"after": "1"}, "would wait for each other: 1 → 1"),
        ({"number": "1.1"}, "no number of this list alone"),
        ({"title": "CURP GOMC800101HDFRRN09"}, "The text has a CURP in it."),
        ({"title": "Write to jefe@example.org"}, "The text has a mail address in it."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(world, draft, row, says):
    before = written(world.mex.member, draft)
    asked = {"number": "1", "phase": "Prepare", **row}
    good = {"phase": "1", "number": "7"} if "phase" not in row else {"number": "7"}
    with reading_as(world.mex.member.reader):
        bad = check_tasks(plan=draft, lines=lines(asked), actor=world.mex.member)[0]
        assert any(says in problem for problem in bad.problems), bad.problems
        assert "GOMC800101HDFRRN09" not in str(vars(bad))
        assert "jefe@example.org" not in str(vars(bad))
    with pytest.raises(BadTaskRows):
        bring(world.mex.member, draft, asked, good)
    assert written(world.mex.member, draft) == before


def test_a_number_that_names_a_person_is_repeated_nowhere(world, draft, sign_in):
    rows = [{"number": "GOMC800101HDFRRN09", "phase": "1"}] * 2
    with reading_as(world.mex.member.reader):
        found = check_tasks(plan=draft, lines=lines(*rows), actor=world.mex.member)
    assert [each.called for each in found] == ["1", "2"]
    assert "GOMC800101HDFRRN09" not in str([vars(each) for each in found])
    heads = ["No.", "Phase", "Task", "Tarea", "Lead", "Begins", "Days"]
    given = [["GOMC800101HDFRRN09", 1, "Survey", "Medir", "MEX", "2026-03-16", 5]] * 2
    answer = sign_in(world.mex.member).post(
        f"/plans/{draft.pk}/tasks/import/", {"file": workbook(heads, *given)}, secure=True
    )
    assert "El texto contiene una CURP." in answer.content.decode()
    assert "GOMC800101HDFRRN09" not in answer.content.decode()


def test_a_circle_through_the_list_is_named_by_its_numbers(world, draft):
    with reading_as(world.mex.member.reader):
        found = check_tasks(
            plan=draft,
            actor=world.mex.member,
            lines=lines(
                {"phase": "1", "number": "1", "after": "3"},
                {"number": "2", "after": "1"},
                {"number": "3", "after": "2"},
            ),
        )
    assert all("wait for each other" in each.problems[0] for each in found)
    assert all(name in found[0].problems[0] for name in "123")


def test_only_who_writes_in_what_is_drafted_brings_in(world, draft, promise):
    with pytest.raises(NotAllowed):
        bring(world.gtm.observer, draft, {"phase": "1"})
    with pytest.raises(TooManyTasks):
        bring(world.mex.member, draft, *[{"phase": "1"}] * 498)
    agree(world, draft)
    with pytest.raises(NothingDrafted):
        bring(world.mex.member, draft, {"phase": "1"})
    bare = make_plan(world.mex.coordinator, promise, ("GTM",))
    bring(world.mex.member, bare, {"phase": "Prepare", "phase_es": "Preparar"})
    with reading_as(world.gtm.member.reader):
        assert not Plan.objects.filter(pk=bare.pk).exists(), "a list shares nothing"
        assert not PlanTask.objects.filter(version__plan=bare.pk).exists()


def test_a_thousand_links_in_a_row_and_the_next_version(world, draft):
    rows = [
        {"number": str(n), "phase": "Prepare", "after": str(n - 1) if n > 1 else "", "days": "1"} for n in range(1, 401)
    ]
    bring(world.mex.member, draft, *(row | {"reference": row["number"]} for row in rows))
    agree(world, draft)
    with reading_as(world.mex.coordinator.reader):
        revise_plan(plan=draft, actor=world.mex.coordinator, now=NOW)
        assert TaskLink.objects.filter(version__plan=draft, version__number=2).count() == 402
    with pytest.raises(BadTaskRows):
        bring(world.mex.member, draft, {"phase": "1", "reference": "7"})


def workbook(*rows):
    book, kept = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return SimpleUploadedFile("tasks.xlsx", kept.getvalue())


def test_a_workbook_is_shown_and_then_confirmed(world, promise, sign_in):
    plan = make_plan(world.mex.coordinator, promise, ("GTM", "USA"))
    fill(world.mex, plan)
    plan = share(world.mex.coordinator, plan)
    client, address = sign_in(world.gtm.member), f"/plans/{plan.pk}/tasks/import/"
    assert address in client.get(f"{plan.get_absolute_url()}?tab=timeline", secure=True).content.decode()
    heads = ["No.", "Phase", "Task", "Tarea", "Lead", "Begins", "Days", "After"]
    bad = workbook(heads, [1, "Prepare", "Survey", "Medir", "CAN", "2026-03-16", 5, None])
    page = client.post(address, {"file": bad}, secure=True).content.decode()
    assert "CAN" in page
    assert 'name="lines" value' not in page.replace('name="lines" value=""', "")
    good = workbook(
        heads,
        [1, "Prepare", "Survey", "Medir", "GTM", "2026-03-16", 5, None],
        [2, None, "<b>", "<i>", "MEX", "2026-03-17", 1, "1"],
    )
    page = client.post(address, {"file": good}, secure=True)
    shown = page.context["confirmed"]
    assert "&lt;b&gt;" in page.content.decode()
    answer = client.post(address, {"lines": shown}, secure=True)
    assert answer["Location"] == f"{plan.get_absolute_url()}?tab=timeline"
    assert [title for _number, title, _after in written(world.mex.member, plan)][2:4] == ["Survey", "<b>"]
    assert client.post(address, {"lines": shown.replace("Survey", "\u0007")}, secure=True).status_code == 200
