"""The pages of progress: what each person finds, in how many queries."""

import csv
import io
from datetime import date, timedelta

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.progress import copies
from tests.factories.work import NOW, make_commitment, make_draft, make_meeting, make_report, make_statement
from workinggroup.commitments.models import Commitment
from workinggroup.progress.models import PartnerRating, ProgressReport
from workinggroup.progress.operations import answer_joint_rating, propose_joint_rating, rate_report
from workinggroup.progress.queries import progress_of
from workinggroup.progress.scorecard import scorecard_of


def text_of(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_scorecard_costs_the_same_with_one_three_and_four_hundred(world, ground):
    """And its counts are of all of them, whatever page is shown."""
    report = make_report(world.usa, ground.asked, ground.led)
    mex = world.mex.head

    def spent():
        with reading_as(mex.reader), CaptureQueriesContext(connection) as asked:
            card = scorecard_of(ground.asked, mex, now=NOW)
        return len(asked), card

    first, _card = spent()
    reports = copies(ground, report, range(2))
    with reading_as(mex.reader):
        rate_report(report=reports[0], actor=mex, now=NOW, completion="complete", reason="Seen.")
    assert spent()[0] == first
    copies(ground, report, range(2, 400))
    count, card = spent()
    assert count == first <= 20
    assert card.counts == {"all": 402, "differ": 1, "ours": 400, "owed": 1, "complete": 0, "missing": 0}
    assert len(card.page.rows) == 50


def test_a_scorecard_goes_out_as_it_is_shown_and_no_cell_is_a_formula(world, ground, sign_in):
    """Both files hold the lines of the view alone."""
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=ground.other.pk).update(quote={"en": "=1+1", "es": "=1+1"})
    report = make_report(world.usa, ground.asked, ground.led, completion="complete")
    with reading_as(world.mex.head.reader):
        rate_report(report=report, actor=world.mex.head, now=NOW, completion="limited", reason="Two of six.")
    client = sign_in(world.sec.coordinator)

    def rows(show):
        address = reverse("progress:export", args=[ground.meeting.slug, "csv"])
        return list(
            csv.reader(client.get(f"{address}?show={show}", secure=True).content.decode("utf-8-sig").splitlines())
        )

    heads, line, other = rows("all")
    assert heads[4:7] == ["USA says", "MEX says", "GTM says"]
    assert (line[0], line[4:8]) == (ground.led.reference, ["Complete", "Limited", "", ""])
    assert other[1] == "'=1+1"
    assert [each[0] for each in rows("differ")[1:]] == [ground.led.reference]
    book = client.get(reverse("progress:export", args=[ground.meeting.slug, "xlsx"]), secure=True).content
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert [sheet.cell(row, 2).value for row in (1, 3)] == ["Commitment", "=1+1"]
    assert sheet.cell(3, 2).data_type == "s"
    assert client.get(reverse("progress:export", args=[ground.meeting.slug, "doc"]), secure=True).status_code == 404


def test_a_commitments_page_costs_the_same_whatever_was_said(world, ground):
    mex = world.mex.head

    def spent():
        with reading_as(mex.reader), CaptureQueriesContext(connection) as asked:
            progress_of(ground.led, mex, now=NOW)
        return len(asked)

    report = make_report(world.usa, ground.asked, ground.led)
    first = spent()
    for number in range(3):
        report = make_report(world.usa, ground.asked, ground.led, now=NOW + timedelta(days=number + 1))
        with reading_as(mex.reader):
            rate_report(report=report, actor=mex, now=NOW, completion="complete", reason="Seen.")
    assert spent() == first


def test_what_a_page_shows_follows_from_what_its_reader_sees(world, ground):
    """A draft, and who of the delegation drafts, change nothing on another's page."""

    def card(person):
        with reading_as(person.reader):
            return scorecard_of(ground.asked, person, now=NOW), progress_of(ground.led, person, now=NOW)

    before = card(world.mex.head)
    make_draft(world.usa.member, ground.asked, ground.led, text="Between us.")
    assert card(world.mex.head) == before
    assert card(world.sec.coordinator)[1].draft is None
    assert card(world.usa.member)[1].draft.text == "Between us."


def test_a_scorecard_shows_all_views_side_by_side(world, ground, sign_in):
    report = make_report(world.usa, ground.asked, ground.led, completion="complete")
    with reading_as(world.mex.head.reader):
        rate_report(report=report, actor=world.mex.head, now=NOW, completion="limited", reason="Two of six.")
    with reading_as(world.gtm.head.reader):
        card = scorecard_of(ground.asked, world.gtm.head, now=NOW)
        late = scorecard_of(ground.asked, world.gtm.head, now=NOW + timedelta(days=50))
        [line, other], fates = card.shown, [each.misses for each in late.shown]
    assert card.sides == ["USA", "MEX", "GTM"]
    assert (line.says, line.agreed, line.apart) == (
        (("USA", "complete"), ("MEX", "limited"), ("GTM", "")),
        "",
        "Views differ by 2 steps",
    )
    assert (line.report, other.report) == ("on_time", "waiting")
    assert [each.is_ours_to_rate for each in card.counted] == [True, False]
    assert fates == [
        "",
        "Its report was due on Thursday 16 April 2026, and there is none.",
    ]
    assert late.counts["missing"] == 1
    assert [(words, leads, agreed) for words, leads, agreed in card.tally if leads or agreed] == [
        ("Complete", 1, 0), ("Nothing said", 1, 2),
    ]  # fmt: skip
    assert card.by_lead == (("MEX", (1, 0, 0, 0)), ("USA", (1, 0, 1, 0)))
    assert card.by_theme == (("", (2, 0, 1, 0)),)
    assert [(each.known, each.reported, each.agreed) for each in late.burn_up[-1:]] == [(2, 1, 0)]
    office = sign_in(world.sec.coordinator)
    page = text_of(office, reverse("progress:round", args=[ground.meeting.slug]))
    assert "Views differ by 2 steps" in page
    assert ground.led.reference in text_of(office, f"{ground.asked.get_absolute_url()}?show=differ")


def test_from_a_draft_to_a_rating_that_all_agree_on(world, ground, sign_in):
    """A focal point drafts, a second person submits, a partner disagrees, all agree."""
    page = reverse("progress:commitment", args=[ground.led.pk])
    member, head, mex = (sign_in(person) for person in (world.usa.member, world.usa.head, world.mex.head))
    draft = reverse("progress:draft", args=[ground.led.pk])
    words = {
        "completion": "complete",
        "text": "All six offices are open.",
        "evidence": "Decree 12 of 2 May https://decrees.example/12",
        "figures": "Visitors in May: 1,240 https://figures.example/may",
        "is_ready": "on",
    }
    wrong = member.post(
        draft, words | {"seen": seen_on(member, draft), "figures": "Visitors in May: 1,240"}, secure=True
    )
    assert "Line 1: write what it is, then its address" in wrong.content.decode()
    assert member.post(draft, words | {"seen": seen_on(member, draft)}, secure=True).headers["Location"] == page
    assert "Submit for your delegation" not in text_of(member, page)
    assert "All six offices are open." not in text_of(mex, page)
    head.post(reverse("progress:submit", args=[ground.led.pk]), {"seen": seen_on(head, page)}, secure=True)
    assert "All six offices are open." in text_of(mex, page)
    shown = text_of(member, page)
    assert "drafted by member.usa, submitted by head.usa" in shown
    assert 'href="https://decrees.example/12"' in shown
    with reading_as(world.mex.head.reader):
        report = ProgressReport.objects.get()
    rated = {"completion": "limited", "reason": "We counted four."}
    mex.post(reverse("progress:rate", args=[report.pk]), rated, secure=True)
    assert "Views differ: USA reports “Complete”, and MEX says “Limited”." in text_of(head, page)
    assert "We counted four." in text_of(head, page)
    sec = sign_in(world.sec.coordinator)
    sec.post(reverse("progress:propose", args=[report.pk]), {"completion": "substantial"}, secure=True)
    with reading_as(world.mex.head.reader):
        proposed = report.joint_ratings.get()
    for client in (head, mex, sign_in(world.gtm.coordinator)):
        client.post(reverse("progress:answer", args=[proposed.pk]), {"consents": "yes"}, secure=True)
    assert "Sustancial: lo acordaron todas las partes" in text_of(mex, ground.led.get_absolute_url())
    shown = text_of(member, ground.led.get_absolute_url())
    assert "Substantial: all parties agreed on" in shown
    with reading_as(world.mex.head.reader):
        assert PartnerRating.objects.get().completion == "limited"


def test_the_secretariat_opens_a_round_on_its_page(world, ground, sign_in):
    sec, later = (
        sign_in(world.sec.coordinator),
        make_meeting(world.sec.coordinator, date(2090, 5, 3), follows=ground.before),
    )
    page, card = (reverse(f"progress:{name}", args=[later.slug]) for name in ("open", "round"))
    assert page in text_of(sec, reverse("progress:list"))
    answer = sec.post(page, {"days_before": "10", "rated_before": "4", "seen": seen_on(sec, page)}, secure=True)
    assert answer.headers["Location"] == card
    assert "Sunday 23 April 2090" in text_of(sec, card)
    assert page not in text_of(sec, reverse("progress:list"))
    refused = sec.post(page, {"days_before": "10", "rated_before": "4", "seen": "0"}, secure=True)
    assert "Somebody changed this" in refused.content.decode()


def test_a_head_names_who_reports(world, ground, sign_in):
    head, page = sign_in(world.usa.head), reverse("progress:people")
    values = {"focal_points": [world.usa.member.pk], "validators": [], "seen": seen_on(head, page)}
    assert head.post(page, values, secure=True).status_code == 302
    assert "member.usa" in text_of(sign_in(world.usa.coordinator), page)
    assert "member.usa" not in text_of(sign_in(world.mex.coordinator), page)


def test_a_round_of_another_text_has_its_own_commitments(world, ground):
    """What is promised at the meeting itself is reported on before the next."""
    text = make_statement(world.sec.coordinator, ground.meeting)
    later = make_commitment(world.sec.coordinator, text, lead="GTM")
    with reading_as(world.usa.head.reader):
        card = scorecard_of(ground.asked, world.usa.head, now=NOW)
    assert later.pk not in {each.key for each in card.counted}


def test_a_late_commitment_says_so_until_all_agree(world, ground):
    report = make_report(world.usa, ground.asked, ground.led, completion="substantial")
    at = NOW + (date(2026, 7, 1) - NOW.date())
    with reading_as(world.usa.head.reader):
        assert progress_of(ground.led, world.usa.head, now=at).standing.words == (
            "Late: due Tuesday 30 June 2026, no report says complete."
        )
        proposed = propose_joint_rating(report=report, actor=world.usa.head, now=at, completion="irrelevant")
    for person in (world.mex.head, world.gtm.head):
        with reading_as(person.reader):
            answer_joint_rating(rating=proposed, actor=person, now=at, consents=True)
    with reading_as(world.usa.head.reader):
        assert progress_of(ground.led, world.usa.head, now=at).standing.mark == "ok"
