"""What there is to ask, found: addresses from the table of rights and the links of pages, the parameters of a query by watching
what a view reads, fields from the forms that pages show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit
from uuid import uuid4

import lxml.html
from django.http import QueryDict
from django.urls import Resolver404, resolve

from portal.core.doors import Door
from tests.wall.asking import Address, Principal
from tests.wall.fuzzing import Asker
from tests.wall.rights import RIGHTS
from tests.wall.spoiling import Field, Form, encoded
from tests.wall.sweeping import requests_of

MOST_WAITING = 400
# Of a form that no page shows.
KEY = str(uuid4())


@dataclass(frozen=True)
class Query:
    """An address that answers GET, and the parameters that its view reads or its page's links give."""

    name: str
    path: str
    parameters: tuple[str, ...]


@dataclass
class Found:
    """What one person's pages hold."""

    queries: dict[str, Query] = field(default_factory=dict)
    forms: dict[tuple[Any, ...], Form] = field(default_factory=dict)


def name_of(path: str) -> str:
    """The name of the view that a path leads to; "" if it leads to none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def may_enter(who: Principal, rights: Address) -> bool:
    """Whether the door lets somebody in: what is refused there is asked by the matrix."""
    doors = {Door.PUBLIC}
    if who.role == "administrator":
        doors |= {Door.SIGNED_IN, Door.COLLEAGUES, Door.ADMINISTRATORS}
    elif who.name == "guest":
        doors |= {Door.SIGNED_IN, Door.GUESTS}
    elif who.is_let_in:
        doors |= {Door.SIGNED_IN, Door.COLLEAGUES, Door.GUESTS, Door.MEMBERS}
    return rights.door in doors


def allowed(asker: Asker, method: str) -> Iterator[tuple[str, str]]:
    """The addresses, each by one path for each kind of thing, where the table of rights lets this person do so."""
    for name, kind, path in requests_of(asker.stage):
        rights = RIGHTS[name]
        rule = rights.get if method == "GET" else rights.post
        is_there = kind not in {"missing", "foreign"} and rights.sees(asker.who, kind)
        if is_there and rule and may_enter(asker.who, rights) and rule(asker.who, kind):
            yield name, path


def explore(asker: Asker) -> Found:
    """Ask each address once, and what its page leads to, as far as no other of that kind was asked."""
    found, links = Found(), dict[str, set[str]]()
    waiting = list(allowed(asker, "GET"))
    while waiting:
        name, path = waiting.pop(0)
        if name in found.queries:
            continue
        read: set[str] = set()
        with watching(read):
            outcome = asker.send("GET", path)
        asker.judge(f"GET {path}", outcome)
        if outcome.status != 200:
            continue
        found.queries[name] = Query(name, path, tuple(sorted(read)))
        if b"<html" not in outcome.content[:300]:
            continue
        page = lxml.html.fromstring(outcome.content)
        for form in forms_of(page, path):
            found.forms.setdefault(form.shape, form)
        for link in page.xpath("//a/@href|//@hx-get"):
            parts = urlsplit(urljoin(path, link))
            target = "" if parts.netloc else name_of(parts.path)
            links.setdefault(target, set()).update(key for key, _value in parse_qsl(parts.query))
            if target and target not in found.queries and len(waiting) < MOST_WAITING:
                waiting.append((target, parts.path))
    reached = {form.name for form in found.forms.values()}
    for name, path in allowed(asker, "POST"):
        if name not in reached:
            form = asked_form(asker, name, path)
            found.forms.setdefault(form.shape, form)
    for name, query in found.queries.items():
        names = tuple(sorted(set(query.parameters) | links.get(name, set())))
        found.queries[name] = replace(query, parameters=names)
    return found


def asked_form(asker: Asker, name: str, path: str) -> Form:
    """The form of an address that no page leads to now: what its view reads of one that is empty."""
    read: set[str] = set()
    with watching(read):
        outcome = asker.send("POST", path, encoded([("key", KEY)]))
    asker.judge(f"POST {path}", outcome)
    names = sorted(read - {"csrfmiddlewaretoken"})
    return Form(name, path, tuple(Field(each, "text", KEY if each == "key" else "") for each in names))


@contextmanager
def watching(read: set[str]) -> Iterator[None]:
    """Notes the names that are asked of a query."""
    get, getlist, item, contains = QueryDict.get, QueryDict.getlist, QueryDict.__getitem__, QueryDict.__contains__

    def noting(method: Callable[..., Any]) -> Callable[..., Any]:
        def asked(self: Any, name: Any, *rest: Any, **more: Any) -> Any:
            read.add(str(name))
            return method(self, name, *rest, **more)

        return asked

    for name, method in (("get", get), ("getlist", getlist), ("__getitem__", item), ("__contains__", contains)):
        setattr(QueryDict, name, noting(method))
    try:
        yield
    finally:
        for name in ("get", "getlist", "__getitem__", "__contains__"):
            delattr(QueryDict, name)


def forms_of(page: Any, path: str) -> Iterator[Form]:
    """The forms of a page that post, once for each of their named buttons."""
    for element in page.xpath("//form[translate(@method, 'POST', 'post') = 'post']"):
        target = urlsplit(urljoin(path, element.get("action") or path))
        fields, radios = [], set()
        for each in element.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
            kind = each.get("type", "text") if each.tag == "input" else each.tag
            name = each.get("name")
            if kind in {"submit", "button"} or name == "csrfmiddlewaretoken":
                continue
            if kind in {"radio", "checkbox"}:
                if kind == "radio" and name in radios:
                    continue
                radios.add(name)
            options = tuple(option.get("value", "") for option in each.xpath(".//option")) if kind == "select" else ()
            chosen = each.xpath(".//option[@selected]/@value") if kind == "select" else []
            value = (chosen or [""])[0] if kind == "select" else each.text or "" if kind == "textarea" else ""
            fields.append(Field(name, kind, value or each.get("value", ""), options))
        outside = page.xpath("//button[@form=$key]", key=element.get("id", "")) if element.get("id") else []
        buttons = [(each.get("name"), each.get("value", "")) for each in [*element.xpath(".//button[@name]"), *outside]]
        named: list[tuple[str, str] | None] = [each for each in buttons if each[0]] or [None]
        has_files = any(each.kind == "file" for each in fields)
        for button in element.xpath(".//button[@formaction]|.//input[@formaction]"):
            other = urlsplit(urljoin(path, button.get("formaction")))
            yield Form(name_of(other.path), other.path, tuple(fields), has_files)
        for button in dict.fromkeys(named):
            address = target.path + ("?" + target.query if target.query else "")
            yield Form(name_of(target.path), address, tuple(fields), has_files, button)
