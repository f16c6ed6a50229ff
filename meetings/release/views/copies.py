"""Copies under embargo: who got one and what was done with it; and the door behind which the text lies."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from meetings.exchange.pdf import as_pdf
from meetings.exchange.sheet import Run, Sheet, SheetParagraph
from meetings.release import operations, rules
from meetings.release.blocking import public_address
from meetings.release.forms.planning import CopyChoice, CopyForm
from meetings.release.gate import standing_of
from meetings.release.models import EmbargoGrant, ReleasedText
from meetings.release.queries.copies import TextCopy, copies_of, find_copy, opens, text_copy
from meetings.statements.finding import find_statement
from portal.core import times
from portal.core.acting import act_by_form
from portal.core.clock import database_now
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.printing import pdf_response
from portal.core.reader import Reader, reading_as
from portal.core.texts import in_language, in_sentence
from portal.people.requests import AuthedRequest

PRIVATE = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Cache-Control": "no-store"}


@door(Door.MEMBERS, "GET", "POST", unkeyed="the link is shown once, to the press that made it, and kept nowhere")
def copies(request: AuthedRequest, slug: str) -> HttpResponse:
    """The copies given of a text; a post gives one and shows its link, which nobody sees again."""
    found = find_statement(request, slug)
    may = May(rules, request.user, found)
    form = CopyForm(request.POST or None, statement=found)
    context = {"statement": found, "may": may, "form": form}
    if request.method == "POST":
        ensure(may.confirm)
        if form.is_valid():
            try:
                grant, token = operations.grant_copy(statement=found, actor=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                path = reverse("release:embargo", args=[grant.delegation_id, token])
                context |= {"given": grant, "link": f"{settings.PORTAL_ADDRESS}{path}"}
                context["form"] = CopyForm(statement=found)
    now, standing = database_now(), standing_of(found)
    context |= {"copies": copies_of(standing, now), "standing": standing, "now": now}
    return render(request, "meetings/release/copies.html", context)


@door(Door.MEMBERS, "POST")
def revoke(request: AuthedRequest, slug: str) -> HttpResponse:
    found = find_statement(request, slug)
    ensure(rules.can_confirm(request.user, found))
    form = CopyChoice(request.POST, statement=found)
    then = redirect("release:copies", slug)
    return act_by_form(request, form, operations.revoke_copy, done=_("Revoked. The link is closed."), then=then)


@never_cache
@door(Door.PUBLIC, "GET", "POST", unkeyed="nobody is signed in, and terms that are accepted twice are accepted")
def embargo(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """The door of one personal link: its terms first, then the text in one column."""
    with reading_as(Reader(code)):
        grant, now = find_copy(code, token), database_now()
        if grant is None or not _is_open(grant, now):
            return _closed(request, grant)
        if request.method == "POST" and request.POST.get("accept"):
            operations.accept_terms(grant, now)
            return _private(redirect("release:embargo", code, token))
        if grant.terms_accepted_at is None:
            context = {"grant": grant, "due_at": standing_of(grant.plan.statement).due_at, "parties": _parties(grant)}
            return _private(render(request, "meetings/release/embargo_terms.html", context))
        operations.note_access(grant, "text", now)
        copy = text_copy(grant, now)
        paper = reverse("release:embargo-pdf", args=[code, token])
        shown = {"copy": copy, "mark": _mark(copy), "pdf": paper, "parties": _parties(grant)}
        return _private(render(request, "meetings/release/embargo.html", shown))


@never_cache
@door(Door.PUBLIC)
def embargo_pdf(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """The same text as a PDF, marked on each page; once the terms are accepted."""
    with reading_as(Reader(code)):
        grant, now = find_copy(code, token), database_now()
        if grant is None or not _is_open(grant, now):
            return _closed(request, grant)
        if grant.terms_accepted_at is None:
            return _private(redirect("release:embargo", code, token))
        operations.note_access(grant, "pdf", now)
        copy = text_copy(grant, now)
        return _private(pdf_response(_pdf(copy), f"{copy.statement.slug[:40]}-embargo.pdf"))


def _is_open(grant: EmbargoGrant, now: datetime) -> bool:
    """Whether the link opens; what is due goes out first."""
    statement = grant.plan.statement
    standing = standing_of(statement)
    if standing.due_at and standing.due_at <= now:
        operations.try_release(statement)
        statement.refresh_from_db(fields=["status", "signed_at"])
        standing = standing_of(statement)
    return opens(grant, standing, now)


def _closed(request: HttpRequest, grant: EmbargoGrant | None) -> HttpResponse:
    """The public page, once the text is out; else the same answer for whatever does not open."""
    if grant and grant.revoked_at is None and grant.plan.withdrawn_at is None:
        released = ReleasedText.objects.filter(statement=grant.plan.statement_id).first()
        if released and grant.plan.signed_at == grant.plan.statement.signed_at:
            return _private(redirect(public_address(released)))
    return _private(render(request, "meetings/release/embargo_closed.html", status=410))


def _private(answer: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        answer[name] = value
    return answer


def _parties(grant: EmbargoGrant) -> list[str]:
    return grant.plan.statement.parties


def _mark(copy: TextCopy) -> str:
    """What marks a copy: for whom, and when it was opened."""
    place = copy.statement.meeting.time_zone
    at = f"{times.short_day(times.local(copy.at, place).date())}, {times.clock(copy.at, place)}"
    said = _("Under embargo · for %(recipient)s, %(organisation)s · opened %(at)s, %(city)s time")
    facts = {"recipient": copy.grant.recipient, "organisation": copy.grant.organisation, "at": at}
    return said % {**facts, "city": in_sentence(in_language(copy.statement.meeting.city))}


def _pdf(copy: TextCopy) -> bytes:
    mark = _mark(copy)
    sheets = [
        Sheet(
            title=in_language(copy.statement.title, language),
            language=language,
            paragraphs=tuple(
                SheetParagraph(str(place), line.kind, (Run(line.texts.get(language, "")),))
                for place, line in enumerate(copy.lines)
            ),
            statement=copy.statement.slug,
            revision=None,
            made_at=copy.at,
            header=(mark,),
            footer=(mark, mark),
            numbering={str(place): f"{line.number}." for place, line in enumerate(copy.lines) if line.number},
        )
        for language in copy.languages
    ]
    return as_pdf(sheets, watermark=f"{copy.grant.recipient} · {copy.grant.organisation}")
