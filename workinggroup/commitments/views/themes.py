"""The list of themes, and what is under one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings.agendas.models import Theme
from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure
from portal.core.texts import content_languages
from portal.people.requests import AuthedRequest
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import ChangeThemeForm, ThemeForm
from workinggroup.commitments.operations.themes import theme_as_held


@door(Door.MEMBERS)
def themes(request: AuthedRequest) -> HttpResponse:
    """The list, in its order."""
    listed = list(Theme.objects.order_by("rank"))
    context = {"themes": listed, "languages": content_languages(), "may": May(rules, request.user)}
    return render(request, "workinggroup/commitments/themes.html", context)


@door(Door.MEMBERS, "GET", "POST")
def add(request: AuthedRequest) -> HttpResponse:
    ensure(rules.can_keep_themes(request.user))
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and done_by_form(request, form, operations.add_theme, done=_("Added.")):
        return redirect("commitments:themes")
    return render(request, "workinggroup/commitments/theme.html", {"form": form})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, code: str) -> HttpResponse:
    ensure(rules.can_keep_themes(request.user))
    theme = get_object_or_404(Theme, code=code)
    held = theme_as_held(theme, list(Theme.objects.order_by("rank")))
    form = ChangeThemeForm(request.POST or None, held=held, initial=_initial(held))
    facts: dict[str, Any] = {"theme": theme, "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.change_theme, **facts):
        return redirect("commitments:themes")
    return render(request, "workinggroup/commitments/theme.html", {"form": form, "theme": theme})


@door(Door.MEMBERS, "POST")
def retire(request: AuthedRequest, code: str) -> HttpResponse:
    return _offer(request, code, operations.retire_theme, _("It is offered no more. What is under it stays."))


@door(Door.MEMBERS, "POST")
def restore(request: AuthedRequest, code: str) -> HttpResponse:
    return _offer(request, code, operations.restore_theme, _("It is offered again."))


def _offer(request: AuthedRequest, code: str, operation: Any, said: str) -> HttpResponse:
    ensure(rules.can_keep_themes(request.user))
    act(request, operation, done=said, theme=get_object_or_404(Theme, code=code))
    return redirect("commitments:themes")


def _initial(held: dict[str, Any]) -> dict[str, Any]:
    return {"place": held["place"]} | {f"title_{code}": words for code, words in held["title"].items()}
