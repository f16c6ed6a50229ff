"""By when the partners say how far each commitment is: the round's day, later where the report came late."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from portal.core.reader import Reader, reading_as
from tests.factories.work import NOW, conclude, make_report, make_round
from workinggroup.progress import operations
from workinggroup.progress.deadlines import find_ratings, name_reports
from workinggroup.progress.duties import rating_day
from workinggroup.progress.models import ReportingRound
from workinggroup.progress.operations import rounds
from workinggroup.progress.operations.rating import rate_report

MEETS = date(2026, 5, 7)


def due(code):
    with reading_as(Reader(code)):
        return [(each.subject, each.due, each.side, each.meeting) for each in find_ratings(code, now=NOW)]


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (date(2026, 3, 2), date(2026, 4, 30)),
        (date(2026, 4, 25), date(2026, 4, 30)),
        # Late: five days, and never on the day of the meeting.
        (date(2026, 4, 28), date(2026, 5, 3)),
        (date(2026, 5, 5), date(2026, 5, 6)),
    ],
)
def test_a_late_report_gives_its_partners_five_days(reported, expected):
    assert rating_day(date(2026, 4, 30), reported, MEETS) == expected


def test_where_ratings_are_asked_for_on_the_day_of_the_meeting_they_are_due_on_it():
    assert rating_day(MEETS, date(2026, 5, 6), MEETS) == MEETS


def test_each_partner_owes_a_rating_until_it_has_given_one(world, ground):
    """The lead and the secretariat owe none; a newer report asks anew; what is over has no day."""
    assert due("MEX") == []
    report = make_report(world.usa, ground.asked, ground.led)
    for code in ("MEX", "GTM"):
        assert due(code) == [(ground.led.pk, date(2026, 4, 30), code, ground.meeting.pk)]
        with reading_as(Reader(code)):
            assert name_reports([ground.led.pk])[ground.led.pk].name == ground.led.reference
    assert due("USA") == due("SEC") == []
    with reading_as(world.mex.head.reader):
        rate_report(report=report, actor=world.mex.head, now=NOW, completion="limited", reason="Two of six.")
    assert due("MEX") == []
    make_report(world.usa, ground.asked, ground.led, completion="complete", now=NOW + timedelta(days=57))
    # Reported on 28 April; five days later is a Sunday, before it 1 May is a holiday.
    assert due("MEX") == [(ground.led.pk, date(2026, 4, 30), "MEX", ground.meeting.pk)]
    conclude(ground.meeting)
    assert due("MEX") == []


def test_ratings_come_after_the_reports(world, ground):
    sec = world.sec.coordinator
    facts = {"meeting": ground.meeting, "actor": sec, "now": NOW, "days_before": 10}
    with reading_as(sec.reader):
        with pytest.raises(rounds.RatedBeforeReported):
            operations.open_round(**facts, rated_before=11)
        assert operations.open_round(**facts, rated_before=2).rated_on == date(2026, 5, 5)
        with pytest.raises(DatabaseError, match="rated_after"), transaction.atomic():
            ReportingRound.objects.update(rated_before=11)
    assert make_round(sec, ground.meeting, days_before=9).rated_before == 3
