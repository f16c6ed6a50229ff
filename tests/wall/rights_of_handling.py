"""The addresses by which a matter is marked, shared and written, and who may do what there; tried with requests."""

from typing import Any

from tests.wall.asking import GONE, MEETING, MEMBERS, MISSING_ID, REPORT, STATEMENT, Address, Principal, anybody
from tests.wall.rights_of_requests import RECIPIENT, REQUEST, SENDER, drafts_requests, sees_request


def controls(who: Principal, kind: str) -> bool:
    """What was sent both control; a draft its side alone."""
    return who.leads and who.code in ({SENDER[kind]} if kind == "own" else {SENDER[kind], RECIPIENT[kind]})


def speaks(who: Principal, kind: str) -> bool:
    return who.leads and drafts_requests(who, kind)


def writes(who: Principal, kind: str) -> bool:
    """Whoever works for a side that edits the whole."""
    return drafts_requests(who, kind) and sees_request(who, kind)


def edits(who: Principal, kind: str) -> bool:
    """A passage is its author's side's, also when both control the whole."""
    return who.role != "observer" and who.code == SENDER[kind]


def works_for_a_side(who: Principal, kind: str) -> bool:
    return drafts_requests(who, kind)


PASSAGE: dict[str, Any] = {
    "thing": "request_passage", "argument": "pk", "sees": sees_request, "more": (("kind", "request.passage"),)
}  # fmt: skip
WHOLE: dict[str, Any] = REQUEST | {"more": (("kind", "request"),)}
HANDLING_RIGHTS: dict[str, Address] = {
    "handling:readers": Address(MEMBERS, get=anybody, **WHOLE),
    "handling:share": Address(MEMBERS, post=controls, **WHOLE),
    "handling:mark": Address(MEMBERS, get=controls, post=controls, **WHOLE),
    "handling:narrow": Address(MEMBERS, post=controls, **WHOLE),
    "handling:ask": Address(MEMBERS, post=speaks, **WHOLE),
    "handling:write": Address(MEMBERS, get=writes, post=writes, **WHOLE),
    "handling:paper": Address(MEMBERS, get=writes, post=writes, **WHOLE),
    "handling:edit": Address(MEMBERS, get=edits, post=edits, **PASSAGE),
    "handling:gist": Address(MEMBERS, get=edits, post=edits, **PASSAGE),
    "handling:remove": Address(MEMBERS, post=edits, **PASSAGE),
    "handling:place": Address(
        MEMBERS, get=anybody, post=works_for_a_side, **(REPORT | {"more": (("place", "report"),)})
    ),
    "handling:of-meeting": Address(MEMBERS, get=anybody, **MEETING),
    "handling:of-text": Address(MEMBERS, get=anybody, **STATEMENT),
    # Nothing is tied on the stage.
    "handling:untie": Address(MEMBERS, post=anybody, more=(("pk", MISSING_ID),), statuses=GONE),
    # No request for wider release stands here: whoever may act learns just that.
    "handling:request": Address(MEMBERS, get=anybody, more=(("pk", MISSING_ID),), statuses=GONE),
    "handling:answer": Address(MEMBERS, post=anybody, more=(("pk", MISSING_ID),), statuses=GONE),
    "handling:withdraw": Address(MEMBERS, post=anybody, more=(("pk", MISSING_ID),), statuses=GONE),
}
