"""What blocks a release, from the first open bracket to the instant: each line with whom it waits for, by when, and the one
thing to do.

What is done stands below. Everything is as the reader may see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.adoption.gate import closing_blockers
from meetings.adoption.models import Silence
from meetings.adoption.states import SignOffKind, SilenceStatus
from meetings.alignment.blocking import checklist_of
from meetings.negotiation.queries.ending import EndingPage, ending_page
from meetings.release import rules
from meetings.release.done import Done, done_of, sign_offs_of
from meetings.release.gate import Standing, standing_of
from meetings.release.models import ReleasedText
from meetings.release.states import Mode, WordKind
from meetings.statements.blocking import Blocker
from meetings.statements.models import Statement
from meetings.statements.states import CLOSING, Status
from meetings.texts.canonical import short_hash
from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language, in_sentence
from portal.people.models import Delegation

BEFORE_FINAL = (Status.PLANNED, Status.NEGOTIATING, Status.ALIGNMENT, Status.SUSPENDED)
SIGNED = (Status.SIGNED, Status.SCHEDULED)


@dataclass(frozen=True)
class Closing:
    """How far a text is from the public. `blocks` come in the order in which they are done; `released` is what is out; `ending`
    is the proposal to end the text without an agreement, None where none stands."""

    statement: Statement
    standing: Standing
    blocks: list[Blocker]
    done: list[Done]
    released: ReleasedText | None
    ending: EndingPage | None

    @property
    def text(self) -> str:
        """The final text's hash in groups; "" while words may change."""
        return short_hash(self.statement.final.hashes[""]) if self.statement.final else ""

    @property
    def first_mine(self) -> Blocker | None:
        """The first block that the reader is the one to mend: its button is the page's main one."""
        return next((each for each in self.blocks if each.mine), None)

    @property
    def due_at(self) -> datetime | None:
        """The instant at which it goes out if nothing blocks, as far as the plan names one."""
        plan = self.standing.plan
        return self.standing.due_at or (plan.at if plan else None)

    @property
    def counts_to(self) -> str:
        """What the countdown counts to: the release itself only where nothing stands against it."""
        plan = self.standing.plan
        if self.standing.due_at is None and plan and plan.mode == Mode.NOT_BEFORE:
            return _("Not before")
        return _("Planned, but blocked") if self.blocks else _("Release")

    @property
    def public_address(self) -> str:
        """The public page; "" before the release."""
        return public_address(self.released) if self.released else ""

    @property
    def is_ended(self) -> bool:
        return self.statement.status == Status.ABANDONED


def public_address(released: ReleasedText) -> str:
    """Where everybody reads a released text."""
    return reverse("release:public", args=[released.slug])


def closing_of(statement: Statement, user: Person, *, now: datetime) -> Closing:
    """How far a text is from the public, as this reader may see it. A constant number of SQL queries in each stage."""
    standing = standing_of(statement)
    names = {each.code: in_sentence(in_language(each.name)) for each in Delegation.objects.all()}
    blocks: list[Blocker] = []
    done: list[Done] = []
    released = None
    if statement.status in BEFORE_FINAL:
        blocks += _before_final(statement, user)
    elif statement.status in CLOSING:
        blocks += [*_adoption(statement, standing, user, names), *_planning(standing, user, names, now)]
    elif statement.status == Status.RELEASED:
        released = ReleasedText.objects.filter(statement=statement).first()
    blocks += _holds(standing, user, names)
    if statement.is_final:
        done += done_of(statement, standing)
    return Closing(statement, standing, blocks, done, released, ending_page(statement, user))


def _before_final(statement: Statement, user: Person) -> list[Blocker]:
    """What keeps the text from being final, paragraph by paragraph; and that it is not final, where nothing else does."""
    found = checklist_of(statement, user)
    lines = [*found.now, *found.later]
    if not lines:
        words, page = (
            (_("Nothing is missing: the secretariat freezes the final text."), "alignment:alignment")
            if statement.status == Status.ALIGNMENT
            else (_("Every paragraph is agreed: the chair takes the text to alignment."), "negotiation:stage")
        )
        who = ("SEC",) if statement.status == Status.ALIGNMENT else (statement.meeting.host_id,)
        lines = [Blocker(words, reverse(page, args=[statement.slug]), _("The text is not final yet"), who)]
    return lines


def _adoption(statement: Statement, standing: Standing, user: Person, names: dict[str, str]) -> Iterator[Blocker]:
    """Silence and signatures."""
    stage, host = reverse("negotiation:stage", args=[statement.slug]), (statement.meeting.host_id,)
    chairs = rules.can_chair(user, statement)
    if statement.status == Status.FINAL_TEXT:
        yield from closing_blockers(statement, user)
        yield Blocker(
            _("The chair opens the silence procedure, or goes to sign-off without one."),
            _page("adoption:silence", statement) or stage,
            _("The final text is not before the parties yet"),
            host,
            action=_("Choose") if chairs else "",
            mine=chairs,
        )
    elif statement.status == Status.SILENCE:
        running = Silence.objects.filter(statement=statement, status=SilenceStatus.RUNNING).first()
        yield Blocker(
            _("It is adopted at its end unless a party objects in writing before."),
            _page("adoption:silence", statement) or stage,
            _("The silence procedure is running"),
            standing.parties,
            running.deadline_at if running else None,
            _("See"),
        )
    if statement.status in (Status.FINAL_TEXT, Status.SILENCE, Status.SIGN_OFF):
        yield from _signatures(statement, standing, user, names)


def _signatures(statement: Statement, standing: Standing, user: Person, names: dict[str, str]) -> Iterator[Blocker]:
    given = sign_offs_of(statement, standing)
    missing = [code for code in standing.parties if SignOffKind.FINAL not in given.get(code, {})]
    if not missing:
        return
    ad_ref = [names[code] for code in missing if SignOffKind.AD_REF in given.get(code, {})]
    silent = [names[code] for code in missing if not given.get(code)]
    words = []
    if silent:
        words.append(_("Not signed yet: %(names)s.") % {"names": ", ".join(silent)})
    if ad_ref:
        words.append(_("Signed ad referendum and still to confirm: %(names)s.") % {"names": ", ".join(ad_ref)})
    is_open = statement.status == Status.SIGN_OFF
    mine = is_open and user.code in missing and rules.can_hold(user, statement)
    yield Blocker(
        " ".join(words),
        (_page("adoption:sign-off", statement) if is_open else "")
        or reverse("negotiation:stage", args=[statement.slug]),
        _("Final sign-off of every delegation"),
        tuple(missing),
        action=_("Sign") if mine else _("See") if is_open else "",
        mine=mine,
    )


def _planning(standing: Standing, user: Person, names: dict[str, str], now: datetime) -> Iterator[Blocker]:
    """The plan, its confirmations, its event."""
    statement, plan = standing.statement, standing.plan
    if statement.status not in SIGNED:
        return
    here, host = reverse("release:blocks", args=[statement.slug]), (statement.meeting.host_id,)
    propose = reverse("release:plan", args=[statement.slug])
    chairs = rules.can_chair(user, statement)
    if plan is None or standing.is_late(now):
        words = (
            _("The time of the plan passed before every party had confirmed it. The chair proposes another one.")
            if plan
            else _("The chair proposes an instant, or the event after which the text goes out.")
        )
        yield Blocker(
            words, propose if chairs else here, _("No time of release is planned"), host,
            action=_("Propose a time") if chairs else "", mine=chairs,
        )  # fmt: skip
        return
    if missing := standing.missing(WordKind.READY):
        mine = user.code in missing and rules.can_confirm(user, statement)
        said = [names[word.delegation_id] for word in standing.said(WordKind.READY)]
        words = _("Confirmed: %(names)s.") % {"names": ", ".join(said)} if said else _("Nobody has confirmed yet.")
        title = ngettext(
            "The press of %(names)s confirms the plan", "The press of %(names)s confirm the plan", len(missing)
        ) % {"names": times.all_of([names[code] for code in missing])}
        yield Blocker(
            words, reverse("release:confirm", args=[statement.slug]) if mine else here, title, tuple(missing), plan.at,
            _("Confirm") if mine else "", mine, mine,
        )  # fmt: skip
    if plan.mode != Mode.AT and standing.event_at is None:
        yield _event(standing, user, names, here)


def _event(standing: Standing, user: Person, names: dict[str, str], here: str) -> Blocker:
    statement, said = standing.statement, standing.said(WordKind.EVENT)
    witnesses = [word.delegation_id for word in said]
    may = rules.can_confirm(user, statement) if said else rules.can_chair(user, statement)
    mine = may and user.code not in witnesses and statement.status == Status.SCHEDULED and not standing.holding
    words = (
        _("%(name)s says so; somebody of another party confirms it.") % {"name": capfirst(names[witnesses[0]])}
        if said
        else _("The chair says so first, then somebody of another party confirms it.")
    )
    who = tuple(code for code in standing.parties if code not in witnesses) if said else (statement.meeting.host_id,)
    assert standing.plan
    title = _("The event has taken place: %(event)s") % {"event": in_language(standing.plan.event)}
    url = reverse("release:event", args=[statement.slug]) if mine else here
    return Blocker(
        words,
        url,
        title,
        who,
        action=(_("Confirm") if said else _("It has taken place")) if mine else "",
        sends=mine,
        mine=mine,
    )


def _holds(standing: Standing, user: Person, names: dict[str, str]) -> Iterator[Blocker]:
    here = reverse("release:blocks", args=[standing.statement.slug])
    for hold in standing.holding:
        mine = hold.delegation_id == user.code and rules.can_hold(user, standing.statement)
        title = _("%(name)s holds the release") % {"name": capfirst(names[hold.delegation_id])}
        plan = standing.plan
        yield Blocker(
            hold.reason, f"{here}#holds", title, (hold.delegation_id,), plan.at if plan else None,
            _("Lift the hold") if mine else "", mine=mine,
        )  # fmt: skip


def _page(name: str, statement: Statement) -> str:
    """The address of a page of the adoption."""
    try:
        return reverse(name, args=[statement.slug])
    except NoReverseMatch:
        return ""
