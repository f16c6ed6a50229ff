"""Plans for `operating`: of 40 tasks with 80 links and of 400 with 800, in force among three sides."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.core.reader import reading_as
from portal.embedded.seed.meetings import PARTIES
from portal.people.models import User
from workinggroup.commitments.models import Commitment
from workinggroup.gaps.models import Place
from workinggroup.plans import operations as do
from workinggroup.plans.models import Plan, PlanTask, PlanVersion, TaskLink
from workinggroup.plans.states import BOUND

PHASES, DAYS = 8, 5
DRAFTER = "MEX"


def plan_of(commitment: Commitment, many: int, now: datetime) -> PlanVersion:
    """A plan of so many tasks and twice as many links: every party has consented to it and taken over what it leads. Each party
    has a tenth of its tasks late. Returns the version in force."""
    heads, coordinators = _people("head"), _people("coordinator")
    actor = coordinators[DRAFTER]
    today = timezone.localdate(now)
    first, last = today - timedelta(days=DAYS * PHASES), today + timedelta(days=300)
    with reading_as(actor.reader):
        title = {"en": f"Crossings, {many}", "es": f"Cruces, {many}"}
        dates = {"starts_on": first, "ends_on": last}
        plan = do.draft_plan(commitment=commitment, actor=actor, title=title, parties=PARTIES, now=now, **dates)
        do.frame_plan(plan=plan, actor=actor, summary={"en": "Shorter waits.", "es": "Menos espera."}, **dates)
        for part in BOUND:
            text = {"en": f"About {part}.", "es": f"Sobre {part}."}
            do.write_section(plan=plan, actor=actor, now=now, part=part, text=text)
        do.add_part(plan=plan, actor=actor, what="objective", text={"en": "Half the wait.", "es": "La mitad."})
        _fill(plan, actor, many)
        do.share_plan(plan=plan, actor=actor, now=now)
        plan.refresh_from_db()
        version = do.table_plan(plan=plan, actor=actor, expires_on=today + timedelta(days=9), clock=lambda: now)
    for head in heads.values():
        with reading_as(head.reader):
            do.answer_plan(plan=plan, actor=head, answer="yes", seen=version.sha256, clock=lambda: now)
    for code, each in coordinators.items():
        with reading_as(each.reader):
            keys = PlanTask.objects.filter(version=version, lead=code).values_list("anchor", flat=True)
            do.take_over_tasks(plan=plan, actor=each, now=now, keys=list(keys))
    with reading_as(actor.reader):
        do.activate_plan(plan=plan, actor=actor, now=now)
    return version


def _fill(plan: Plan, actor: User, many: int) -> None:
    """Tasks in phases, each after the one before it in its phase and after one of the phase before."""
    version = PlanVersion.objects.get(plan=plan)
    marks = {"releasable_to": version.releasable_to, "editable_by": version.editable_by}
    places = list(Place.objects.order_by("rank")[:20])
    tasks: list[PlanTask] = []
    for number in range(PHASES):
        name = {"en": f"Phase {number}", "es": f"Fase {number}"}
        phase = do.add_phase(plan=plan, actor=actor, title=name)
        for turn in range(many // PHASES):
            at = len(tasks)
            tasks.append(PlanTask(
                version=version, phase=phase, anchor=PlanTask().pk, number=turn + 1, lead_id=PARTIES[at % len(PARTIES)],
                title={"en": f"Watch the crossing {at} by night", "es": f"Vigilar el cruce {at} de noche"},
                place=places[at % len(places)] if places else None,
                starts_on=version.starts_on + timedelta(days=number * DAYS + turn % DAYS), days=1 + at % 4, **marks,
            ))  # fmt: skip
    PlanTask.objects.bulk_create(tasks)
    step = many // PHASES
    links: list[Any] = []
    for at, task in enumerate(tasks):
        for before in (at - 1, at - step):
            if before >= 0 and (before == at - step or at % step):
                facts: dict[str, Any] = {"kind": "SS", "lag": 1} if before == at - 1 else {"kind": "FS", "lag": 0}
                links.append(TaskLink(version=version, before=tasks[before], after=task, **facts, **marks))
    TaskLink.objects.bulk_create(links)


def _people(role: str) -> dict[str, User]:
    return {code: User.objects.get(email=f"{role}.{code.lower()}@demo.example") for code in PARTIES}
