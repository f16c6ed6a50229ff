"""What the portal holds while it is measured: the demo's data, and much more of the same.

50 meetings, agendas of 40 and of 400 items, 5,000 action items, 40 people in each delegation.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count, islice
from typing import Any
from unittest.mock import patch

import typst
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone

from meetings.agendas.exporting import as_pdf, sheet_of
from meetings.agendas.models import Agenda, Item
from meetings.agendas.operations import steer_meeting
from meetings.agendas.ordering import STEP
from meetings.agendas.states import ItemKind
from meetings.rounds.models import Meeting
from meetings.rounds.operations import schedule_meeting
from meetings.rounds.states import Status as MeetingStatus
from meetings.statements.models import Statement
from portal.core.reader import reading_as
from portal.embedded.seed.meetings import FOLLOW_UP, PARTIES, seed_meetings
from portal.embedded.seed.people import seed_people
from portal.embedded.seed.work import seed_work
from portal.people.models import Delegation, User
from portal.people.register import ADMINISTRATION, add_account
from portal.people.session_store import SessionStore
from portal.people.states import Role
from tests.benchmarks.negotiating import seed_release, seed_table
from tests.benchmarks.targets import AGENDAS
from tests.factories.people import prefer
from workinggroup.actionitems.models import ActionItem, ItemReport
from workinggroup.actionitems.states import ProgressRating, Status
from workinggroup.commitments.models import Commitment
from workinggroup.reminders.operations import plan_all

MEETINGS = 50
ACTION_ITEMS = 5000
PEOPLE = 40

# 400 different pairs, so that a page compresses as real words do.
ACTS = [
    ("Report on", "Informe sobre"),
    ("Decision on", "Decisión sobre"),
    ("Review of", "Examen de"),
    ("Next steps for", "Próximos pasos para"),
    ("Lessons from", "Lecciones de"),
    ("Budget of", "Presupuesto de"),
    ("Calendar of", "Calendario de"),
    ("Joint plan for", "Plan conjunto para"),
    ("Figures about", "Cifras sobre"),
    ("Training for", "Formación para"),
    ("Open points of", "Puntos abiertos de"),
    ("Contact points for", "Puntos de contacto para"),
    ("Legal questions of", "Cuestiones jurídicas de"),
    ("Public information on", "Información pública sobre"),
    ("Evaluation of", "Evaluación de"),
    ("Proposals for", "Propuestas para"),
    ("Shared guide to", "Guía común de"),
    ("First results of", "Primeros resultados de"),
    ("Renewal of", "Renovación de"),
    ("Text about", "Texto sobre"),
]
SUBJECTS = [
    ("temporary work permits", "los permisos de trabajo temporal"),
    ("the regional offices", "las oficinas regionales"),
    ("fair recruitment", "la contratación equitativa"),
    ("family reunification", "la reunificación familiar"),
    ("reception centres", "los centros de acogida"),
    ("consular protection", "la protección consular"),
    ("small producers", "los pequeños productores"),
    ("irrigation in the Dry Corridor", "el riego en el Corredor Seco"),
    ("vocational training", "la formación profesional"),
    ("the shared dashboard", "el tablero compartido"),
    ("children travelling alone", "la niñez que viaja sola"),
    ("border crossings", "los cruces fronterizos"),
    ("search and rescue", "la búsqueda y el rescate"),
    ("trafficking in persons", "la trata de personas"),
    ("labour inspection", "la inspección del trabajo"),
    ("community health", "la salud comunitaria"),
    ("return with dignity", "el retorno digno"),
    ("recognition of skills", "el reconocimiento de competencias"),
    ("climate and displacement", "el clima y el desplazamiento"),
    ("the joint statement", "la declaración conjunta"),
]


@dataclass(frozen=True)
class Seeded:
    """Who asks, and for what: `agendas` maps a number of items to the meeting's slug, `statement`, `negotiated` and `released`
    are slugs.

    `people` are "person", who asks for most, "secretariat" and "administrator".
    """

    people: dict[str, User]
    agendas: dict[int, str]
    statement: str
    paper: str
    negotiated: str
    released: str


def seed() -> Seeded:
    """Fill an empty, migrated database. The person asking is a delegation's coordinator, far from the venue."""
    now = timezone.now()
    with transaction.atomic():
        people = seed_people(now)
        secretariat = people["secretariat"]
        with reading_as(secretariat.reader):
            washington, follow_up = seed_meetings(secretariat, now=now)
        seed_work(people, washington, follow_up, now=now)
        members = {code: _seed_members(code, now) for code in PARTIES}
        with reading_as(secretariat.reader):
            agendas = {size: _seed_agenda(size, secretariat, now) for size in AGENDAS}
            _open_session(agendas[AGENDAS[0]], secretariat, now)
            _seed_meetings(secretariat, now)
            commitments = list(Commitment.objects.order_by("number"))
            statement = Statement.objects.values_list("slug", flat=True).get()
        with reading_as(secretariat.reader):
            venue = Meeting.objects.get(slug=agendas[AGENDAS[0]])
        negotiated = seed_table(people, venue, now)
        released = seed_release(people, follow_up, now)
        _seed_action_items(commitments, members, now)
        plan_all(now=now)
    person = people["coordinator.usa"]
    User.objects.filter(pk=person.pk).update(last_seen_at=now)
    prefer(person, time_zone="America/New_York")
    paper = _handed_to_typesetter(agendas[AGENDAS[0]], person, now)
    asking = {"person": person, "secretariat": secretariat, "administrator": people["admin"]}
    return Seeded(asking, agendas, statement, paper, negotiated, released)


def signed_in(person: User, backend: str, store: type[SessionBase] = SessionStore) -> str:
    """The key of a new session in which the person signed in through a backend, named by its import path."""
    session = store()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), backend
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def titles() -> Iterator[dict[str, str]]:
    """Titles in both languages, without end; any 400 in a row differ, and neighbours share no words."""
    for number in count():
        act, acto = ACTS[number % len(ACTS)]
        subject, asunto = SUBJECTS[(number + number // len(ACTS)) % len(SUBJECTS)]
        yield {"en": f"{act} {subject}", "es": f"{acto} {asunto}"}


def _seed_members(code: str, now: datetime) -> list[User]:
    """The delegation's people, `PEOPLE` in all."""
    there = list(User.objects.filter(membership__delegation_id=code))
    facts = {"language": "en", "password": "!"}
    more = [
        User(email=f"member{number}.{code.lower()}@demo.example", name=f"Member {number} of {code}", **facts)
        for number in range(len(there), PEOPLE)
    ]
    with reading_as(ADMINISTRATION):
        for user in more:
            add_account(user, role=Role.MEMBER, code=code, at=now)
    User.objects.filter(pk__in=[user.pk for user in more]).update(last_seen_at=now)
    return [*there, *more]


def _schedule(actor: Any, now: datetime, starts_at: datetime, hours: int, **facts: Any) -> Meeting:
    """A meeting in the demo's venue."""
    place = {name: FOLLOW_UP[name] for name in ("city", "venue", "time_zone")}
    host = Delegation.objects.get(code=FOLLOW_UP["host"])
    ends_at = starts_at + timedelta(hours=hours)
    return schedule_meeting(
        actor=actor, now=now, host=host, starts_at=starts_at, ends_at=ends_at, delegations=PARTIES, **place, **facts
    )


def _seed_meetings(actor: Any, now: datetime) -> None:
    """Meetings until there are `MEETINGS`, three weeks apart: two thirds of them held, one third to come."""
    wanted = MEETINGS - Meeting.objects.count()
    for number, title in enumerate(islice(titles(), wanted)):
        starts_at = (now + timedelta(weeks=3 * (number - wanted * 2 // 3), days=40)).replace(minute=0)
        status = MeetingStatus.CONCLUDED if starts_at < now else MeetingStatus.ANNOUNCED
        _schedule(actor, now, starts_at, 7, title=title, status=status)


def _seed_agenda(size: int, actor: Any, now: datetime) -> str:
    """A meeting with an agenda of `size` rows; returns its slug. Every tenth row is a break, every tenth has a fixed time."""
    starts_at = (now + timedelta(days=60)).replace(hour=15, minute=0, second=0, microsecond=0)
    title = {"en": f"Agenda of {size} items", "es": f"Agenda de {size} puntos"}
    meeting = _schedule(actor, now, starts_at, min(8 * size // 40, 24), title=title, slug=f"agenda-of-{size}")
    marks = {"releasable_to": meeting.releasable_to, "editable_by": meeting.editable_by}
    agenda = Agenda.objects.create(meeting=meeting, **marks)
    rows = []
    for number, words in enumerate(islice(titles(), size)):
        lead = PARTIES[number % len(PARTIES)]
        is_break = number % 10 == 4
        note = {"en": f"{lead} reports on what was agreed.", "es": f"{lead} informa sobre lo acordado."}
        rows.append(
            Item(
                agenda=agenda,
                rank=(number + 1) * STEP,
                kind=ItemKind.BREAK if is_break else ItemKind.ITEM,
                title=words,
                note=note if number % 3 == 0 else {},
                lead_id=None if is_break else lead,
                supporting=[code for code in PARTIES if code != lead][: number % 3] if not is_break else [],
                minutes=10 + number % 3 * 5,
                fixed_at=time(9 + number // 10 * 3 % 12) if number % 10 == 0 else None,
                **marks,
            )
        )
    Item.objects.bulk_create(rows)
    return meeting.slug


def _open_session(slug: str, actor: Any, now: datetime) -> None:
    """The meeting is in session, and screens watch it."""
    steer_meeting(meeting=Meeting.objects.get(slug=slug), actor=actor, now=now, act="start")


def _handed_to_typesetter(slug: str, person: User, now: datetime) -> str:
    """As JSON, all that the portal hands to the typesetter for an agenda: the floor sets the same."""
    with reading_as(person.reader), patch.object(typst, "compile", wraps=typst.compile) as compile_:
        as_pdf(sheet_of(Meeting.objects.select_related("host").get(slug=slug), person), languages=["en"], now=now)
    (template,), facts = compile_.call_args
    del facts["font_paths"]
    return json.dumps(facts | {"template": template, "fonts": str(settings.VAR / "print-fonts")})


def _seed_action_items(commitments: list[Commitment], members: dict[str, list[User]], now: datetime) -> None:
    """Action items until there are `ACTION_ITEMS`, spread over people, commitments and days; each side writes its own."""
    each = ACTION_ITEMS // len(members)
    for side, (code, people) in enumerate(members.items()):
        with reading_as(people[0].reader):
            there = ActionItem.objects.filter(delegation_id=code).count()
            wanted = each - there + (ACTION_ITEMS - each * len(members) if side == 0 else 0)
            items = [
                _action_item(
                    number,
                    commitments[number % len(commitments)],
                    people,
                    code,
                    title["en"],
                    now,
                    (number - there) % 2 == 1,
                )
                for number, title in enumerate(islice(titles(), wanted), start=there + 1)
            ]
            ActionItem.objects.bulk_create(items, batch_size=1000)
            ItemReport.objects.bulk_create((_report(item, now) for item in items[::2]), batch_size=1000)


def _action_item(
    number: int, commitment: Commitment, people: list[User], code: str, title: str, now: datetime, is_reported: bool
) -> ActionItem:
    """Every third is done, every twentieth has no owner, due from three weeks ago to half a year ahead."""
    is_done = number % 3 == 0
    return ActionItem(
        commitment=commitment,
        delegation_id=code,
        series=code,
        number=number,
        title=title,
        assignee=people[number % len(people)] if number % 20 else None,
        due_on=now.date() + timedelta(days=number * 7 % 200 - 20),
        status=Status.DONE if is_done else Status.IN_PROGRESS,
        standing=ProgressRating.DONE
        if is_done
        else ProgressRating.AT_RISK
        if number % 7 == 0
        else ProgressRating.ON_TRACK,
        reported=is_reported,
        created_at=now,
        settled_at=now if is_done else None,
        releasable_to=commitment.releasable_to,
        editable_by=[code],
    )


def _report(item: ActionItem, now: datetime) -> ItemReport:
    return ItemReport(
        item=item,
        standing=item.standing,
        text="What was agreed is under way.",
        author_name=f"A member of {item.delegation_id}",
        at=now,
        releasable_to=item.releasable_to,
        editable_by=item.editable_by,
    )
