"""The texts that are measured. One is under negotiation: 120 paragraphs, 40 open brackets, more than 2,000 positions, two
revisions of 5,000 words. The other is released, with 40 paragraphs in each language."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from typing import Any

from meetings.negotiation.models import Position
from meetings.negotiation.operations.opening import open_statement
from meetings.negotiation.operations.proposing import answer_proposal, draft_proposal, table_proposal
from meetings.negotiation.operations.stages import begin_negotiation
from meetings.negotiation.states import PositionValue, ProposalKind
from meetings.release.operations import release_due
from meetings.revisions.operations import issue_revision
from meetings.rounds.models import Meeting
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.texts.blocks import split_text
from portal.core.reader import reading_as
from portal.people.models import User
from tests.factories.closing import freeze, schedule, sign_all

RELEASED = 40
PARAGRAPHS, BRACKETS, TURNS, CHANGED = 120, 40, 6, 30
TITLE = {"en": "Statement of 120 paragraphs", "es": "Declaración de 120 párrafos"}
RELEASED_TITLE = {"en": "Joint statement of 40 paragraphs", "es": "Declaración conjunta de 40 párrafos"}
# Each turn a sentence: about forty words a paragraph in either language.
SENTENCES = [
    (
        "the delegations will keep a shared calendar of reception capacity and bring it up to date every week",
        "las delegaciones mantendrán un calendario común de capacidad de recepción y lo actualizarán cada semana",
    ),
    (
        "they recognise the work of the communities that receive families and will support it with training",
        "reconocen la labor de las comunidades que reciben a familias y la apoyarán con formación",
    ),
    (
        "each of them names a contact point for fair recruitment and answers its questions within ten days",
        "cada una designa un punto de contacto para la contratación equitativa y responde en diez días",
    ),
    (
        "the figures on regular pathways are published in both languages on the same day of each month",
        "las cifras sobre vías regulares se publican en ambos idiomas el mismo día de cada mes",
    ),
    (
        "officials learn to recognise persons in need of protection before they decide on their entry",
        "los funcionarios aprenden a reconocer a las personas que necesitan protección antes de decidir",
    ),
]


def seed_table(people: dict[str, User], meeting: Meeting, now: datetime) -> str:
    """A text under negotiation at a meeting, with two revisions issued; returns its slug."""
    chair = people["head.gtm"]
    text = _open(chair, meeting, TITLE, list(islice(_paragraphs(), PARAGRAPHS)), now)
    with reading_as(chair.reader):
        issue_revision(statement=text, actor=chair, now=now)
    for number in range(CHANGED):
        _change(people, text, f"p{BRACKETS + 1 + number * 2:02}", now)
    with reading_as(chair.reader):
        issue_revision(statement=text, actor=chair, now=now)
    _take_positions(people, text, now)
    return str(text.slug)


def seed_release(people: dict[str, User], meeting: Meeting, now: datetime) -> str:
    """A text of a meeting that was released; returns its public slug."""
    heads, office = {code: people[f"head.{code.lower()}"] for code in ("GTM", "USA", "MEX")}, people["secretariat"]
    lines = list(islice(_paragraphs(), BRACKETS, BRACKETS + RELEASED))
    text = freeze(_open(heads["GTM"], meeting, RELEASED_TITLE, lines, now), office, now - timedelta(hours=3))
    text = sign_all(text, heads, office, now - timedelta(hours=2))
    schedule(text, heads, office, now - timedelta(hours=1), at=now)
    (released,) = release_due(lambda: now)
    return str(released.slug)


def _open(
    chair: User, meeting: Meeting, title: dict[str, str], lines: list[dict[str, str]], now: datetime
) -> Statement:
    blocks = {code: split_text("\n\n".join(line[code] for line in lines)) for code in ("en", "es")}
    with reading_as(chair.reader):
        text = open_statement(
            meeting=meeting, actor=chair, now=now, title=title, blocks=blocks, dated=meeting.starts_on, chair=chair
        )
        return begin_negotiation(statement=text, actor=chair, now=now)


def _paragraphs() -> Iterator[dict[str, str]]:
    for number in count():
        chosen = [SENTENCES[(number + step) % len(SENTENCES)] for step in (0, number // 5 + 1, number // 7 + 2)]
        doubt = number < BRACKETS
        yield {
            "en": "; ".join(each[0] for each in chosen)
            + (" [USA: where funds allow] [MEX: at once]." if doubt else "."),
            "es": "; ".join(each[1] for each in chosen)
            + (" [USA: si hay fondos] [MEX: de inmediato]." if doubt else "."),
        }


def _change(people: dict[str, User], text: Statement, anchor: str, now: datetime) -> None:
    """Other words for a paragraph, with everybody's consent."""
    tabler, *others = (people[name] for name in ("head.usa", "coordinator.mex", "coordinator.gtm"))
    with reading_as(tabler.reader):
        paragraph = Paragraph.objects.get(statement=text, anchor=anchor)
        base = ParagraphVersion.objects.filter(paragraph=paragraph).latest("seq")
        words = {
            code: nodes[0]["v"].replace("each", "every").replace("cada", "toda") for code, nodes in base.nodes.items()
        }
        words = {code: f"{each.removesuffix('.')}; {SENTENCES[0][code == 'es']}." for code, each in words.items()}
        facts: dict[str, Any] = {"kind": ProposalKind.REPLACE, "paragraph": paragraph, "base": base, "texts": [words]}
        draft = draft_proposal(statement=text, actor=tabler, now=now, **facts)
        proposal = table_proposal(proposal=draft, actor=tabler, now=now)
    for other in others:
        with reading_as(other.reader):
            answer_proposal(proposal=proposal, actor=other, now=now, reply="consent")


def _take_positions(people: dict[str, User], text: Statement, now: datetime) -> None:
    values = list(PositionValue.values)
    for side in ("usa", "mex", "gtm"):
        speaker = people[f"coordinator.{side}"]
        with reading_as(speaker.reader):
            newest = ParagraphVersion.objects.filter(paragraph__statement=text).order_by("paragraph_id", "-seq")
            versions = list(newest.distinct("paragraph_id").values_list("pk", flat=True))
            marks = {"releasable_to": text.releasable_to, "editable_by": [speaker.code], "delegation_id": speaker.code}
            Position.objects.bulk_create(
                Position(
                    version_id=version,
                    number=turn + 1,
                    value=values[(place + turn) % len(values)],
                    by_name=speaker.name,
                    at=now,
                    **marks,
                )
                for place, version in enumerate(versions)
                for turn in range(TURNS)
            )
