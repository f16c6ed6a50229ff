"""Events on the charts, the list of what is counted, and files that a program need not fetch twice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.flows import NOW, make_counts, make_dataset, make_pair, publish, rows
from tests.factories.people import prefer
from tests.factories.work import make_meeting
from tests.scenes import scene
from workinggroup.flows.events import FlowEvent
from workinggroup.flows.operations import EventGone, mark_event, remove_event

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
NAME = {"en": "A policy ends", "es": "Termina una política"}
OLD = [(f"2025-{month:02}", "US", "_T", 4000 + month) for month in range(1, 13)]


@scene
def dataset(world):
    found = make_dataset(world.gtm.coordinator)
    publish(world.gtm, found, rows(*OLD, ("2026-01", "US", "_T", 4180)), JAN)
    return found


def mark(actor, **facts):
    facts = {"day": date(2025, 5, 11), "kind": "policy", "name": NAME, "now": NOW, **facts}
    with reading_as(actor.reader):
        return mark_event(actor=actor, **facts)


def page(client, name, *args, **query):
    answer = client.get(reverse(f"flows:{name}", args=args), query, secure=True)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def test_an_event_stands_on_the_mirror_report_of_its_indicator_and_in_its_picture(world, sign_in):
    months = [f"2025-{month:02}" for month in range(1, 13)]
    counts = make_counts(world, dict.fromkeys(months, 4000), dict.fromkeys(months, 4100), JAN)
    pair = make_pair(world, counts)
    mark(world.gtm.coordinator, indicator="RET_IN")
    mark(world.usa.coordinator, name={"en": "Of others", "es": "De otros"}, indicator="ASY_APP")
    client = sign_in(world.usa.member)
    shown = page(client, "mirror", pair.pk)
    assert "A policy ends" in shown
    assert "Of others" not in shown
    assert "A policy ends" in page(client, "mirror-file", pair.pk, "svg")


def test_a_ministerial_stands_on_the_latest_mirror_report_and_on_none_as_of_a_day(world, sign_in):
    months = [f"2025-{month:02}" for month in range(1, 13)]
    pair = make_pair(world, make_counts(world, dict.fromkeys(months, 4000), dict.fromkeys(months, 4100), JAN))
    mark(world.gtm.coordinator, indicator="RET_IN")
    make_meeting(world.sec.coordinator, date(2025, 10, 7))
    client = sign_in(world.usa.member)
    assert "ministerial" in page(client, "mirror-file", pair.pk, "svg")
    shown = page(client, "mirror-file", pair.pk, "svg", as_of="2026-01-31")
    assert "ministerial" not in shown
    assert "A policy ends" in shown


def test_codes_that_a_file_alone_has_are_in_the_structure_that_its_figures_are_read_by(world, sign_in):
    found = make_dataset(world.gtm.coordinator)
    publish(world.gtm, found, rows(("2025-12", "US", "_T", 4000, "CARAVAN.ADULT")), JAN)
    client = sign_in(world.usa.member)
    assert "CARAVAN$ADULT" in page(client, "download", "RET_IN", "sdmx.csv")
    assert 'id="CARAVAN$ADULT"' in page(client, "structure")


def test_a_side_marks_events_on_the_charts_of_one_indicator_or_all_and_takes_its_own_off(world, dataset, sign_in):
    for nobody in (world.usa.member, world.admin):
        with pytest.raises(NotAllowed):
            mark(nobody)
    event = mark(world.usa.coordinator)
    mark(world.sec.coordinator, name={"en": "Of others", "es": "De otros"}, indicator="ASY_APP")
    client = sign_in(world.usa.member)
    shown = page(client, "indicator", "RET_IN")
    assert "A policy ends" in shown
    assert "Of others" not in shown
    assert "A policy ends" in page(client, "download", "RET_IN", "svg")
    assert "Termina una política" in page(sign_in(world.gtm.member), "indicator", "RET_IN")
    with reading_as(world.mex.coordinator.reader), pytest.raises(NotAllowed):
        remove_event(event=event, actor=world.mex.coordinator, now=NOW)
    with reading_as(world.usa.head.reader):
        remove_event(event=event, actor=world.usa.head, now=NOW)
        with pytest.raises(EventGone):
            remove_event(event=event, actor=world.usa.head, now=NOW)
        assert FlowEvent.objects.count() == 2
    assert "A policy ends" not in page(client, "indicator", "RET_IN")


def test_events_are_marked_and_removed_on_their_page(world, sign_in):
    client, address = sign_in(world.usa.coordinator), reverse("flows:events")
    said = {"day": "2025-05-11", "kind": "method", "name_en": "We count anew", "name_es": "Contamos de nuevo"}
    shown = client.post(address, said, secure=True, follow=True).content.decode()
    assert "We count anew" in shown
    assert "all indicators" in shown
    with reading_as(world.usa.coordinator.reader):
        key = FlowEvent.objects.get().pk
    shown = page(sign_in(world.usa.member), "events")
    assert "We count anew" in shown
    assert "Take it off" not in shown
    shown = client.post(reverse("flows:event-remove", args=[key]), {}, secure=True, follow=True).content.decode()
    assert "No event is marked yet." in shown


def test_all_indicators_are_listed_with_who_reports_them(world, dataset, sign_in):
    prefer(world.mex.member, language="en")
    client, costs = sign_in(world.mex.member), []
    for number in range(3):
        shown = page(client, "indicators")
        with CaptureQueriesContext(connection) as asked:
            page(client, "indicators")
        costs.append(len(asked))
        other = make_dataset(world.gtm.coordinator, f"More {number}")
        publish(
            world.gtm,
            other,
            rows(("2025-11", "MX", "_T", 900), indicator=("ASY_APP", "REG_CROSS", "UNACC_MIN")[number]),
            JAN,
        )
    assert costs[0] == costs[1] == costs[2]
    assert reverse("flows:indicator", args=["RET_IN"]) in shown
    assert reverse("flows:indicator", args=["ENC_LAND"]) not in shown
    assert "Encounters at the land border" in shown
    assert reverse("flows:structure") in shown


def test_a_program_is_told_that_nothing_changed_until_something_does(world, dataset, sign_in):
    client = sign_in(world.usa.member)
    structure = client.get(reverse("flows:structure"), secure=True)
    assert b"mes:Structure" in structure.content
    address = reverse("flows:download", args=["RET_IN", "full.csv"])
    places = [reverse("flows:structure"), address, reverse("flows:indicator", args=["RET_IN"])]
    tags = {place: client.get(place, secure=True)["ETag"] for place in places}

    def again(place):
        return client.get(place, secure=True, headers={"If-None-Match": tags[place]}).status_code

    assert [again(place) for place in places] == [304, 304, 304]
    assert (
        sign_in(world.mex.member).get(address, secure=True, headers={"If-None-Match": tags[address]}).status_code == 200
    )
    mark(world.usa.coordinator)
    assert [again(place) for place in places] == [304, 200, 200]
    tags = {place: client.get(place, secure=True)["ETag"] for place in places}
    publish(world.gtm, dataset, rows(*OLD, ("2026-01", "US", "_T", 5460)), FEB)
    assert [again(place) for place in places] == [304, 200, 200]
