"""Marking commitments in a text while it is negotiated: any party does, all parties see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.promises import rules
from meetings.promises.models import Promise
from meetings.promises.notices import tell_promised
from meetings.promises.queries import OPEN, overlaps, reckoned, stands_once
from meetings.promises.states import DATELESS, Basis, Due, Strength
from meetings.statements.gate import VersionIsOutdated, enter
from meetings.statements.models import Paragraph, Statement
from meetings.statements.present import PresentLine, read_present
from meetings.texts.blocks import tidy
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen


class NotTheseWords(Refused):
    """A mark is an exact piece of the paragraph."""

    sentence = _(
        "In %(language)s these words do not stand in the paragraph, outside brackets and once alone. Take them from the text"
        " as it is shown, exactly."
    )


class NoWordsMarked(Refused):
    """A commitment has words in the language that is negotiated."""

    sentence = _("Mark words in %(language)s, the language that is negotiated.")


class AlreadyMarked(Refused):
    """A passage is marked once."""

    sentence = _("Words of this passage are marked already. Change that mark, or take other words.")


class AlreadyWithdrawn(Refused):
    """A mark that was taken back stays so."""

    sentence = _("This mark was taken back. Mark the passage anew.")


class NotAParty(Refused):
    """Only parties to the text lead or support."""

    sentence = _("%(code)s is no party to this text any more. Choose a party.")
    field = "lead"


class LeadSupports(Refused):
    """A delegation leads or supports, not both."""

    sentence = _("%(code)s cannot lead and support the same commitment.")
    field = "supporting"


class NoDeadline(Refused):
    """Words that name no day have none."""

    sentence = _("“%(kind)s” has no date. Leave the date out, or choose what the words name.")
    field = "due_on"


class NoLength(Refused):
    """Only a length of time is counted from a day."""

    sentence = _("Only a length of time is counted from a day. Leave it out, or choose that.")
    field = "basis"


@transaction.atomic
def mark_promise(
    *,
    paragraph: Paragraph,
    seen: UUID | None,
    actor: Person,
    now: datetime,
    quotes: Mapping[str, str],
    strength: str = Strength.CORE,
    lead: str | None = None,
    supporting: Sequence[str] = (),
    due: str = Due.NONE,
    basis: str = "",
    due_text: Mapping[str, str] | None = None,
    due_on: date | None = None,
) -> Promise:
    """Mark a passage as a commitment to be, with who leads and by when as far as that is agreed.

    `seen` is the key of the version that the person read; `quotes` are exact words of it by language, that of the
    negotiation among them. Refuses `NotInThisStage`, `OptedOut`, `VersionIsOutdated`, `NoWordsMarked`, `NotTheseWords`,
    `AlreadyMarked`, `NotAParty`, `LeadSupports`, `NoDeadline`, `NoLength`.
    """
    ensure(rules.can_negotiate(actor, paragraph.statement))
    statement = enter(paragraph.statement, actor, *OPEN)
    line = read_present(statement).line(paragraph.anchor)
    if line is None or line.version != seen:
        raise VersionIsOutdated(anchor=paragraph.anchor)
    promise = Promise(paragraph=paragraph, delegation_id=actor.code, by_name=actor.name, at=now)
    promise.releasable_to, promise.editable_by = statement.releasable_to, statement.editable_by
    _quote(promise, quotes, line, statement)
    said: dict[str, Any] = {"strength": strength, "lead": lead, "supporting": supporting, "due": due, "basis": basis}
    _say(promise, statement, **said, due_text=due_text or {}, due_on=due_on)
    promise.save(force_insert=True)
    record("meetings.promise.marked", promise, actor=actor, paragraph=paragraph.anchor, lead=lead or "")
    tell_promised(statement, actor=actor, now=now)
    return promise


@transaction.atomic
def change_promise(
    *, promise: Promise, actor: Person, now: datetime, quotes: Mapping[str, str], seen: str | None = None, **said: Any
) -> Promise:
    """Change what is said of a marked commitment, for any party; other `quotes` mark other words of the paragraph as it stands.

    `seen` is the digest of what was marked as the form was opened with; `said` what `mark_promise` takes beside the words.
    Refuses what that refuses, and `AlreadyWithdrawn`, `ChangedMeanwhile`.
    """
    statement, promise = _enter(promise, actor)
    before = promise.said()
    require_seen(seen, before)
    if _tidied(quotes) != promise.quotes:
        line = read_present(statement).line(promise.paragraph.anchor)
        if line is None:
            raise VersionIsOutdated(anchor=promise.paragraph.anchor)
        _quote(promise, quotes, line, statement)
    _say(promise, statement, **said)
    promise.save()
    changed = [name for name, value in promise.said().items() if value != before[name]]
    if changed:
        record("meetings.promise.changed", promise, actor=actor, paragraph=promise.paragraph.anchor, changed=changed)
        tell_promised(statement, actor=actor, now=now)
    return promise


@transaction.atomic
def withdraw_promise(*, promise: Promise, actor: Person, now: datetime) -> Promise:
    """Take back the mark of a commitment, for any party; it stays listed as taken back.

    Refuses `NotInThisStage`, `OptedOut`, `AlreadyWithdrawn`.
    """
    statement, promise = _enter(promise, actor)
    promise.withdrawn_at = now
    promise.save(update_fields=["withdrawn_at"])
    record("meetings.promise.withdrawn", promise, actor=actor, paragraph=promise.paragraph.anchor)
    tell_promised(statement, actor=actor, now=now)
    return promise


def _enter(promise: Promise, actor: Person) -> tuple[Statement, Promise]:
    ensure(rules.can_negotiate(actor, promise.paragraph.statement))
    statement = enter(promise.paragraph.statement, actor, *OPEN)
    found = Promise.objects.select_related("paragraph").get(pk=promise.pk)
    found.paragraph.statement = statement
    if found.withdrawn_at:
        raise AlreadyWithdrawn
    return statement, found


def _tidied(quotes: Mapping[str, str]) -> dict[str, str]:
    return {code: words for code, typed in quotes.items() if (words := tidy(typed))}


def _quote(promise: Promise, quotes: Mapping[str, str], line: PresentLine, statement: Statement) -> None:
    """Put exact words of the paragraph into the mark."""
    found = _tidied(quotes)
    if statement.drafted_in not in found:
        raise NoWordsMarked(language=statement.drafted_in.upper())
    for code, words in found.items():
        if code not in line.marked or not stands_once(words, line.marked[code]):
            raise NotTheseWords(language=code.upper())
    others = Promise.objects.filter(paragraph=promise.paragraph, withdrawn_at__isnull=True).exclude(pk=promise.pk)
    for other in others:
        for code, words in found.items():
            if overlaps(line.marked[code].plain, words, other.quotes.get(code, "")):
                raise AlreadyMarked
    promise.quotes, promise.version_id = found, line.version


def _say(
    promise: Promise,
    statement: Statement,
    *,
    strength: str,
    lead: str | None,
    supporting: Iterable[str],
    due: str,
    basis: str,
    due_text: Mapping[str, str],
    due_on: date | None,
) -> None:
    """Put into the mark how strong it is, who leads, and by when."""
    helpers = list(supporting)
    for code in filter(None, [lead, *helpers]):
        if code not in statement.active_parties:
            raise NotAParty(code=code)
    if lead and lead in helpers:
        raise LeadSupports(code=lead)
    if due_on and due in DATELESS:
        raise NoDeadline(kind=Due(due).label)
    if basis and due != Due.RELATIVE:
        raise NoLength
    promise.strength, promise.lead_id, promise.supporting = Strength(strength), lead or None, helpers
    promise.due, promise.basis, promise.due_text = Due(due), Basis(basis) if basis else "", _tidied(due_text)
    found = reckoned(promise, statement.dated)
    promise.due_on = None if promise.basis == Basis.RELEASE else found if promise.basis and found else due_on or found
