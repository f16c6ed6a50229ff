"""How views run operations: what is said, and what comes back."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponseRedirect, QueryDict
from django.test import RequestFactory

from portal.core import acting
from portal.core.acting import act, act_by_form
from portal.core.errors import NotAllowed, Refused
from portal.core.forms import PortalForm

THEN = HttpResponseRedirect("/then/")


class TooLate(Refused):
    sentence = "%(what)s is over."


class NameForm(PortalForm):
    name = forms.CharField(label="Name", max_length=5)


class ButtonForm(PortalForm):
    seen = forms.CharField(max_length=5)


def greet(*, actor: Any, name: str) -> str:
    return f"{actor} greets {name}"


def refuse(*, actor: Any, name: str) -> str:
    raise TooLate(what=name)


def forbid(*, actor: Any) -> None:
    raise NotAllowed


@pytest.fixture
def request_(rf: RequestFactory) -> Any:
    request: Any = rf.post("/")
    request.user = "Ana"
    request._messages = CookieStorage(request)
    return request


def said(request: Any) -> list[tuple[str, str]]:
    return [(each.level_tag, each.message) for each in get_messages(request)]


def test_the_result_comes_back_and_what_is_done_is_said(request_: Any) -> None:
    assert act(request_, greet, done="Greeted.", name="Luis") == "Ana greets Luis"
    assert said(request_) == [("success", "Greeted.")]


def test_nothing_is_said_without_words(request_: Any) -> None:
    assert act(request_, greet, name="Luis") == "Ana greets Luis"
    assert said(request_) == []


def test_a_refusal_is_said_and_nothing_comes_back(request_: Any) -> None:
    assert act(request_, refuse, done="Greeted.", name="The round") is None
    assert said(request_) == [("error", "The round is over.")]


def test_what_is_not_allowed_is_not_swallowed(request_: Any) -> None:
    with pytest.raises(NotAllowed):
        act(request_, forbid)


def test_a_form_gives_the_arguments_and_the_way_goes_on(request_: Any) -> None:
    answer = act_by_form(request_, NameForm({"name": "Luis"}), greet, done="Greeted.", then=THEN, name="x")
    assert answer is THEN
    assert said(request_) == [("success", "Greeted.")]


def test_a_refused_form_that_nobody_typed_is_said_on_the_way_back(request_: Any) -> None:
    form, back = ButtonForm({"seen": "x" * 6}), HttpResponseRedirect("/back/")
    assert act_by_form(request_, form, greet, then=THEN) is THEN
    assert act_by_form(request_, form, greet, then=THEN, back=back) is back
    assert [level for level, _words in said(request_)] == ["error", "error"]


@pytest.mark.parametrize(
    ("name", "operation", "words"), [("Luis", refuse, "Luis is over."), ("Maximilian", greet, "at most 5 characters")]
)
def test_what_was_typed_stands_beside_the_refusal_with_all_that_was_sent(
    request_: Any, monkeypatch: Any, name: str, operation: Any, words: str
) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(acting, "render", lambda _request, template, context: shown.append((template, context)))
    request_.POST = QueryDict(f"name={name}&beside=1&key=k&csrfmiddlewaretoken=c")
    act_by_form(request_, NameForm(request_.POST), operation, then=THEN)
    [(template, context)] = shown
    assert (template, context["back"], context["rest"]) == ("refused.html", "/then/", [("beside", "1")])
    assert context["form"]["name"].value() == name
    assert words in str(context["form"].errors)
    assert said(request_) == []
