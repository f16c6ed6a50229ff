"""The list of action items."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.core.doors import Door, door
from portal.people.requests import AuthedRequest
from workinggroup.actionitems.queries import action_list


@door(Door.MEMBERS)
def items(request: AuthedRequest) -> HttpResponse:
    listed = action_list(
        request.user,
        today=timezone.localdate(),
        chosen=request.GET.get("show", "all"),
        lead=request.GET.get("lead", ""),
        wanted=request.GET.get("page"),
    )
    return render(request, "workinggroup/actionitems/items.html", {"list": listed})
