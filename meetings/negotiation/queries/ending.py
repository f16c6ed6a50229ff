"""What is proposed about ending a text without an agreement, who consents, and who is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext

from meetings.negotiation import rules
from meetings.negotiation.models import Ending, EndingReply
from meetings.negotiation.states import Reply
from meetings.statements.models import Statement
from meetings.statements.queries import texts_at
from meetings.statements.states import NEXT, Status
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.people.models import User
from portal.people.states import Role


def standing_ending(statement: Statement) -> Ending | None:
    """The proposal to end this text that counts in its stage, None where none does. One SQL query at most."""
    if Status.ABANDONED not in NEXT[statement.status]:
        return None
    found: Ending | None = Ending.objects.filter(
        statement=statement, turn=statement.turns, withdrawn_at__isnull=True
    ).first()
    return found


def last_replies(ending: Ending) -> dict[str, EndingReply]:
    """Each party's last word to it, by code. One SQL query."""
    return {each.delegation_id: each for each in ending.replies.order_by("number")}


def missing_consents(
    ending: Ending, statement: Statement, replies: Mapping[str, EndingReply] | None = None
) -> list[str]:
    """The parties that have not consented, in order: the chair's has by proposing. Two SQL queries at most."""
    said = last_replies(ending) if replies is None else replies
    given = {code for code, each in said.items() if each.reply == Reply.CONSENT} | {ending.delegation_id}
    return [code for code in statement.active_parties if code not in given]


@dataclass(frozen=True)
class Answered:
    """One party beside the proposal: what it last said, and who can speak for it where it has not consented."""

    code: str
    reply: EndingReply | None
    proposes: bool
    heads: tuple[str, ...]

    @property
    def look(self) -> tuple[str, str, str]:
        """(kind of status, shape, words)."""
        if self.proposes:
            return "ok", "ok", gettext("Consents by proposing")
        if self.reply is None:
            return "open", "open", gettext("Has not answered")
        if self.reply.reply == Reply.CONSENT:
            return "ok", "ok", gettext("Consents")
        return "bad", "late", gettext("Does not consent")


@dataclass(frozen=True)
class EndingPage:
    """The proposal that stands, for one reader: each party's word, who is missing, and what the reader may do."""

    ending: Ending
    answers: list[Answered]
    missing: list[str]
    may_answer: bool
    may_withdraw: bool


def ending_page(statement: Statement, user: Person) -> EndingPage | None:
    """What is proposed about ending a text, as one person sees it. One SQL query, and three more where something is."""
    ending = standing_ending(statement)
    if ending is None:
        return None
    replies = last_replies(ending)
    missing = missing_consents(ending, statement, replies)
    parties, heads = statement.active_parties, _heads(missing)
    answers = [Answered(code, replies.get(code), code == ending.delegation_id, heads.get(code, ())) for code in parties]
    is_asked = user.code in parties and user.code != ending.delegation_id
    return EndingPage(
        ending,
        answers,
        missing,
        may_answer=is_asked and rules.can_answer_ending(user, statement),
        may_withdraw=rules.can_chair(user, statement),
    )


def past_endings(statement: Statement, standing: Ending | None) -> list[tuple[Ending, str]]:
    """Earlier proposals to end the text, latest first, each with what became of it. Three SQL queries at most."""
    rows = Ending.objects.filter(statement=statement).order_by("-at", "-id")
    return [(each, _fate(each, statement)) for each in rows if standing is None or each.pk != standing.pk]


def _fate(ending: Ending, statement: Statement) -> str:
    if ending.withdrawn_at is not None:
        day = times.short_day(times.local(ending.withdrawn_at, statement.meeting.time_zone).date())
        return gettext("withdrawn by %(name)s on %(day)s") % {"name": ending.withdrawn_by_name, "day": day}
    was_last = statement.status == Status.ABANDONED and ending.turn == statement.turns - 1
    if was_last and not missing_consents(ending, statement):
        return gettext("all parties consented, and the text ended")
    return gettext("void: the text went to another stage")


def _heads(codes: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    rows = User.objects.filter(membership__delegation__in=codes, membership__role=Role.HEAD, is_active=True)
    for code, name in rows.order_by("name").values_list("membership__delegation", "name"):
        found[code] = (*found.get(code, ()), name)
    return found


# Each proposal to end a text that stands, and the parties that have said nothing to it.
ASKED = KeptStatement("""
SELECT ending.statement_id, party.delegation_id
FROM meetings_ending AS ending
    JOIN meetings_statement AS text ON text.id = ending.statement_id AND text.turns = ending.turn
    JOIN meetings_party AS party ON party.statement_id = text.id AND party.status = 'active'
WHERE ending.withdrawn_at IS NULL AND party.delegation_id <> ending.delegation_id AND NOT EXISTS (
    SELECT FROM meetings_endingreply AS reply WHERE reply.ending_id = ending.id AND reply.delegation_id = party.delegation_id)
ORDER BY ending.at, ending.statement_id, party.delegation_id
""")


def asked() -> tuple[tuple[UUID, str], ...]:
    """Each text that is proposed to be ended, with a party that has said nothing to it. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        return tuple(cursor.fetchall())


ASKED_OF: Remembered[tuple[tuple[UUID, str], ...]] = Remembered(asked)


def endings_waiting(user: Person, moment: Moment) -> list[Statement]:
    """For a party's head: the texts that the chair proposes to end and to which it has said nothing. One SQL query where there
    are some, and one more when their keys are not remembered."""
    if user.role != Role.HEAD or not user.code:
        return []
    keys = [statement for statement, code in ASKED_OF(moment) if code == user.code]
    return sorted(texts_at(keys, moment).values(), key=lambda text: (text.dated, text.pk))
