"""The agenda page, which is a meeting's front page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import etag

from meetings.agendas import rules as agenda_rules
from meetings.agendas.exporting import as_docx, as_pdf, as_xlsx, meeting_to_print, sheet_of
from meetings.agendas.queries import agenda_of, front_of, head_of, statements_of
from meetings.agendas.subjects import ITEM
from meetings.agendas.views.finding import SHOWN
from meetings.documents import rules as document_rules
from meetings.documents.queries import titles_about
from meetings.rounds import rules
from meetings.rounds.queries import corrigenda_of, deadlines_of
from meetings.signals import coming_of
from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.office import office_response
from portal.core.permissions import May, found_or_404
from portal.core.printing import languages_asked, pdf_response
from portal.people.requests import AuthedRequest
from portal.people.screen import prints_ours, shows_ours, turns_ours


@door(Door.GUESTS)
@turns_ours
@etag(version_of(SHOWN))
def agenda(request: AuthedRequest, slug: str) -> HttpResponse:
    """A meeting's agenda with the own side's notes; `?add` offers to add a document to each item."""
    meeting = found_or_404(front_of(request.user, slug))
    deadlines = [
        (str(line.deadline), line.day, line.days) for line in deadlines_of(meeting, request.user, timezone.localdate())
    ]
    statements = statements_of(meeting, request.user)
    papers_may = May(document_rules, request.user, meeting)
    papers = titles_about(meeting, ITEM, request.user)
    agenda_may, ours = May(agenda_rules, request.user, meeting), shows_ours(request)
    is_adding = "add" in request.GET and papers_may.add
    rows = agenda_of(meeting, request.user, papers=papers, adding=is_adding, noted=ours and agenda_may.brief)
    context = {
        "meeting": meeting,
        "agenda": rows,
        "head": head_of(meeting, timezone.now()),
        "statements": statements,
        "coming": coming_of(statements),
        "papers_may": papers_may,
    }
    context |= {"deadlines": deadlines, "may": May(rules, request.user, meeting)}
    context |= {"corrigenda": corrigenda_of(meeting, request.user)}
    context |= {"agenda_may": agenda_may, "ours": ours}
    objected = sum(meeting.proposed)
    context |= {
        "proposed": {"open": len(meeting.proposed) - objected, "objected": objected} if meeting.proposed else {}
    }
    context |= {"prints_ours": prints_ours(request) if rows.noted else []}
    return render(request, "meetings/agendas/agenda.html", context)


@door(Door.GUESTS)
def export(request: AuthedRequest, slug: str, form: str) -> HttpResponse:
    """The agenda as PDF (`?language=` en, es or both), Word or spreadsheet, in the reader's language where none is asked for."""
    meeting = found_or_404(meeting_to_print(request.user, slug))
    languages = languages_asked(request)
    sheet, name = sheet_of(meeting, request.user), f"{slug}-agenda.{form}"
    if form == "pdf":
        return pdf_response(as_pdf(sheet, languages=languages, now=timezone.now()), name)
    write = as_docx if form == "docx" else as_xlsx
    return office_response(write(sheet, language=languages[0]), name)
