"""What the page of the signatures shows, and the certificate of what was signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, ngettext

from meetings.adoption import rules
from meetings.adoption.models import InterpretativeStatement, SignOff
from meetings.adoption.queries.standing import has_lapsed, stands
from meetings.adoption.queries.waiting import REMIND_AGAIN, Refusal, last_reminder, refusals
from meetings.adoption.states import LAPSED, Method, SignOffKind
from meetings.concordance.checks.pairs import RULED
from meetings.concordance.checks.wording import miscounts
from meetings.revisions.models import TextRevision
from meetings.statements.models import Party, Statement
from meetings.statements.present import PresentText, read_present
from meetings.statements.states import CLOSING, PartyStatus, Status
from meetings.texts.canonical import short_hash
from portal.audit.models import Entry
from portal.core import times
from portal.core.people import Person
from portal.people.models import Delegation, User
from portal.people.states import Role

# Stages in which a signature can be taken back.
REVOCABLE = (Status.SIGN_OFF, Status.SIGNED, Status.SCHEDULED)


@dataclass(frozen=True)
class Signature:
    """One party beside the final text: its signature as it stands, None where it has none, and who is waited for."""

    code: str
    name: str
    given: SignOff | None
    lapsed: bool
    heads: tuple[str, ...]
    is_mine: bool

    @property
    def is_final(self) -> bool:
        return self.given is not None and self.given.kind == SignOffKind.FINAL

    @property
    def look(self) -> tuple[str, str, str]:
        """(kind of status, shape, words)."""
        if self.given is None:
            return "open", "open", gettext("Not signed")
        if self.given.kind == SignOffKind.AD_REF:
            return ("bad", "late", gettext("Lapsed")) if self.lapsed else ("wait", "half", gettext("Signed ad ref"))
        by_note = self.given.method == Method.NOTE
        return "ok", "ok", gettext("Signed by note") if by_note else gettext("Signed")


@dataclass(frozen=True)
class Past:
    """A signature that counts no more, and why not."""

    given: SignOff
    text: str
    why: str
    reason: str


@dataclass(frozen=True)
class Gone:
    """A party that left the text: since when and why, and its signature under this text that was given before, which counts no
    more; None where it gave none."""

    side: Party
    given: SignOff | None


@dataclass(frozen=True)
class Miscount:
    """Words of one paragraph, or of the title, that name another number of parties than there are now."""

    label: str
    anchor: str
    words: str


@dataclass(frozen=True)
class SigningPage:
    """All of it for one person at one instant; `past` holds the void and the revoked signatures, latest first."""

    statement: Statement
    present: PresentText
    revision: TextRevision | None
    signatures: list[Signature]
    past: list[Past]
    interpretations: list[InterpretativeStatement]
    miscounts: list[Miscount]
    may_sign: bool
    may_revoke: bool
    may_declare: bool
    may_record: bool
    may_remind: bool
    reminded: Entry | None
    refused: list[Refusal]

    @property
    def opted_out(self) -> list[Party]:
        """Who is a party to the text no more."""
        return [side for side in self.present.sides if side.status == PartyStatus.OPTED_OUT]

    @property
    def gone(self) -> list[Gone]:
        """Who is a party no more, with the last signature that each gave under the text as it stands."""
        here = [each.given for each in self.past if each.given.revision_id == self.statement.final_id]
        last = {given.delegation_id: given for given in reversed(here)}
        return [Gone(side, last.get(side.delegation_id)) for side in self.opted_out]

    @property
    def hash(self) -> str:
        """The whole hash of the final text; "" where there is none."""
        return self.revision.hashes[""] if self.revision else ""

    @property
    def number(self) -> str:
        """What is signed, by the first digits of its hash."""
        return short_hash(self.hash)

    @property
    def missing(self) -> list[Signature]:
        """Who has not signed for good, in order."""
        return [each for each in self.signatures if not each.is_final]

    @property
    def mine(self) -> Signature | None:
        return next((each for each in self.signatures if each.is_mine), None)

    @property
    def title(self) -> str:
        """The state as a sentence."""
        if self.revision is None:
            return gettext("There is no final text to sign")
        if self.statement.status in {Status.FINAL_TEXT, Status.SILENCE}:
            return gettext("The final text is not open for signature yet")
        if not self.missing:
            return gettext("All parties have signed")
        missing = len(self.missing)
        words = ngettext("%(count)s party has not signed yet", "%(count)s parties have not signed yet", missing)
        return words % {"count": missing}

    @property
    def numbered(self) -> int:
        """How many paragraphs have a number: the title and the headings have none."""
        return sum(number is not None for number in self.present.numbers.values())

    @cached_property
    def rows(self) -> list[tuple[int | str, Any]]:
        """The text paragraph by paragraph, with what each is called."""
        return [(self.present.label(line.anchor), line) for line in self.present.lines]


def signing_page(statement: Statement, user: Person, now: datetime) -> SigningPage:
    """The signatures under a text, as one person sees them at an instant of the database's clock. Seven SQL queries, however
    many signed and however often, and one more while it is open for signature."""
    present = read_present(statement)
    parties = present.parties
    given = list(SignOff.objects.visible_to(user).filter(statement=statement).order_by("-at", "-id"))
    revisions = {each.pk: each for each in TextRevision.objects.visible_to(user).filter(statement=statement)}
    revision = revisions[statement.final_id] if statement.final_id else None
    sides = Delegation.objects.in_bulk(sorted({*parties, *(each.delegation_id for each in given)}))
    standing = {each.delegation_id: each for each in _weaker_first(given) if stands(each, statement, parties)}
    heads = _heads(parties)
    rows = [_signature(code, sides[code], standing.get(code), heads.get(code, ()), user, now) for code in parties]
    kept = {each.pk for each in given if stands(each, statement, parties)}
    readings = InterpretativeStatement.objects.visible_to(user).filter(statement=statement, revision=revision)
    is_party, signed = user.code in parties, standing.get(user.code)
    is_open = statement.status == Status.SIGN_OFF
    reminded = last_reminder(statement) if is_open else None
    is_awaited = any(row.heads and not row.is_final for row in rows)
    may_remind = is_open and is_awaited and not (reminded and now - reminded.at < REMIND_AGAIN)
    return SigningPage(
        statement,
        present,
        revision,
        rows,
        [_past(each, statement) for each in given if each.pk not in kept],
        list(readings.order_by("at")) if revision else [],
        _miscounts(present) if revision else [],
        may_sign=is_open and is_party and rules.can_sign(user, statement) and not _is_final(signed),
        may_revoke=statement.status in REVOCABLE and is_party and rules.can_sign(user, statement) and bool(signed),
        may_declare=statement.status in CLOSING and is_party and rules.can_declare(user, statement),
        may_record=is_open and rules.can_record_note(user, statement),
        may_remind=may_remind and rules.can_remind(user, statement),
        reminded=reminded,
        refused=refusals(statement),
    )


def _is_final(given: SignOff | None) -> bool:
    return given is not None and given.kind == SignOffKind.FINAL


def _weaker_first(given: Sequence[SignOff]) -> list[SignOff]:
    """So that of two by one party the final one is what is shown."""
    return sorted(given, key=lambda each: each.kind == SignOffKind.FINAL)


def _heads(codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The names of the heads of delegation by code. One SQL query."""
    found: dict[str, tuple[str, ...]] = {}
    rows = User.objects.filter(membership__delegation__in=codes, membership__role=Role.HEAD, is_active=True)
    for code, name in rows.order_by("name").values_list("membership__delegation", "name"):
        found[code] = (*found.get(code, ()), name)
    return found


def _signature(
    code: str, side: Delegation, given: SignOff | None, heads: tuple[str, ...], user: Person, now: datetime
) -> Signature:
    lapsed = given is not None and has_lapsed(given, times.local(now, side.time_zone).date())
    return Signature(code, str(side), given, lapsed, heads, code == user.code)


def _past(given: SignOff, statement: Statement) -> Past:
    """Why a signature counts no more: taken back, under another text, or between other parties."""
    text = short_hash(given.text_hash)
    if given.reason == LAPSED:
        return Past(given, text, gettext("lapsed and given anew"), "")
    if given.revoked_at is not None:
        return Past(given, text, gettext("taken back"), given.reason)
    if statement.status == Status.ABANDONED:
        return Past(given, text, gettext("void: the text ended without an agreement"), "")
    if given.revision_id != statement.final_id:
        return Past(given, text, gettext("void: the text was opened again"), "")
    return Past(given, text, gettext("void: the parties changed"), "")


def _miscounts(present: PresentText) -> list[Miscount]:
    """Where the text still speaks of as many parties as there were: "three delegations", "las tres", "trilateral"."""
    parts = [(gettext("title"), "", present.statement.title)]
    for line in present.lines:
        parts.append(
            (f"¶ {present.label(line.anchor)}", line.anchor, {code: m.plain for code, m in line.marked.items()})
        )
    found = []
    for label, anchor, texts in parts:
        words = [word for code in RULED for word in miscounts(texts.get(code, ""), code, len(present.parties))]
        if words:
            found.append(Miscount(label, anchor, ", ".join(f"“{word}”" for word in dict.fromkeys(words))))
    return found


def waiting_day(dated: date, given: SignOff | None) -> date:
    """By when a party's final signature is waited for: the day that the text carries, or, where it signed ad referendum, the
    day by which its capital confirms, if that is sooner."""
    return min(dated, given.expires_on) if given and given.expires_on else dated
