"""What every act on a plan asks first, and its refusals."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from workinggroup.handling.checking import refuse_identifiers
from workinggroup.plans import notices
from workinggroup.plans.models import Plan, PlanVersion
from workinggroup.plans.states import NEXT, Stage, Status


class NotNow(Refused):
    """Each act has its time."""

    sentence = _("This plan is now: %(status)s. That does not go from here.")


class NothingDrafted(Refused):
    """What is tabled or agreed is not written in."""

    sentence = _("No version of this plan is being drafted. Begin the next version, then change it there.")


class OneOfTheParties(Refused):
    """A plan is between its parties."""

    sentence = _("%(code)s is no party to this plan.")


class BothLanguages(Refused):
    """Both languages are consented to."""

    sentence = _("Write it in each language: both are consented to.")


class ReasonNeeded(Refused):
    """Who refuses or suspends says why."""

    sentence = _("Say why, for all parties to read.")
    field = "reason"


def locked(plan: Plan) -> Plan:
    """The plan as it is now, while nobody else changes anything of it."""
    lock_key(plan.pk)
    found: Plan = Plan.objects.select_related("commitment", "drafted_by").get(pk=plan.pk)
    return found


def drafted(plan: Plan) -> PlanVersion:
    """The version that is being drafted. Refuses `NothingDrafted`."""
    version = at_stage(plan, Stage.DRAFTING)
    if version is None:
        raise NothingDrafted
    return version


def at_stage(plan: Plan, stage: Stage) -> PlanVersion | None:
    """The version at a stage, with its plan; None where there is none. One SQL query."""
    version: PlanVersion | None = PlanVersion.objects.filter(plan=plan, stage=stage).first()
    if version is not None:
        version.plan = plan
    return version


def end_tabled(plan: Plan, now: datetime) -> None:
    """End what is tabled with nothing in its place: the plan is over, and nobody is asked any more."""
    rows = PlanVersion.objects.filter(plan=plan, stage=Stage.TABLED)
    rows.update(stage=Stage.SUPERSEDED, ended_at=now)


def turn(plan: Plan, status: Status, actor: Person | None, now: datetime, act: str, **detail: Any) -> None:
    """The plan in its next state, noted and told. Refuses `NotNow`."""
    if status not in NEXT[Status(plan.status)]:
        raise NotNow(status=plan.get_status_display())
    before, plan.status, plan.turned_at = plan.status, status, now
    plan.save(update_fields=["status", "turned_at"])
    record(f"workinggroup.plan.{act}", plan, actor=actor, before=before, after=status, **detail)
    notices.tell_plan(plan, actor, act, now=now)


def require_status(plan: Plan, *statuses: Status) -> None:
    """Refuse `NotNow` in any other state."""
    if plan.status not in statuses:
        raise NotNow(status=plan.get_status_display())


def require_parties(plan: Plan, codes: Iterable[str]) -> None:
    """Refuse `OneOfTheParties` for the first code of another."""
    for code in codes:
        if code not in plan.parties:
            raise OneOfTheParties(code=code)


def said(words: Mapping[str, str], *, whole: bool = True) -> dict[str, str]:
    """Words in the content languages, tidied at their ends. Refuses `IdentifiesPerson` and, where they must be whole,
    `BothLanguages`."""
    found = {code: each.strip() for code, each in words.items() if each.strip()}
    refuse_identifiers(found.values())
    if whole and len(found) < len(words):
        raise BothLanguages
    return found


def require_reason(reason: str) -> str:
    """Refuse `ReasonNeeded` for none."""
    if not reason.strip():
        raise ReasonNeeded
    refuse_identifiers([reason])
    return reason.strip()


def own_rows(plan: Plan, code: str) -> dict[str, list[str]]:
    """The marks of a row that all parties read and its side alone writes."""
    return {"releasable_to": sorted(plan.parties), "editable_by": [code]}


def parties_rows(plan: Plan) -> dict[str, list[str]]:
    """The marks of a row that all parties read and write."""
    return {"releasable_to": sorted(plan.parties), "editable_by": sorted(plan.parties)}
