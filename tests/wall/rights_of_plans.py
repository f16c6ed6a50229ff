"""The addresses of operational plans and who may do what there."""

from typing import Any

from tests.wall.asking import GONE, MEMBERS, Address, Principal, anybody, page

# Who drafted each plan, and with whom it is shared.
PARTIES = {"shared": ("USA", "MEX"), "foreign": ("MEX", "GTM")}


def sees_plan(who: Principal, kind: str) -> bool:
    return who.code in PARTIES.get(kind, ())


def drafts_plans(who: Principal, kind: str) -> bool:
    return who.code not in {"", "SEC", "GUESTS"} and who.role != "observer"


def writes_the_plan(who: Principal, kind: str) -> bool:
    return sees_plan(who, kind) and who.role != "observer"


def leads_a_party(who: Principal, kind: str) -> bool:
    return sees_plan(who, kind) and who.leads


def leads_the_drafter(who: Principal, kind: str) -> bool:
    return who.leads and who.code == PARTIES[kind][0]


def wrote_the_section(who: Principal, kind: str) -> bool:
    return writes_the_plan(who, kind) and who.code == PARTIES[kind][0]


def heads_a_party(who: Principal, kind: str) -> bool:
    return sees_plan(who, kind) and who.role == "head"


PLAN: dict[str, Any] = {"thing": "plan", "argument": "pk", "sees": sees_plan}


def of(thing: str) -> dict[str, Any]:
    return PLAN | {"thing": f"plan_{thing}"}


OBJECTIVE = (("what", "objective"),)
PLAN_RIGHTS: dict[str, Address] = {
    "plans:list": page(MEMBERS),
    "plans:begin": Address(MEMBERS, get=drafts_plans, post=drafts_plans),
    "plans:plan": Address(MEMBERS, get=anybody, **PLAN),
    # Nothing was tabled yet.
    "plans:compare": Address(MEMBERS, get=anybody, more=(("number", "1"),), **PLAN, statuses=GONE),
    "plans:consent": Address(MEMBERS, get=anybody, post=heads_a_party, **PLAN),
    "plans:frame": Address(MEMBERS, get=writes_the_plan, post=writes_the_plan, **PLAN),
    "plans:section": Address(MEMBERS, get=writes_the_plan, post=writes_the_plan, more=(("part", "aim"),), **PLAN),
    "plans:phase-add": Address(MEMBERS, post=writes_the_plan, **PLAN),
    "plans:task": Address(MEMBERS, get=writes_the_plan, post=writes_the_plan, **PLAN),
    "plans:import": Address(MEMBERS, get=writes_the_plan, post=writes_the_plan, **PLAN),
    "plans:part-add": Address(MEMBERS, get=writes_the_plan, post=writes_the_plan, more=OBJECTIVE, **PLAN),
    "plans:share": Address(MEMBERS, post=leads_the_drafter, **PLAN),
    "plans:withdraw": Address(MEMBERS, post=leads_the_drafter, **PLAN),
    "plans:table": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:take-back": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:revise": Address(MEMBERS, post=writes_the_plan, **PLAN),
    "plans:take-over": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:activate": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:suspend": Address(MEMBERS, post=heads_a_party, **PLAN),
    "plans:resume": Address(MEMBERS, post=heads_a_party, **PLAN),
    "plans:complete": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:count": Address(MEMBERS, post=writes_the_plan, **PLAN),
    "plans:rate": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:rate-together": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:evaluate": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:find": Address(MEMBERS, post=writes_the_plan, **PLAN),
    "plans:close": Address(MEMBERS, post=leads_a_party, **PLAN),
    "plans:section-open": Address(MEMBERS, post=leads_the_drafter, **of("section")),
    "plans:section-drop": Address(MEMBERS, post=wrote_the_section, **of("section")),
    "plans:phase-drop": Address(MEMBERS, post=writes_the_plan, **of("phase")),
    "plans:task-drop": Address(MEMBERS, post=writes_the_plan, **of("task")),
    "plans:part-drop": Address(MEMBERS, post=writes_the_plan, more=OBJECTIVE, **of("part")),
    "plans:accept": Address(MEMBERS, post=leads_a_party, **of("finding")),
    "plans:improve": Address(MEMBERS, post=writes_the_plan, **of("finding")),
}
