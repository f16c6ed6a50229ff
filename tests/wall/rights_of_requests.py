"""The addresses of requests for information and who may do what there."""

from typing import Any

from tests.wall.asking import GONE, MEMBERS, Address, Principal, anybody, page

# Who asks and who answers each kind; the own one is a draft.
SENDER = {"shared": "USA", "own": "USA", "foreign": "MEX"}
RECIPIENT = {"shared": "MEX", "own": "MEX", "foreign": "GTM"}


def sees_request(who: Principal, kind: str) -> bool:
    if kind == "own":
        return who.code == "USA"
    return kind != "missing" and who.code in {SENDER[kind], RECIPIENT[kind]}


def drafts_requests(who: Principal, kind: str) -> bool:
    return who.code not in {"", "SEC", "GUESTS"} and who.role != "observer"


def changes_the_request(who: Principal, kind: str) -> bool:
    return who.role != "observer" and who.code == SENDER[kind]


def sends_the_request(who: Principal, kind: str) -> bool:
    return who.leads and who.code == SENDER[kind]


def withdraws_the_request(who: Principal, kind: str) -> bool:
    """Whoever works for the side drops a draft; what was sent those withdraw who coordinate it."""
    return changes_the_request(who, kind) and (who.leads or kind == "own")


def writes_the_answer(who: Principal, kind: str) -> bool:
    return who.role != "observer" and who.code == RECIPIENT[kind]


def gives_the_answer(who: Principal, kind: str) -> bool:
    return who.leads and who.code == RECIPIENT[kind]


REQUEST: dict[str, Any] = {"thing": "request", "argument": "pk", "sees": sees_request}
REQUEST_RIGHTS: dict[str, Address] = {
    "requests:list": page(MEMBERS),
    "requests:new": Address(MEMBERS, get=drafts_requests, post=drafts_requests),
    "requests:request": Address(MEMBERS, get=anybody, **REQUEST),
    "requests:change": Address(MEMBERS, get=changes_the_request, post=changes_the_request, **REQUEST),
    "requests:send": Address(MEMBERS, post=sends_the_request, **REQUEST),
    "requests:withdraw": Address(MEMBERS, post=withdraws_the_request, **REQUEST),
    "requests:ask-clarity": Address(MEMBERS, post=gives_the_answer, **REQUEST),
    "requests:clarify": Address(MEMBERS, post=sends_the_request, **REQUEST),
    "requests:answer": Address(MEMBERS, get=writes_the_answer, post=writes_the_answer, **REQUEST),
    # Of what GTM is asked nothing is drafted.
    "requests:give": Address(MEMBERS, post=gives_the_answer, **REQUEST, statuses=GONE | {302}),
    "requests:refuse": Address(MEMBERS, post=gives_the_answer, **REQUEST),
    "requests:send-back": Address(MEMBERS, post=sends_the_request, **REQUEST),
    "requests:close": Address(MEMBERS, post=sends_the_request, **REQUEST),
}
