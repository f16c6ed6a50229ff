"""What a form that is pressed is made of: who sends it, where, with which words; and those of commitments that are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from portal.core.reader import reading_as
from tests.factories.gaps import make_draft_gap
from tests.factories.people import World
from workinggroup.commitments.models import CommitmentIndicator
from workinggroup.commitments.operations import add_indicator
from workinggroup.gaps.models import Gap
from workinggroup.practices.states import NEEDS

# Near enough to be acknowledged, also where the day begins later.
DAY = timezone.localdate() + timedelta(days=59)


@dataclass
class Ground:
    """What the forms are about."""

    world: World
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, thing: str) -> Any:
        return self.things[thing]

    def person(self, who: str) -> Any:
        side, _, role = who.partition(".")
        found = getattr(self.world, side)
        return getattr(found, role) if role else found


@dataclass(frozen=True)
class Press:
    """One form. `times` are acts that one press does more than once, such as a list of two people."""

    who: str
    where: Callable[[Ground], str]
    words: Callable[[Ground], dict[str, Any]]
    sees: bool = False
    times: int = 1


def fixed(**words: Any) -> Callable[[Ground], dict[str, Any]]:
    return lambda ground: words


def in_both(name: str, words: str) -> dict[str, str]:
    return {f"{name}_en": words, f"{name}_es": words}


def on_task(name: str, thing: str = "task", **words: Any) -> Press:
    return Press("usa.coordinator", lambda ground: reverse(name, args=[getattr(ground, thing).pk]), fixed(**words))


def _of_draft(ground: Ground) -> str:
    """Of a draft gap, which is there once one is asked for."""
    actor = ground.world.usa.member
    with reading_as(actor.reader):
        found = Gap.objects.filter(raised_by="USA", status="draft", title__en="A draft").first()
    gap = found or make_draft_gap(actor, ("USA",), title={"en": "A draft"})
    return reverse("handling:write", args=["gap", gap.pk])


def _of_indicator(ground: Ground) -> str:
    """Of the commitment's indicator, which is there once one is asked for."""
    actor, promise = ground.world.usa.coordinator, ground.promise
    with reading_as(actor.reader):
        words = {"name": {"en": "Share", "es": "Parte"}, "unit": {"en": "percent", "es": "por ciento"}}
        found = CommitmentIndicator.objects.filter(commitment=promise).first() or add_indicator(
            commitment=promise, actor=actor, now=timezone.now(), **words, baseline=Decimal(1), target=Decimal(2)
        )
    return reverse("commitments:figure-new", args=[promise.pk, found.pk])


PAST = str(timezone.localdate() - timedelta(days=9))
TRACKING = {
    "commitments:figure-new": Press("usa.coordinator", _of_indicator, fixed(day=PAST, value="1", source="Count")),
    "commitments:indicator-new": on_task(
        "commitments:indicator-new",
        "promise",
        **in_both("name", "Share"),
        **in_both("unit", "%"),
        baseline="1",
        target="2",
    ),
    "commitments:milestone-new": on_task(
        "commitments:milestone-new", "promise", **in_both("name", "Open"), due_on=str(DAY)
    ),
}

ASKING = {
    "handling:write": Press(
        "usa.member",
        _of_draft,
        fixed(part="evidence", marking="AMBER", trace="silent", **in_both("text", "Seen twice.")),
    ),
    "requests:new": Press(
        "usa.member",
        lambda _: "/requests/new/",
        fixed(
            recipient="MEX",
            **in_both("title", "Lanes"),
            **in_both("question", "How many?"),
            **in_both("purpose", "To plan."),
            question_marking="AMBER",
            background_marking="AMBER",
            use="H0",
            urgency="routine",
        ),
    ),
    "practices:new": Press(
        "usa.member",
        lambda _: "/practices/new/",
        fixed(
            **in_both("title", "Night shifts"),
            problem="staff",
            evidence="1",
            **dict.fromkeys(NEEDS, "unknown"),
        ),
    ),
}

DRAFTING = {
    "gaps:new": Press(
        "usa.member",
        lambda _: "/gaps/new/",
        fixed(**in_both("title", "A gate"), kind="coverage", marking="AMBER", owners="USA"),
    )
}
