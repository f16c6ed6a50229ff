"""The demo's practices: one that helped and failed elsewhere, one whose evidence is claimed, a draft."""

from datetime import datetime, timedelta
from typing import Any

from portal.core.reader import reading_as
from workinggroup.handling.operations import write_passage
from workinggroup.practices.models import Practice
from workinggroup.practices.operations import confirm_evidence, draft_practice, report_use, share_practice
from workinggroup.practices.states import Evidence, Part

Words = dict[str, str]
# Whose it is, how many days ago, against what, how sure, for whom, its title, its passages, what it needs.
SHARED: list[tuple[str, int, str, int, list[str], Words, dict[str, Words], dict[str, str]]] = [
    (
        "gtm",
        120,
        "procedure",
        Evidence.COMPARED,
        ["MEX", "USA"],
        {"en": "Lanes by appointment for lorries", "es": "Carriles con cita para camiones"},
        {
            Part.PROBLEM: {
                "en": "Lorries wait in the dark along the road until the gates open.",
                "es": "Los camiones esperan de noche en la carretera hasta que abren las puertas.",
            },
            Part.DONE: {
                "en": "One lane opens two hours earlier for lorries with an appointment. The number of the appointment is"
                " the lorry’s, never the driver’s.",
                "es": "Un carril abre dos horas antes para los camiones con cita. El número de la cita es del camión, nunca"
                " de quien conduce.",
            },
            Part.MECHANISM: {
                "en": "Who knows the hour does not come the evening before.",
                "es": "Quien conoce la hora no llega la noche anterior.",
            },
            Part.FAILED: {
                "en": "In the first month nobody answered the line for appointments at weekends.",
                "es": "El primer mes nadie atendía la línea de citas en fin de semana.",
            },
        },
        {"law": "yes", "equipment": "partly", "staff": "partly", "cost": "yes", "community": "unknown", "data": "yes"},
    ),
    (
        "usa",
        40,
        "information",
        Evidence.OWN_FIGURES,
        ["MEX", "GTM"],
        {"en": "One page a week for the neighbours", "es": "Una página semanal para los vecinos"},
        {
            Part.PROBLEM: {
                "en": "Neighbouring posts learn of closed lanes from the radio.",
                "es": "Los puestos vecinos se enteran por la radio de los carriles cerrados.",
            },
            Part.DONE: {
                "en": "Each Friday one page with the lanes and hours of the coming week goes to the posts across the border.",
                "es": "Cada viernes va a los puestos del otro lado una página con los carriles y horarios de la semana.",
            },
        },
        {"law": "yes", "equipment": "yes", "staff": "yes", "cost": "yes", "community": "unknown", "data": "yes"},
    ),
]


def seed_practices(people: dict[str, Any], *, now: datetime) -> None:
    """Share two practices; Mexico reports that one of them failed there, the United States that it helped."""
    for side, ago, problem, evidence, sides, title, passages, needs in SHARED:
        draft = _draft(people[f"member.{side}"], now - timedelta(days=ago), problem, evidence, title, passages, needs)
        coordinator = people[f"coordinator.{side}"]
        with reading_as(coordinator.reader):
            share_practice(practice=draft, actor=coordinator, now=now - timedelta(days=ago), sides=sides)
    _draft(
        people["member.usa"],
        now - timedelta(days=2),
        "staff",
        Evidence.DESCRIBED,
        {"en": "Two posts train together", "es": "Dos puestos se capacitan juntos"},
        {Part.PROBLEM: {"en": "New staff learn one side of the bridge alone.", "es": ""}},
        {},
    )
    with reading_as(people["coordinator.usa"].reader):
        practice = Practice.objects.get(origin="GTM")
        usa, at = people["coordinator.usa"], now - timedelta(days=50)
        confirm_evidence(practice=practice, actor=usa, now=at)
        report_use(
            practice=practice,
            actor=usa,
            now=at,
            status="adopted",
            changed={"en": "Two lanes, on weekdays only.", "es": "Dos carriles, solo entre semana."},
            result="better",
            said={
                "en": "The queue at opening is half as long after three months.",
                "es": "La fila al abrir es la mitad tras tres meses.",
            },
            assessed_on=at.date(),
        )
    with reading_as(people["coordinator.mex"].reader):
        mex, at = people["coordinator.mex"], now - timedelta(days=15)
        report_use(
            practice=practice,
            actor=mex,
            now=at,
            status="stopped",
            result="worse",
            said={
                "en": "Without a car park nobody could wait for the hour: the lane stood empty and the road was full.",
                "es": "Sin estacionamiento nadie podía esperar su hora: el carril quedó vacío y la carretera, llena.",
            },
            assessed_on=at.date(),
        )


def _draft(
    member: Any,
    at: datetime,
    problem: str,
    evidence: int,
    title: Words,
    passages: dict[str, Words],
    needs: dict[str, str],
) -> Practice:
    with reading_as(member.reader):
        draft = draft_practice(actor=member, now=at, title=title, problem=problem, evidence=evidence, **needs)
        for part, text in passages.items():
            write_passage(whole=draft, actor=member, now=at, part=part, text=text)
    return draft
