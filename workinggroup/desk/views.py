"""The first page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.core.doors import Door, door
from portal.people.queries import people_list
from portal.people.requests import AuthedRequest
from workinggroup.desk.queries import desk_of


@door(Door.SIGNED_IN)
def desk(request: AuthedRequest) -> HttpResponse:
    """What waits on the person; for administrators, accounts that need attention."""
    now = timezone.now()
    if request.user.administers:
        listed = people_list(request.user, chosen="all", words="", now=now)
        return render(request, "workinggroup/desk/administrator.html", {"list": listed, "now": now})
    return render(request, "workinggroup/desk/desk.html", {"desk": desk_of(request.user, now=now), "now": now})
