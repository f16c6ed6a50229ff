"""The demo's security gaps: one closed by another side, one that waits to be rated, one rated by all together, a draft.

Places, weaknesses and words are invented.
"""

from datetime import datetime, timedelta
from typing import Any

from meetings.statements.models import Paragraph
from portal.core import times
from portal.core.reader import reading_as
from workinggroup.actionitems.operations import assign_action_item, report_progress
from workinggroup.commitments.models import Commitment
from workinggroup.gaps import operations
from workinggroup.gaps.models import Gap, Place
from workinggroup.gaps.states import Part
from workinggroup.handling.operations import tie_thing, write_passage
from workinggroup.progress.models import ProgressReport

PLACES: list[tuple[str, str, dict[str, str], str | None]] = [
    ("garzas-norte", "crossing", {"MEX": "Puente Las Garzas"}, None),
    ("garzas-sur", "crossing", {"GTM": "Paso de la Garza"}, "garzas-norte"),
    ("ceiba", "coast", {"GTM": "Litoral de la Ceiba Vieja"}, None),
    ("encinos", "sector", {"MEX": "Tramo Los Encinos", "USA": "Twin Oaks Sector"}, None),
]
NIGHTS = {
    "description": {
        "en": "Between ten at night and six in the morning one of the two posts at the crossing is not staffed. Vehicles that"
        " come in these hours are looked at by nobody until the day shift.",
        "es": "Entre las diez de la noche y las seis de la mañana, uno de los dos puestos del cruce queda sin personal. Los"
        " vehículos que llegan en esas horas no los revisa nadie hasta el turno de día.",
    },
    "consequence": {
        "en": "Families who ask for help at night wait outside, and nobody refers them to shelter.",
        "es": "Las familias que piden ayuda de noche esperan a la intemperie y nadie las remite a un albergue.",
    },
    "existing": {
        "en": "A patrol passes twice a night; its hours were not tested.",
        "es": "Una patrulla pasa dos veces por noche; su horario no se ha probado.",
    },
}
EVIDENCE = {
    "en": "The rosters of three weeks show both posts staffed at all hours; the shelter's register shows referrals by night.",
    "es": "Los roles de turno de tres semanas muestran personal en ambos puestos a toda hora; el registro del albergue muestra"
    " remisiones nocturnas.",
}
BOATS = {
    "description": {
        "en": "A notice of a missing boat goes by letter to the capital first. The neighbours' rescue services had the last three"
        " after more than a day.",
        "es": "El aviso de una lancha perdida va primero por oficio a la capital. Los servicios de rescate vecinos recibieron los"
        " últimos tres después de más de un día.",
    },
    "consequence": {
        "en": "The search begins in the wrong waters, or too late to save lives.",
        "es": "La búsqueda comienza en aguas equivocadas, o demasiado tarde para salvar vidas.",
    },
}
LANE = {
    "description": {
        "en": "While the bridge is rebuilt, lawful trade and families with children share one lane.",
        "es": "Mientras se reconstruye el puente, el comercio lícito y las familias con niños comparten un solo carril.",
    }
}


def seed_gaps(people: dict[str, Any], *, now: datetime) -> None:
    """Add the places, and the gaps in the order in which they came up."""
    _add_places(people["secretariat"])
    _closed(people, now)
    _unrated(people, now)
    _to_tolerate(people, now)
    _tie(people, now)
    title = {"en": "Two lists of closed roads", "es": "Dos listas de caminos cerrados"}
    with reading_as(people["member.usa"].reader):
        operations.draft_gap(
            actor=people["member.usa"], now=now - timedelta(days=2), title=title, kind="information", owners=["USA"]
        )


def _tie(people: dict[str, Any], now: datetime) -> None:
    """Guatemala says which paragraph the late notices belong to, Mexico which report speaks of the lane."""
    with reading_as(people["coordinator.gtm"].reader):
        text = Paragraph.objects.filter(statement__slug="washington-joint-statement-2024", kind="paragraph")
        notices = Gap.objects.get(raised_by="GTM", kind="information")
        tie_thing(
            thing=notices, spot=text.order_by("rank")[4], actor=people["coordinator.gtm"], now=now - timedelta(days=3)
        )
    with reading_as(people["coordinator.mex"].reader):
        lane = Gap.objects.get(raised_by="MEX", kind="procedure")
        if report := ProgressReport.objects.select_related("commitment__statement").order_by("-at").first():
            tie_thing(thing=lane, spot=report, actor=people["coordinator.mex"], now=now - timedelta(days=2))


def _add_places(secretariat: Any) -> None:
    with reading_as(secretariat.reader):
        for code, kind, names, pair in PLACES:
            across = Place.objects.get(pk=pair) if pair else None
            operations.add_place(actor=secretariat, code=code, kind=kind, sides=list(names), names=names, pair=across)


def _raised(
    raiser: Any, at: datetime, title: dict[str, str], kind: str, owners: list[str], passages: Any, **facts: Any
) -> Gap:
    readers = facts.pop("readers", [])
    with reading_as(raiser.reader):
        gap = operations.draft_gap(actor=raiser, now=at, title=title, kind=kind, owners=owners, **facts)
        keys = [
            write_passage(whole=gap, actor=raiser, now=at, part=part, text=text).pk for part, text in passages.items()
        ]
        return operations.raise_gap(gap=gap, actor=raiser, now=at + timedelta(days=1), readers=readers, passages=keys)


def _act(operation: Any, person: Any, gap: Gap, at: datetime, **facts: Any) -> Any:
    with reading_as(person.reader):
        return operation(gap=gap, actor=person, now=at, **facts)


def _rate(person: Any, gap: Gap, at: datetime, *steps: int, confidence: str = "medium", why: str = "") -> None:
    names = ("threat", "vulnerability", "safety", "control", "trade", "trust")
    given: Any = dict(zip(names, steps, strict=True))
    _act(operations.rate_gap, person, gap, at, confidence=confidence, why=why, **given)


def _closed(people: dict[str, Any], now: datetime) -> None:
    """Raised by the United States on the ground of Mexico, mended there, verified and closed by the United States."""
    usa, mex = people["coordinator.usa"], people["coordinator.mex"]

    def ago(days: int) -> datetime:
        return now - timedelta(days=days)

    title = {"en": "Nights without staff at one crossing", "es": "Noches sin personal en un cruce"}
    place = Place.objects.get(pk="garzas-norte")
    gap = _raised(usa, ago(75), title, "coverage", ["MEX"], NIGHTS, place=place)
    _rate(people["member.usa"], gap, ago(72), 4, 4, 4, 3, 2, 2, why="Reports of families waiting at night, each month.")
    _rate(people["member.mex"], gap, ago(70), 3, 3, 4, 2, 1, 2, confidence="high")
    _act(operations.accept_gap, mex, gap, ago(66))
    with reading_as(mex.reader):
        promise = Commitment.objects.get(paragraph__anchor="p15", status="confirmed")
        item = assign_action_item(
            commitment=promise,
            actor=mex,
            now=ago(65),
            title="Turno nocturno en ambos puestos del cruce",
            assignee=people["member.mex"],
            due_on=times.local(ago(30), mex.zone).date(),
        )
        [part] = gap.passages.filter(part=Part.DESCRIPTION).values_list("anchor", flat=True)
        operations.add_measure(gap=gap, actor=mex, now=ago(65), item=item, threat_part=part)
    with reading_as(people["member.mex"].reader):
        done = "Ambos puestos tienen personal todas las noches desde hace tres semanas."
        report_progress(item=item, actor=people["member.mex"], now=ago(32), standing="done", text=done)
    left = {"threat": 2, "vulnerability": 2, "safety": 2, "control": 2, "trade": 1, "trust": 1, "confidence": "medium"}
    _act(operations.claim_gap, mex, gap, ago(28), evidence=EVIDENCE, rating=left)
    found = left | {"vulnerability": 1, "confidence": "high"}
    _act(operations.verify_gap, usa, gap, ago(9), method="visit", outcome="closed", rating=found)


def _unrated(people: dict[str, Any], now: datetime) -> None:
    """On Guatemala's own ground, read by all: two have rated, the United States has not, and sees neither."""
    title = {"en": "Notices that reach the neighbours late", "es": "Avisos que llegan tarde a los vecinos"}
    at, place = now - timedelta(days=9), Place.objects.get(pk="ceiba")
    gap = _raised(
        people["coordinator.gtm"], at, title, "information", ["GTM"], BOATS, place=place, readers=["MEX", "USA"]
    )
    _rate(people["member.gtm"], gap, now - timedelta(days=6), 4, 4, 5, 2, 1, 3, confidence="high")
    _rate(people["member.mex"], gap, now - timedelta(days=4), 3, 5, 5, 3, 1, 3)
    _act(operations.accept_gap, people["coordinator.gtm"], gap, now - timedelta(days=3))


def _to_tolerate(people: dict[str, Any], now: datetime) -> None:
    """On Mexico's own ground: it proposes to bear it until the bridge is there; the heads of the others are asked."""
    title = {
        "en": "One lane for all while a bridge is rebuilt",
        "es": "Un solo carril mientras se reconstruye un puente",
    }
    at, place = now - timedelta(days=40), Place.objects.get(pk="encinos")
    gap = _raised(people["coordinator.mex"], at, title, "procedure", ["MEX"], LANE, place=place, readers=["GTM", "USA"])
    for code, steps in {"mex": (3, 3, 2, 1, 3, 1), "gtm": (3, 3, 3, 1, 2, 1), "usa": (3, 3, 2, 2, 4, 1)}.items():
        _rate(people[f"member.{code}"], gap, now - timedelta(days=36), *steps)
    _act(operations.accept_gap, people["coordinator.mex"], gap, now - timedelta(days=34))
    names = ("threat", "vulnerability", "safety", "control", "trade", "trust")
    together: Any = dict(zip(names, (3, 3, 3, 1, 4, 1), strict=True))
    at, why = now - timedelta(days=30), "Trade suffers most; families with children wait longest."
    joint = _act(operations.propose_joint_rating, people["coordinator.mex"], gap, at, why=why, **together)
    for code in ("gtm", "usa"):
        _act(operations.agree_to_joint_rating, people[f"coordinator.{code}"], gap, at, seen=str(joint.pk))
    reason = (
        "The bridge is finished in spring; a second lane cannot be built before. · El puente se termina en primavera."
    )
    until = times.local(now + timedelta(days=150), people["head.mex"].zone).date()
    _act(operations.propose_toleration, people["head.mex"], gap, now - timedelta(days=3), until=until, reason=reason)
