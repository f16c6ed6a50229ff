"""The scorecard over several rounds: what it counts, for whom, in how many queries."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.agendas.models import Theme
from portal.core.reader import Reader, reading_as
from portal.people.rules import SECRETARIAT
from tests.factories.progress import copies
from tests.factories.work import NOW, conclude, make_commitment, make_meeting, make_report, make_round
from workinggroup.commitments.models import Commitment
from workinggroup.progress.columns import Stood
from workinggroup.progress.models import ReportingRound
from workinggroup.progress.operations import answer_joint_rating, propose_joint_rating, rate_report
from workinggroup.progress.scorecard import scorecard_of
from workinggroup.progress.trend import trend_of

LATER = NOW + timedelta(days=80)


def shown(person, by="lead"):
    with reading_as(person.reader):
        return trend_of(person, chosen=by)


def agree(world, report, completion, at, *, gtm=True):
    with reading_as(world.usa.head.reader):
        joint = propose_joint_rating(report=report, actor=world.usa.head, now=at, completion=completion)
    for side, consents in ((world.mex, True), (world.gtm, gtm)):
        with reading_as(side.head.reader):
            answer_joint_rating(
                rating=joint, actor=side.head, now=at, consents=consents, reason="" if consents else "No."
            )


def hold(world, ground):
    """The first round is over; MEX says something else of what USA reported before it, all agree on it after it. Returns the
    second round."""
    report = make_report(world.usa, ground.asked, ground.led, completion="complete")
    with reading_as(world.mex.head.reader):
        rate_report(report=report, actor=world.mex.head, now=NOW, completion="limited", reason="Two of six.")
    conclude(ground.meeting)
    agree(world, report, "complete", LATER)
    second = make_meeting(world.sec.coordinator, date(2026, 9, 1), follows=ground.meeting)
    return make_round(world.sec.coordinator, second, now=LATER)


def test_what_is_said_after_a_meeting_changes_no_earlier_round(world, ground):
    before = shown(world.gtm.member)
    assert [line.stood for line in before.rounds] == [Stood(silent=2)]
    later = hold(world, ground)
    trend = shown(world.gtm.member)
    assert [(line.stood, line.change) for line in trend.rounds] == [
        (Stood(disputed=1, silent=1), ""), (Stood(settled=1, silent=1), "1 more settled, 1 fewer in dispute"),
    ]  # fmt: skip
    assert [(line.code, line.stood, line.change) for line in trend.groups] == [
        ("MEX", (Stood(silent=1), Stood(silent=1)), "as before"),
        ("USA", (Stood(disputed=1), Stood(settled=1)), "1 more settled, 1 fewer in dispute"),
    ]
    # The scorecards of both rounds say the same.
    with reading_as(world.gtm.member.reader):
        agreed = [
            [line.agreed for line in scorecard_of(asked, world.gtm.member, now=LATER).shown]
            for asked in ReportingRound.objects.select_related("meeting").order_by("meeting__starts_at")
        ]
    assert agreed == [["", ""], ["complete", ""]]
    assert later.meeting.slug in trend.rounds[1].address


def stood_of(line):
    """How a line of the scorecard stands, found another way."""
    if line.agreed:
        return "settled" if line.agreed in {"complete", "irrelevant"} else "agreed"
    said = {words for _side, words in line.says if words}
    return "silent" if not said else "disputed" if len(said) > 1 else "shared"


def test_the_scorecard_of_a_round_that_is_over_stays_as_things_stood_on_its_last_day(world, ground):
    """What was due later was not late yet, and nobody owes a report before a meeting that was held."""
    conclude(ground.meeting)
    long_after = datetime(2026, 8, 3, tzinfo=UTC)
    with reading_as(world.usa.head.reader):
        card = scorecard_of(ground.asked, world.usa.head, now=long_after)
    [led, _other] = [line for _text, lines in card.groups for line in lines]
    assert (led.mark, led.report, led.standing) == (
        "bad", "missing", "No report: USA owed one by Thursday 16 April 2026.",
    )  # fmt: skip
    assert (card.counts["owed"], card.counts["missing"], card.today) == (0, 0, date(2026, 5, 7))


def test_nobody_is_asked_to_rate_in_a_round_that_is_over(world, ground):
    make_report(world.usa, ground.asked, ground.led, completion="complete")
    mex = world.mex.head

    def to_rate(now):
        with reading_as(mex.reader):
            card = scorecard_of(ground.asked, mex, now=now, chosen="ours")
        return card.counts["ours"], [line.key for _text, lines in card.groups for line in lines]

    assert to_rate(NOW) == (1, [ground.led.pk])
    conclude(ground.meeting)
    assert to_rate(datetime(2026, 8, 3, tzinfo=UTC)) == (0, [])


def test_it_counts_what_the_scorecards_show_whatever_was_said(world, ground):
    """Of seven commitments that stand in every way: changed views, a consent that is missing, a newer report."""
    at = NOW + timedelta(hours=1)
    reports = copies(ground, make_report(world.usa, ground.asked, ground.led, completion="substantial"), range(5))
    agree(world, reports[0], "irrelevant", at)
    agree(world, reports[1], "limited", at)
    with reading_as(world.mex.head.reader):
        for completion, hour in (("limited", 1), ("substantial", 2)):
            when = NOW + timedelta(hours=hour)
            rate_report(report=reports[2], actor=world.mex.head, now=when, completion=completion, reason="Seen.")
        rate_report(report=reports[3], actor=world.mex.head, now=at, completion="complete", reason="Seen.")
        rate_report(report=reports[4], actor=world.mex.head, now=at, completion="complete", reason="Seen.")
    agree(world, reports[4], "complete", at, gtm=False)
    agree(world, make_report(world.usa, ground.asked, ground.led, completion="limited", now=at), "complete", at)
    make_report(world.usa, ground.asked, ground.led, completion="substantial", now=NOW + timedelta(days=2))
    with reading_as(world.mex.member.reader):
        lines = scorecard_of(ground.asked, world.mex.member, now=NOW + timedelta(days=30)).shown
    found = Counter(stood_of(line) for line in lines)
    assert found == {"settled": 1, "agreed": 1, "shared": 2, "disputed": 2, "silent": 1}
    assert shown(world.mex.member).rounds[0].stood == Stood(**found)


def test_each_side_counts_what_it_sees(world, ground):
    with reading_as(Reader(SECRETARIAT)):
        Commitment.objects.filter(pk=ground.other.pk).update(releasable_to=["MEX", SECRETARIAT])
    assert [line.stood.all for line in shown(world.usa.head).rounds] == [1]
    assert [line.code for line in shown(world.usa.head).groups] == ["USA"]
    with reading_as(Reader(SECRETARIAT)):
        ReportingRound.objects.filter(pk=ground.asked.pk).update(releasable_to=["USA", SECRETARIAT])
    assert shown(world.mex.head).rounds == ()


def test_ten_rounds_and_four_hundred_commitments_cost_what_one_of_each_does(world, ground, sign_in):
    """The page as well; of more rounds the latest ten are shown, and none whose meeting was called off."""
    sec = world.sec.coordinator
    client, address = sign_in(world.mex.head), reverse("progress:trend")

    def spent():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address, secure=True)
        assert page.status_code == 200
        return len(asked), page.content.decode()

    spent()
    report = make_report(world.usa, ground.asked, ground.led)
    first, _page = spent()
    for numbers in (range(2), range(2, 399)):
        copies(ground, report, numbers)
        for _round in range(5):
            with reading_as(sec.reader):
                last = ReportingRound.objects.select_related("meeting").latest("meeting__starts_at").meeting
            later = make_meeting(sec, last.starts_on + timedelta(days=30), follows=last)
            make_round(sec, later)
        count, page = spent()
        assert count == first
    assert len(shown(world.mex.head).rounds) == 10
    assert shown(world.mex.head).rounds[-1].stood == Stood(shared=400, silent=1)
    assert page.count("<svg") >= 3
    assert "0/401" in page


def test_the_page_says_the_same_in_both_drawings_and_in_the_table(world, ground, sign_in):
    hold(world, ground)
    client = sign_in(world.sec.member)
    page = client.get(reverse("progress:trend") + "?by=lead", secure=True).content.decode()
    for drawn in ("chart--wide", "chart--narrow", "spark"):
        assert drawn in page
    assert "1 more settled, 1 fewer in dispute" in page
    assert page.count(">1/2<") == 2
    assert ground.led.reference not in page
    assert datetime(2026, 5, 7, tzinfo=UTC).strftime("%Y") in page


def test_the_rounds_go_out_as_plain_values(world, ground, sign_in):
    hold(world, ground)
    answer = sign_in(world.usa.member).get(reverse("progress:trend-export") + "?by=lead", secure=True)
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0][2:5] == ["Lead", "All", "Settled"]
    assert [row[2:] for row in rows[1:]] == [
        ["All commitments", "2", "0", "0", "0", "1", "1"], ["MEX", "1", "0", "0", "0", "0", "1"],
        ["USA", "1", "0", "0", "0", "1", "0"], ["All commitments", "2", "1", "0", "0", "0", "1"],
        ["MEX", "1", "0", "0", "0", "0", "1"], ["USA", "1", "1", "0", "0", "0", "0"],
    ]  # fmt: skip


def test_before_any_round_there_is_nothing_to_compare(world, sign_in):
    page = sign_in(world.usa.member).get(reverse("progress:trend"), secure=True).content.decode()
    assert "No reports are asked for yet" in page
    assert "<rect" not in page


def test_a_theme_has_its_commitments_in_the_order_of_themes(world, ground):
    """On the page of all rounds and on the scorecard of one; what has none comes last."""
    later, first = Theme.objects.order_by("-rank").first(), Theme.objects.order_by("rank").first()
    more = make_commitment(world.sec.coordinator, ground.text, number=1)
    with reading_as(Reader(SECRETARIAT)):
        Commitment.objects.filter(pk=ground.led.pk).update(theme=later)
        Commitment.objects.filter(pk=ground.other.pk).update(theme=first)
    names = [str(first), str(later), ""]
    trend = shown(world.mex.head, by="theme")
    assert [(line.name, line.stood[0].all) for line in trend.groups] == [(name, 1) for name in names]
    with reading_as(world.mex.head.reader):
        card = scorecard_of(ground.asked, world.mex.head, now=NOW)
    assert [(name, numbers[0]) for name, numbers in card.by_theme] == [(name, 1) for name in names]
    assert more.pk in {each.key for each in card.counted}
    assert shown(world.mex.head, by="nonsense").chosen == "theme"


def test_a_commitment_without_lead_is_counted_last(world, ground):
    make_commitment(world.sec.coordinator, ground.text, lead=None, number=1)
    assert [(line.code, line.stood[0].all) for line in shown(world.usa.head).groups] == [
        ("MEX", 1),
        ("USA", 1),
        ("", 1),
    ]
