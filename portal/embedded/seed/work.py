"""The demo's commitments, action items and reports: in every state, some of them late."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from meetings.agendas.models import Item
from meetings.promises.states import Basis, Due
from meetings.rounds.models import Meeting
from meetings.statements.models import Statement
from meetings.statements.operations import bring_statement
from meetings.texts.blocks import split_text
from portal.core.people import Person
from portal.core.reader import reading_as
from portal.embedded.seed import text
from portal.people.models import User
from portal.people.states import Role
from workinggroup.actionitems.filtering import NOBODY, ItemFilter
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations import (
    accept_item,
    add_dependency,
    add_step,
    add_supporter,
    ask_more_time,
    assign_action_item,
    drop_item,
    estimate_item,
    keep_template,
    note_item,
    prioritise_items,
    report_progress,
    save_filter,
    tick_step,
    verify_item,
    watch_item,
)
from workinggroup.actionitems.states import Priority, ProgressRating
from workinggroup.actionitems.templating import Counted, Step
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import (
    Decision,
    add_figure,
    add_indicator,
    add_milestone,
    confirm_commitments,
    reach_milestone,
)
from workinggroup.commitments.queries import review_of
from workinggroup.reminders.answering import acknowledge_deadlines
from workinggroup.reminders.being_away import enter_absence
from workinggroup.reminders.cadence import read_cadence
from workinggroup.reminders.choosing import choose_cadence
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.states import Level

# The number of the paragraph, who leads, who supports, under which theme. Passages that are not listed wait to be gone through.
LEADS = {
    "p04": ("USA", ["MEX", "GTM"], "root-causes"),
    "p05": ("GTM", ["MEX"], "root-causes"),
    "p06": ("USA", [], "root-causes"),
    "p09": ("MEX", ["USA", "GTM"], "lawful-pathways"),
    "p10": ("MEX", ["GTM"], "lawful-pathways"),
    "p12": ("GTM", ["USA"], "lawful-pathways"),
    "p15": ("MEX", ["GTM"], "irregular-flows"),
    "p16": ("GTM", ["MEX", "USA"], "irregular-flows"),
}

# Soon after the ministerial, so that the one of May 2024 asked for reports already.
BROUGHT_AT, CONFIRMED_AT = datetime(2024, 3, 4, 15, tzinfo=UTC), datetime(2024, 3, 18, 16, tzinfo=UTC)

# paragraph, mailbox of the coordinator who assigns, owner or None, title, due: days from today, ("weeks", n) or ("workdays", n)
ITEMS: list[tuple[int, str, str | None, str, int | tuple[str, int]]] = [
    (4, "usa", "member.usa", "Training places in six municipalities: list and budget", -12),
    (4, "mex", "member.mex", "Acuerdo con los institutos de formación de Chiapas", 9),
    (6, "usa", "member.usa", "First call for irrigation projects in the Dry Corridor", ("weeks", 2)),
    (6, "usa", None, "Report on the fund for the ministers", ("workdays", 5)),
    (5, "gtm", "member.gtm", "Feria de pequeños productores: sede, fecha y convocatoria", -5),
    (9, "mex", "member.mex", "Guía común de permisos de trabajo: texto en español", ("weeks", 2)),
    (10, "mex", "coordinator.mex", "Primera inspección conjunta de agencias de contratación", 12),
    (12, "gtm", "member.gtm", "Segunda oficina regional: contrato y personal", ("weeks", 1)),
    (15, "mex", "member.mex", "Lista de contactos en los cruces del sur", -1),
    (16, "gtm", "coordinator.gtm", "Calendario semanal de capacidad de los centros", 16),
    (12, "usa", "member.usa", "Call for proposals for the regional offices: terms of reference", 4),
    (5, "mex", "member.mex", "Traslado del instituto de Tapachula a otra sede", 20),
]

DASHBOARD = "Shared dashboard: figures that differ"

# item, who, what they do, with which facts, days ago
LIFE: list[tuple[int, str, Any, dict[str, Any], int]] = [
    (0, "member.usa", accept_item, {}, 58),
    (1, "member.mex", accept_item, {}, 55),
    (8, "member.mex", accept_item, {}, 50),
    (10, "member.usa", accept_item, {}, 40),
    (11, "coordinator.mex", drop_item, {"reason": "El instituto se queda en su sede; la obra ya no hace falta."}, 9),
]

# item (its place in ITEMS), who reports, how it stands, words, days ago
REPORTS: list[tuple[int, str, str, str, int]] = [
    (0, "member.usa", ProgressRating.ON_TRACK, "Four of six municipalities have named their training centres.", 30),
    (0, "member.usa", ProgressRating.AT_RISK, "Two municipalities have not answered; the budget waits for them.", 14),
    (4, "member.gtm", ProgressRating.AT_RISK, "La sede propuesta no está disponible; se buscan otras dos.", 10),
    (
        5,
        "member.mex",
        ProgressRating.ON_TRACK,
        "El borrador está completo; falta la revisión de los cuatro idiomas mayas.",
        6,
    ),
    (9, "coordinator.gtm", ProgressRating.DONE, "El calendario se publica cada lunes desde hace tres semanas.", 3),
    (
        2,
        "member.usa",
        ProgressRating.BLOCKED,
        "The call cannot open before the fund's board has met; it has no date.",
        4,
    ),
    (10, "member.usa", ProgressRating.DONE, "Published, with a deadline of thirty days.", 12),
]


def seed_work(people: dict[str, Any], washington: Meeting, follow_up: Meeting, *, now: datetime) -> None:
    """Bring in the statement, confirm most of its commitments, assign and report; plan reminders as of a week ago."""
    secretariat = people["secretariat"]
    with reading_as(secretariat.reader):
        statement = bring_statement(
            meeting=washington,
            actor=secretariat,
            now=BROUGHT_AT,
            title=text.TITLE,
            blocks={"en": split_text(text.ENGLISH), "es": split_text(text.SPANISH)},
            dated=date(2024, 2, 28),
            slug="washington-joint-statement-2024",
        )
        _confirm(statement, secretariat, CONFIRMED_AT)
    items = [_assign(record, people, follow_up, now) for record in ITEMS]
    for place, mailbox, operation, facts, ago in LIFE:
        with reading_as(people[mailbox].reader):
            operation(item=items[place], actor=people[mailbox], now=now - timedelta(days=ago), **facts)
    for place, mailbox, standing, words, ago in REPORTS:
        with reading_as(people[mailbox].reader):
            at = now - timedelta(days=ago)
            report_progress(item=items[place], actor=people[mailbox], now=at, standing=standing, text=words)
    with reading_as(people["coordinator.usa"].reader):
        verify_item(item=items[10], actor=people["coordinator.usa"], now=now - timedelta(days=11))
        ours = [each.pk for each in items if each.delegation_id == "USA"][:2]
        prioritise_items(
            items=ours, actor=people["coordinator.usa"], now=now - timedelta(days=2), priority=Priority.HIGH
        )
    _track(people, now)
    _wait(items, people, now)
    _prepare(items[0], people, now)
    with reading_as(people["member.mex"].reader):
        until, words = (
            now.date() + timedelta(days=14),
            "Falta la lista de uno de los cruces; la entregan la semana próxima.",
        )
        ask_more_time(
            item=items[8], actor=people["member.mex"], now=now - timedelta(days=2), due_on=until, reason=words
        )
    _take_from_agenda(people["coordinator.gtm"], people["member.gtm"], follow_up, now)
    _choose(people, now - timedelta(days=30))
    # As if the portal had been running: the rungs and overdue notices of the last days are planned and due.
    plan_all(now=now - timedelta(days=8))
    _acknowledge(items[0], people["member.usa"], now)
    _be_away(people["member.usa"], people["coordinator.usa"], now)


def _take_from_agenda(coordinator: Any, owner: Any, meeting: Meeting, now: datetime) -> None:
    """Work for the follow-up that no commitment asks for: a row of its agenda does."""
    with reading_as(coordinator.reader):
        row = Item.objects.select_related("agenda__meeting").get(agenda__meeting=meeting, title__en=DASHBOARD)
        made = {
            "title": "Cuadro de las cifras que difieren, con sus notas",
            "assignee": owner,
            "now": now - timedelta(days=7),
        }
        assign_action_item(agenda_item=row, actor=coordinator, workdays_before=5, counted_from=meeting, **made)


def _track(people: dict[str, Any], now: datetime) -> None:
    """Guatemala keeps a milestone that is reached, one that is late, and a figure that rises; the second regional office."""
    lead, today = people["coordinator.gtm"], now.date()
    with reading_as(lead.reader):
        office = Commitment.objects.select_related("statement").get(paragraph__anchor="p12")
        act: dict[str, Any] = {"actor": lead, "now": now - timedelta(days=30)}
        steps = [
            add_milestone(commitment=office, name={"en": english, "es": spanish}, due_on=today - timedelta(days=ago), **act)
            for english, spanish, ago in (
                ("Premises rented", "Local arrendado", 40), ("Staff appointed", "Personal nombrado", 6),
                ("Open to the public", "Abierta al público", -45),
            )
        ]  # fmt: skip
        signed, evidence = today - timedelta(days=38), "Contrato de arrendamiento firmado."
        reach_milestone(milestone=steps[0], actor=lead, today=today, done_on=signed, evidence=evidence)
        heard = add_indicator(
            commitment=office, name={"en": "Consultations a month", "es": "Consultas al mes"},
            unit={"en": "consultations", "es": "consultas"}, baseline=Decimal(400), target=Decimal(900), **act,
        )  # fmt: skip
        for ago, value in ((150, 420), (120, 455), (90, 510), (60, 640), (30, 690)):
            day, source = today - timedelta(days=ago), "Informe mensual de la oficina"
            add_figure(indicator=heard, today=today, day=day, value=Decimal(value), source=source, **act)


def _wait(items: list[ActionItem], people: dict[str, Any], now: datetime) -> None:
    """The report on the fund comes after the call and after a list that Mexico owes; the call takes long."""
    for item, mailbox, duration, waits_for in ((2, "member.usa", 20, []), (3, "coordinator.usa", 5, [2, 8])):
        with reading_as(people[mailbox].reader):
            act: dict[str, Any] = {"item": items[item], "actor": people[mailbox], "now": now - timedelta(days=3)}
            estimate_item(**act, duration=duration)
            for other in waits_for:
                add_dependency(**act, reference=items[other].reference)


def _prepare(item: ActionItem, people: dict[str, Any], now: datetime) -> None:
    """Its checklist, what each of two sides notes of it for itself, who supports it and who watches it; a filter that
    a coordinator keeps."""
    owner, watcher = people["member.usa"], people["member.mex"]
    with reading_as(owner.reader):
        words = ("Letters to the six municipalities", "Costs of each place", "Budget agreed with the fund")
        steps = [add_step(item=item, actor=owner, text=text) for text in words]
        tick_step(step=steps[0], actor=owner, now=now - timedelta(days=20), is_done=True)
        add_supporter(item=item, actor=owner, now=now - timedelta(days=20), person=people["coordinator.usa"])
        text = "The fund has said yes by telephone; nothing in writing yet."
        note_item(item=item, actor=owner, now=now - timedelta(days=13), text=text)
    coordinator = people["coordinator.usa"]
    with reading_as(coordinator.reader):
        save_filter(actor=coordinator, name="Late, nobody's", asked=ItemFilter(show="late", owner=NOBODY))
        chain = [
            Step("Collect what the offices say", 18, Counted.BEFORE, Role.MEMBER),
            Step("Draft the paper in both languages", 5, Counted.AFTER, Role.NEGOTIATOR),
            Step("Clear it with the ministry", 3, Counted.AFTER, Role.DEPUTY),
            Step("Send it to the secretariat", 5, Counted.BEFORE, Role.COORDINATOR),
        ]
        keep_template(actor=coordinator, now=now - timedelta(days=30), name="Paper for the ministerial", steps=chain)
    with reading_as(watcher.reader):
        watch_item(item=item, actor=watcher)
        text = "De esto depende nuestro acuerdo con los institutos de Chiapas."
        note_item(item=item, actor=watcher, now=now - timedelta(days=9), text=text)


def _choose(people: dict[str, Any], now: datetime) -> None:
    """Mexico wants papers ten working days before; its head for himself a fortnight before, too."""
    for mailbox, level, rungs in (
        ("coordinator.mex", Level.SIDE, ["-10w !", "-3d", "-1w coordinator"]),
        ("head.mex", Level.OWN, ["-14d"]),
    ):
        with reading_as(people[mailbox].reader):
            facts = {"level": level, "kind": "papers", "actor": people[mailbox], "now": now}
            choose_cadence(**facts, rungs=read_cadence(rungs))


def _acknowledge(item: ActionItem, owner: User, now: datetime) -> None:
    """Its owner knows of it and pauses the optional reminders for some days."""
    until, at = (now + timedelta(days=6)).date(), now - timedelta(days=1)
    words = "On mission in the six municipalities until then."
    with reading_as(owner.reader):
        things = [("action_item", item.pk)]
        acknowledge_deadlines(things=things, actor=owner, now=at, rest_until=until, reason=words)


def _be_away(person: User, substitute: User, now: datetime) -> None:
    """The person will be away next week; somebody is reminded in their place."""
    days = {"first": (now + timedelta(days=8)).date(), "last": (now + timedelta(days=14)).date()}
    with reading_as(person.reader):
        enter_absence(person=person, substitute=substitute, actor=person, now=now - timedelta(days=1), **days)


def _confirm(statement: Statement, actor: Person, now: datetime) -> None:
    decisions = [
        Decision(
            paragraph=passage.line.id,
            spans=passage.spans,
            strength=passage.strength,
            due_text=passage.due_text,
            due_on=None if passage.due == Due.RELATIVE else passage.due_on,
            due=passage.due,
            basis=Basis.MEETING if passage.due == Due.RELATIVE else "",
            lead=LEADS[passage.line.anchor][0],
            supporting=LEADS[passage.line.anchor][1],
            theme=LEADS[passage.line.anchor][2],
        )
        for passage in review_of(statement, actor).passages
        if passage.line.anchor in LEADS
    ]
    confirm_commitments(statement=statement, actor=actor, now=now, decisions=decisions)


def _assign(
    record: tuple[int, str, str | None, str, int | tuple[str, int]],
    people: dict[str, Any],
    follow_up: Meeting,
    now: datetime,
) -> ActionItem:
    number, side, owner, title, due = record
    coordinator = people[f"coordinator.{side}"]
    with reading_as(coordinator.reader):
        commitment = Commitment.objects.filter(paragraph__anchor=f"p{number:02}").order_by("number").first()
        assert commitment
        counted: dict[str, Any] = (
            {f"{due[0]}_before": due[1], "counted_from": follow_up} if isinstance(due, tuple) else {}
        )
        return assign_action_item(
            commitment=commitment,
            actor=coordinator,
            now=now - timedelta(days=60),
            title=title,
            assignee=people[owner] if owner else None,
            due_on=None if isinstance(due, tuple) else now.date() + timedelta(days=due),
            **counted,
        )
