"""Meeting pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.rounds import operations, rules
from meetings.rounds.forms import MoveForm
from meetings.rounds.models import Meeting
from meetings.rounds.queries import meetings_for
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def meetings(request: AuthedRequest) -> HttpResponse:
    now = timezone.now()
    return render(request, "meetings/rounds/meetings.html", {"list": meetings_for(request.user, now=now), "now": now})


@door(Door.MEMBERS, "GET", "POST")
def move(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=slug)
    may = May(rules, request.user, meeting)
    ensure(may.move)
    form = MoveForm.of(meeting, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.move_meeting(meeting=meeting, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("The meeting has moved. Due dates and reminders counted from it moved with it.")
            )
            return redirect(meeting)
    return render(request, "meetings/rounds/move.html", {"meeting": meeting, "form": form})
