"""What happens to a request for wider release: a reader asks, each originator answers, and only if all say yes others read it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader
from portal.people.models import Delegation
from portal.people.workdays.queries import calendars_of
from workinggroup.handling import notices, rules
from workinggroup.handling.checking import refuse_identifiers, refuse_repeats
from workinggroup.handling.models import Grant, Passage, ReleaseAnswer, ReleaseRequest
from workinggroup.handling.operations.sharing import (
    NobodyToRead,
    SharedByItsAct,
    ground_of,
    locked,
    require_ground_first,
    share_control,
    withdraw_reader,
)
from workinggroup.handling.states import DAYS, NEXT, Reply, Status, Urgency, narrowest, rank
from workinggroup.handling.things import find_thing, kind_of, may_be_told, thing_kind


class AskedAlready(Refused):
    """One question at a time about one thing."""

    sentence = _("Your delegation has asked for this already. Wait for the answer, or withdraw the request.")


class EndedAlready(Refused):
    """A request ends once."""

    sentence = _("This request has ended.")


class AnsweredAlready(Refused):
    """Each originator answers once."""

    sentence = _("Your delegation has answered already.")


class NotAskedFor(Refused):
    """Nobody grants more than was asked."""

    sentence = _("Grant to delegations that were asked for, no wider than asked.")
    field = "sides"


class NotReleasedYet(Refused):
    """What is not agreed between its parties is nobody else's to read."""

    sentence = _("Others read it once all parties have agreed to it.")


class AgreedMark(Refused):
    """What several agreed on at a mark stays at that mark."""

    sentence = _("All parties agreed on its mark: it is released at that mark.")
    field = "marking"


class NotThereAnyMore(Refused):
    """What was taken out is released to nobody."""

    sentence = _("What it asks for was taken out. Let the request lapse.")


class SayWhyNot(Refused):
    """A refusal has a reason."""

    sentence = _("Say why not.")
    field = "reason"


@transaction.atomic
def ask_release(
    *,
    thing: Any,
    actor: Person,
    now: datetime,
    marking: str,
    purpose: str,
    sides: Iterable[str] = (),
    until: date | None = None,
    urgency: str = Urgency.ROUTINE,
) -> ReleaseRequest:
    """Ask every originator of a whole or passage to let more sides read it, or to lower its mark; silence is no. An originator's
    own request is its yes.

    `until` is the last day on which it is wanted. Refuses `SharedByItsAct`, `NotReleasedYet`, `AgreedMark`, `NobodyToRead`,
    `GroundFirst`, `AskedAlready`, `IdentifiesPerson`.
    """
    lock_key(thing.pk)
    ensure(rules.can_speak(actor) and actor.code in thing.releasable_to)
    refuse_identifiers([purpose])
    whole = thing.whole if isinstance(thing, Passage) else thing
    if whole.releasable_to == [actor.code] and not kind_of(thing).may_share(whole):
        raise SharedByItsAct
    if not kind_of(thing).may_release(thing):
        raise NotReleasedYet
    if kind_of(thing).is_agreed and marking != thing.marking:
        raise AgreedMark
    if isinstance(thing, Passage):
        share_control(thing, actor, ground_of(whole))
        require_ground_first(thing, {code for code in sides if code not in thing.releasable_to}, ground_of(whole))
    wanted = [code for code in may_be_told(thing, sides) if code not in thing.releasable_to]
    known = set(Delegation.objects.filter(kind="delegation", code__in=wanted).values_list("code", flat=True))
    if not known and rank(marking) >= rank(thing.marking):
        raise NobodyToRead
    if ReleaseRequest.objects.filter(thing=thing.pk, asked_by=actor.code, status=Status.ASKED).exists():
        raise AskedAlready
    parties = sorted({actor.code, *thing.originators})
    request = ReleaseRequest(
        thing_kind=thing_kind(thing),
        thing=thing.pk,
        codes=sorted(known),
        marking=marking,
        purpose=purpose,
        until=until,
        urgency=urgency,
        asked_by_id=actor.code,
        asked_by_name=actor.name,
        asked_at=now,
        originators=list(thing.originators),
        due=_due(thing.originators, DAYS[Urgency(urgency)], now),
        releasable_to=parties,
        editable_by=parties,
    )
    request.save(force_insert=True)
    record("workinggroup.handling.asked", request, actor=actor)
    if actor.code in thing.originators:
        _answer(request, actor, now, reply=Reply.YES, codes=request.codes, marking=marking, until=until)
    notices.tell_request(request, actor, "asked", now=now)
    return _concluded(request, actor, now)


@transaction.atomic
def answer_release(
    *,
    asked: ReleaseRequest,
    actor: Person,
    now: datetime,
    reply: str,
    sides: Iterable[str] = (),
    marking: str = "",
    until: date | None = None,
    reason: str = "",
) -> ReleaseRequest:
    """Say an originator's yes, yes in part (fewer sides, a narrower mark, a day) or no. The last yes lets the sides read it whom
    all granted; one no ends the request. Refuses `EndedAlready`, `AnsweredAlready`, `NotAskedFor`, `SayWhyNot`,
    `NotThereAnyMore`, `AgreedMark`, `GroundFirst`, `IdentifiesPerson`."""
    request = _locked(asked)
    ensure(rules.can_answer(actor, request))
    _require_open(request)
    there = find_thing(request.thing_kind, request.thing)
    if there is None:
        raise NotThereAnyMore
    if ReleaseAnswer.objects.filter(request=request, side=actor.code).exists():
        raise AnsweredAlready
    granted = [] if reply == Reply.NO else list(request.codes) if reply == Reply.YES else list(sides)
    marking = marking if reply == Reply.IN_PART and marking else request.marking
    if reply == Reply.NO and not reason:
        raise SayWhyNot
    refuse_identifiers([reason])
    if kind_of(there).is_agreed and marking != there.marking:
        raise AgreedMark
    is_wider = not set(granted) <= set(request.codes) or rank(marking) < rank(request.marking)
    if reply != Reply.NO and (is_wider or (request.codes and not granted)):
        raise NotAskedFor
    facts: dict[str, Any] = {"codes": granted, "marking": marking, "until": until or request.until, "reason": reason}
    _answer(request, actor, now, reply=reply, **facts)
    record("workinggroup.handling.answered", request, actor=actor, reply=reply)
    return _concluded(request, actor, now)


@transaction.atomic
def withdraw_release(*, asked: ReleaseRequest, actor: Person, now: datetime) -> ReleaseRequest:
    """Take a request back. Refuses `EndedAlready`."""
    request = _locked(asked)
    ensure(rules.can_withdraw(actor, request))
    _require_open(request)
    _end(request, Status.WITHDRAWN, now)
    record("workinggroup.handling.withdrawn", request, actor=actor)
    return request


def lapse_requests(side: Reader, now: datetime) -> int:
    """End what nobody answered in time, for the side that asked, the day after it was due; returns how many. Safe to repeat."""
    return sum(_lapse(pk, now) for pk in _late(side, now))


def end_releases(side: Reader, now: datetime) -> int:
    """Let whom a side granted to read until a day no longer read, from the day after by its clock; returns how many yeses it
    took back. The first originator whose clock comes ends it for all. Safe to repeat."""
    zone = Delegation.objects.filter(code=side.code).values_list("time_zone", flat=True).first()
    if zone is None:
        return 0
    over = {"request__until__lt": times.local(now, zone).date(), "request__ended_at__isnull": False}
    rows = Grant.objects.filter(by=side.code, revoked_at__isnull=True, **over).exclude(code="")
    return sum(_end_release(pk, side.code, now) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _end_release(pk: Any, code: str, now: datetime) -> bool:
    grant = Grant.objects.get(pk=pk)
    thing = find_thing(grant.thing_kind, grant.thing)
    if thing is None:
        return False
    thing = locked(thing)
    if not Grant.objects.filter(pk=pk, revoked_at__isnull=True).exists():
        return False
    has_read = grant.code in thing.releasable_to and grant.code not in thing.originators
    if has_read:
        withdraw_reader(thing, grant.code, code, grant.by_name, now)
        whole = thing.whole if isinstance(thing, Passage) else thing
        readers = [*thing.releasable_to, grant.code]
        record("workinggroup.handling.ended", whole, releasable_to=readers, code=grant.code)
    else:
        Grant.objects.filter(pk=pk).update(revoked_at=now, revoked_by_name=grant.by_name)
    return True


def _late(side: Reader, now: datetime) -> list[Any]:
    rows = ReleaseRequest.objects.filter(asked_by=side.code, status=Status.ASKED, due__lt=now.date())
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _lapse(pk: Any, now: datetime) -> bool:
    request = _locked(ReleaseRequest(pk=pk))
    if not request.is_open or not _is_over(request, now):
        return False
    _end(request, Status.LAPSED, now)
    record("workinggroup.handling.lapsed", request)
    notices.tell_request(request, None, "lapsed", now=now)
    return True


def _is_over(request: ReleaseRequest, now: datetime) -> bool:
    """Whether the day it was due has ended at every originator's seat."""
    zones = Delegation.objects.filter(code__in=request.originators).values_list("time_zone", flat=True)
    return all(times.local(now, zone).date() > request.due for zone in zones)


def _answer(request: ReleaseRequest, actor: Person, now: datetime, *, codes: Iterable[str], **facts: Any) -> None:
    answer = ReleaseAnswer(
        request=request,
        side=actor.code,
        codes=sorted(codes),
        by_name=actor.name,
        at=now,
        releasable_to=request.releasable_to,
        editable_by=[actor.code],
        **facts,
    )
    answer.save(force_insert=True)
    kept = {"thing_kind": request.thing_kind, "thing": request.thing, "marking": answer.marking, "by": actor.code}
    wall = {"releasable_to": sorted(request.originators), "editable_by": [actor.code]}
    thing = find_thing(request.thing_kind, request.thing)
    # A lower mark is a yes of its own, to no side.
    lower = [""] if facts["reply"] != Reply.NO and rank(answer.marking) < rank(thing.marking) else []
    fresh = [*(code for code in answer.codes if code not in thing.releasable_to), *lower]
    stale = Grant.objects.filter(thing=request.thing, by=actor.code, code__in=fresh, revoked_at__isnull=True)
    stale.update(revoked_at=now, revoked_by_name=actor.name)
    Grant.objects.bulk_create(
        Grant(code=code, request=request, by_name=actor.name, at=now, **kept, **wall) for code in fresh
    )


def _concluded(request: ReleaseRequest, actor: Person, now: datetime) -> ReleaseRequest:
    """The request, ended if the answers end it: by one no, or by every originator's yes."""
    answers = list(ReleaseAnswer.objects.filter(request=request))
    if any(answer.reply == Reply.NO for answer in answers):
        return _refused(request, actor, now)
    if {answer.side for answer in answers} != set(request.originators):
        return request
    granted = sorted(set(request.codes).intersection(*(answer.codes for answer in answers)))
    marking = narrowest([answer.marking for answer in answers])
    thing = find_thing(request.thing_kind, request.thing)
    is_lower = rank(marking) < rank(thing.marking)
    if not granted and not is_lower:
        return _refused(request, actor, now)
    whole = thing.whole if isinstance(thing, Passage) else thing
    if isinstance(thing, Passage):
        require_ground_first(thing, granted, ground_of(whole))
        refuse_repeats(whole, {thing.pk: sorted({*thing.releasable_to, *granted})})
    thing.releasable_to = sorted({*thing.releasable_to, *granted})
    if is_lower:
        thing.marking, thing.mark_until, thing.mark_then = marking, None, ""
    thing.save(update_fields=["releasable_to", "marking", "mark_until", "mark_then"])
    is_whole_yes = granted == request.codes and all(answer.reply == Reply.YES for answer in answers)
    days = [answer.until for answer in answers if answer.until]
    request.until = min(days) if days else None
    _end(request, Status.GRANTED if is_whole_yes else Status.IN_PART, now, granted)
    record("workinggroup.handling.granted", whole, actor=actor, releasable_to=thing.releasable_to, codes=granted)
    notices.tell_request(request, actor, "granted", now=now)
    if granted:
        kind_of(whole).tell_readers(whole, granted, actor, now)
    return request


def _refused(request: ReleaseRequest, actor: Person, now: datetime) -> ReleaseRequest:
    """The request, ended without release; the acting side's own yeses to it are taken back."""
    _end(request, Status.REFUSED, now)
    live = Grant.objects.filter(request=request, by=actor.code, revoked_at__isnull=True)
    live.update(revoked_at=now, revoked_by_name=actor.name)
    record("workinggroup.handling.refused", request, actor=actor)
    notices.tell_request(request, actor, "refused", now=now)
    return request


def _end(request: ReleaseRequest, status: Status, now: datetime, granted: list[str] | None = None) -> None:
    assert status in NEXT[Status(request.status)]
    request.status, request.ended_at, request.granted = status, now, granted or []
    request.save(update_fields=["status", "ended_at", "granted", "until"])


def _require_open(request: ReleaseRequest) -> None:
    if not request.is_open:
        raise EndedAlready


def _locked(request: ReleaseRequest) -> ReleaseRequest:
    found: ReleaseRequest = ReleaseRequest.objects.select_for_update().get(pk=request.pk)
    return found


def _due(codes: Iterable[str], days: int, now: datetime) -> date:
    """The last day for an answer: so many working days of each originator, by its own calendar and clock; the latest counts."""
    sides = list(Delegation.objects.filter(code__in=list(codes)).values_list("code", "holiday_country", "time_zone"))
    calendars = calendars_of([(code, country) for code, country, _zone in sides])
    return max(calendars[code].later(times.local(now, zone).date(), days) for code, _country, zone in sides)
