"""Saying when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from portal.core import times

SUMMER = datetime(2026, 7, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Thursday 10 December 2026", "Thu 10 Dec 2026"),
        ("es", "jueves 10 de diciembre de 2026", "jue 10 dic 2026"),
    ],
)
def test_days_follow_each_languages_habit(language, long, short):
    with translation.override(language):
        assert times.long_day(date(2026, 12, 10)) == long
        assert times.short_day(date(2026, 12, 10)).lower() == short.lower()


@pytest.mark.parametrize(
    ("days", "en", "es", "short"),
    [
        ((4,), "Tuesday 4 May 2027", "martes 4 de mayo de 2027", "Tue 4 May 2027"),
        ((4, 5), "Tuesday 4 and Wednesday 5 May 2027", "martes 4 y miércoles 5 de mayo de 2027", "Tue 4 – Wed 5 May 2027"),
        ((4, 5, 6), "Tuesday 4 to Thursday 6 May 2027", "martes 4 a jueves 6 de mayo de 2027", "Tue 4 – Thu 6 May 2027"),
        (
            (4, 6, 7), "Tuesday 4, Thursday 6 and Friday 7 May 2027", "martes 4, jueves 6 y viernes 7 de mayo de 2027",
            "Tue 4 – Fri 7 May 2027",
        ),
        (
            (31, 32), "Monday 31 May and Tuesday 1 June 2027", "lunes 31 de mayo y martes 1 de junio de 2027",
            "Mon 31 May – Tue 1 Jun 2027",
        ),
        (
            (245, 246), "Friday 31 December 2027 and Saturday 1 January 2028",
            "viernes 31 de diciembre de 2027 y sábado 1 de enero de 2028", "Fri 31 Dec 2027 – Sat 1 Jan 2028",
        ),
    ],
)  # fmt: skip
def test_several_days_are_one_phrase(days, en, es, short):
    """Days are counted from the last of April."""
    found = [date(2027, 4, 30) + timedelta(days=count) for count in days]
    for language, words in (("en", en), ("es", es)):
        with translation.override(language):
            assert times.long_days(found) == words
    with translation.override("en"):
        assert times.short_span(found[0], found[-1]) == short


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["2 days late", "1 day late", "today", "tomorrow", "in 3 days"]),
     ("es", ["2 días de retraso", "1 día de retraso", "hoy", "mañana", "en 3 días"])],
)  # fmt: skip
def test_days_from_today_in_words(language, words):
    with translation.override(language):
        assert [times.in_days(days) for days in (-2, -1, 0, 1, 3)] == words


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        times.local(datetime(2026, 1, 1), "America/Guatemala")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "clock", "zone", "utc"),
    [
        (date(2026, 7, 1), "08:00", "America/New_York", "2026-07-01T12:00+00:00"),
        (date(2026, 12, 1), "08:00", "America/New_York", "2026-12-01T13:00+00:00"),
        (date(2026, 7, 1), "08:00", "America/Guatemala", "2026-07-01T14:00+00:00"),
        (date(2027, 3, 14), "02:30", "America/New_York", "2027-03-14T07:30+00:00"),  # skipped by daylight saving
        (date(2027, 11, 7), "01:30", "America/New_York", "2027-11-07T05:30+00:00"),  # occurs twice: the first
        (date(2026, 7, 1), "08:00", "Australia/Lord_Howe", "2026-06-30T21:30+00:00"),
        (date(2026, 7, 1), "08:00", "Asia/Kathmandu", "2026-07-01T02:15+00:00"),
        (date(2026, 7, 1), "08:00", "Pacific/Kiritimati", "2026-06-30T18:00+00:00"),
        (date(2026, 12, 1), "08:00", "America/Vancouver", None),
    ],
)
def test_clock_times_become_instants(day, clock, zone, utc):
    found = times.instant(day, clock, zone)
    assert utc is None or found == datetime.fromisoformat(utc)
    if utc is None or clock == "08:00":
        assert times.clock(found, zone) == clock


def test_days_are_counted_in_the_readers_calendar():
    """23:00 UTC is still the same day in Guatemala and already the next in Madrid."""
    evening = datetime(2026, 7, 1, 23, tzinfo=UTC)
    assert times.days_until(datetime(2026, 7, 3, 15, tzinfo=UTC), evening, "America/Guatemala") == 2
    assert times.days_until(datetime(2026, 7, 3, 15, tzinfo=UTC), evening, "Europe/Madrid") == 1


def test_zones_come_from_the_pinned_data():
    import importlib.metadata
    import zoneinfo

    assert zoneinfo.TZPATH == ()
    assert importlib.metadata.version("tzdata") >= "2026"


def test_the_database_agrees_on_the_delegations_zones(db):
    """PostgreSQL brings zone data of its own; nothing computes local time in SQL, and here they agree anyway."""
    from django.db import connection

    zones = ["America/New_York", "America/Mexico_City", "America/Guatemala", "America/Toronto"]
    for zone in zones:
        for month in (1, 4, 7, 11):
            moment = datetime(2027, month, 5, 15, tzinfo=UTC)
            with connection.cursor() as cursor:
                cursor.execute("SELECT to_char(%s::timestamptz AT TIME ZONE %s, 'HH24:MI')", [moment, zone])
                assert cursor.fetchone()[0] == times.clock(moment, zone), (zone, month)


@pytest.mark.parametrize(
    ("name", "known"), [("America/Guatemala", True), ("Guatemala", False), ("X/Y", False), ("", False)]
)
def test_zone_names(name, known):
    assert times.is_zone(name) is known


PLACES = [
    ("America/New_York", {"en": "Washington", "es": "Washington"}),
    ("America/Mexico_City", {"en": "Mexico City", "es": "Ciudad de México"}),
    ("America/Guatemala", {"en": "Guatemala City", "es": "Ciudad de Guatemala"}),
]


@pytest.mark.parametrize(
    ("instant", "en", "es"),
    [
        (
            datetime(2026, 12, 1, 20, tzinfo=UTC),
            "Tue 1 Dec 2026, 15:00 in Washington, 14:00 in Mexico City and Guatemala City",
            "mar 1 dic 2026, 15:00 en Washington, 14:00 en la Ciudad de México y la Ciudad de Guatemala",
        ),
        # In summer New York is two hours ahead; and here its day is another.
        (
            datetime(2026, 7, 2, 5, tzinfo=UTC),
            "Thu 2 Jul 2026, 01:00 in Washington; Wed 1 Jul 2026, 23:00 in Mexico City and Guatemala City",
            "jue 2 jul 2026, 01:00 en Washington; mié 1 jul 2026, 23:00 en la Ciudad de México y la Ciudad de Guatemala",
        ),
    ],
)
def test_an_instant_is_said_in_each_capitals_time(instant, en, es):
    for language, words in (("en", en), ("es", es)):
        with translation.override(language):
            assert times.in_places(instant, [(zone, names[language]) for zone, names in PLACES]) == words


def test_daylight_saving_moves_one_capital_and_not_the_others():
    """On 8 March 2026, at 02:00, New York goes on an hour; an instant a second before, at, and after."""
    turn = datetime(2026, 3, 8, 7, tzinfo=UTC)
    said = [times.in_places(turn + timedelta(seconds=s), [(z, n["en"]) for z, n in PLACES[:2]]) for s in (-1, 0, 1)]
    assert said == [
        "Sun 8 Mar 2026, 01:59 in Washington, 00:59 in Mexico City",
        "Sun 8 Mar 2026, 03:00 in Washington, 01:00 in Mexico City",
        "Sun 8 Mar 2026, 03:00 in Washington, 01:00 in Mexico City",
    ]


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(days=5), "in 5 days"),
        (timedelta(hours=72), "in 3 days"),
        (timedelta(hours=72, seconds=-1), "in 71 hours"),
        (timedelta(minutes=60), "in 1 hour"),
        (timedelta(minutes=60, seconds=-1), "in 59 minutes"),
        (timedelta(seconds=59), "in less than a minute"),
        (timedelta(seconds=1), "in less than a minute"),
        (timedelta(0), ""),
        (timedelta(seconds=-1), ""),
    ],
)
def test_what_is_left_is_never_said_to_be_more_than_it_is(ahead, words):
    assert times.left(SUMMER + ahead, SUMMER, "America/New_York") == words
