"""How a release stands: its plan, what the parties said to it, its holds, and the instant at which it goes out."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from meetings.release.models import Hold, PlanWord, ReleasePlan
from meetings.release.states import Mode, WordKind
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.errors import Refused

# As many parties say that an event has taken place.
WITNESSES = 2


class NoPlan(Refused):
    """Nothing is planned yet, or the plan is void."""

    sentence = _("No plan of release stands. The chair proposes one.")


class PlanChanged(Refused):
    """A word belongs to the plan that its person saw."""

    sentence = _("This plan stands no longer. Look at the present one, then decide again.")


class TooLateToConfirm(Refused):
    """A plan whose time passed before all had confirmed it is void."""

    sentence = _("The time of this plan passed before every party had confirmed it. The chair proposes another time.")


class IsHeld(Refused):
    """Under a hold nothing moves towards the public."""

    sentence = _("%(codes)s holds the release. Nothing goes out until the hold is lifted by whoever placed it.")


@dataclass(frozen=True)
class Standing:
    """The plan on which the release of a text stands, None where none does, the words said to it, oldest first, and all
    holds of the text. `parties` are the active ones."""

    statement: Statement
    parties: tuple[str, ...]
    plan: ReleasePlan | None
    words: tuple[PlanWord, ...]
    holds: tuple[Hold, ...]

    def said(self, kind: str) -> tuple[PlanWord, ...]:
        """The words of one kind by active parties, oldest first."""
        return tuple(word for word in self.words if word.kind == kind and word.delegation_id in self.parties)

    def missing(self, kind: str) -> list[str]:
        """The active parties that have not said a word of this kind."""
        there = {word.delegation_id for word in self.said(kind)}
        return [code for code in self.parties if code not in there]

    @property
    def holding(self) -> list[Hold]:
        """The holds that stand."""
        return [hold for hold in self.holds if hold.lifted_at is None]

    @property
    def event_at(self) -> datetime | None:
        """When the second party said that the event has taken place."""
        said = self.said(WordKind.EVENT)
        return said[WITNESSES - 1].at if len(said) >= WITNESSES else None

    @property
    def due_at(self) -> datetime | None:
        """The instant at which the text goes out; None where it is not known, or the plan is not confirmed by all."""
        plan = self.plan
        if plan is None or self.statement.status != Status.SCHEDULED or self.missing(WordKind.READY):
            return None
        if not self.missing(WordKind.LIFT):
            return max(word.at for word in self.said(WordKind.LIFT))
        if plan.mode == Mode.AT:
            return plan.at
        if self.event_at is None:
            return None
        return max(self.event_at, plan.at) if plan.at else self.event_at

    @property
    def holds_over(self) -> list[Hold]:
        """The holds that stood when the instant came: under them it passed, and the plan is void."""
        due = self.due_at
        if due is None:
            return []
        return [hold for hold in self.holds if hold.at <= due and (hold.lifted_at is None or hold.lifted_at > due)]

    def is_late(self, now: datetime) -> bool:
        """Whether the time of a plan passed before all had confirmed it."""
        plan = self.plan
        if plan is None or plan.mode != Mode.AT or self.statement.status == Status.SCHEDULED:
            return False
        return bool(plan.at and plan.at <= now)


def standing_of(statement: Statement) -> Standing:
    """How the release of a text stands. Four SQL queries at most."""
    plan: ReleasePlan | None = None
    if statement.signed_at:
        rows = ReleasePlan.objects.filter(statement=statement, signed_at=statement.signed_at, withdrawn_at__isnull=True)
        plan = rows.order_by("-number").first()
    words = PlanWord.objects.filter(plan=plan).order_by("at", "id") if plan else ()
    holds = Hold.objects.filter(statement=statement).order_by("at", "id")
    return Standing(statement, tuple(statement.active_parties), plan, tuple(words), tuple(holds))


def require_plan(standing: Standing, plan: ReleasePlan | None = None) -> ReleasePlan:
    """The plan that stands. Refuses `NoPlan`, and `PlanChanged` where it is another one than `plan`."""
    if standing.plan is None:
        raise PlanChanged if plan else NoPlan
    if plan is not None and plan.pk != standing.plan.pk:
        raise PlanChanged
    return standing.plan


def require_unheld(standing: Standing) -> None:
    """Refuse `IsHeld` while a hold stands."""
    if holding := standing.holding:
        raise IsHeld(codes=", ".join(hold.delegation_id for hold in holding))
