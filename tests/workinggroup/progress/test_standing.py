"""How a commitment stands, by which rule, and what will miss the meeting."""

from dataclasses import replace
from datetime import date

import pytest

from workinggroup.progress.forecasting import Outlook, forecast
from workinggroup.progress.standing import Rule, Said, spread, stand

TODAY = date(2026, 4, 20)
LED = Said(lead="USA")
REPORTED = replace(LED, reported="complete", reported_on=date(2026, 4, 2))
AGREED = replace(REPORTED, agreed="substantial", agreed_on=date(2026, 4, 9))


@pytest.mark.parametrize(
    ("said", "rule", "words"),
    [
        (Said(), Rule.LEADERLESS, "Nobody leads it, so nobody reports."),
        (LED, Rule.UNREPORTED, "Not reported yet."),
        (replace(LED, asked_by=TODAY), Rule.UNREPORTED, "Not reported yet."),
        (replace(LED, asked_by=date(2026, 4, 16)), Rule.MISSING, "No report: USA owed one by Thursday 16 April 2026."),
        (replace(LED, due_on=TODAY), Rule.UNREPORTED, "Not reported yet."),
        (
            replace(LED, due_on=date(2026, 3, 31), reported="substantial", reported_on=TODAY),
            Rule.LATE,
            "Late: due Tuesday 31 March 2026, no report says complete.",
        ),
        (
            replace(REPORTED, due_on=date(2026, 3, 31)),
            Rule.SHARED,
            "Complete: USA reported it on Thursday 2 April 2026, and no partner says otherwise.",
        ),
        (
            replace(REPORTED, partners=(("MEX", "limited"), ("GTM", "complete"))),
            Rule.DISPUTED,
            "Views differ: USA reports “Complete”, and MEX says “Limited”.",
        ),
        (
            replace(AGREED, partners=(("MEX", "limited"),)),
            Rule.AGREED,
            "Substantial: all parties agreed on Thursday 9 April 2026; that counts, whatever each of them said.",
        ),
        (
            replace(AGREED, due_on=date(2026, 3, 31), agreed="irrelevant"),
            Rule.SETTLED,
            "No longer relevant: all parties agreed on Thursday 9 April 2026.",
        ),
    ],
)
def test_the_first_rule_that_fits_says_how_it_stands(said, rule, words):
    standing = stand(said, TODAY)
    assert (standing.rule, standing.words) == (rule, words)


def test_views_lie_apart_by_steps_of_the_scale_and_are_never_averaged():
    assert spread({"USA": "complete", "MEX": "not_started", "GTM": "limited"}) == 3
    assert spread({"USA": "limited", "MEX": "limited"}) == 0
    assert spread({"USA": "irrelevant", "MEX": "limited"}) is None
    assert spread({}) == 0


OUTLOOK = Outlook(meets_on=date(2026, 5, 7), today=TODAY)


@pytest.mark.parametrize(
    ("said", "before", "why"),
    [
        (Said(), "", "Nobody leads it."),
        (LED, "", ""),
        (
            replace(LED, asked_by=date(2026, 4, 16)),
            "",
            "Its report was due on Thursday 16 April 2026, and there is none.",
        ),
        (replace(LED, due_on=date(2026, 4, 17)), "", "It was due on Friday 17 April 2026."),
        (
            replace(LED, due_on=date(2026, 5, 7)),
            "",
            "It is due on Thursday 7 May 2026, before the meeting, and nobody has reported.",
        ),
        (replace(LED, due_on=date(2026, 5, 8)), "", ""),
        (
            replace(LED, due_on=date(2026, 5, 1), reported="limited"),
            "",
            "It is due on Friday 1 May 2026, before the meeting, and stands at “Limited”.",
        ),
        (replace(LED, due_on=date(2026, 5, 1), reported="substantial"), "", ""),
        (replace(LED, reported="substantial"), "substantial", "Two rounds in turn it stands at “Substantial”."),
        (replace(LED, reported="substantial"), "limited", ""),
        (replace(LED, due_on=date(2026, 3, 1), reported="complete"), "complete", ""),
        (
            replace(LED, due_on=date(2026, 3, 1), reported="complete", agreed="limited"),
            "",
            "It was due on Sunday 1 March 2026.",
        ),
    ],
)
def test_what_will_miss_the_meeting_says_why(said, before, why):
    assert forecast(said, replace(OUTLOOK, before=before)) == why
