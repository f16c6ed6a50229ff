"""Filters that are kept, the calendar, and the list on paper."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from tests.factories.work import NOW, copy_item, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.filtering import USUAL_COLUMNS as USUAL
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.keeping import SavedFilter
from workinggroup.actionitems.monthly import month_asked, month_of

TODAY = NOW.date()


@scene
def commitment(world):
    follow_up = make_follow_up(world.sec.coordinator)
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


def save(person, name, **facts):
    with reading_as(person.reader):
        return operations.save_filter(actor=person, name=name, asked=ItemFilter(**facts))


def test_a_filter_is_its_persons_alone(world):
    mine = save(world.usa.member, "Late ones", show="late", lead="MEX")
    save(world.usa.head, "Late ones", show="late")
    with reading_as(world.usa.member.reader):
        assert [each.asked for each in SavedFilter.objects.all()] == ["?show=late&lead=MEX"]
        with pytest.raises(operations.NameIsTaken, match="Late ones"):
            operations.save_filter(actor=world.usa.member, name="Late ones", asked=ItemFilter())
    for reader in (world.usa.coordinator.reader, world.mex.member.reader, Reader("USA"), Reader("SEC")):
        with reading_as(reader):
            assert not SavedFilter.objects.exists()
            assert not SavedFilter.objects.filter(pk=mine.pk).delete()[0]
    with reading_as(world.usa.member.reader):
        with pytest.raises(NotAllowed):
            operations.remove_filter(saved=mine, actor=world.usa.head)
        operations.remove_filter(saved=mine, actor=world.usa.member)
        assert not SavedFilter.objects.exists()


def test_not_more_filters_than_a_line_of_links_holds(world, monkeypatch):
    monkeypatch.setattr("workinggroup.actionitems.operations.saving.MOST_FILTERS", 1)
    save(world.usa.member, "One")
    with pytest.raises(operations.TooManyFilters):
        save(world.usa.member, "Two")


def test_a_month_is_asked_for_by_its_name():
    assert month_asked("2026-05", TODAY) == date(2026, 5, 1)
    for said in ("", "2026-13", "x", "9999-12", "0001-01", "2026-5", "2026-05-01"):
        assert month_asked(said, TODAY) == TODAY.replace(day=1)


def test_a_month_has_what_is_due_on_its_days(world, commitment):
    coordinator = world.usa.coordinator
    for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 1)):
        make_action_item(coordinator, commitment, due_on=day)
    with reading_as(coordinator.reader):
        month = month_of(coordinator, first=date(2026, 5, 1), today=date(2026, 5, 7), asked=ItemFilter())
        late = month_of(coordinator, first=date(2026, 5, 1), today=date(2026, 5, 7), asked=ItemFilter(show="late"))
    days = [day for week in month.weeks for day in week]
    assert (days[0].day, days[-1].day, len(days)) == (date(2026, 4, 27), date(2026, 5, 31), 35)
    assert [day.day for day in days if day.lines] == [date(2026, 5, 1), date(2026, 5, 31)]
    assert [day.day for day in days if day.is_today] == [date(2026, 5, 7)]
    assert (month.before, month.after, month.count, late.count) == ("2026-04", "2026-06", 2, 1)


@pytest.mark.parametrize("count", [1, 3, 400])
def test_a_month_costs_the_same_queries_for_any_number(world, sign_in, commitment, count, django_assert_num_queries):
    first = make_action_item(world.usa.coordinator, commitment, due_on=date(2090, 5, 4))
    copy_item(first, range(100, 99 + count))
    client = sign_in(world.usa.coordinator)
    client.get("/actions/calendar/?month=2090-05", secure=True)
    with django_assert_num_queries(16):
        page = client.get("/actions/calendar/?month=2090-05", secure=True).content.decode()
    assert "May 2090" in page


def test_a_filter_is_kept_on_the_page_and_leads_back_to_it(world, sign_in, commitment):
    client = sign_in(world.usa.member)
    said = {"name": "Mexico, late", "asked": "?show=late&lead=MEX&owner=x", "place": "calendar"}
    answer = client.post("/actions/filters/save/", said, secure=True)
    assert answer["Location"] == "/actions/calendar/?show=late&lead=MEX"
    for place in ("", "board/", "timeline/", "calendar/"):
        page = client.get(f"/actions/{place}", secure=True).content.decode()
        assert '<a href="?show=late&amp;lead=MEX">Mexico, late</a>' in page
    with reading_as(world.usa.member.reader):
        saved = SavedFilter.objects.get()
    client.post("/actions/filters/remove/", {"saved": saved.pk}, secure=True)
    assert "Mexico, late" not in client.get("/actions/", secure=True).content.decode()


def test_columns_are_chosen_kept_with_a_filter_and_taken_out(world, sign_in, commitment):
    make_action_item(world.usa.coordinator, commitment, title="Write the guide", due_on=date(2090, 5, 4))
    client = sign_in(world.usa.member)

    def heads(address):
        page = client.get(address, secure=True).content.decode()
        found = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
        assert page.count("<td") == len(found)
        return found

    usual = ["Ref.", "Action item", "Lead", "Owner", "Due", "Status", "Last reports"]
    assert (
        heads("/actions/") == heads("/actions/?columns=bad") == heads(f"/actions/?columns={'.'.join(USUAL)}") == usual
    )
    asked = "/actions/?columns=commitment&columns=due&columns=priority&show=ours"
    assert heads(asked) == ["Ref.", "Action item", "Due", "Priority", "Commitment"]
    kept = client.post(
        "/actions/filters/save/", {"name": "Short", "asked": asked.partition("/actions/")[2]}, secure=True
    )
    assert kept["Location"] == "/actions/?show=ours&columns=due.priority.commitment"
    assert heads(kept["Location"]) == ["Ref.", "Action item", "Due", "Priority", "Commitment"]
    file = client.get("/actions/action-items.csv?columns=due.reports", secure=True).content.decode("utf-8-sig")
    assert file.splitlines()[0] == "Ref.,Action item,Due,Last reports"
    assert "Kept filters:" in client.get("/actions/board/?columns=due", secure=True).content.decode()


def test_the_calendar_shows_when_the_own_side_does_not_work(world, sign_in, commitment):
    """The first and the fifth of May are days off in Mexico, not in the United States; 2 and 3 May 2026 are a weekend."""
    with reading_as(Reader("MEX")):
        month = month_of(world.mex.member, first=date(2026, 5, 1), today=TODAY, asked=ItemFilter())
    days = {day.day.day: day for week in month.weeks for day in week if day.is_within}
    assert days[1].off
    assert [day for day in range(1, 11) if not days[day].works] == [1, 2, 3, 5, 9, 10]
    page = sign_in(world.usa.member).get("/actions/calendar/?month=2026-05", secure=True).content.decode()
    assert page.count("month__day--off") == 11
    assert "Day off: Memorial Day" in page


def test_the_list_on_paper_is_what_is_shown(world, sign_in, commitment):
    make_action_item(world.usa.coordinator, commitment, title="Write the guide", due_on=date(2090, 5, 4))
    make_action_item(world.mex.coordinator, commitment, title="Print the guide", due_on=date(2090, 5, 4))
    late = make_action_item(world.mex.coordinator, commitment, title="Ask the printers", assignee=world.mex.member)
    with reading_as(world.mex.member.reader):
        operations.estimate_item(item=late, actor=world.mex.member, now=NOW, duration=500)
        operations.add_step(item=late, actor=world.mex.member, text="Call them")
    hidden = make_action_item(world.mex.coordinator, commitment, title="Only ours", only_us=True)
    client = sign_in(world.usa.member)
    answer = client.get("/actions/action-items.pdf?lead=MEX", secure=True)
    assert answer["Content-Type"] == "application/pdf"
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Print the guide" in words
    assert "late" in words
    assert "0 of 1 steps" in words
    assert "Action items, as USA may read them" in words
    assert "Write the guide" not in words
    assert hidden.title not in words
