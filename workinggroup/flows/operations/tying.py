"""What happens between indicators of commitments and published figures: the lead ties one to a series, and unties it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.commitments.models import Commitment, CommitmentIndicator
from workinggroup.commitments.rules import can_track
from workinggroup.flows.models import FlowSeries
from workinggroup.flows.ties import IndicatorTie


class TiedAlready(Refused):
    """An indicator follows one series."""

    sentence = _("This indicator follows published figures already. Untie it first.")


class NotTied(Refused):
    """Somebody else was faster."""

    sentence = _("This indicator follows no published figures.")


class NotPublished(Refused):
    """What an indicator follows is read by all who read the indicator."""

    sentence = _("These figures are not published.")
    field = "series"


@transaction.atomic
def tie_indicator(
    *, indicator: CommitmentIndicator, actor: Person, now: datetime, series: FlowSeries, role: str, target: str = ""
) -> IndicatorTie:
    """Let an indicator of a commitment follow published figures. Refuses `TiedAlready`, `NotPublished`."""
    commitment = _to_track(indicator, actor)
    if IndicatorTie.objects.filter(indicator=indicator, untied_at__isnull=True).exists():
        raise TiedAlready
    if not set(commitment.releasable_to) <= set(series.releasable_to):
        raise NotPublished
    tie = IndicatorTie(
        indicator=indicator,
        series=series,
        delegation_id=actor.code,
        role=role,
        target=target,
        by_name=actor.name,
        at=now,
        releasable_to=commitment.releasable_to,
        # Whoever leads it later unties it.
        editable_by=commitment.releasable_to,
    )
    tie.save(force_insert=True)
    record("workinggroup.commitment.tied", commitment, actor=actor, what=indicator.name)
    return tie


@transaction.atomic
def untie_indicator(*, indicator: CommitmentIndicator, actor: Person, now: datetime) -> None:
    """Let an indicator follow no published figures any more; those given by hand stay. Refuses `NotTied`."""
    commitment = _to_track(indicator, actor)
    tie = IndicatorTie.objects.filter(indicator=indicator, untied_at__isnull=True).first()
    if tie is None:
        raise NotTied
    tie.untied_at, tie.untied_by_name = now, actor.name
    tie.save(update_fields=["untied_at", "untied_by_name"])
    record("workinggroup.commitment.untied", commitment, actor=actor, what=indicator.name)


def _to_track(indicator: CommitmentIndicator, actor: Person) -> Commitment:
    commitment = Commitment.objects.select_related("statement").get(pk=indicator.commitment_id)
    ensure(can_track(actor, commitment))
    lock_key(indicator.pk)
    return commitment
