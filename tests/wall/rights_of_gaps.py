"""The addresses of security gaps and who may do what there."""

from typing import Any

from tests.wall.asking import GONE, MEMBERS, Address, Principal, anybody, nobody, page, secretariat

# The shared gap lies on the ground of the United States, which raised it for Mexico and Guatemala; the foreign one is a draft of
# Mexico.
READERS = {"shared": {"USA", "MEX", "GTM"}, "foreign": {"MEX"}, "missing": set[str]()}
RAISER = {"shared": "USA", "foreign": "MEX"}


def sees_gap(who: Principal, kind: str) -> bool:
    return who.code in READERS[kind]


def drafts_gaps(who: Principal, kind: str) -> bool:
    return who.code not in {"", "SEC", "GUESTS"} and who.role != "observer"


def drafted_the_gap(who: Principal, kind: str) -> bool:
    return who.role != "observer" and who.code == RAISER[kind]


def leads_the_raiser(who: Principal, kind: str) -> bool:
    """Of both gaps the raiser is the owner, too."""
    return who.leads and who.code == RAISER[kind]


def heads_the_owner(who: Principal, kind: str) -> bool:
    return who.role == "head" and who.code == RAISER[kind]


def works_for_a_reader(who: Principal, kind: str) -> bool:
    return who.role != "observer" and sees_gap(who, kind)


def leads_a_reader(who: Principal, kind: str) -> bool:
    return who.leads and sees_gap(who, kind)


def heads_a_reader(who: Principal, kind: str) -> bool:
    return who.role == "head" and sees_gap(who, kind)


def verifies_the_gap(who: Principal, kind: str) -> bool:
    """The shared one is owned by the United States; a draft was owned by nobody yet."""
    return leads_a_reader(who, kind) and (kind == "foreign" or who.code != "USA")


def hands_over(who: Principal, kind: str) -> bool:
    return kind == "shared" and leads_the_raiser(who, kind)


def heads_a_side(who: Principal, kind: str) -> bool:
    return who.role == "head" and who.code not in {"", "SEC", "GUESTS"}


# No scale is proposed: who may answer learns just that.
NO_SCALE: dict[str, Any] = {"more": (("number", "99"),), "statuses": GONE}
GAP: dict[str, Any] = {"thing": "gap", "argument": "pk", "sees": sees_gap}
GAP_RIGHTS: dict[str, Address] = {
    "gaps:list": page(MEMBERS),
    "gaps:new": Address(MEMBERS, get=drafts_gaps, post=drafts_gaps),
    "gaps:import": Address(MEMBERS, get=drafts_gaps, post=drafts_gaps),
    "gaps:places": page(MEMBERS),
    "gaps:place-new": Address(MEMBERS, get=secretariat, post=secretariat),
    "gaps:take": Address(MEMBERS, post=drafts_gaps),
    "gaps:scales": page(MEMBERS),
    "gaps:scale-new": Address(MEMBERS, get=secretariat, post=secretariat),
    "gaps:scale-agree": Address(MEMBERS, post=heads_a_side, **NO_SCALE),
    "gaps:scale-withdraw": Address(MEMBERS, post=secretariat, **NO_SCALE),
    "gaps:scale-decline": Address(MEMBERS, get=heads_a_side, post=heads_a_side, **NO_SCALE),
    "gaps:gap": Address(MEMBERS, get=anybody, **GAP),
    "gaps:change": Address(MEMBERS, get=drafted_the_gap, post=drafted_the_gap, **GAP),
    "gaps:raise": Address(MEMBERS, get=leads_the_raiser, post=leads_the_raiser, **GAP),
    "gaps:drop": Address(MEMBERS, post=leads_the_raiser, **GAP),
    "gaps:accept": Address(MEMBERS, post=leads_the_raiser, **GAP),
    "gaps:contest": Address(MEMBERS, get=leads_the_raiser, post=leads_the_raiser, **GAP),
    "gaps:rate": Address(MEMBERS, get=works_for_a_reader, post=works_for_a_reader, **GAP),
    "gaps:round": Address(MEMBERS, post=leads_a_reader, **GAP),
    "gaps:joint": Address(MEMBERS, get=leads_a_reader, post=leads_a_reader, **GAP),
    "gaps:joint-agree": Address(MEMBERS, post=leads_a_reader, **GAP),
    "gaps:joint-decline": Address(MEMBERS, get=leads_a_reader, post=leads_a_reader, **GAP),
    "gaps:done": Address(MEMBERS, post=leads_the_raiser, **GAP),
    "gaps:measure": Address(MEMBERS, get=leads_the_raiser, post=leads_the_raiser, **GAP),
    "gaps:claim": Address(MEMBERS, get=leads_the_raiser, post=leads_the_raiser, **GAP),
    "gaps:verify": Address(MEMBERS, get=verifies_the_gap, post=verifies_the_gap, **GAP),
    "gaps:record": Address(MEMBERS, post=nobody, **GAP),
    "gaps:tolerate": Address(MEMBERS, get=heads_the_owner, post=heads_the_owner, **GAP),
    "gaps:consent": Address(MEMBERS, post=heads_a_reader, **GAP),
    "gaps:decline": Address(MEMBERS, get=heads_a_reader, post=heads_a_reader, **GAP),
    "gaps:agenda": Address(MEMBERS, get=leads_a_reader, post=leads_a_reader, **GAP),
    "gaps:resume": Address(MEMBERS, get=leads_a_reader, post=leads_a_reader, **GAP),
    "gaps:hand-over": Address(MEMBERS, get=hands_over, post=hands_over, **GAP),
    "gaps:handover-agree": Address(MEMBERS, post=leads_a_reader, **GAP),
    "gaps:handover-refuse": Address(MEMBERS, post=leads_a_reader, **GAP),
}
