"""What the other parties say of a report, and what all parties agree on."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.progress import notices, rules
from workinggroup.progress.models import JointAnswer, JointRating, PartnerRating, ProgressReport
from workinggroup.progress.queries import is_in_force, parties_of


class ReportIsOutdated(Refused):
    """The newest version counts."""

    sentence = _("There is a newer version of this report. Read that one first.")


class SaidAlready(Refused):
    """A rating is said anew where something in it is new."""

    sentence = _("Your delegation says exactly this already.")


class AgreedAlready(Refused):
    """What all have agreed on stands; something else is proposed anew."""

    sentence = _("All parties have agreed on this rating. Propose another if it no longer holds.")


class AnotherIsProposed(Refused):
    """One proposal after the other."""

    sentence = _("Another rating was proposed since. Answer that one.")


class WhyNeeded(Refused):
    """Whoever does not agree says why."""

    sentence = _("Say why; all parties read it.")
    field = "reason"


@transaction.atomic
def rate_report(*, report: ProgressReport, actor: Person, now: datetime, completion: str, reason: str) -> PartnerRating:
    """Say for one's delegation how far the commitment is, and why; what it said of this version before stays visible.

    Refuses `WhyNeeded`, `ReportIsOutdated`, `SaidAlready`.
    """
    report = _lock(report)
    ensure(rules.can_rate(actor, report.commitment, parties_of(report.commitment.statement)))
    if not reason.strip():
        raise WhyNeeded
    _require_newest(report)
    earlier = PartnerRating.objects.filter(report=report, delegation=actor.code).order_by("-number").first()
    if earlier and (earlier.completion, earlier.reason) == (completion, reason.strip()):
        raise SaidAlready
    rating = PartnerRating(report=report, completion=completion, reason=reason.strip())
    _sign(rating, report, actor, now, (earlier.number if earlier else 0) + 1)
    record("workinggroup.rating.given", rating, actor=actor, completion=completion, number=rating.number)
    notices.tell_rated(rating, actor, now=now)
    return rating


@transaction.atomic
def propose_joint_rating(
    *, report: ProgressReport, actor: Person, now: datetime, completion: str, reason: str = ""
) -> JointRating:
    """Propose to all parties one rating of a report. A party that proposes consents by that; the secretariat only proposes.

    Refuses `ReportIsOutdated`, `SaidAlready`.
    """
    report = _lock(report)
    parties = parties_of(report.commitment.statement)
    ensure(rules.can_propose(actor, report.commitment, parties))
    _require_newest(report)
    earlier = _last(report)
    if earlier and (earlier.completion, earlier.reason) == (completion, reason.strip()):
        raise SaidAlready
    rating = JointRating(report=report, completion=completion, reason=reason.strip(), parties=parties)
    rating.number, rating.by_name, rating.at = (earlier.number if earlier else 0) + 1, actor.name, now
    rating.proposed_by_id, rating.releasable_to, rating.editable_by = actor.code, report.releasable_to, [actor.code]
    rating.save(force_insert=True)
    record("workinggroup.rating.proposed", rating, actor=actor, completion=completion, number=rating.number)
    notices.tell_proposed(rating, actor, now=now)
    if actor.code in parties:
        _answer(rating, actor, now, consents=True)
    return rating


@transaction.atomic
def answer_joint_rating(
    *, rating: JointRating, actor: Person, now: datetime, consents: bool, reason: str = ""
) -> JointAnswer:
    """Consent for one's delegation to a proposed rating, or say why not; it is in force once all its parties consent.

    Refuses `AnotherIsProposed`, `AgreedAlready`, `SaidAlready`, `WhyNeeded`.
    """
    report = _lock(rating.report)
    rating = JointRating.objects.select_related("report__commitment__statement__meeting").get(pk=rating.pk)
    ensure(rules.can_answer(actor, rating.parties))
    if rating != _last(report):
        raise AnotherIsProposed
    if is_in_force(rating):
        raise AgreedAlready
    if not consents and not reason.strip():
        raise WhyNeeded
    return _answer(rating, actor, now, consents=consents, reason=reason.strip())


def _answer(rating: JointRating, actor: Person, now: datetime, *, consents: bool, reason: str = "") -> JointAnswer:
    earlier = JointAnswer.objects.filter(rating=rating, delegation=actor.code).order_by("-number").first()
    if earlier and (earlier.consents, earlier.reason) == (consents, reason):
        raise SaidAlready
    answer = JointAnswer(rating=rating, consents=consents, reason=reason)
    _sign(answer, rating, actor, now, (earlier.number if earlier else 0) + 1)
    record(f"workinggroup.rating.{'consented' if consents else 'refused'}", answer, actor=actor)
    if is_in_force(rating):
        record("workinggroup.rating.agreed", rating, actor=actor, completion=rating.completion)
        notices.tell_agreed(rating, actor, now=now)
    return answer


def _sign(row: Any, about: Any, actor: Person, now: datetime, number: int) -> None:
    """Save what a delegation says of something, readable as that is."""
    row.delegation_id, row.number, row.by_name, row.at = actor.code, number, actor.name, now
    row.releasable_to, row.editable_by = about.releasable_to, [actor.code]
    row.save(force_insert=True)


def _lock(report: ProgressReport) -> ProgressReport:
    lock_key(f"rating of {report.commitment_id}")
    found: ProgressReport = ProgressReport.objects.select_related("commitment__statement__meeting").get(pk=report.pk)
    return found


def _require_newest(report: ProgressReport) -> None:
    latest = ProgressReport.objects.filter(commitment=report.commitment_id).aggregate(last=Max("at"))["last"]
    if report.at != latest:
        raise ReportIsOutdated


def _last(report: ProgressReport) -> JointRating | None:
    found: JointRating | None = JointRating.objects.filter(report=report).order_by("-number").first()
    return found
