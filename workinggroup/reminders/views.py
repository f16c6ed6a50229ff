"""The reminders page."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest
from workinggroup.reminders import rules
from workinggroup.reminders.queries import Chosen, reminders_for

Read = TypeVar("Read")


@door(Door.MEMBERS)
def reminders(request: AuthedRequest) -> HttpResponse:
    shown = reminders_for(
        request.user,
        now=timezone.now(),
        chosen=request.GET.get("show", "all"),
        wanted=request.GET.get("page"),
        few=_chosen(request.GET),
    )
    context = {"list": shown, "may": May(rules, request.user)}
    return render(request, "workinggroup/reminders/reminders.html", context)


def _chosen(asked: QueryDict) -> Chosen:
    """The person, meeting and day of the address; what cannot be read counts as not asked for."""

    def read(name: str, kind: Callable[[str], Read]) -> Read | None:
        try:
            return kind(asked.get(name, ""))
        except ValueError:
            return None

    return Chosen(read("person", UUID), read("meeting", UUID), read("day", date.fromisoformat))
