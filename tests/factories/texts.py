"""What people do with a text, by the real operations, each as the person who does it."""

from typing import Any

from django.db import connection, transaction

import meetings.alignment.operations
import meetings.concordance.operations
import meetings.exchange.operations
import meetings.negotiation.operations
import meetings.promises.operations
import meetings.revisions.operations
import meetings.statements.operations
from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalKind
from meetings.statements.gate import lock_statement
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.present import read_present
from meetings.statements.states import Status
from portal.core.reader import reading_as
from tests.factories.work import NOW

OPERATIONS = {
    name: getattr(slice_.operations, name)
    for slice_ in (
        meetings.statements, meetings.revisions, meetings.concordance, meetings.negotiation, meetings.alignment,
        meetings.exchange, meetings.promises,
    )
    for name in dir(slice_.operations)
    if callable(getattr(slice_.operations, name))
}  # fmt: skip

NEW = {"en": "New.", "es": "Nuevo."}
# Paragraph 2 commits by a word that no row of the glossary agrees to, paragraph 3 has another number.
DIFFERING = {
    "en": "The delegations met.\n\nThey intend to open 3 offices.\n\nThey meet again in 12 months.",
    "es": "Las delegaciones se reunieron.\n\nPretenden abrir 3 oficinas.\n\nSe reúnen de nuevo en 10 meses.",
}
EN, ES = "The delegations will establish a shared calendar.", "Las delegaciones establecerán un calendario común."


def do(actor: Any, operation: str, now: Any = NOW, **facts: Any) -> Any:
    """Run an operation of a text slice, named without its slice, as a person."""
    with reading_as(actor.reader):
        return OPERATIONS[operation](actor=actor, now=now, **facts)


def at(actor, statement, number=2):
    """(paragraph, its present version) as somebody sees them."""
    with reading_as(actor.reader):
        paragraph = Paragraph.objects.select_related("statement__meeting").get(
            statement=statement, anchor=f"p{number:02}"
        )
        return paragraph, ParagraphVersion.objects.select_related("paragraph__statement__meeting").filter(
            paragraph=paragraph
        ).latest("seq")


def run(sql, *values):
    """One statement past the operations, with what is checked at the end of a transaction checked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def written_text(actor, statement):
    """The paragraphs below the title, in English."""
    with reading_as(actor.reader):
        return [line.texts["en"] for line in read_present(statement).body]


def propose(actor, statement, number=2, *, table=True, **facts):
    paragraph, base = at(actor, statement, number)
    values = {"kind": ProposalKind.REPLACE, "paragraph": paragraph, "base": base, "texts": [{"en": EN, "es": ES}]}
    drafted = do(actor, "draft_proposal", statement=statement, **(values | facts))
    return do(actor, "table_proposal", proposal=drafted) if table else drafted


CALENDAR = {
    "en": "The delegations agree to establish a shared calendar.",
    "es": "Las delegaciones acuerdan establecer un calendario común.",
}


def make_promise(actor: Any, statement: Any, number: int = 2, quotes: Any = None, **facts: Any) -> Any:
    """Words of a paragraph, marked as a commitment; those of the second one of the chair's text, where none are given."""
    paragraph, version = at(actor, statement, number)
    values = {"paragraph": paragraph, "seen": version.pk, "quotes": quotes or CALENDAR}
    return do(actor, "mark_promise", **(values | facts))


def consent(proposal, *actors):
    for actor in actors:
        do(actor, "answer_proposal", proposal=proposal, reply="consent")


def bracket(actor, statement, number=2, **texts):
    paragraph, base = at(actor, statement, number)
    return do(actor, "open_brackets_in", statement=statement, paragraph=paragraph, base=base, texts=texts)


def end(statement: Any, chair: Any, *heads: Any, reason: str = "No agreement.") -> None:
    """The text ends without an agreement: its chair proposes it, the heads of all others consent."""
    ending = do(chair, "propose_ending", statement=statement, reason=reason)
    for head in heads:
        do(head, "answer_ending", ending=ending, reply="consent")


def status_of(proposal, actor):
    with reading_as(actor.reader):
        return TextProposal.objects.get(pk=proposal.pk).status


def reload(statement: Statement) -> Statement:
    return Statement.objects.select_related("meeting").get(pk=statement.pk)


def align(world: Any, statement: Statement) -> Statement:
    """In alignment, as the chair's step leaves it; what that step asks for is tested beside it."""
    with reading_as(world.gtm.head.reader):
        locked = lock_statement(statement)
        locked.status = Status.ALIGNMENT
        locked.save(update_fields=["status"])
        return reload(statement)


def name(side: Any, statement: Statement, person: Any, language: str) -> Any:
    return do(side.head, "name_reviewer", statement=statement, person=person, language=language)


def review_all(actor: Any, statement: Statement, language: str) -> None:
    with reading_as(actor.reader):
        versions = [line.version for line in read_present(statement).lines]
    do(actor, "mark_reviewed", statement=statement, language=language, versions=versions)


def certify_by(actor: Any, statement: Statement) -> Any:
    return do(actor, "certify", statement=statement)


def add_word(world: Any, row: Any) -> Any:
    """A word of the group's glossary, written by the secretariat."""
    with reading_as(world.sec.coordinator.reader):
        return OPERATIONS["add_word"](word=row, actor=world.sec.coordinator)
