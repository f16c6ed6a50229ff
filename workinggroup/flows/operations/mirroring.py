"""What happens to pairs of counts: opened, explained by one delegation, agreed by the other, closed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.rules import SECRETARIAT
from workinggroup.flows import notices, rules
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import FlowSeries
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.states import Cause


class NotMirrors(Refused):
    """A flow is compared with the same flow, counted by another delegation."""

    sentence = _(
        "These two are not one flow counted from both ends: choose what another delegation counts of the same movement."
    )
    field = "other"


class OthersPair(Refused):
    """Two other delegations' counts are theirs to compare."""

    sentence = _(
        "Neither of these counts is your delegation’s. The secretariat, or one of both delegations, compares them."
    )
    field = "one"


class ComparedAlready(Refused):
    """A pair is opened once."""

    sentence = _("These two counts are compared already.")
    field = "other"


class PairClosed(Refused):
    """Nobody explains what is compared no more."""

    sentence = _("These two counts are compared no more, since %(day)s.")


class MonthsBackwards(Refused):
    """Months have a first and a last."""

    sentence = _("The last month is before the first.")
    field = "last"


class WordsMissing(Refused):
    """A cause is explained."""

    sentence = _("Say in a sentence or two what makes the difference, in each language: both delegations stand for it.")

    def __init__(self, code: str) -> None:
        super().__init__()
        self.field = f"words_{code}"


class MonthsTaken(Refused):
    """Of a month one thing is agreed."""

    sentence = _("For %(month)s “%(cause)s” is agreed already. Propose another in its place.")
    field = "first"


class ProposedAlready(Refused):
    """Who waits for an answer does not ask again."""

    sentence = _("Your delegation has proposed this for these months already; it waits for the other one.")
    field = "cause"


class ReasonOver(Refused):
    """What was withdrawn or replaced is history."""

    sentence = _("This cause was withdrawn or replaced meanwhile.")


class AgreedAlready(Refused):
    """What both say, one of them does not take back."""

    sentence = _(
        "Both delegations have agreed on this cause. Propose another in its place; it changes when both agree on that."
    )


@transaction.atomic
def open_pair(*, actor: Person, one: FlowSeries, other: FlowSeries, now: datetime) -> MirrorPair:
    """Compare two series from now on, the sender's first where the flow has a direction.

    Refuses `NotMirrors`, `OthersPair`, `ComparedAlready`.
    """
    ensure(rules.can_compare(actor))
    delegations, told = delegations_by_country(), indicators()
    if one.indicator not in told or told[one.indicator].mirror != other.indicator:
        raise NotMirrors
    sides = [delegations.get(each.reporting, "") for each in (one, other)]
    if not all(sides) or sides[0] == sides[1]:
        raise NotMirrors
    pair = MirrorPair(
        one_id=sides[0],
        other_id=sides[1],
        one_key=list(one.key),
        other_key=list(other.key),
        opened_by_name=actor.name,
        opened_at=now,
    )
    if not rules.can_compare(actor, pair):
        raise OthersPair
    keys = [pair.one_key, pair.other_key]
    if MirrorPair.objects.filter(one_key__in=keys, other_key__in=keys, closed_at__isnull=True).exists():
        raise ComparedAlready
    pair.releasable_to = sorted(set(one.releasable_to) & set(other.releasable_to))
    pair.editable_by = sorted({*sides, SECRETARIAT} & set(pair.releasable_to))
    pair.save(force_insert=True)
    record("workinggroup.mirror.opened", pair, actor=actor)
    notices.tell_pair(pair, actor, "opened", now=now)
    return pair


@transaction.atomic
def close_pair(*, pair: MirrorPair, actor: Person, now: datetime) -> None:
    """Compare two counts no more; what was said of them stays. Refuses `PairClosed`."""
    ensure(rules.can_compare(actor, pair))
    pair = _locked(pair)
    _require_open(pair)
    pair.closed_at, pair.closed_by_name = now, actor.name
    pair.save(update_fields=["closed_at", "closed_by_name"])
    record("workinggroup.mirror.closed", pair, actor=actor)
    notices.tell_pair(pair, actor, "closed", now=now)


@transaction.atomic
def propose_reason(
    *,
    pair: MirrorPair,
    actor: Person,
    now: datetime,
    first: date,
    last: date,
    cause: str,
    words: Mapping[str, str] | None = None,
    replaces: MirrorReason | None = None,
) -> MirrorReason:
    """Propose to the other delegation why both counts are apart from one month to another, perhaps in the place of what was
    said before; it counts when that one has agreed.

    Refuses `PairClosed`, `MonthsBackwards`, `WordsMissing`, `ReasonOver`, `ProposedAlready`, `MonthsTaken`.
    """
    ensure(rules.can_explain(actor, pair))
    pair = _locked(pair)
    _require_open(pair)
    first, last = first.replace(day=1), last.replace(day=1)
    if last < first:
        raise MonthsBackwards
    said = {code: text.strip() for code, text in (words or {}).items() if text.strip()}
    if cause != Cause.NOT_EXPLAINED:
        _require_words(said)
    if replaces is not None:
        replaces = MirrorReason.objects.get(pk=replaces.pk, pair=pair)
        if replaces.is_over:
            raise ReasonOver
    reason = MirrorReason(
        pair=pair,
        first=first,
        last=last,
        cause=Cause(cause),
        words=said,
        replaces=replaces,
        delegation_id=actor.code,
        by_name=actor.name,
        at=now,
        releasable_to=pair.releasable_to,
        editable_by=sorted(pair.sides),
    )
    _require_new(reason)
    _require_free(reason)
    reason.save(force_insert=True)
    record("workinggroup.reason.proposed", reason, actor=actor, cause=reason.cause, first=first, last=last)
    notices.tell_reason(reason, actor, "proposed", now=now)
    return reason


@transaction.atomic
def agree_reason(*, reason: MirrorReason, actor: Person, now: datetime) -> None:
    """Agree for one's delegation to what the other proposed: from now on both say it, in the place of what it replaces.

    Refuses `PairClosed`, `ReasonOver`, `AgreedAlready`, `MonthsTaken`.
    """
    ensure(rules.can_agree(actor, reason))
    pair, reason = _fresh(reason)
    _require_open(pair)
    _require_proposed(reason)
    _require_free(reason)
    replaced = reason.replaces
    reason.agreed_at, reason.agreed_by_id, reason.agreed_by_name = now, actor.code, actor.name
    reason.save(update_fields=["agreed_at", "agreed_by", "agreed_by_name"])
    if replaced is not None and not replaced.is_over:
        replaced.ended_at, replaced.ended_by_name, replaced.is_replaced = now, actor.name, True
        replaced.save(update_fields=["ended_at", "ended_by_name", "is_replaced"])
    record("workinggroup.reason.agreed", reason, actor=actor)
    notices.tell_reason(reason, actor, "agreed", now=now)


@transaction.atomic
def withdraw_reason(*, reason: MirrorReason, actor: Person, now: datetime) -> None:
    """Take back what one's delegation proposed; it stays in the history. Refuses `ReasonOver`, `AgreedAlready`."""
    ensure(rules.can_retract(actor, reason))
    _pair, reason = _fresh(reason)
    _require_proposed(reason)
    reason.ended_at, reason.ended_by_name = now, actor.name
    reason.save(update_fields=["ended_at", "ended_by_name"])
    record("workinggroup.reason.withdrawn", reason, actor=actor)
    notices.tell_reason(reason, actor, "withdrawn", now=now)


def _locked(pair: MirrorPair) -> MirrorPair:
    """The pair, before whose lock nothing about it is decided; whose it is never changes, so that is asked first."""
    rows = MirrorPair.objects.select_related("one", "other").select_for_update(of=("self",))
    found: MirrorPair = rows.get(pk=pair.pk)
    return found


def _fresh(reason: MirrorReason) -> tuple[MirrorPair, MirrorReason]:
    pair = _locked(reason.pair)
    found: MirrorReason = MirrorReason.objects.select_related("replaces").get(pk=reason.pk)
    found.pair = pair
    return pair, found


def _require_open(pair: MirrorPair) -> None:
    if pair.closed_at is not None:
        raise PairClosed(day=times.dated(pair.closed_at.date()))


def _require_proposed(reason: MirrorReason) -> None:
    if reason.is_over:
        raise ReasonOver
    if reason.is_agreed:
        raise AgreedAlready


def _require_words(said: Mapping[str, str]) -> None:
    """Refuse `WordsMissing` at the first language in which nothing is said: both delegations stand for each."""
    for code in settings.CONTENT_LANGUAGES:
        if code not in said:
            raise WordsMissing(code)


def _require_new(reason: MirrorReason) -> None:
    same = {name: getattr(reason, name) for name in ("pair", "delegation_id", "first", "last", "cause", "words")}
    if MirrorReason.objects.filter(agreed_at__isnull=True, ended_at__isnull=True, **same).exists():
        raise ProposedAlready


def _require_free(reason: MirrorReason) -> None:
    """Refuse `MonthsTaken` where something is agreed of one of these months that this one does not replace."""
    rows = MirrorReason.objects.filter(
        pair=reason.pair,
        agreed_at__isnull=False,
        ended_at__isnull=True,
        first__lte=reason.last,
        last__gte=reason.first,
    ).exclude(pk__in=[key for key in (reason.pk, reason.replaces_id) if key])
    if taken := rows.order_by("first").first():
        month = max(taken.first, reason.first)
        raise MonthsTaken(month=times.month(month), cause=str(taken))
