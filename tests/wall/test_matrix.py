"""The rights matrix: every address × every method × every kind of person × own, shared, foreign and missing things."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from portal.core.checks import addresses
from portal.core.doors import Door
from portal.people.middleware import WITHOUT_FACTOR
from portal.people.models import User
from tests.scenes import scene
from tests.wall.rights import PRINCIPALS, RIGHTS, Address, Principal
from tests.wall.stage import Stage, set_stage

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
SECRETS = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@scene
def stage(world) -> Stage:
    return set_stage(world)


def client_of(who: Principal, stage: Stage, sign_in) -> Client:
    if who.name == "anonymous":
        return Client()
    if who.name == "administrator":
        return sign_in(stage.world.admin)
    if who.name == "guest":
        return sign_in(stage.guest)
    if not who.is_let_in:
        client = sign_in(stage.world.usa.coordinator, factor=False)
        if who.name == "deactivated":
            User.objects.filter(pk=stage.world.usa.coordinator.pk).update(is_active=False)
        return client
    side, _, role = who.name.partition(".")
    return sign_in(getattr(getattr(stage.world, side), role))


def ask(client: Client, method: str, address: str) -> Any:
    """One request whose effects are undone."""
    cookies = client.cookies.output()
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.generic(method, address, secure=True)
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        for name, value in kept.items():
            client.cookies[name] = value
    return response


def expected(name: str, rights: Address, who: Principal, method: str, kind: str, methods: frozenset[str]) -> set[int]:
    """The statuses that the table allows for this request."""
    if rights.door is not Door.PUBLIC:
        if not who.is_let_in and not (who.name == "without factor" and name in WITHOUT_FACTOR):
            return {302}
        if rights.door is Door.MEMBERS and not who.code:
            return {403}
        if who.name == "guest" and rights.door not in {Door.SIGNED_IN, Door.GUESTS}:
            return {403}
        if rights.door is Door.GUESTS and not who.code:
            return {403}
        if rights.door is Door.ADMINISTRATORS and who.role != "administrator":
            return {403}
    if method not in methods:
        return {405}
    if not rights.sees(who, kind):
        return {404}
    rule = rights.get if method in {"GET", "HEAD"} else rights.post
    assert rule
    return set(rights.statuses) if rule(who, kind) else {403}


def requests_of(stage: Stage) -> list[tuple[str, str, str]]:
    """Every address as (name, kind of thing, path)."""
    found = []
    for name, rights in RIGHTS.items():
        kinds = stage.things[rights.thing] if rights.thing else {"": None}
        for kind, key in kinds.items():
            values = dict(rights.more) | ({rights.argument: key} if rights.thing else {})
            found.append((name, kind, reverse(name, kwargs=values)))
    return found


def test_every_address_of_the_portal_is_classified():
    named = {name for _route, name, _view in addresses()}
    assert named == set(RIGHTS)


def test_every_view_has_the_door_that_the_table_names():
    assert {name: view.door for _route, name, view in addresses()} == {name: each.door for name, each in RIGHTS.items()}


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.name)
def test_rights(stage, sign_in, who):
    """A method that no view of the address knows is refused before anything is looked up: one kind of thing is asked."""
    client = client_of(who, stage, sign_in)
    methods = {name: view.methods for _route, name, view in addresses()}
    wrong, refused = [], set()
    for name, kind, path in requests_of(stage):
        for method in METHODS:
            if method not in methods[name]:
                if (name, method) in refused:
                    continue
                refused.add((name, method))
            response = ask(client, method, path)
            allowed = expected(name, RIGHTS[name], who, method, kind, methods[name])
            if response.status_code not in allowed:
                wrong.append(
                    f"{method} {path} ({name}, {kind or 'page'}): {response.status_code}, not {sorted(allowed)}"
                )
            elif not who.is_let_in and allowed == {302}:
                assert response["Location"].startswith(("/account/login/", "/account/2fa/")), path
    assert wrong == []


@pytest.mark.parametrize("who", ["usa.coordinator", "can.coordinator", "mex.coordinator"])
def test_a_hidden_thing_answers_exactly_like_a_missing_one(stage, sign_in, who):
    side, _, role = who.partition(".")
    client = sign_in(getattr(getattr(stage.world, side), role))
    principal = next(each for each in PRINCIPALS if each.name == who)
    paths = {(name, kind): path for name, kind, path in requests_of(stage)}
    compared = 0
    for (name, kind), path in paths.items():
        rights = RIGHTS[name]
        if kind in {"", "missing"} or rights.sees(principal, kind) or rights.door not in {Door.MEMBERS, Door.GUESTS}:
            continue
        for method in ("GET", "POST"):
            hidden, missing = ask(client, method, path), ask(client, method, paths[name, "missing"])
            assert hidden.status_code == missing.status_code, (method, path)
            assert plain(hidden, path) == plain(missing, paths[name, "missing"]), (method, path)
            compared += 1
    assert compared >= 10 or who == "mex.coordinator"


def plain(response: Any, path: str) -> bytes:
    """The answer without what differs from request to request."""
    return SECRETS.sub(b"", response.content).replace(path.encode(), b"PATH")
