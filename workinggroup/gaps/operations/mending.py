"""How a gap is mended: by measures, each an action item of an owner, until an owner claims that it is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import OPEN
from workinggroup.actionitems.states import Status as ItemStatus
from workinggroup.commitments.models import Commitment
from workinggroup.gaps import rules
from workinggroup.gaps.models import Gap, GapPassage, Measure
from workinggroup.gaps.operations.gate import enter, lock, not_now, parties, turn, workdays_later
from workinggroup.gaps.operations.rating import begin_round, rate_gap
from workinggroup.gaps.scales import REVIEW_MONTHS, after_months
from workinggroup.gaps.states import VERIFIED_WITHIN, Act, Moment, Part, Status
from workinggroup.handling.operations import write_passage


class NotYourItem(Refused):
    """A measure is an action item of the own side."""

    sentence = _("Choose an action item of your delegation under the commitment of this gap.")
    field = "item"


class OtherCommitment(Refused):
    """A gap is mended under one commitment."""

    sentence = _("This gap is mended under %(reference)s. Choose an action item under that commitment.")
    field = "item"


class UnderNoCommitment(Refused):
    """What mends a gap was promised."""

    sentence = _("This action item came from an agenda. A gap is mended by one under a commitment.")
    field = "item"


class MeasuredAlready(Refused):
    """One item mends a part once."""

    sentence = _("This action item is a measure for that part already.")
    field = "item"


class NoSuchPart(Refused):
    """A measure mends a part that is described."""

    sentence = _("Choose the part of the gap that this mends.")
    field = "threat_part"


class PartWithoutMeasure(Refused):
    """Each part of the threat has its own measure."""

    sentence = _("Part %(number)s of what is weak has no measure yet. A measure for another part does not mend it.")


class NotDoneYet(Refused):
    """What is claimed is done."""

    sentence = _("%(item)s is not done yet. Report it as done, or drop it with a reason, before you claim.")


class NothingDone(Refused):
    """Somebody did something."""

    sentence = _("No measure was done: all were dropped. Nothing can be claimed.")


class OthersNotDone(Refused):
    """Each owner answers for its own measures, those too that the others do not see."""

    sentence = _("It has several owners. %(sides)s have not said yet that their own measures are done.")


class SaidDone(Refused):
    """An owner says so once."""

    sentence = _("Your delegation has said so already.")


class NotSaidDone(Refused):
    """What was said is taken back."""

    sentence = _("Your delegation has not said that its measures are done.")


class TakeBackFirst(Refused):
    """All who read a gap see that its owner takes back what it said, and none a measure that is not theirs."""

    sentence = _("Your delegation has said that its measures are done. Take that back first.")


class ShowEvidence(Refused):
    """Who verifies looks at something."""

    sentence = _("Say by what the others can see that it is mended.")
    field = "evidence_en"


@transaction.atomic
def add_measure(*, gap: Gap, actor: Person, now: datetime, item: ActionItem, threat_part: str = "") -> Measure:
    """Say which action item of the own side mends which part of a gap. Its commitment is the gap's from then on.

    Refuses `NotNow`, `NotYourItem`, `UnderNoCommitment`, `OtherCommitment`, `NoSuchPart`, `MeasuredAlready`,
    `TakeBackFirst`.
    """
    gap = lock(gap)
    ensure(rules.can_mend(actor, gap))
    if gap.status not in {Status.ACCEPTED, Status.TREATING}:
        raise not_now(gap)
    if actor.code in gap.done_by:
        raise TakeBackFirst
    if item.delegation_id != actor.code:
        raise NotYourItem
    under: Commitment | None = item.commitment
    if under is None:
        raise UnderNoCommitment
    if gap.commitment is not None and item.commitment_id != gap.commitment.pk:
        raise OtherCommitment(reference=gap.commitment.reference)
    parts = {each.anchor: each for each in described(gap)}
    if threat_part not in (parts or {""}):
        raise NoSuchPart
    if Measure.objects.filter(gap=gap, threat_part=threat_part, item=item).exists():
        raise MeasuredAlready
    measure = Measure(gap=gap, item=item, threat_part=threat_part, by_name=actor.name, at=now)
    measure.releasable_to, measure.editable_by = _who_reads_both(gap, item), [actor.code]
    measure.save(force_insert=True)
    # The first changes the gap's state, which all its readers see; of each later one only those are told who see it.
    is_first = gap.status == Status.ACCEPTED
    if is_first:
        review = after_months(times.local(now, actor.zone).date(), REVIEW_MONTHS)
        turn(gap, Status.TREATING, now, commitment=under, due_on=review)
    part = parts.get(threat_part)
    told = [code for code in measure.releasable_to if part is None or code in part.releasable_to]
    enter(Act.TREATING, gap, actor, now, readers=None if is_first else sorted({actor.code, *told}))
    return measure


@transaction.atomic
def say_done(*, gap: Gap, actor: Person, now: datetime) -> Gap:
    """Say for an owner that its own measures are done, and with it to all who read the gap for which of the parts that
    they read it has one: what they do not see of them, they can then claim.

    Refuses `NotNow`, `SaidDone`, `NotDoneYet`.
    """
    gap = lock(gap)
    ensure(rules.can_mend(actor, gap))
    if gap.status != Status.TREATING:
        raise not_now(gap)
    if actor.code in gap.done_by:
        raise SaidDone
    own = [each for each in _measures(gap) if each.item.delegation_id == actor.code]
    _require_none_open(own)
    told = {"", *(each.anchor for each in described(gap) if set(gap.releasable_to) <= set(each.releasable_to))}
    parts = {each.threat_part for each in own if each.item.status != ItemStatus.DROPPED} & told
    gap.done_by, gap.changed_at = [*gap.done_by, actor.code], now
    gap.done_parts = [*gap.done_parts, *(f"{actor.code}:{part}" for part in sorted(parts))]
    gap.save(update_fields=["done_by", "done_parts", "changed_at"])
    enter(Act.DONE, gap, actor, now)
    return gap


@transaction.atomic
def take_back_done(*, gap: Gap, actor: Person, now: datetime) -> Gap:
    """Take back for an owner that its own measures are done: one was opened again, or another is needed. Refuses `NotNow`,
    `NotSaidDone`."""
    gap = lock(gap)
    ensure(rules.can_mend(actor, gap))
    if gap.status != Status.TREATING:
        raise not_now(gap)
    if actor.code not in gap.done_by:
        raise NotSaidDone
    gap.done_by, gap.changed_at = [code for code in gap.done_by if code != actor.code], now
    gap.done_parts = [said for said in gap.done_parts if said.partition(":")[0] != actor.code]
    gap.save(update_fields=["done_by", "done_parts", "changed_at"])
    enter(Act.NOT_DONE, gap, actor, now)
    return gap


@transaction.atomic
def claim_gap(
    *, gap: Gap, actor: Person, now: datetime, evidence: Mapping[str, str], rating: Mapping[str, Any] | None = None
) -> Gap:
    """Claim for an owner that a gap is mended: each part has a measure that is seen or that its owner says is done, and every
    measure is done, or dropped with a reason. Each other owner has said so of its own.

    `evidence` becomes a passage that all who read the gap read; `rating` is what the owner proposes is left of it. Refuses
    `NotNow`, `OthersNotDone`, `PartWithoutMeasure`, `NotDoneYet`, `NothingDone`, `ShowEvidence`, and what a rating is refused
    for.
    """
    gap = lock(gap)
    ensure(rules.can_mend(actor, gap))
    if gap.status != Status.TREATING:
        raise not_now(gap)
    if others := [code for code in gap.owners if code not in {actor.code, *gap.done_by}]:
        raise OthersNotDone(sides=", ".join(others))
    _require_done(gap)
    if not any(words.strip() for words in evidence.values()):
        raise ShowEvidence
    write_passage(
        whole=gap,
        actor=actor,
        now=now,
        part=Part.EVIDENCE,
        text=evidence,
        readers=[code for code in gap.releasable_to if code != actor.code],
        marking=gap.marking,
    )
    verifiers = [code for code in parties(gap) if code not in gap.ever_owners] or parties(gap)
    due = workdays_later(now, VERIFIED_WITHIN, gap.owners)
    turn(gap, Status.CLAIMED, now, turn=gap.turn + 1, due_on=due, done_by=[], done_parts=[])
    begin_round(gap, actor, now, Moment.RESIDUAL, asked={*verifiers, *gap.owners})
    enter(Act.CLAIMED, gap, actor, now)
    if rating:
        rate_gap(gap=gap, actor=actor, now=now, moment=Moment.RESIDUAL, **rating)
    return gap


def described(gap: Gap) -> list[GapPassage]:
    """The passages that tell what is weak, as far as the reader sees them, in order. One SQL query."""
    return list(GapPassage.objects.filter(gap=gap, part=Part.DESCRIPTION, gist_of=None).order_by("position"))


def _measures(gap: Gap) -> list[Measure]:
    return list(Measure.objects.filter(gap=gap).select_related("item"))


def _require_done(gap: Gap) -> None:
    """Of all that the reader sees, and of what other owners say of theirs."""
    measures = _measures(gap)
    said = {each.partition(":")[2] for each in gap.done_parts}
    measured = {*said, *(each.threat_part for each in measures)}
    for number, passage in enumerate(described(gap), 1):
        if passage.anchor not in measured:
            raise PartWithoutMeasure(number=number)
    _require_none_open(measures)
    if not said and all(each.item.status == ItemStatus.DROPPED for each in measures):
        raise NothingDone


def _require_none_open(measures: Iterable[Measure]) -> None:
    for each in measures:
        if each.item.status in OPEN:
            raise NotDoneYet(item=each.item.reference)


def _who_reads_both(gap: Gap, item: ActionItem) -> list[str]:
    return [code for code in gap.releasable_to if code in item.releasable_to]
