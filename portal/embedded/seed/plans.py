"""The demo's operational plan: three delegations shorten waits at two crossings. In force, a task is late, and a version
with more time for it waits for consent; all is invented."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from portal.core.reader import reading_as
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import reassign_item, report_progress
from workinggroup.commitments.models import Commitment
from workinggroup.plans.models import Plan, PlanPhase, PlanTask, PlanVersion
from workinggroup.plans.operations import (
    activate_plan,
    add_part,
    add_phase,
    answer_plan,
    count_month,
    draft_plan,
    frame_plan,
    put_task,
    revise_plan,
    share_plan,
    table_plan,
    take_over_tasks,
    write_section,
)
from workinggroup.plans.states import Part

SIDES = ("gtm", "mex", "usa")
TITLE = {"en": "Shorter waits at two western crossings", "es": "Menos espera en dos cruces del oeste"}
SUMMARY = {
    "en": "Guatemala, Mexico and the United States shorten waits at two crossings in the dry season (invented).",
    "es": "Guatemala, México y Estados Unidos acortan la espera en dos cruces en la época seca (inventado).",
}
SECTIONS: dict[Part, tuple[str, str]] = {
    Part.AIM: (
        "On market days people wait up to five hours at two crossings. The wait is to be halved, so that families and traders "
        "use the crossing and not the river.",
        "En días de mercado se espera hasta cinco horas en dos cruces. La espera debe reducirse a la mitad, para que familias y "
        "comerciantes usen el cruce y no el río.",
    ),
    Part.DURATION: (
        "Four months from the first day; longer only by a new version.",
        "Cuatro meses desde el primer día; más solo con una nueva versión.",
    ),
    Part.AREA: (
        "Two road crossings of the western sector and the roads that lead to them.",
        "Dos cruces carreteros del sector occidental y los caminos que llevan a ellos.",
    ),
    Part.TASKS: (
        "Second lanes, joint counting of waits, shared opening hours, a help desk on each side.",
        "Segundos carriles, medición conjunta de la espera, horarios comunes, un módulo de atención de cada lado.",
    ),
    Part.PARTICIPANTS: (
        "Migration and customs services of both neighbours; advisers for queue management from the third party.",
        "Servicios migratorios y aduaneros de ambos vecinos; asesoría en gestión de filas de la tercera parte.",
    ),
    Part.COMMAND: (
        "Each crossing is led by the service of its country. Contacts are functions, listed below.",
        "Cada cruce está a cargo del servicio de su país. Los contactos son funciones, indicadas abajo.",
    ),
    Part.MEANS: (
        "Each side pays for what it brings; the lanes are paid for by their owner.",
        "Cada parte paga lo que aporta; los carriles los paga su dueño.",
    ),
    Part.LAW: (
        "Each side acts on its own territory under its own law, listed below.",
        "Cada parte actúa en su territorio conforme a su propia ley, indicada abajo.",
    ),
    Part.RIGHTS: (
        "Who asks for protection is referred the same day and is not turned back. Children are received by child protection. "
        "Complaints are taken at both help desks; an independent observer visits each month.",
        "Quien pide protección es remitido el mismo día y no es devuelto. A la niñez la recibe la autoridad de protección. Las "
        "quejas se reciben en ambos módulos; una persona observadora independiente visita cada mes.",
    ),
    Part.INCIDENTS: (
        "Injury, death, use of force and alleged violations of rights are reported within two hours, as numbers.",
        "Lesiones, muertes, uso de la fuerza y presuntas violaciones de derechos se informan en dos horas, en números.",
    ),
    Part.RHYTHM: (
        "A count of waits every week; a joint look at it every month.",
        "Una medición de la espera cada semana; una revisión conjunta cada mes.",
    ),
    Part.DATA: (
        "No data about persons cross the border: counts alone.",
        "Ningún dato sobre personas cruza la frontera: solo conteos.",
    ),
    Part.PRESS: (
        "Each side speaks of its own crossing; joint words only when all agree.",
        "Cada parte habla de su propio cruce; palabras conjuntas solo con acuerdo de todas.",
    ),
    Part.EVALUATION: (
        "Each side rates both objectives by itself, then together, within a month of the end.",
        "Cada parte valora los dos objetivos por separado y luego en conjunto, en el mes siguiente al fin.",
    ),
    Part.SUSPENSION: (
        "Any party's head suspends at once, with a reason. It goes on when all agree.",
        "Cualquier jefatura de delegación suspende de inmediato, con motivo. Continúa cuando todas lo acuerdan.",
    ),
}
PHASES = (("Prepare", "Preparar"), ("Open the lanes", "Abrir los carriles"))
Row = tuple[int, str, tuple[str, str], int, int, str]
# phase, lead, title, first day (from the beginning), days, what it waits for
TASKS: list[Row] = [
    (0, "GTM", ("Count waits at both crossings", "Medir la espera en ambos cruces"), 0, 14, ""),
    (0, "MEX", ("Agree on common opening hours", "Acordar horarios comunes"), 3, 10, "1.1SS+3"),
    (0, "USA", ("Advise on the flow of the queues", "Asesorar sobre el orden de las filas"), 7, 10, "1.1SS+7"),
    (1, "MEX", ("Build the second lane, north side", "Construir el segundo carril, lado norte"), 20, 30, "1.2; 1.3"),
    (1, "GTM", ("Build the second lane, south side", "Construir el segundo carril, lado sur"), 20, 42, "1.2; 1.3"),
    (1, "GTM", ("Open a help desk on each side", "Abrir un módulo de atención de cada lado"), 40, 14, "2.1SS+10"),
    (1, "MEX", ("Both lanes open", "Ambos carriles abiertos"), 60, 0, "2.1; 2.2"),
    (1, "USA", ("Measure the waits again", "Medir de nuevo la espera"), 66, 14, "2.4FS+3"),
]
BEGAN, LASTS = 62, 120
# What the next version says otherwise: days for the lane that is late, and why.
LONGER = 48
DELAYED = (
    "Four months from the first day; longer only by a new version. The second lane on the north side has eighteen days more, "
    "since the rains closed the quarry.",
    "Cuatro meses desde el primer día; más solo con una nueva versión. El segundo carril del lado norte tiene dieciocho días "
    "más, porque las lluvias cerraron la cantera.",
)


def seed_plans(people: dict[str, Any], *, now: datetime) -> Plan:
    """Draft, share, table and agree on the plan, take over its tasks, and carry it out in part."""
    then = now - timedelta(days=BEGAN + 20)
    first = (now - timedelta(days=BEGAN)).date()
    plan = _draft(people, first, then)
    agreeing = then + timedelta(days=6)
    gtm = people["coordinator.gtm"]
    with reading_as(gtm.reader):
        share_plan(plan=plan, actor=gtm, now=then)
        table_plan(plan=plan, actor=gtm, expires_on=(then + timedelta(days=14)).date(), clock=_at(then))
        sha256 = PlanVersion.objects.get(plan=plan).sha256
    for side in SIDES:
        head = people[f"head.{side}"]
        with reading_as(head.reader):
            answer_plan(plan=plan, actor=head, answer="yes", seen=sha256, clock=_at(agreeing))
    for side in SIDES:
        _take_over(plan, people[f"coordinator.{side}"], agreeing)
    with reading_as(gtm.reader):
        activate_plan(plan=plan, actor=gtm, now=now - timedelta(days=BEGAN))
    _carry_out(plan, people, now)
    return plan


def seed_next_version(plan: Plan, people: dict[str, Any], *, now: datetime) -> None:
    """Mexico asks for more time: two heads have answered, the third has not, and the plan is in force as it was."""
    mexico: Any = people["coordinator.mex"]
    then = now - timedelta(days=3)
    with reading_as(mexico.reader):
        revise_plan(plan=plan, actor=mexico, now=then)
        version = PlanVersion.objects.get(plan=plan, stage="drafting")
        task = PlanTask.objects.select_related("phase").get(version=version, phase__number=2, number=1)
        facts: dict[str, Any] = {
            "title": task.title,
            "lead": task.lead_id,
            "starts_on": task.starts_on,
            "after": "1.2; 1.3",
        }
        put_task(plan=plan, actor=mexico, phase=task.phase, task=task, days=LONGER, **facts)
    gtm = people["coordinator.gtm"]
    with reading_as(gtm.reader):
        write_section(plan=plan, actor=gtm, now=then, part=Part.DURATION, text=_both(DELAYED))
        table_plan(plan=plan, actor=gtm, expires_on=(now + timedelta(days=9)).date(), clock=_at(then))
        sha256 = PlanVersion.objects.get(plan=plan, stage="tabled").sha256
    for side, answer, hours in (("gtm", "yes", 40), ("mex", "ad_referendum", 22)):
        head = people[f"head.{side}"]
        with reading_as(head.reader):
            answer_plan(plan=plan, actor=head, answer=answer, seen=sha256, clock=_at(now - timedelta(hours=hours)))


def _at(instant: datetime) -> Callable[[], datetime]:
    return lambda: instant


def _draft(people: dict[str, Any], first: date, then: datetime) -> Plan:
    gtm = people["coordinator.gtm"]
    last = first + timedelta(days=LASTS)
    with reading_as(gtm.reader):
        commitment = Commitment.objects.get(paragraph__anchor="p16", lead="GTM")
        plan = draft_plan(
            commitment=commitment,
            actor=gtm,
            now=then,
            title=TITLE,
            parties=["MEX", "USA"],
            starts_on=first,
            ends_on=last,
        )
        frame_plan(plan=plan, actor=gtm, starts_on=first, ends_on=last, summary=SUMMARY)
        for part, (english, spanish) in SECTIONS.items():
            write_section(plan=plan, actor=gtm, now=then, part=part, text={"en": english, "es": spanish})
        phases = [add_phase(plan=plan, actor=gtm, title=_both(title)) for title in PHASES]
        tasks = [_put(plan, gtm, phases, first, row) for row in TASKS]
        for english, spanish in (
            ("No wait is longer than two and a half hours.", "Ninguna espera supera las dos horas y media."),
            ("Nobody in need of protection is turned back.", "Nadie que necesite protección es devuelto."),
        ):
            add_part(plan=plan, actor=gtm, what="objective", text={"en": english, "es": spanish})
    _add_means(plan, gtm, tasks, first, last)
    return plan


def _add_means(plan: Plan, actor: Any, tasks: list[PlanTask], first: date, last: date) -> None:
    """What Guatemala brings: staff, its law, a safeguard, a function that is reached, a report every week."""
    with reading_as(actor.reader):
        add_part(
            plan=plan, actor=actor, what="resource", task=tasks[0], kind="staff", count=8, from_on=first, to_on=last
        )
        add_part(
            plan=plan,
            actor=actor,
            what="basis",
            instrument={"en": "Migration Code, Decree 44-2016", "es": "Código de Migración, Decreto 44-2016"},
            article="Art. 98",
        )
        add_part(
            plan=plan,
            actor=actor,
            what="safeguard",
            task=tasks[5],
            risk={"en": "People fear the help desk.", "es": "La gente teme acercarse al módulo."},
            measure={
                "en": "It has its own door and no uniforms.",
                "es": "Tiene entrada propia y personal sin uniforme.",
            },
        )
        add_part(
            plan=plan,
            actor=actor,
            what="post",
            function={"en": "Shift lead of the crossing", "es": "Jefatura de turno del cruce"},
            level="local",
            hours="06:00–22:00",
            language="es",
            channel="Common radio channel",
        )
        add_part(plan=plan, actor=actor, what="rhythm", to_side_id="MEX", every="weekly", by=None, zone="")


def _put(plan: Plan, actor: Any, phases: list[PlanPhase], first: date, row: Row) -> PlanTask:
    phase, lead, title, begins, days, after = row
    facts: dict[str, Any] = {"lead": lead, "days": days, "milestone": not days, "after": after, "title": _both(title)}
    return put_task(plan=plan, actor=actor, phase=phases[phase], starts_on=first + timedelta(days=begins), **facts)


def _take_over(plan: Plan, actor: Any, then: datetime) -> None:
    with reading_as(actor.reader):
        keys = list(PlanTask.objects.filter(version__plan=plan, lead=actor.code).values_list("anchor", flat=True))
        take_over_tasks(plan=plan, actor=actor, now=then, keys=keys)


def _carry_out(plan: Plan, people: dict[str, Any], now: datetime) -> None:
    """The first phase is done; Mexico's lane is late by some days."""
    done = {
        "gtm": ("1.1", "Both crossings were counted for two weeks.", "Se midieron ambos cruces durante dos semanas."),
        "mex": ("1.2", "Hours agreed: 06:00 to 22:00.", "Horarios acordados: de 06:00 a 22:00."),
        "usa": ("1.3", "Advice given to both sides.", "Se asesoró a ambas partes."),
    }
    for side, (number, english, spanish) in done.items():
        actor: Any = people[f"coordinator.{side}"]
        with reading_as(actor.reader):
            item = ActionItem.objects.get(taken_from__plan=plan, title__contains=f" {number} ")
            reassign_item(item=item, actor=actor, now=now - timedelta(days=BEGAN - 1), assignee=actor)
            words = english if actor.language == "en" else spanish
            report_progress(item=item, actor=actor, now=now - timedelta(days=BEGAN - 18), standing="done", text=words)
    mexico: Any = people["coordinator.mex"]
    with reading_as(mexico.reader):
        item = ActionItem.objects.get(taken_from__plan=plan, title__contains=" 2.1 ")
        reassign_item(item=item, actor=mexico, now=now - timedelta(days=40), assignee=mexico)
        words = "La obra espera el asfalto; la entrega se retrasó dos semanas."
        report_progress(item=item, actor=mexico, now=now - timedelta(days=8), standing="at_risk", text=words)
    gtm = people["member.gtm"]
    with reading_as(gtm.reader):
        month = (now - timedelta(days=31)).date()
        count_month(plan=plan, actor=gtm, now=now, month=month, counts={"rescue": 4, "complaint": 12, "injury": 0})


def _both(title: tuple[str, str]) -> dict[str, str]:
    return dict(zip(("en", "es"), title, strict=True))
