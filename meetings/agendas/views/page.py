"""The agenda page, which is a meeting's front page."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import etag

from meetings.agendas import rules as agenda_rules
from meetings.agendas.exporting import BOTH, as_docx, as_pdf, as_xlsx, sheet_of
from meetings.agendas.queries import agenda_of, meeting_for
from meetings.rounds import rules
from meetings.rounds.models import Meeting
from meetings.rounds.queries import deadlines_of
from portal.audit.freshness import page_version
from portal.core import times
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.core.printing import pdf_response
from portal.people.requests import AuthedRequest

OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@door(Door.MEMBERS)
@etag(page_version)
def agenda(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(meeting_for(request.user, slug))
    days = times.days_until(meeting.starts_at, timezone.now(), timezone.get_current_timezone_name())
    deadlines = deadlines_of(meeting, request.user, timezone.localdate())
    statements = meeting.statements.visible_to(request.user).order_by("-dated")
    context = {"meeting": meeting, "agenda": agenda_of(meeting, request.user), "days": days, "statements": statements}
    context |= {"deadlines": deadlines, "may": May(rules, request.user, meeting)}
    context |= {"agenda_may": May(agenda_rules, request.user, meeting)}
    return render(request, "meetings/agendas/agenda.html", context)


@door(Door.MEMBERS)
def export(request: AuthedRequest, slug: str, form: str) -> HttpResponse:
    """The agenda as PDF (`?language=` en, es or both), Word or spreadsheet, in the reader's language where none is asked for."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("host"), slug=slug)
    asked = request.GET.get("language", "")
    language = asked if asked in settings.CONTENT_LANGUAGES else request.user.language
    sheet = sheet_of(meeting, request.user)
    if form == "pdf":
        chosen = BOTH if asked == BOTH else language
        return pdf_response(as_pdf(sheet, language=chosen, now=timezone.now()), f"{slug}-agenda.pdf")
    written = as_docx(sheet, language=language) if form == "docx" else as_xlsx(sheet, language=language)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-agenda.{form}"'}
    return HttpResponse(written, content_type=OFFICE[form], headers=headers)
