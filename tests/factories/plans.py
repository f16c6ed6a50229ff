"""Plans for tests, made by the operations that make them in life; everything in them is invented."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from portal.core.reader import reading_as
from workinggroup.commitments.models import Commitment
from workinggroup.plans.models import Plan, PlanPhase, PlanTask, PlanVersion
from workinggroup.plans.operations import (
    activate_plan,
    add_part,
    add_phase,
    answer_plan,
    draft_plan,
    frame_plan,
    put_task,
    share_plan,
    table_plan,
    take_over_tasks,
    write_section,
)
from workinggroup.plans.outcomes import PlanFinding
from workinggroup.plans.states import BOUND

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
FIRST, LAST = date(2026, 3, 16), date(2026, 6, 30)
EXPIRES = date(2026, 3, 20)


def clock() -> datetime:
    return NOW


def make_plan(actor: Any, commitment: Commitment, parties: tuple[str, ...] = ("MEX", "GTM"), **facts: Any) -> Plan:
    """A draft of the actor's side, without anything in it."""
    title = {"en": "Dry-season crossings", "es": "Cruces en época seca"}
    facts = {"title": title, "starts_on": FIRST, "ends_on": LAST, "now": NOW, "parties": parties, **facts}
    with reading_as(actor.reader):
        return draft_plan(commitment=commitment, actor=actor, **facts)


def write(actor: Any, plan: Plan, part: str = "aim", **facts: Any) -> Any:
    """A section in both languages."""
    text = facts.pop("text", {"en": f"About {part}.", "es": f"Sobre {part}."})
    with reading_as(actor.reader):
        return write_section(plan=plan, actor=actor, now=facts.pop("now", NOW), part=part, text=text, **facts)


def put(actor: Any, plan: Plan, phase: PlanPhase, title: str = "Task", **facts: Any) -> PlanTask:
    """A task of five days that the actor's side leads."""
    facts = {"lead": actor.code, "starts_on": FIRST, "days": 5, **facts}
    with reading_as(actor.reader):
        return put_task(plan=plan, actor=actor, phase=phase, title={"en": title, "es": f"{title} (es)"}, **facts)


def fill(side: Any, plan: Plan, other: str = "GTM") -> SimpleNamespace:
    """All that is required, written by one side: two phases, three tasks, an objective, every section."""
    actor = side.coordinator
    with reading_as(actor.reader):
        frame_plan(
            plan=plan,
            actor=actor,
            starts_on=FIRST,
            ends_on=LAST,
            summary={"en": "Shorter waits.", "es": "Menos espera."},
        )
        phases = [
            add_phase(plan=plan, actor=actor, title={"en": name, "es": f"{name} (es)"}) for name in ("Prepare", "Do")
        ]
        objective = add_part(
            plan=plan, actor=actor, what="objective", text={"en": "Half the wait.", "es": "La mitad de la espera."}
        )
    for part in BOUND:
        write(actor, plan, part)
    one = put(actor, plan, phases[0], "Count")
    two = put(actor, plan, phases[0], "Open", lead=other, after="1.1FS+2")
    three = put(actor, plan, phases[1], "Report", days=0, milestone=True, after="1.2; 1.1SS+1")
    return SimpleNamespace(phases=phases, tasks=[one, two, three], objective=objective)


def share(actor: Any, plan: Plan) -> Plan:
    with reading_as(actor.reader):
        share_plan(plan=plan, actor=actor, now=NOW)
    return fresh(actor, plan)


def table(actor: Any, plan: Plan, **facts: Any) -> PlanVersion:
    with reading_as(actor.reader):
        return table_plan(plan=plan, actor=actor, expires_on=facts.pop("expires_on", EXPIRES), clock=clock, **facts)


def answer(head: Any, plan: Plan, said: str = "yes", **facts: Any) -> Any:
    """What a head says to the version that is tabled, having read it."""
    with reading_as(head.reader):
        seen = facts.pop("seen", None) or PlanVersion.objects.get(plan=plan, stage="tabled").sha256
        return answer_plan(plan=plan, actor=head, answer=said, seen=seen, clock=facts.pop("clock", clock), **facts)


def agree(world: Any, plan: Plan) -> Plan:
    """Tabled and consented to by every party's head."""
    table(getattr(world, plan.drafted_by_id.lower()).coordinator, plan)
    for code in plan.parties:
        answer(getattr(world, code.lower()).head, plan)
    return fresh(getattr(world, plan.parties[0].lower()).head, plan)


def begin(world: Any, plan: Plan) -> Plan:
    """In force: each party took over what it leads."""
    for code in plan.parties:
        actor = getattr(world, code.lower()).coordinator
        with reading_as(actor.reader):
            keys = list(PlanTask.objects.filter(version__stage="agreed", lead=code).values_list("anchor", flat=True))
            if keys:
                take_over_tasks(plan=plan, actor=actor, now=NOW, keys=keys)
    actor = getattr(world, plan.drafted_by_id.lower()).coordinator
    with reading_as(actor.reader):
        activate_plan(plan=plan, actor=actor, now=NOW)
    return fresh(actor, plan)


def fresh(actor: Any, plan: Plan) -> Plan:
    with reading_as(actor.reader):
        found: Plan = Plan.objects.select_related("commitment", "drafted_by").get(pk=plan.pk)
        return found


def stage_plans(world: Any, promise: Commitment, hidden: Commitment) -> dict[str, dict[str, Any]]:
    """For the wall's tests: a draft that USA shares with MEX, and one that MEX shares with GTM alone. Returns keys by thing."""
    found: dict[str, dict[str, Any]] = {}
    for kind, side, other, commitment in (
        ("shared", world.usa, "MEX", promise),
        ("foreign", world.mex, "GTM", hidden),
    ):
        words = f"CANARY-{side.member.code if kind == 'foreign' else 'shared'} plan"
        plan = make_plan(side.coordinator, commitment, (other,), title={"en": words, "es": words})
        section = write(side.coordinator, plan, text={"en": words, "es": words})
        write(side.member, plan, "annex", text={"en": f"CANARY-{side.member.code} annex", "es": "x"})
        with reading_as(side.coordinator.reader):
            phases = [add_phase(plan=plan, actor=side.coordinator, title={"en": words, "es": words}) for _ in "ab"]
            objective = add_part(plan=plan, actor=side.coordinator, what="objective", text={"en": words, "es": words})
        task = put(side.coordinator, plan, phases[0], words)
        plan = share(side.coordinator, plan)
        with reading_as(side.coordinator.reader):
            told = {"by_id": side.member.code, "by_name": words, "at": NOW, "anchor": objective.anchor}
            marks = {"releasable_to": plan.parties, "editable_by": plan.parties}
            finding = PlanFinding.objects.create(plan=plan, text={"en": words}, **told, **marks)
        keys = {
            "plan": plan,
            "plan_section": section,
            "plan_phase": phases[1],
            "plan_task": task,
            "plan_part": objective,
            "plan_finding": finding,
        }
        for name, row in keys.items():
            found.setdefault(name, {})[kind] = row.pk
    return found


def make_planned(actor: Any, commitment: Commitment) -> dict[str, Any]:
    """A draft of the actor's side, with one phase, one task and one objective in it."""
    plan = make_plan(actor, commitment, ("MEX",))
    write(actor, plan)
    with reading_as(actor.reader):
        phase = add_phase(plan=plan, actor=actor, title={"en": "Do", "es": "Hacer"})
        objective = add_part(plan=plan, actor=actor, what="objective", text={"en": "Less.", "es": "Menos."})
    return {"plan": plan, "planned": put(actor, plan, phase), "phase": phase, "objective": objective}
