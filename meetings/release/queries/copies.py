"""Copies under embargo: those that were given, and the one that a link names."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from meetings.release.gate import Standing, standing_of
from meetings.release.models import EmbargoAccess, EmbargoGrant
from meetings.statements.models import Statement
from meetings.statements.present import read_present
from meetings.statements.states import Status
from portal.core.printing import BOTH


@dataclass(frozen=True)
class GivenCopy:
    """A copy that was given, what was done with it, and whether its link opens now."""

    grant: EmbargoGrant
    accesses: list[EmbargoAccess]
    is_open: bool


@dataclass(frozen=True)
class CopyLine:
    """A paragraph of a copy: its number where the text is numbered, its kind, its words by language."""

    number: int | str
    kind: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class TextCopy:
    """The text as a copy shows it."""

    grant: EmbargoGrant
    statement: Statement
    languages: list[str]
    lines: list[CopyLine]
    due_at: datetime | None
    at: datetime


def token_hash(token: str) -> str:
    """What is kept of a token, which is long and random."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_copy(code: str, token: str) -> EmbargoGrant | None:
    """The copy that a link names, in the context of the party `code` that gave it. One SQL query."""
    rows = EmbargoGrant.objects.filter(delegation=code, token_hash=token_hash(token))
    found: EmbargoGrant | None = rows.select_related("plan__statement__meeting", "plan__statement__final").first()
    return found


def opens(grant: EmbargoGrant, standing: Standing, now: datetime) -> bool:
    """Whether a link opens: not revoked, its plan stands and is confirmed, nobody holds, and the instant is ahead."""
    plan, due = standing.plan, standing.due_at
    is_scheduled = plan is not None and plan.pk == grant.plan_id and standing.statement.status == Status.SCHEDULED
    return is_scheduled and grant.revoked_at is None and not standing.holding and (due is None or due > now)


def copies_of(standing: Standing, now: datetime) -> list[GivenCopy]:
    """The copies given of a text under any of its plans, latest first. Two SQL queries."""
    grants = list(EmbargoGrant.objects.filter(plan__statement=standing.statement).order_by("-granted_at", "id"))
    used: dict[object, list[EmbargoAccess]] = {}
    for access in EmbargoAccess.objects.filter(grant__in=grants).order_by("at") if grants else ():
        used.setdefault(access.grant_id, []).append(access)
    return [GivenCopy(grant, used.get(grant.pk, []), opens(grant, standing, now)) for grant in grants]


def text_copy(grant: EmbargoGrant, now: datetime) -> TextCopy:
    """The text behind a link. As many SQL queries as `read_present`, and those of `standing_of`."""
    statement = grant.plan.statement
    present = read_present(statement)
    numbers = present.numbers if statement.numbered else {}
    lines = [CopyLine(numbers.get(line.anchor) or "", line.kind, line.texts) for line in present.body]
    languages = statement.languages if grant.language == BOTH else [grant.language]
    return TextCopy(grant, statement, list(languages), lines, standing_of(statement).due_at, now)
