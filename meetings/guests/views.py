"""The page of guests."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.guests import operations, rules
from meetings.guests.forms import DismissForm, GuestForm
from meetings.guests.queries import guests_of
from meetings.rounds.models import Meeting
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS, "GET", "POST")
def guests(request: AuthedRequest, slug: str) -> HttpResponse:
    """The meeting's guests, and the form that invites one more."""
    meeting = _meeting(request, slug)
    form = GuestForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            operations.invite_guest(meeting=meeting, actor=request.user, now=timezone.now(), **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is invited.") % {"name": facts["name"]})
            return redirect("guests:list", slug)
    context = {"meeting": meeting, "guests": guests_of(meeting), "form": form}
    return render(request, "meetings/guests/guests.html", context)


@door(Door.MEMBERS, "POST")
def dismiss(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    form = DismissForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        operations.dismiss_guest(meeting=meeting, actor=request.user, now=timezone.now(), email=email)
        messages.success(request, _("%(email)s no longer sees the meeting.") % {"email": email})
    return redirect("guests:list", slug)


def _meeting(request: AuthedRequest, slug: str) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=slug)
    ensure(rules.can_invite(request.user, found))
    return found
