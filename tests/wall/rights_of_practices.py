"""The addresses of practices and who may do what there."""

from typing import Any

from tests.wall.asking import GONE, MEMBERS, MISSING_ID, Address, Principal, anybody, page

ORIGIN = {"shared": "USA", "own": "USA", "foreign": "MEX"}
READERS = {"shared": {"USA", "MEX", "GTM"}, "own": {"USA"}, "foreign": {"MEX", "GTM"}, "missing": set()}


def sees_practice(who: Principal, kind: str) -> bool:
    return who.code in READERS[kind]


def drafts_practices(who: Principal, kind: str) -> bool:
    return who.code not in {"", "SEC", "GUESTS"} and who.role != "observer"


def changes_the_practice(who: Principal, kind: str) -> bool:
    return who.role != "observer" and who.code == ORIGIN[kind]


def shares_the_practice(who: Principal, kind: str) -> bool:
    return who.leads and who.code == ORIGIN[kind]


def withdraws_the_practice(who: Principal, kind: str) -> bool:
    """Whoever works for the side drops a draft; what is shared those withdraw who coordinate it."""
    return changes_the_practice(who, kind) and (who.leads or kind == "own")


def reports_on_the_practice(who: Principal, kind: str) -> bool:
    return who.role != "observer" and who.code != ORIGIN[kind]


def confirms_the_practice(who: Principal, kind: str) -> bool:
    return who.leads and who.code != ORIGIN[kind]


def names_gaps(who: Principal, kind: str) -> bool:
    return who.role != "observer"


PRACTICE: dict[str, Any] = {"thing": "practice", "argument": "pk", "sees": sees_practice}
PRACTICE_RIGHTS: dict[str, Address] = {
    "practices:list": page(MEMBERS),
    "practices:new": Address(MEMBERS, get=drafts_practices, post=drafts_practices),
    "practices:practice": Address(MEMBERS, get=anybody, **PRACTICE),
    "practices:change": Address(MEMBERS, get=changes_the_practice, post=changes_the_practice, **PRACTICE),
    "practices:share": Address(MEMBERS, post=shares_the_practice, **PRACTICE),
    "practices:review": Address(MEMBERS, post=shares_the_practice, **PRACTICE),
    "practices:withdraw": Address(MEMBERS, post=withdraws_the_practice, **PRACTICE),
    "practices:confirm": Address(MEMBERS, post=confirms_the_practice, **PRACTICE),
    "practices:report": Address(MEMBERS, get=reports_on_the_practice, post=reports_on_the_practice, **PRACTICE),
    "practices:link": Address(MEMBERS, post=names_gaps, **PRACTICE),
    "practices:unlink": Address(MEMBERS, post=names_gaps, more=(("gap", MISSING_ID),), **PRACTICE, statuses=GONE),
}
