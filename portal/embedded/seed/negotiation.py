"""The demo's statement under negotiation for the follow-up ministerial: a chair's text, brackets, positions, proposals."""

from datetime import datetime, timedelta
from typing import Any

from meetings.negotiation.operations.bracketing import open_brackets_in
from meetings.negotiation.operations.opening import open_statement
from meetings.negotiation.operations.proposing import draft_proposal, table_proposal
from meetings.negotiation.operations.speaking import take_position, write_comment
from meetings.negotiation.operations.stages import begin_negotiation
from meetings.negotiation.states import PositionValue, ProposalKind
from meetings.promises.operations import mark_promise
from meetings.promises.states import Due
from meetings.revisions.operations import issue_revision
from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph, ParagraphVersion, Statement, plain
from meetings.texts.blocks import split_text
from portal.core.people import Person
from portal.core.reader import reading_as
from portal.people.models import User

TITLE = {
    "en": "Joint statement on orderly and safe migration",
    "es": "Declaración conjunta sobre una migración ordenada y segura",
}
ENGLISH = """
The ministers of the three countries met to review what they had promised and to decide what comes next.

They took stock of the commitments made at their previous meeting and noted that most have been carried out.

They reaffirmed that border management and protection go together, with full respect for human dignity.

## Reception and orderly crossing

The delegations agree to establish a shared calendar of reception capacity at the crossings and to update it every week.

Each delegation will send its monthly figures to the shared dashboard within thirty days of the end of the month.

The delegations commit to widen seasonal labour pathways through fair recruitment and joint inspections.

## Protection

The delegations intend to:

- train border officials in the recognition of people in need of protection;

- publish a common guide to regular pathways in four languages.

The delegations will review progress every six months and make the result public in both languages on the same day.

They thanked the people and the Government of the host country for their hospitality.
"""
SPANISH = """
Las ministras y los ministros de los tres países se reunieron para examinar lo prometido y decidir los próximos pasos.

Hicieron balance de los compromisos asumidos en su reunión anterior y constataron que la mayoría se ha cumplido.

Reafirmaron que la gestión fronteriza y la protección van juntas, con pleno respeto de la dignidad humana.

## Recepción y cruce ordenado

Las delegaciones acuerdan establecer un calendario común de capacidad de recepción en los cruces y actualizarlo cada semana.

Cada delegación enviará sus cifras mensuales al tablero común en un plazo de treinta días a partir del fin de mes.

Las delegaciones se comprometen a ampliar el trabajo de temporada mediante contratación equitativa e inspecciones conjuntas.

## Protección

Las delegaciones tienen la intención de:

- capacitar a funcionarios fronterizos en el reconocimiento de personas necesitadas de protección;

- publicar una guía común de rutas regulares en tres idiomas.

Las delegaciones examinarán los avances cada seis meses y harán público el resultado en ambos idiomas el mismo día.

Agradecieron al pueblo y al Gobierno del país anfitrión su hospitalidad.
"""
LEAD_IN = {
    "en": "At their follow-up ministerial the three countries issued the following statement:",
    "es": "En su reunión ministerial de seguimiento los tres países emitieron la siguiente declaración:",
}
LISTS = {"en": "Guatemala\nMexico\nUnited States", "es": "Estados Unidos\nGuatemala\nMéxico"}
EVERYBODY = ("head.usa", "coordinator.mex", "coordinator.gtm")
# anchor: what the three said, in the order of EVERYBODY; None has said nothing.
POSITIONS: dict[str, tuple[str | None, str | None, str | None]] = {
    "p00": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p01": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p02": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p03": (PositionValue.AGREE, PositionValue.AD_REF, PositionValue.AGREE),
    "p04": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p05": (PositionValue.RESERVE, PositionValue.RESERVE, None),
    "p06": (None, PositionValue.AGREE, PositionValue.AGREE),
    "p07": (PositionValue.AGREE, PositionValue.RESERVE, PositionValue.AGREE),
    "p08": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p09": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p10": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
    "p12": (PositionValue.AGREE, PositionValue.OBJECT, None),
    "p13": (PositionValue.AGREE, PositionValue.AGREE, PositionValue.AGREE),
}


def seed_negotiation(people: dict[str, Any], meeting: Meeting, *, now: datetime) -> Statement:
    """A text that three delegations are negotiating, as it might stand some weeks before the meeting."""
    chair, began = people["head.gtm"], now - timedelta(days=12)
    blocks = {"en": split_text(ENGLISH.strip()), "es": split_text(SPANISH.strip())}
    with reading_as(chair.reader):
        facts: Any = {"meeting": meeting, "dated": meeting.starts_on, "chair": chair}
        facts |= {"title": TITLE, "blocks": blocks, "lead_in": LEAD_IN, "lists": LISTS}
        statement = open_statement(actor=chair, now=began, **facts)
        statement = begin_negotiation(statement=statement, actor=chair, now=began)
        issue_revision(statement=statement, actor=chair, now=began)
    _put_in_brackets(people, statement, now)
    with reading_as(chair.reader):
        issue_revision(statement=statement, actor=chair, now=now - timedelta(days=3))
    _take_positions(people, statement, now)
    _propose(people, statement, now)
    _insert(people, statement, now)
    _mark(people, statement, now)
    return statement


def _mark(people: dict[str, Any], statement: Statement, now: datetime) -> None:
    """Two passages marked as commitments: one says all, of the other nobody has said who leads and from when it counts."""
    mexico, united_states = people["coordinator.mex"], people["head.usa"]
    guide: dict[str, Any] = {
        "lead": "MEX",
        "supporting": ["GTM"],
        "due": Due.DATE,
        "due_on": statement.dated + timedelta(days=90),
    }
    figures = {"due": Due.RELATIVE, "due_text": {"en": "within thirty days", "es": "en un plazo de treinta días"}}
    for actor, anchor, facts in ((mexico, "p07", guide), (united_states, "p06", figures)):
        with reading_as(actor.reader):
            paragraph = Paragraph.objects.select_related("statement__meeting").get(statement=statement, anchor=anchor)
            version = ParagraphVersion.objects.filter(paragraph=paragraph).latest("seq")
            quotes = {language: plain(version.nodes, language) for language in statement.languages}
            mark_promise(
                paragraph=paragraph, seen=version.pk, actor=actor, now=now - timedelta(days=1), quotes=quotes, **facts
            )


def _put_in_brackets(people: dict[str, Any], statement: Statement, now: datetime) -> None:
    _bracket(
        people["head.usa"],
        statement,
        "p05",
        now - timedelta(days=6),
        en="The delegations [agree to establish] a shared calendar of reception capacity at the crossings [listed in the "
        "annex] and to update it every week.",
        es="Las delegaciones [acuerdan establecer] un calendario común de capacidad de recepción en los cruces [enumerados "
        "en el anexo] y actualizarlo cada semana.",
    )
    _bracket(
        people["coordinator.mex"],
        statement,
        "p12",
        now - timedelta(days=4),
        en="The delegations will review progress every [six] [three] months and make the result public in both languages on "
        "the same day.",
        es="Las delegaciones examinarán los avances cada [seis] [tres] meses y harán público el resultado en ambos idiomas el "
        "mismo día.",
    )


def _take_positions(people: dict[str, Any], statement: Statement, now: datetime) -> None:
    for place, mailbox in enumerate(EVERYBODY):
        actor = people[mailbox]
        with reading_as(actor.reader):
            for anchor, values in POSITIONS.items():
                if value := values[place]:
                    version = _present(statement, anchor)[1]
                    said: Any = {"version": version, "actor": actor, "value": value}
                    take_position(now=now - timedelta(days=2), **said)


def _propose(people: dict[str, Any], statement: Statement, now: datetime) -> None:
    mexico, united_states = people["coordinator.mex"], people["coordinator.usa"]
    english = (
        "Each delegation will send its monthly figures to the shared dashboard within forty-five days of the end of the "
        "month."
    )
    spanish = (
        "Cada delegación enviará sus cifras mensuales al tablero común en un plazo de cuarenta y cinco días a partir del fin "
        "de mes."
    )
    with reading_as(mexico.reader):
        tabled = _draft(
            mexico, statement, "p06", now, english, spanish, "Thirty days are too short for the states to report."
        )
        table_proposal(proposal=tabled, actor=mexico, now=now - timedelta(days=1))
        paragraph = _present(statement, "p06")[0]
        shared: Any = {"text": "¿Podría cada delegación decir cuánto tarda hoy?", "is_shared": True}
        write_comment(paragraph=paragraph, actor=mexico, now=now - timedelta(days=1), **shared)
    with reading_as(united_states.reader):
        paragraph = _present(statement, "p07")[0]
        own: Any = {"text": "Hold until the labour department has answered.", "is_shared": False}
        write_comment(paragraph=paragraph, actor=united_states, now=now - timedelta(hours=20), **own)
        _draft(
            united_states,
            statement,
            "p07",
            now,
            "The delegations commit to widen seasonal labour pathways through fair recruitment.",
            "Las delegaciones se comprometen a ampliar las vías de trabajo de temporada mediante contratación equitativa.",
            "A fallback, if inspections are not acceptable.",
        )


def _insert(people: dict[str, Any], statement: Statement, now: datetime) -> None:
    """A new paragraph that Guatemala tables and one that the United States keeps to itself so far."""
    guatemala, united_states = people["coordinator.gtm"], people["coordinator.usa"]
    facts: Any = {"statement": statement, "now": now - timedelta(hours=30), "kind": ProposalKind.INSERT}
    with reading_as(guatemala.reader):
        words = {
            "en": "The delegations will open a joint telephone line for families who look for a relative.",
            "es": "Las delegaciones abrirán una línea telefónica conjunta para las familias que buscan a un familiar.",
        }
        why = "The consulates are asked for it every day."
        after = _present(statement, "p11")[0]
        tabled = draft_proposal(actor=guatemala, after=after, texts=[words], rationale=why, **facts)
        table_proposal(proposal=tabled, actor=guatemala, now=facts["now"])
    with reading_as(united_states.reader):
        own = {
            "en": "The delegations will meet at technical level within ninety days.",
            "es": "Las delegaciones se reunirán a nivel técnico en un plazo de noventa días.",
        }
        draft_proposal(actor=united_states, after=_present(statement, "p12")[0], texts=[own], **facts)


def _draft(actor: Person, statement: Statement, anchor: str, now: datetime, en: str, es: str, rationale: str) -> Any:
    paragraph, base = _present(statement, anchor)
    facts: Any = {"paragraph": paragraph, "base": base, "texts": [{"en": en, "es": es}], "rationale": rationale}
    return draft_proposal(
        statement=statement, actor=actor, now=now - timedelta(days=1), kind=ProposalKind.REPLACE, **facts
    )


def _bracket(actor: User, statement: Statement, anchor: str, at: datetime, **texts: str) -> None:
    with reading_as(actor.reader):
        paragraph, base = _present(statement, anchor)
        open_brackets_in(statement=statement, paragraph=paragraph, base=base, actor=actor, now=at, texts=texts)


def _present(statement: Statement, anchor: str) -> tuple[Paragraph, ParagraphVersion]:
    rows = Paragraph.objects.select_related("statement__meeting")
    paragraph = rows.get(statement=statement, anchor=anchor)
    versions = ParagraphVersion.objects.select_related("paragraph__statement__meeting")
    return paragraph, versions.filter(paragraph=paragraph).latest("seq")
