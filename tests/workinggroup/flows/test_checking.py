"""A progress report's page says whether the numbers that it quotes are what is cited, and what they are now."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.reader import reading_as
from tests.factories.flows import make_dataset, publish, rows
from tests.factories.work import make_commitment, make_follow_up, make_report, make_round, make_statement
from workinggroup.flows.checking import checked

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
LATER = date(2026, 6, 1)
NEW, GONE = "GTM.RET_IN.USA._T/2026-01@2026-02-28", "GTM.RET_IN.MEX._T/2026-01@2026-02-28"
CITED = "GTM.RET_IN.USA._T/2026-01@2026-01-31"
TEXT = f"In January 4,180 people returned ({CITED}), then 5,461 ({NEW}); from Mexico 7 ({GONE})."


@pytest.fixture
def figures(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 4180)), JAN)
    publish(world.gtm, dataset, rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 5460)), FEB)


def test_each_quoted_number_is_held_against_what_it_cites(world, figures):
    with reading_as(world.usa.member.reader):
        with CaptureQueriesContext(connection) as asked:
            found = checked([TEXT, TEXT], world.usa.member, latest=LATER)
        assert len(asked) == 3
        assert [(each.is_right, each.is_wrong, each.number is None) for each in found] == [
            (True, False, False), (False, True, False), (False, False, True),
        ]  # fmt: skip
        assert found[0].number.superseded.figure.value == 5460
        assert found[1].number.superseded is None
        with CaptureQueriesContext(connection) as asked:
            assert checked(["Nothing is quoted: 4,180."], world.usa.member, latest=LATER) == []
        assert not asked


def test_the_page_of_the_report_says_so(world, figures, sign_in):
    follow_up = make_follow_up(world.sec.coordinator)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up.follows))
    asked = make_round(world.sec.coordinator, follow_up)
    make_report(world.usa, asked, commitment, text=TEXT)
    page = sign_in(world.usa.member).get(f"/commitments/{commitment.pk}/progress/", secure=True).content.decode()
    assert "Published figures quoted" in page
    assert "as cited" in page
    assert "is now 5,460" in page
    assert "5,461 ≠" in page
    assert "no such figure" in page
