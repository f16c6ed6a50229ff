"""By which edition of its delegation's rules a figure is counted, and who reads it before it is out."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.flows import bring, make_dataset, publish, rows
from workinggroup.flows.operations import change_dataset

FIRST, SECOND = date(2026, 1, 31), date(2026, 2, 28)
JANUARY = "GTM.RET_IN.USA._T/2026-01"


@pytest.fixture
def dataset(world):
    """Guatemala's returns, counted by other rules since February."""
    found = make_dataset(world.gtm.coordinator, definition_version="Manual 2023")
    publish(world.gtm, found, rows(("2026-01", "US", "_T", 4180)), FIRST)
    with reading_as(world.gtm.coordinator.reader):
        facts = {"source": found.source, "licence": found.licence, "definition_version": "Manual 2026"}
        change_dataset(dataset=found, actor=world.gtm.coordinator, name=found.name, **facts)
    publish(world.gtm, found, rows(("2026-01", "US", "_T", 5460), ("2026-02", "US", "_T", 5000)), SECOND)
    return found


def test_a_figure_says_by_which_rules_it_was_counted_whatever_its_dataset_counts_by_now(world, dataset, sign_in):
    client = sign_in(world.usa.member)

    def told(name, *args, **query):
        answer = client.get(reverse(f"flows:{name}", args=args), query, secure=True)
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    for day, words, other in ((FIRST, "Manual 2023", "Manual 2026"), (SECOND, "Manual 2026", "Manual 2023")):
        assert json.loads(told("number-json", f"{JANUARY}@{day}"))["definition_version"] == words
        page = told("number", f"{JANUARY}@{day}").decode()
        assert words in page
        assert other not in page
        with zipfile.ZipFile(BytesIO(told("download", "RET_IN", "zip", as_of=f"{day}"))) as pack:
            sources = json.loads(pack.read("metadata.json"))["sources"]
            assert [each["definition_version"] for each in sources] == [words]
            assert f"- **Counted by**: {words}" in pack.read("README.md").decode()


def test_a_dataset_says_who_reads_its_figures_before_they_are_out_by_name_to_its_own_side_alone(
    world, dataset, sign_in
):
    draft = bring(
        world.gtm.member, dataset, rows(*((f"2026-0{month}", "US", "_T", 5460) for month in (1, 2))), date(2026, 3, 9)
    )
    for user in (world.gtm.member, world.usa.member, world.sec.coordinator):
        page = sign_in(user).get(dataset.get_absolute_url(), secure=True).content.decode()
        is_own = user == world.gtm.member
        heading, words = (
            ("Antes de publicarse las leen", "head.gtm") if is_own else ("Read before", "people of Guatemala alone")
        )
        assert words in page.partition(heading)[2].partition("</dd>")[0]
        assert ("head.gtm" in page) is is_own
        assert (sign_in(user).get(draft.get_absolute_url(), secure=True).status_code == 200) is is_own
