"""How views run operations: what is said, and what comes back."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from portal.core.acting import act, act_by_form
from portal.core.errors import NotAllowed, Refused
from portal.core.forms import PortalForm


class TooLate(Refused):
    sentence = "%(what)s is over."


class NameForm(PortalForm):
    name = forms.CharField(max_length=5)


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


def test_a_form_gives_the_arguments(request_: Any) -> None:
    assert act_by_form(request_, NameForm({"name": "Luis"}), greet, done="Greeted.", name="x") == "Ana greets Luis"
    assert said(request_) == [("success", "Greeted.")]


def test_a_form_out_of_order_is_said_and_nothing_is_run(request_: Any) -> None:
    assert act_by_form(request_, NameForm({"name": "Maximilian"}), greet, done="Greeted.") is None
    [(level, words)] = said(request_)
    assert level == "error"
    assert "5 characters" in words
