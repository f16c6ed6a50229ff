"""The first page, and the private calendar."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.rounds.calendars import calendar
from meetings.rounds.models import Meeting
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.reader import reading_as
from portal.people import operations
from portal.people.queries import account_counts, feed_of, person_of_feed
from portal.people.requests import AuthedRequest
from workinggroup.desk.calendar import calendar_of
from workinggroup.desk.queries import desk_of


@door(Door.SIGNED_IN)
def desk(request: AuthedRequest) -> HttpResponse:
    """What waits on the person; for administrators, accounts that need attention."""
    now = timezone.now()
    if request.user.administers:
        counts = account_counts(request.user, now=now)
        return render(request, "workinggroup/desk/administrator.html", {"counts": counts})
    if request.user.is_guest:
        return redirect(get_object_or_404(Meeting.objects.visible_to(request.user)))
    return render(request, "workinggroup/desk/desk.html", {"desk": desk_of(request.user, now=now), "now": now})


@door(
    Door.MEMBERS, "GET", "POST", unkeyed="there is one address at a time; the second makes the first void and is shown"
)
def calendar_link(request: AuthedRequest) -> HttpResponse:
    """The private calendar address: POST makes it, or makes it anew, and shows it once."""
    address = ""
    if request.method == "POST":
        secret = operations.make_feed(actor=request.user, now=timezone.now())
        address = settings.PORTAL_ADDRESS + reverse("calendar-feed", args=[secret])
    context = {"address": address, "feed": feed_of(request.user)}
    return render(request, "workinggroup/desk/calendar.html", context)


@door(Door.MEMBERS, "POST")
def withdraw_calendar_link(request: AuthedRequest) -> HttpResponse:
    act(request, operations.revoke_feed, done=_("The calendar address is void."), now=timezone.now())
    return redirect("calendar")


@door(Door.PUBLIC)
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a private address, for a calendar program that cannot sign in; `?days` makes an entry of each day
    of a meeting of several."""
    person = person_of_feed(secret)
    if person is None or not person.code:
        raise Http404
    with reading_as(person.reader), translation.override(person.language), timezone.override(person.zone):
        events = calendar_of(person, now=timezone.now(), each_day="days" in request.GET)
        name = settings.PORTAL_NAME[person.language]
        written = calendar(events, name=name)
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")
