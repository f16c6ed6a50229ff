"""What an earlier vintage hid stays hidden in later ones, until who approves one says otherwise in writing."""

from datetime import date, timedelta
from itertools import count

import pytest

from portal.audit.models import Entry
from portal.core import times
from portal.core.clock import database_now
from portal.core.leasing import MOST_ATTEMPTS, STALLED, lease
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from portal.people.operations import deactivate_person
from tests.factories.flows import NOW, approve, bring, make_dataset, publish, rows, shown_to
from tests.factories.news import notices_of
from workinggroup.flows import protecting
from workinggroup.flows.models import Dataset, Vintage
from workinggroup.flows.operations import NotNow, approve_vintage, protect_vintages, publishing, withdraw_vintage
from workinggroup.flows.states import Status

JAN, FEB, MAR, APR = date(2026, 1, 31), date(2026, 2, 20), date(2026, 2, 28), date(2026, 3, 9)
HIDDEN = "c"
# It comes long after the test.
HOUR = NOW.replace(year=2200, second=0, microsecond=0)


def counted(**counts):
    """A month of returns by citizenship."""
    return rows(*(("2026-01", "US", citizenship, count) for citizenship, count in counts.items()))


def address(citizenship):
    return f"GTM.RET_IN.USA.{citizenship}/2026-01"


def release(world, dataset, data, as_of, *citizenships):
    """A vintage whose approver lets figures out of hiding."""
    vintage = bring(world.gtm.member, dataset, data, as_of)
    released = [address(each) for each in citizenships]
    approve(world.gtm.member, world.gtm.coordinator, vintage, released=released, release_reason="Nobody is told by it.")
    protect_vintages([Reader("GTM")], now=NOW)
    return vintage


def seen(world, dataset, place=2, **asked):
    return {at[place]: said for at, said in shown_to(world.usa.member, dataset, **asked).items()}


@pytest.fixture
def dataset(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, counted(GT=8, HN=50, MX=200), JAN)
    return dataset


def test_a_release_that_shows_nothing_does_not_show_it_later(world, dataset):
    release(world, dataset, counted(GT=7, HN=50, MX=200), FEB, "GT", "HN")
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 257}
    publish(world.gtm, dataset, counted(GT=14, HN=50, MX=200), MAR)
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 264}
    # In writing, it is.
    release(world, dataset, counted(GT=15, HN=50, MX=200), APR, "GT", "HN")
    assert seen(world, dataset) == {"GT": 15, "HN": 50, "MX": 200, "_T": 265}


def acts_on(user, vintage):
    """What was done with a vintage, as the trail has it."""
    with reading_as(user.reader):
        rows = Entry.objects.filter(subject_id=vintage.pk, action__startswith="workinggroup.vintage.")
        return [action.rpartition(".")[2] for action in rows.values_list("action", flat=True)]


def test_who_lets_out_one_figure_hears_which_earlier_ones_it_tells(world, dataset, sign_in):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    one = {"released": [address("HN")], "release_reason": "Nobody is told by it."}
    approve(world.gtm.member, world.gtm.coordinator, vintage, **one)
    acts = acts_on(world.gtm.coordinator, vintage)
    assert (acts.count("asked"), acts.count("approved")) == (1, 0)
    assert protect_vintages([Reader("GTM")], now=NOW) == 0
    # It is sent as before, says why, and nothing else has changed.
    with reading_as(world.gtm.coordinator.reader):
        vintage.refresh_from_db()
        assert (vintage.status, vintage.released, vintage.approved_by, vintage.published.count()) == (
            "sent",
            [],
            None,
            0,
        )
        assert vintage.refused == {
            "told": [f"{address('GT')}@{JAN}"], "more": 0, "released": [address("HN")], "reason": "Nobody is told by it.",
            "embargo_until": "",
        }  # fmt: skip
    assert "workinggroup.vintage.refused" in [each.event for each in notices_of(world.gtm.coordinator)]
    page = sign_in(world.gtm.coordinator).get(vintage.get_absolute_url(), secure=True)
    assert f"{address('GT')}@{JAN}" in page.content.decode()
    assert page.context["approve_form"]["released"].value() == address("HN")
    with reading_as(world.gtm.coordinator.reader):
        both = {**one, "released": [address("HN"), address("GT")]}
        approve_vintage(vintage=vintage, actor=world.gtm.coordinator, now=NOW, **both)
        # Who presses again is late.
        with pytest.raises(NotNow):
            approve_vintage(vintage=vintage, actor=world.gtm.coordinator, now=NOW, **both)
    # A worker takes it and dies; for a while nobody else does, and then all is done once.
    assert lease(Vintage.objects.select_related("dataset"), Reader("GTM"), now=NOW).pk == vintage.pk
    assert protect_vintages([Reader("GTM")], now=NOW + STALLED / 2) == 0
    assert protect_vintages([Reader("GTM")], now=NOW + STALLED * 2) == 2
    assert protect_vintages([Reader("GTM")], now=NOW + STALLED * 4) == 0
    acts = acts_on(world.gtm.coordinator, vintage)
    assert [acts.count(act) for act in ("asked", "refused", "approved", "published")] == [2, 1, 1, 1]
    with reading_as(world.usa.coordinator.reader):
        assert Vintage.objects.get(pk=vintage.pk).refused == {}
    assert seen(world, dataset) == {"GT": 12, "HN": 50, "MX": 200, "_T": 262}


def grouped(**counts):
    """A month of returns by group."""
    return rows(*(("2026-01", "US", "_T", count, group) for group, count in counts.items()))


def test_a_hidden_figure_under_another_label_stays_hidden(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, grouped(SOLICITANTE=8, ADULT=50, FMUA=200), JAN)
    publish(world.gtm, dataset, grouped(CHILD=12, ADULT=50, FMUA=200), FEB)
    then = {"SOLICITANTE": "-", "CHILD": HIDDEN, "ADULT": HIDDEN, "FMUA": 200, "_T": 262}
    assert seen(world, dataset, 3) == then
    publish(world.gtm, dataset, grouped(CHILD=13, ADULT=50, FMUA=200), MAR)
    assert seen(world, dataset, 3) == then | {"_T": 263}


def test_a_hidden_figure_that_vanishes_is_not_told_by_the_difference(world, dataset):
    publish(world.gtm, dataset, counted(HN=50, MX=200), FEB)
    assert seen(world, dataset) == {"GT": "-", "HN": HIDDEN, "MX": 200, "_T": HIDDEN}
    # 258 was shown: what stays hidden stays so in a vintage that says the same of it.
    publish(world.gtm, dataset, counted(HN=50, MX=200, SV=30), MAR)
    shown = seen(world, dataset)
    assert shown["HN"] == HIDDEN
    assert [shown[each] for each in ("SV", "_T")] != [30, 280]


def test_what_is_stated_to_be_public_later_shows_nothing_that_was_hidden(world, dataset):
    with reading_as(world.gtm.coordinator.reader):
        Dataset.objects.update(public_url="https://example.org/figures", public_on=JAN)
    publish(world.gtm, dataset, counted(GT=8, HN=50, MX=200, SV=3), FEB)
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "SV": 3, "_T": 261}
    # In writing, it does.
    release(world, dataset, counted(GT=8, HN=50, MX=200, SV=4), MAR, "GT", "HN")
    assert seen(world, dataset) == {"GT": 8, "HN": 50, "MX": 200, "SV": 4, "_T": 262}


def test_one_that_was_not_approved_may_be_withdrawn(world, dataset):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    one = {"released": [address("HN")], "release_reason": "Nobody is told by it."}
    approve(world.gtm.member, world.gtm.coordinator, vintage, **one)
    protect_vintages([Reader("GTM")], now=NOW)
    with reading_as(world.gtm.coordinator.reader):
        withdraw_vintage(vintage=vintage, actor=world.gtm.coordinator)
        vintage.refresh_from_db()
        assert vintage.status == Status.WITHDRAWN


def test_what_is_not_approved_keeps_the_hour_that_was_asked_for(world, dataset, sign_in):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    asked = {"released": [address("HN")], "release_reason": "Nobody is told by it.", "embargo_until": HOUR}
    approve(world.gtm.member, world.gtm.coordinator, vintage, **asked)
    protect_vintages([Reader("GTM")], now=NOW)
    form = sign_in(world.gtm.coordinator).get(vintage.get_absolute_url(), secure=True).context["approve_form"]
    local = times.local(HOUR, world.gtm.coordinator.zone)
    assert (form["embargo_day"].value(), form["embargo_clock"].value()) == (local.date(), local.time())


def test_one_that_could_not_be_protected_keeps_all_that_was_asked_for(world, dataset, sign_in):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    asked = {"released": [address("HN")], "release_reason": "Nobody is told by it.", "embargo_until": HOUR}
    approve(world.gtm.member, world.gtm.coordinator, vintage, **asked)
    with reading_as(world.gtm.member.reader):
        Vintage.objects.filter(pk=vintage.pk).update(attempts=MOST_ATTEMPTS)
    protect_vintages([Reader("GTM")], now=NOW)
    page = sign_in(world.gtm.coordinator).get(vintage.get_absolute_url(), secure=True)
    assert page.context["vintage"].status == Status.FAILED
    form = page.context["approve_form"]
    local = times.local(HOUR, world.gtm.coordinator.zone)
    assert (form["embargo_day"].value(), form["embargo_clock"].value()) == (local.date(), local.time())
    assert (form["released"].value(), form["release_reason"].value()) == (address("HN"), "Nobody is told by it.")
    assert b'hx-select-oob="#decision"' not in page.content
    assert b'id="decision"' in page.content


def test_a_page_that_looks_again_renews_what_can_be_done(world, dataset, sign_in):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    approve(world.gtm.member, world.gtm.coordinator, vintage)
    page = sign_in(world.gtm.coordinator).get(vintage.get_absolute_url(), secure=True).content.decode()
    assert 'hx-select-oob="#decision"' in page
    assert page.count('id="decision"') == 1


@pytest.mark.parametrize("waits", [True, False])
def test_one_whose_approver_may_not_approve_any_more_does_not_come_out(world, dataset, sign_in, waits):
    hour = {"embargo_until": database_now() + timedelta(days=1)} if waits else {}
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200, SV=90), FEB)
    approve(world.gtm.member, world.gtm.coordinator, vintage, **hour)
    if waits:
        protect_vintages([Reader("GTM")], now=NOW)
    with reading_as(world.admin.reader):
        deactivate_person(person=User.objects.get(pk=world.gtm.coordinator.pk), actor=world.admin, now=NOW)
    with reading_as(world.gtm.member.reader):
        Vintage.objects.filter(pk=vintage.pk, status=Status.READY).update(embargo_until=database_now())
    assert protect_vintages([Reader("GTM")], now=NOW) == 0
    with reading_as(world.gtm.head.reader):
        vintage.refresh_from_db()
        assert (vintage.status, vintage.approved_by, vintage.published.count()) == (Status.SENT, None, 0)
        assert vintage.refused["why"] == "approver"
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 200, "_T": 258}
    assert "workinggroup.vintage.refused" in [each.event for each in notices_of(world.gtm.head)]
    client = sign_in(world.gtm.head)
    assert "ya no puede aprobarlo" in client.get(vintage.get_absolute_url(), secure=True).content.decode()
    # Another person approves it, and it is out.
    with reading_as(world.gtm.head.reader):
        approve_vintage(vintage=vintage, actor=world.gtm.head, now=NOW)
    protect_vintages([Reader("GTM")], now=NOW)
    assert seen(world, dataset)["SV"] == 90


def test_what_is_public_no_more_at_its_hour_does_not_come_out_as_if_it_were(world):
    dataset = make_dataset(world.gtm.coordinator, public_url="https://example.org/figures", public_on=JAN)
    vintage = bring(world.gtm.member, dataset, counted(GT=8, HN=50, MX=200), JAN)
    hour = database_now() + timedelta(days=1)
    approve(world.gtm.member, world.gtm.coordinator, vintage, embargo_until=hour)
    protect_vintages([Reader("GTM")], now=NOW)
    with reading_as(world.gtm.coordinator.reader):
        Dataset.objects.filter(pk=dataset.pk).update(public_url="", public_on=None)
        Vintage.objects.filter(pk=vintage.pk).update(embargo_until=database_now())
    assert protect_vintages([Reader("GTM")], now=NOW) == 0
    assert seen(world, dataset) == {}
    with reading_as(world.gtm.coordinator.reader):
        vintage.refresh_from_db()
        assert (vintage.status, vintage.refused["why"], vintage.published.count()) == (Status.SENT, "public", 0)
        approve_vintage(vintage=vintage, actor=world.gtm.coordinator, now=NOW)
    protect_vintages([Reader("GTM")], now=NOW)
    assert seen(world, dataset)["GT"] == HIDDEN


def test_who_protects_a_vintage_says_so_as_time_goes_by(world, dataset, monkeypatch):
    vintage = bring(world.gtm.member, dataset, counted(GT=12, HN=50, MX=200), FEB)
    approve(world.gtm.member, world.gtm.coordinator, vintage)
    vintage = lease(Vintage.objects.select_related("dataset"), Reader("GTM"), now=NOW)
    said = []
    for beat in (0, 3600):
        monkeypatch.setattr(publishing, "BEAT", beat)
        tell = publishing.Telling(vintage, Reader("GTM"), NOW)
        for done in (1, 2, 3):
            tell(done, 40)
            with reading_as(world.gtm.member.reader):
                said.append(Vintage.objects.get(pk=vintage.pk).done)
    assert said == [1, 2, 3, 1, 1, 1]


def test_a_month_of_which_no_choice_is_safe_comes_out_hidden_and_its_delegation_reads_so(world, sign_in, monkeypatch):
    """The choice fails, and the audit after it; the vintage ends all the same."""
    monkeypatch.setattr(protecting, "hide", lambda cube, **said: protecting.Hidden(said["guarded"], frozenset()))
    dataset = make_dataset(world.gtm.coordinator, "Other returns")
    vintage = publish(world.gtm, dataset, counted(GT=7, HN=60, MX=0, SV=300), FEB)
    assert (vintage.status, vintage.withheld) == (Status.PUBLISHED, ["2026-01"])
    assert seen(world, dataset) == {"GT": HIDDEN, "HN": HIDDEN, "MX": 0, "SV": HIDDEN, "_T": HIDDEN}
    for person, is_told in ((world.gtm.coordinator, True), (world.usa.coordinator, False)):
        page = sign_in(person).get(vintage.get_absolute_url(), secure=True).content.decode()
        assert ("No se muestra en absoluto" in page) is is_told
        assert ("enero de 2026" in page) is is_told


def test_one_puzzle_that_lasts_longer_than_a_lease_keeps_it(world, dataset, monkeypatch):
    """Each programme of one month seems to take a minute: who works is not taken for dead meanwhile."""
    few = {code: 3 + number for number, code in enumerate(("GT", "HN", "MX", "SV", "NI", "CU"))}
    vintage = bring(world.gtm.member, dataset, counted(**few, EC=700), FEB)
    approve(world.gtm.member, world.gtm.coordinator, vintage)
    minutes = count(0, 60)
    monkeypatch.setattr(publishing, "monotonic", lambda: float(next(minutes)))
    taken = []
    beat = publishing.Telling.beat

    def beat_and_look(tell):
        beat(tell)
        if tell.last and tell.last > STALLED.total_seconds() and not taken:
            passed = timedelta(seconds=tell.last)
            taken.append(lease(Vintage.objects.select_related("dataset"), Reader("GTM"), now=NOW + passed))

    monkeypatch.setattr(publishing.Telling, "beat", beat_and_look)
    assert protect_vintages([Reader("GTM")], now=NOW) == 2
    assert taken == [None]
