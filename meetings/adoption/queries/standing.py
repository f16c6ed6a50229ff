"""Which sign-offs stand: unrevoked, under the final text as it is frozen now, as agreed between the parties of today.

Whatever else was signed is void by this alone; nothing is marked as void, so nothing can be forgotten.
"""

from collections.abc import Collection, Iterable
from datetime import date

from meetings.adoption.models import SignOff
from meetings.adoption.states import SignOffKind
from meetings.statements.models import Statement


def stands(given: SignOff, statement: Statement, parties: Collection[str]) -> bool:
    """Whether a sign-off is under this final text, between these parties, and was not revoked."""
    is_of_the_text = given.revision_id == statement.final_id and set(given.parties) == set(parties)
    return is_of_the_text and given.revoked_at is None and given.delegation_id in parties


def standing_of(statement: Statement, parties: Collection[str] | None = None) -> list[SignOff]:
    """The sign-offs that stand, oldest first; `parties` are the active ones, where they are known. One SQL query, or two."""
    if statement.final_id is None:
        return []
    sides = statement.active_parties if parties is None else parties
    rows = SignOff.objects.filter(statement=statement, revision=statement.final_id, revoked_at__isnull=True)
    return [each for each in rows.order_by("at", "id") if stands(each, statement, sides)]


def final_by(given: Iterable[SignOff]) -> set[str]:
    """The codes of those whose standing sign-offs are final."""
    return {each.delegation_id for each in given if each.kind == SignOffKind.FINAL}


def has_lapsed(given: SignOff, today: date) -> bool:
    """Whether a signature ad referendum was not confirmed by its day, as of `today` where its delegation sits."""
    return given.expires_on is not None and given.expires_on < today
