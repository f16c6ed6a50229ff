"""The demo's rounds: what was held, and the follow-up that is counted down to."""

from datetime import date, datetime, time, timedelta
from typing import Any

from meetings.agendas.operations import add_item
from meetings.agendas.states import ItemKind
from meetings.records.operations import circulate_records, write_outcome
from meetings.records.states import OutcomeKind
from meetings.rounds.models import Meeting, Series
from meetings.rounds.operations import schedule_meeting
from meetings.rounds.states import Level, Status
from portal.core import times
from portal.embedded.seed.people import DELEGATIONS
from portal.people.models import Delegation
from portal.people.workdays.calendars import Calendar

PARTIES = ["USA", "MEX", "GTM"]
WASHINGTON = {"city": {"en": "Washington", "es": "Washington"}, "time_zone": "America/New_York"}
MEXICO_CITY = {"city": {"en": "Mexico City", "es": "Ciudad de México"}, "time_zone": "America/Mexico_City"}
GUATEMALA_CITY = {"city": {"en": "Guatemala City", "es": "Ciudad de Guatemala"}, "time_zone": "America/Guatemala"}

HELD: list[dict[str, Any]] = [
    {
        "slug": "mexico-city-talks-2023",
        "number": 1,
        "title": {"en": "Talks in Mexico City", "es": "Conversaciones en la Ciudad de México"},
        "day": date(2023, 12, 27),
        "host": "MEX",
        "level": Level.MINISTERIAL,
        "venue": {"en": "National Palace", "es": "Palacio Nacional"},
        **MEXICO_CITY,
    },
    {
        "slug": "preparatory-talks-2024",
        "number": 1,
        "title": {"en": "Preparatory talks", "es": "Conversaciones preparatorias"},
        "day": date(2024, 1, 19),
        "host": "USA",
        "level": Level.VICE_MINISTERIAL,
        "venue": {"en": "Department conference room", "es": "Sala de conferencias del Departamento"},
        **WASHINGTON,
    },
    {
        "slug": "washington-ministerial-2024",
        "number": 2,
        "title": {"en": "Trilateral ministerial in Washington", "es": "Reunión ministerial trilateral en Washington"},
        "day": date(2024, 2, 28),
        "host": "USA",
        "level": Level.MINISTERIAL,
        "venue": {"en": "Department conference room", "es": "Sala de conferencias del Departamento"},
        **WASHINGTON,
    },
    {
        "slug": "guatemala-ministerial-2024",
        "number": 3,
        "title": {"en": "Regional ministerial in Guatemala", "es": "Reunión ministerial regional en Guatemala"},
        "day": date(2024, 5, 7),
        "host": "GTM",
        "level": Level.MINISTERIAL,
        "venue": {"en": "National Palace of Culture", "es": "Palacio Nacional de la Cultura"},
        **GUATEMALA_CITY,
    },
]

FOLLOW_UP: dict[str, Any] = {
    "slug": "follow-up-ministerial",
    "number": 4,
    "title": {"en": "Follow-up ministerial", "es": "Reunión ministerial de seguimiento"},
    "host": "GTM",
    "level": Level.MINISTERIAL,
    "venue": {"en": "National Palace of Culture, Hall 2", "es": "Palacio Nacional de la Cultura, Salón 2"},
    **GUATEMALA_CITY,
}

AGENDA: list[dict[str, Any]] = [
    {
        "title": {"en": "Opening and adoption of the agenda", "es": "Apertura y aprobación de la agenda"},
        "minutes": 15,
        "fixed_at": time(9),
        "day": 1,
        "lead": "GTM",
    },
    {
        "title": {
            "en": "What became of the commitments of Washington",
            "es": "Qué fue de los compromisos de Washington",
        },
        "note": {
            "en": "Report by the secretariat, then each lead delegation.",
            "es": "Informe de la secretaría y, después, de cada delegación líder.",
        },
        "minutes": 45,
        "lead": "SEC",
    },
    {
        "title": {
            "en": "Root causes: training and small producers",
            "es": "Causas estructurales: formación y pequeños productores",
        },
        "minutes": 60,
        "lead": "USA",
        "supporting": ["MEX"],
    },
    {"title": {"en": "Break", "es": "Receso"}, "minutes": 15, "kind": ItemKind.BREAK},
    {
        "title": {"en": "Lawful pathways and fair recruitment", "es": "Vías legales y contratación equitativa"},
        "minutes": 45,
        "lead": "MEX",
        "supporting": ["GTM"],
    },
    {
        "title": {"en": "Shared dashboard: figures that differ", "es": "Tablero compartido: cifras que difieren"},
        "minutes": 40,
        "lead": "GTM",
    },
    {
        "title": {
            "en": "Working lunch of the heads of delegation",
            "es": "Almuerzo de trabajo de las jefaturas de delegación",
        },
        "minutes": 90,
        "kind": ItemKind.BREAK,
        "fixed_at": time(13),
        "day": 1,
    },
    {
        "title": {"en": "Protection of children travelling alone", "es": "Protección de la niñez que viaja sola"},
        "minutes": 30,
        "lead": "GTM",
        "supporting": ["USA"],
    },
    {
        "title": {"en": "Joint statement: open paragraphs", "es": "Declaración conjunta: párrafos abiertos"},
        "minutes": 60,
        "day": 2,
        "lead": "GTM",
    },
    {
        "title": {"en": "Next meeting, host and date", "es": "Próxima reunión, sede y fecha"},
        "minutes": 30,
        "lead": "MEX",
    },
]


OUTCOMES: list[tuple[dict[str, str], str, dict[str, str]]] = [
    (
        {"en": "Regional office in Guatemala City", "es": "Oficina regional en la Ciudad de Guatemala"},
        OutcomeKind.DECISION,
        {
            "en": "The delegations agreed that the office opens before the follow-up ministerial.",
            "es": "Las delegaciones acordaron que la oficina abra antes de la reunión ministerial de seguimiento.",
        },
    ),
    (
        {"en": "Shared dashboard", "es": "Tablero compartido"},
        OutcomeKind.INFORMATION,
        {
            "en": "Guatemala presented the first version of the dashboard.",
            "es": "Guatemala presentó la primera versión del tablero.",
        },
    ),
]


def follow_up_day(today: date) -> date:
    """The first of two working days of all three, about four weeks ahead, laid so that the rung of 30 days came within the
    last days.
    """
    day = today + timedelta(days=29)
    calendars = [Calendar(str(each["holiday_country"])) for each in DELEGATIONS]
    while not all(calendar.works_on(each) for calendar in calendars for each in (day, day + timedelta(days=1))):
        day -= timedelta(days=1)
    return day


def seed_meetings(secretariat: Any, *, now: datetime) -> tuple[Meeting, Meeting]:
    """The rounds and the follow-up's agenda; returns the ministerial of Washington and its follow-up."""
    series = Series.objects.create(
        title={
            "en": "Trilateral ministerials on migration",
            "es": "Reuniones ministeriales trilaterales sobre migración",
        },
        releasable_to=[*PARTIES, "SEC"],
        editable_by=["SEC"],
    )
    held: dict[str, Meeting] = {}
    before: Meeting | None = None
    for record in HELD:
        before = _schedule(record, record["day"], series, before, Status.IN_SESSION, secretariat, now)
        held[record["slug"]] = before
    washington = held["washington-ministerial-2024"]
    today = times.local(now, FOLLOW_UP["time_zone"]).date()
    day, place = follow_up_day(today), FOLLOW_UP["time_zone"]
    second = {
        "nights": [times.instant(day, "17:00", place), times.instant(day + timedelta(days=1), "09:30", place)],
        "ends_at": times.instant(day + timedelta(days=1), "12:30", place),
    }
    follow_up = _schedule(FOLLOW_UP | second, day, series, before, Status.ANNOUNCED, secretariat, now)
    for row in AGENDA:
        add_item(meeting=follow_up, actor=secretariat, **row)
    _seed_records(held["guatemala-ministerial-2024"], secretariat, now)
    for meeting in held.values():
        _conclude(meeting)
    return washington, follow_up


def _seed_records(meeting: Meeting, secretariat: Any, now: datetime) -> None:
    """What the last ministerial ended with, circulated: its approval is on the follow-up's agenda."""
    for title, kind, words in OUTCOMES:
        item = add_item(meeting=meeting, actor=secretariat, title=title, minutes=60)
        write_outcome(item=item, actor=secretariat, now=now, kind=kind, text=words)
    _conclude(meeting)
    circulate_records(meeting=meeting, actor=secretariat, now=now)


def _conclude(meeting: Meeting) -> None:
    """Rounds of years ago: nobody is told."""
    meeting.status = Status.CONCLUDED
    meeting.save(update_fields=["status"])


def _schedule(
    record: dict[str, Any],
    day: date,
    series: Series,
    follows: Meeting | None,
    status: str,
    secretariat: Any,
    now: datetime,
) -> Meeting:
    place = record["time_zone"]
    return schedule_meeting(
        actor=secretariat,
        now=now,
        title=record["title"],
        host=Delegation.objects.get(code=record["host"]),
        city=record["city"],
        venue=record["venue"],
        starts_at=times.instant(day, "09:00", place),
        nights=record.get("nights", ()),
        ends_at=record.get("ends_at") or times.instant(day, "16:30", place),
        time_zone=place,
        delegations=PARTIES,
        level=record["level"],
        status=status,
        follows=follows,
        series=series,
        number=record["number"],
        slug=record["slug"],
    )
