"""The agenda page, which is a meeting's front page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import etag

from meetings.agendas import rules as agenda_rules
from meetings.agendas.queries import agenda_of, meeting_for
from meetings.rounds import rules
from portal.audit.freshness import page_version
from portal.core import times
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
@etag(page_version)
def agenda(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(meeting_for(request.user, slug))
    days = times.days_until(meeting.starts_at, timezone.now(), timezone.get_current_timezone_name())
    statements = meeting.statements.visible_to(request.user).order_by("-dated")
    context = {"meeting": meeting, "agenda": agenda_of(meeting, request.user), "days": days, "statements": statements}
    context |= {"may": May(rules, request.user, meeting), "agenda_may": May(agenda_rules, request.user, meeting)}
    return render(request, "meetings/agendas/agenda.html", context)
