"""The rights matrix: every address × every method × every kind of person × own, shared, foreign and missing things."""

import re
from uuid import UUID

import pytest

from portal.core.checks import addresses
from portal.core.doors import Door
from tests.wall.asking import PRINCIPALS, Address, Principal
from tests.wall.rights import RIGHTS
from tests.wall.sweeping import KEYS, METHODS_OF, ask, client_of, kept_out, post, requests_of, sweep

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
SECRETS = re.compile(KEYS)


def expected(name: str, rights: Address, who: Principal, method: str, kind: str, methods: frozenset[str]) -> set[int]:
    """The statuses that the table allows for this request."""
    if status := kept_out(name, rights, who):
        return {status}
    if method not in methods:
        return {405}
    if not rights.sees(who, kind):
        return {404}
    rule = rights.get if method in {"GET", "HEAD"} else rights.post
    assert rule
    return set(rights.statuses) if rule(who, kind) else {403}


def test_every_address_of_the_portal_is_classified():
    named = {name for _route, name, _view in addresses()}
    assert named == set(RIGHTS)


def test_every_view_has_the_door_that_the_table_names():
    assert {name: view.door for _route, name, view in addresses()} == {name: each.door for name, each in RIGHTS.items()}


# The answers that the door or the method alone gave on a stage, before anything was looked up: (stage, address, method, status).
DECIDED: set[tuple[UUID, str, str, int]] = set()


def lacked(name: str) -> str:
    """One of the methods that an address lacks, another at each: the same line of the door refuses them all."""
    lacking = [method for method in METHODS if method not in METHODS_OF[name]]
    return lacking[sum(name.encode()) % len(lacking)]


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.name)
def test_rights(stage, sign_in, who):
    """GET and POST are asked everywhere.

    What the door or the method alone decides, before anything is looked up, is asked of one kind of thing at each address. One
    of the methods that the address lacks, and behind the door HEAD, which the view of GET answers, are asked only once for each
    of an address's answers, by the first person who gets it.
    """
    swept, client = sweep(who, stage, sign_in), client_of(who, stage, sign_in)
    wrong, asked = [], set()
    for name, kind, path in requests_of(stage):
        is_out = kept_out(name, RIGHTS[name], who) is not None
        for method in METHODS:
            allowed = expected(name, RIGHTS[name], who, method, kind, METHODS_OF[name])
            if method == "GET":
                if (name, kind) not in swept.answers:
                    continue
                status, headers = swept.answers[name, kind].status, swept.answers[name, kind].headers
            elif method not in METHODS_OF[name] and method != lacked(name):
                continue
            else:
                is_shared = method not in METHODS_OF[name] or (method == "HEAD" and not is_out)
                if is_out or is_shared:
                    once = name, method, min(allowed)
                    if once in asked or (is_shared and (stage.key, *once) in DECIDED):
                        continue
                    asked.add(once)
                    DECIDED.add((stage.key, *once))
                if method == "POST" and not is_out:
                    told = post(who, stage, client, name, kind, path)
                    status, headers = told.status, told.headers
                else:
                    response = ask(client, method, path)
                    status, headers = response.status_code, response.headers
            if status not in allowed:
                wrong.append(f"{method} {path} ({name}, {kind or 'page'}): {status}, not {sorted(allowed)}")
            elif not who.is_let_in and allowed == {302}:
                assert headers["Location"].startswith(("/account/login/", "/account/2fa/")), path
    assert wrong == []


@pytest.mark.parametrize("who", ["usa.coordinator", "can.coordinator", "mex.coordinator"])
def test_a_hidden_thing_answers_exactly_like_a_missing_one(stage, sign_in, who):
    principal = next(each for each in PRINCIPALS if each.name == who)
    swept, client = sweep(principal, stage, sign_in), client_of(principal, stage, sign_in)
    compared = 0
    paths = {(name, kind): path for name, kind, path in requests_of(stage)}
    for (name, kind), path in paths.items():
        rights = RIGHTS[name]
        if kind in {"", "missing"} or rights.sees(principal, kind) or rights.door not in {Door.MEMBERS, Door.GUESTS}:
            continue
        if "GET" in METHODS_OF[name]:
            hidden, missing = swept.answers[name, kind], swept.answers[name, "missing"]
            assert hidden.status == missing.status, ("GET", path)
            assert plain(hidden.content, path) == plain(missing.content, missing.path), ("GET", path)
        hidden, missing = (post(principal, stage, client, name, each, paths[name, each]) for each in (kind, "missing"))
        assert hidden.status == missing.status, ("POST", path)
        assert plain(hidden.content, path) == plain(missing.content, missing.path), ("POST", path)
        compared += 2
    assert compared >= 10 or who == "mex.coordinator"


@pytest.mark.parametrize("name", ["administrator", "guest"])
def test_who_is_kept_out_at_the_door_is_not_told_what_is_behind_it(stage, sign_in, name):
    """To administrators and guests the kind of page is closed, and it says so (403): what is there and what is missing are
    answered alike, byte for byte."""
    who = next(each for each in PRINCIPALS if each.name == name)
    client, answers, kinds = client_of(who, stage, sign_in), {}, 0
    for address, _kind, path in requests_of(stage):
        if kept_out(address, RIGHTS[address], who) == 403:
            response = ask(client, "GET" if "GET" in METHODS_OF[address] else "POST", path)
            assert response.status_code == 403, path
            assert "ETag" not in response.headers
            kinds += address in answers
            assert answers.setdefault(address, plain(response.content, path)) == plain(response.content, path), path
    assert kinds > len(answers) / 2
    assert {"flows:overview", "flows:vintage", "flows:number", "flows:mirror"} <= answers.keys()


def plain(content: bytes, path: str) -> bytes:
    """The answer without what differs from request to request."""
    return SECRETS.sub(b"", content).replace(path.encode(), b"PATH")
