"""Commitments of earlier mandates brought in from a list: all of them, or none."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from meetings.statements.models import Statement
from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.office import SheetPage, spreadsheet
from portal.core.reader import Reader, reading_as
from portal.people.lists.named import Line, lines_in
from portal.people.lists.tables import table_of
from tests.factories.work import NOW, conclude, make_meeting, make_negotiation, make_round
from tests.scenes import scene
from workinggroup.accounting.queries import owed_by
from workinggroup.actionitems.operations import assign_action_item
from workinggroup.commitments import operations
from workinggroup.commitments.filtering import CommitmentFilter
from workinggroup.commitments.forms import ImportForm
from workinggroup.commitments.importing import closing_said, due_said
from workinggroup.commitments.listing import commitments_for
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status
from workinggroup.commitments.waits import waits
from workinggroup.progress.duties import IN_ROUND

HEADS = (
    "Meeting,Day of the meeting,City,Reference,Quote EN,Cita en español,Lead,Supporting,Due,State,Outcome,Reason,Source"
)
ONE = "Ministerial,,,M-1,Open a joint office.,Abrir una oficina conjunta.,USA,MEX; GTM,2025-06,,,,Communiqué ¶ 4"
TWO = ",2023-12-27,Mexico City,M-2,Publish a guide.,Publicar una guía.,México,,2024-03-01,closed,done,It is out,"
THREE = "Ministerial,2023-12-27,,,Meet every year.,Reunirse cada año.,,,continuous,open,,,"


@scene
def held(world):
    """A meeting of 27 December 2023."""
    there = {"city": {"en": "Mexico City", "es": "Ciudad de México"}, "time_zone": "America/Mexico_City"}
    return conclude(make_meeting(world.sec.coordinator, date(2023, 12, 27), **there))


def lines(*rows):
    return lines_in([table_of("\n".join([HEADS, *rows]), ",")], ImportForm.headings, ImportForm.needed)


def bring(world, *rows, actor=None):
    actor = actor or world.sec.coordinator
    with reading_as(actor.reader):
        return operations.import_commitments(lines=lines(*rows), actor=actor, now=NOW)


def shown(person, view="all"):
    with reading_as(person.reader):
        found = commitments_for(person, asked=CommitmentFilter(show=view), today=NOW.date())
        return [line.reference[-2:] for _text, group in found.groups for line in group]


@pytest.mark.parametrize(
    ("words", "kind", "day"),
    [
        ("", "none", None),
        ("2026-05-07", "date", date(2026, 5, 7)),
        ("2026-05", "month", date(2026, 5, 1)),
        ("2026", "year_end", date(2026, 12, 31)),
        ("Permanente", "continuous", None),
    ],
)
def test_days_are_said_as_iso_writes_them(words, kind, day):
    said = due_said(words)
    assert (said.kind, said.day) == (kind, day)
    assert due_said("07/05/2026") is due_said("2026-13") is due_said("soon") is None


def test_how_it_ended_is_said_in_either_language():
    assert closing_said("", "") == closing_said("Abierto", "") == ""
    assert closing_said("closed", "done") == closing_said("Cumplido", "") == closing_said("", "cumplida") == "done"
    assert closing_said("cerrado", "Sin efecto") == closing_said("dropped", "") == "dropped"
    assert closing_said("closed", "") is closing_said("open", "done") is closing_said("lost", "") is None


def test_a_list_becomes_one_text_on_record_with_its_commitments(world, held):
    rows = bring(world, ONE, TWO, THREE)
    [text] = {row.statement for row in rows}
    assert (text.status, text.kind, text.meeting_id, text.dated) == ("recorded", "list", held.pk, date(2023, 12, 27))
    assert text.title["es"] == "Compromisos anteriores incorporados de una lista: Reunión ministerial"
    assert [row.reference[-2:] for row in rows] == ["01", "02", "03"]
    assert len({row.reference[:-2] for row in rows}) == 1
    with reading_as(world.gtm.member.reader):
        one, two, three = Commitment.objects.order_by("number").select_related("paragraph")
    assert (one.lead_id, one.supporting, one.due_on, one.asks_acceptance) == (
        "USA", ["MEX", "GTM"], date(2025, 6, 30), True,
    )  # fmt: skip
    assert (one.known_as, one.source, one.quote["es"]) == ("M-1", "Communiqué ¶ 4", "Abrir una oficina conjunta.")
    assert (two.lead_id, two.closed_as, two.closed_because, two.asks_acceptance) == ("MEX", "done", "It is out", False)
    assert (three.lead_id, three.due, three.closed_as) == (None, "continuous", "")
    with reading_as(Reader("USA")):
        words = one.paragraph.versions.get().nodes
    assert {code: words[code][0]["v"][slice(*span)] for code, span in one.spans.items()} == one.quote


def test_an_open_one_goes_the_way_of_all_and_a_closed_one_is_nobodys_duty(world, held):
    one, two, three = bring(world, ONE, TWO, THREE)
    usa, mex = world.usa.coordinator, world.mex.coordinator
    with reading_as(usa.reader):
        assert waits(usa, now=NOW, moment=this_moment()).count == 1
        operations.accept_commitment(commitment=one, actor=usa, now=NOW)
    with reading_as(mex.reader):
        assert waits(mex, now=NOW, moment=this_moment()).count == 0
        with pytest.raises(NotAllowed):
            assign_action_item(commitment=two, actor=mex, now=NOW, title="Write", due_on=NOW.date())
    assert shown(mex) == ["01", "02", "03"]
    assert shown(mex, "overdue") == ["01"]
    assert shown(mex, "leaderless") == ["03"]
    coming = make_meeting(world.sec.coordinator, date(2026, 5, 7), follows=held)
    asked = make_round(world.sec.coordinator, coming)
    with reading_as(world.sec.coordinator.reader):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT led.number {IN_ROUND} WHERE round.id = %(round)s", {"round": asked.pk})
            assert sorted(cursor.fetchall()) == [(1,), (3,)]
        coming = make_negotiation(world, coming, begun=False)
        assert {row.commitment for row in owed_by(coming)} == {one.pk, three.pk}


def test_what_was_closed_by_mistake_is_taken_back_and_confirmed_as_open(world, held):
    _one, two, _three = bring(world, ONE, TWO, THREE)
    actor = world.sec.coordinator
    with reading_as(actor.reader):
        operations.undo_decision(commitment=two, actor=actor, reason="It is not out")
        again = operations.Decision(two.paragraph_id, two.spans, lead="MEX")
        [found] = operations.confirm_commitments(statement=two.statement, actor=actor, now=NOW, decisions=[again])
    assert (found.pk, found.status, found.closed_as, found.asks_acceptance) == (two.pk, Status.CONFIRMED, "", True)
    assert found.known_as == "M-2"


def test_all_that_is_wrong_is_said_by_line_and_nothing_is_written(world, held):
    make_meeting(world.sec.coordinator, date(2026, 5, 7), title={"en": "Follow-up", "es": "Seguimiento"})
    bring(world, ONE)
    said = lines(
        "Ministerial,,,,One.,Uno.,,,,,,,",
        "Nowhere,,,,Two.,Dos.,,,,,,,",
        "Ministerial,2024-12-27,,,Three.,Tres.,,,,,,,",
        "Ministerial,,,,Four.,,,,,,,,",
        "Ministerial,,,,Five.,Cinco.,CAN,CAN,May 2026,closed,,,",
        "Ministerial,,,m-1,Six.,Seis.,,,,,,,",
        "Ministerial,,,,One.,Otra.,,,,,,,",
        "Ministerial,,,,Eight.,Ocho.,USA,USA,,dropped,,,",
        "Follow-up,,,,Nine.,Nueve.,,,,,,,",
        'Ministerial,,,,"=HYPERLINK(""x"")",Diez.,,,,,,,',
        ",,,,Eleven.,Once.,,,,,,,",
    )
    actor = world.sec.coordinator
    with reading_as(actor.reader):
        checked = operations.check_lines(lines=said, actor=actor, now=NOW)
        assert {each.number: len(each.problems) for each in checked} == {
            2: 0, 3: 1, 4: 1, 5: 1, 6: 5, 7: 1, 8: 1, 9: 2, 10: 1, 11: 1, 12: 1,
        }  # fmt: skip
        assert "Line 2 says the same" in checked[6].problems[0]
        with pytest.raises(operations.BadLines, match="3, 4, 5, 6, 7, 8, 9, 10, 11, 12"):
            operations.import_commitments(lines=said, actor=actor, now=NOW)
        assert Commitment.objects.count() == Statement.objects.count() == 1


def test_only_the_secretariat_brings_in_and_no_more_than_is_looked_through(world, held):
    with pytest.raises(NotAllowed):
        bring(world, ONE, actor=world.usa.coordinator)
    with reading_as(world.sec.coordinator.reader), pytest.raises(operations.TooManyRows, match="1000"):
        operations.check_lines(lines=[Line(2)] * 1_001, actor=world.sec.coordinator, now=NOW)


@pytest.mark.parametrize("count", [2, 150])
def test_a_list_costs_the_same_queries_for_any_number(world, held, count, django_assert_num_queries):
    said = lines(*[f"Ministerial,,,M-{each},Do {each}.,Hacer {each}.,USA,MEX,2025,,,," for each in range(count)])
    actor = world.sec.coordinator
    with reading_as(actor.reader), django_assert_num_queries(18):
        operations.import_commitments(lines=said, actor=actor, now=NOW)


def test_a_workbook_is_shown_and_then_confirmed(world, sign_in, held):
    client = sign_in(world.sec.coordinator)

    def show(*rows):
        heads, cells = HEADS.split(","), [row.split(",") for row in rows]
        data = spreadsheet([SheetPage("Mandates", heads, cells, (10,) * len(heads))], marking="x")
        sent = {"file": SimpleUploadedFile("mandates.xlsx", data)}
        return client.post("/commitments/import/", sent, secure=True).content.decode()

    page = show(ONE, TWO.replace("done", "gone"))
    assert "1 line of 2 is wrong" in page
    assert "“closed gone” is no state" in page
    assert "Bring them in" not in page
    page = show(ONE, TWO)
    assert "They are brought in when you confirm them" in page
    found = html.unescape(re.search(r'name="lines" value="([^"]+)"', page)[1])
    assert client.post("/commitments/import/", {"lines": found}, secure=True).status_code == 302
    with reading_as(Reader("MEX")):
        two = Commitment.objects.get(known_as="M-2")
    page = client.get(f"/commitments/{two.pk}/", secure=True).content.decode()
    assert "It is out" in page
    assert "It came here closed" in page
    assert "Late" not in page
    assert "brought in from a list the commitment" in page


def test_progress_of_what_came_here_closed_is_never_late(world, held, sign_in):
    _one, two, _three = bring(world, ONE, TWO, THREE)
    page = sign_in(world.usa.member).get(f"/commitments/{two.pk}/progress/", secure=True).content.decode()
    assert "Late" not in page
    assert "Not reported yet." in page


def test_a_day_is_the_readers(world, held):
    """A meeting of today was held, one of tomorrow is still to come."""
    make_meeting(world.sec.coordinator, date(2026, 3, 3), title={"en": "Next", "es": "Próxima"})
    actor, said = world.sec.coordinator, lines("Next,,,,Do.,Hacer.,,,,,,,")
    with reading_as(actor.reader):
        for now, count in ((NOW, 1), (datetime(2026, 3, 3, 15, tzinfo=UTC), 0)):
            [checked] = operations.check_lines(lines=said, actor=actor, now=now)
            assert len(checked.problems) == count
