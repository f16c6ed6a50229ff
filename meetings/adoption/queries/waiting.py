"""Which final texts wait for a delegation's signature, who of those waited for was reminded when, and who did not sign."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from meetings.adoption.models import SignOff
from meetings.adoption.queries.standing import final_by, standing_of, stands
from meetings.adoption.states import SignOffKind
from meetings.statements.models import Statement
from meetings.statements.states import PartyStatus, Status
from portal.audit.models import Entry
from portal.people.models import User
from portal.people.states import Role

REFUSED = "meetings.statement.sign_off_refused"
REMINDED = "meetings.statement.signers_reminded"
# So long after a reminder the next one may follow.
REMIND_AGAIN = timedelta(days=1)


def unsigned_by(code: str) -> list[tuple[Statement, SignOff | None]]:
    """The texts open for signature that a party has not signed for good, with its signature ad referendum where there is
    one. Three SQL queries at most."""
    texts = Statement.objects.read_with(code).filter(
        status=Status.SIGN_OFF, sides__delegation=code, sides__status=PartyStatus.ACTIVE
    )
    found = list(texts.select_related("meeting").prefetch_related("sides").order_by("dated", "pk"))
    rows = SignOff.objects.filter(statement__in=found, delegation=code, revoked_at__isnull=True) if found else []
    given: dict[object, dict[str, SignOff]] = {}
    for each in rows:
        given.setdefault(each.statement_id, {}).update(_standing(each, found))
    waiting = []
    for text in found:
        mine = given.get(text.pk, {})
        if SignOffKind.FINAL not in mine:
            waiting.append((text, mine.get(SignOffKind.AD_REF)))
    return waiting


def _standing(each: SignOff, texts: list[Statement]) -> dict[str, SignOff]:
    text = next(text for text in texts if text.pk == each.statement_id)
    parties = [side.delegation_id for side in text.sides.all() if side.status == PartyStatus.ACTIVE]
    return {each.kind: each} if stands(each, text, parties) else {}


def unsigned_parties(statement: Statement) -> list[str]:
    """The parties that have not signed a text for good, as they sit. Two SQL queries."""
    parties = statement.active_parties
    signed = final_by(standing_of(statement, parties))
    return [code for code in parties if code not in signed]


def heads_of(codes: Sequence[str]) -> list[User]:
    """The heads of these delegations. One SQL query."""
    people = User.objects.filter(membership__delegation__in=codes, membership__role=Role.HEAD, is_active=True)
    return list(people.select_related("membership__delegation").order_by("name", "pk"))


def last_reminder(statement: Statement) -> Entry | None:
    """When and by whom those waited for were reminded last, as the trail has it. One SQL query."""
    rows = Entry.objects.filter(action=REMINDED, subject_id=str(statement.pk))
    return rows.order_by("-at", "-id").first()


@dataclass(frozen=True)
class Refusal:
    """Who did not sign, when and why."""

    entry: Entry
    reason: str


def refusals(statement: Statement) -> list[Refusal]:
    """Who did not sign a text and sent it back to negotiation, as the trail has it, latest first. One SQL query."""
    rows = Entry.objects.filter(action=REFUSED, subject_id=str(statement.pk)).order_by("-at", "-id")
    return [Refusal(each, str(json.loads(each.detail).get("reason", ""))) for each in rows]
