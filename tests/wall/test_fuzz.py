"""Whatever is sent, the portal answers in words and changes nothing that it refuses.

Always a few values for each field; with `FUZZ=all` in the environment every value in every field.
"""

import os
from random import Random
from zlib import crc32

import pytest

from portal.core.shared import for_everybody
from tests.wall.asking import GONE, PRINCIPALS
from tests.wall.exploring import Found, Query, allowed, explore
from tests.wall.fuzzing import Asker, post
from tests.wall.rights import RIGHTS
from tests.wall.spoiling import (
    CONTROLS,
    FILES,
    HEADERS,
    HUGE,
    LONE,
    NUL,
    UNHOLDABLE,
    Field,
    Form,
    encoded,
    pairs_of,
    paths_of,
    queried,
    spoiled,
    values_for,
)  # fmt: skip

ALL = os.environ.get("FUZZ") == "all"
# Of the same forms the first of these who has it is the one who sends it.
NAMES = ["sec.coordinator", "usa.head", "gtm.coordinator", "administrator", "anonymous"]
MORE = ["guest", "usa.negotiator", "usa.member", "mex.coordinator"]
PEOPLE = [each for name in NAMES + (MORE if ALL else []) for each in PRINCIPALS if each.name == name]
# Of everything that is tried, a test takes one part, so that none runs for long.
PARTS = 8 if ALL else 1
EXPLORED: dict[tuple[object, str], Found] = {}


def shares(stage, sign_in, who) -> Found:
    """What nobody before this person has found."""
    found = Found()
    done: set[object] = set()
    for each in PEOPLE:
        if (stage.key, each.name) not in EXPLORED:
            asker = Asker(each, stage, sign_in)
            EXPLORED[stage.key, each.name] = explore(asker)
            assert asker.faults == []
        whole = EXPLORED[stage.key, each.name]
        if each.name == who.name:
            found.queries = {key: query for key, query in whole.queries.items() if key not in done}
            found.forms = {key: form for key, form in whole.forms.items() if key not in done}
            return found
        done |= {*whole.queries, *whole.forms}
    return found


def test_what_there_is_to_ask_is_found(stage, sign_in):
    """So that the tests below cannot pass because they look at nothing."""
    shares(stage, sign_in, PEOPLE[0])
    for who in PEOPLE:
        asker, found = Asker(who, stage, sign_in), shares(stage, sign_in, who) and EXPLORED[stage.key, who.name]
        reached = {form.name for form in found.forms.values()}
        assert {name for name, _path in allowed(asker, "POST")} <= reached
        # What is not on the stage whoever asks has no query to find.
        there = {name for name, _path in allowed(asker, "GET") if RIGHTS[name].statuses != GONE}
        assert len(found.queries) >= len(there) - 20
    fields = {each.name for form in EXPLORED[stage.key, "sec.coordinator"].forms.values() for each in form.fields}
    assert {"title_en", "people", "seen", "key", "day", "minutes", "password"} <= fields


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.name)
def test_fuzz(stage, sign_in, who, part):
    found, asker = shares(stage, sign_in, who), Asker(who, stage, sign_in)
    for name, query in found.queries.items():
        # What is for everybody reads no query at all.
        if crc32(name.encode()) % PARTS == part and not for_everybody(query.path):
            spoil_query(asker, query)
    for shape, form in found.forms.items():
        if crc32(repr(shape).encode()) % PARTS == part:
            spoil_form(asker, form)
    print(f"{who.name}: {len(found.queries)} addresses, {len(found.forms)} forms, {asker.asked} requests")
    assert not asker.faults, f"{len(asker.faults)} faults:\n" + "\n".join(asker.faults)


def chosen(values: list[str], place: str, count: int) -> list[str]:
    """Some of the values, for each place always the same."""
    return values if ALL else Random(crc32(place.encode())).sample(values, min(count, len(values)))


def spoil_query(asker: Asker, query: Query) -> None:
    names = query.parameters or ("x",)
    for bad in chosen(list(UNHOLDABLE), query.name, 1):
        address = queried(query.path, [(name, bad) for name in names])
        asker.judge(f"GET {query.path} {bad!r}", asker.send("GET", address), must_refuse=True)
    for name in query.parameters:
        for bad in chosen(values_for(Field(name, "text", ""), asker.stage), f"{query.name}?{name}", 1):
            address = queried(query.path, [(name, bad)])
            asker.judge(f"GET {query.path} {name}={bad[:30]!r}", asker.send("GET", address))
    for path, what in paths_of(query.path):
        if ALL or what.endswith((repr(NUL), repr(HUGE[:20]))):
            outcome = asker.send("GET", path)
            asker.judge(f"GET {query.name} {what}", outcome)
            if NUL in what and outcome.status != 404:
                asker.faults.append(f"GET {query.name} {what}: {outcome.status}")


def spoil_form(asker: Asker, form: Form) -> None:
    pairs, label = pairs_of(form), f"POST {form.name} {form.path}"
    # What each field is spoiled with: always a few alone, the others all at once.
    alone = chosen([each.name for each in form.fields], label, 3)
    # Without its key a form would not come as far as the rest: it is spoiled alone.
    values = {each.name: values_for(each, asker.stage) for each in form.fields}
    together = {
        name: chosen(each, f"{form.name}.{name}", 1)[0]
        for name, each in values.items()
        if each and name not in {*alone, "key"}
    }
    if together:
        asker.judge(
            f"{label} {together!r:.99}", post(asker, form, [(name, together.get(name, said)) for name, said in pairs])
        )
    names = {each.name for each in form.fields if each.kind != "file" and each.name != "key"}
    typed = {each.name for each in form.fields if each.kind in {"text", "textarea"}}
    for bad in chosen(list(UNHOLDABLE), label, 1):
        every = [(name, bad if name in names else value) for name, value in pairs]
        asker.judge(f"{label} all {bad!r}", post(asker, form, every), must_refuse=bool(names))
        # Of a form with files Django leaves out what has a name that is no text.
        is_read = not form.has_files or bad != LONE
        asker.judge(f"{label} name {bad!r}", post(asker, form, [*pairs, (bad, "x")]), must_refuse=is_read)
    controlled = [(name, CONTROLS if name in typed else value) for name, value in pairs]
    asker.judge(f"{label} controls", post(asker, form, controlled))
    for name in dict.fromkeys(alone):
        for bad in chosen(values[name], f"{form.name}.{name}", 1):
            asker.judge(f"{label} {name}={bad[:30]!r}", post(asker, form, spoiled(pairs, name, bad)))
        for bad in UNHOLDABLE if ALL and values[name] else ():
            outcome = post(asker, form, spoiled(pairs, name, bad))
            asker.judge(f"{label} {name}={bad!r}", outcome, must_refuse=True)
        twice = post(asker, form, [*pairs, (name, "x"), (name, "")]) if ALL else None
        if twice:
            asker.judge(f"{label} {name} twice", twice)
    files = [each.name for each in form.fields if each.kind == "file"]
    for name, content in chosen(FILES, label, 2) if files else []:
        given = [(file, name, content) for file in files]
        asker.judge(f"{label} file {name[:20]!r} {content[:9]!r}", post(asker, form, pairs, given))


@pytest.mark.parametrize("name", ["sec.coordinator", "anonymous"])
def test_headers_and_cookies(stage, sign_in, name):
    who = next(each for each in PRINCIPALS if each.name == name)
    asker = Asker(who, stage, sign_in)
    for header, value, status in HEADERS:
        for method, path, body in (
            ("GET", "/", b""),
            ("GET", "/account/login/", b""),
            ("POST", "/account/login/", encoded([("login", "a@b.example"), ("password", "wrong")])),
        ):
            outcome = asker.send(method, path, body, **{header: value})
            asker.judge(f"{method} {path} {header}={value!r}", outcome)
            if status and outcome.status not in {status, 302}:
                asker.faults.append(f"{method} {path} {header}={value!r}: {outcome.status}")
    assert asker.faults == []
