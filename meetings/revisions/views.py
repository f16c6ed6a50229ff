"""Revisions: issued, read, compared."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.revisions import operations
from meetings.revisions.models import TextRevision
from meetings.revisions.queries import brackets_over_time, comparison, lines_of, numbers_of, present_lines, revisions_of
from meetings.statements import rules
from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from meetings.texts.canonical import short_hash
from meetings.texts.comparing import TextLine
from portal.core.asked import number_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest

NOW = "now"


@door(Door.MEMBERS, "GET", "POST")
def revisions(request: AuthedRequest, slug: str) -> HttpResponse:
    """The list; posted, the text as it stands is issued as the next one."""
    statement = find_statement(request, slug)
    may = May(rules, request.user, statement)
    if request.method == "POST":
        ensure(may.issue)
        try:
            issued = operations.issue_revision(statement=statement, actor=request.user, now=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The text is issued as %(label)s.") % {"label": issued.label})
        return redirect("revisions:revisions", slug)
    context = {"statement": statement, "revisions": revisions_of(statement, request.user), "may": may}
    context["trends"] = brackets_over_time(statement, request.user)
    return render(request, "meetings/revisions/revisions.html", context)


@door(Door.MEMBERS)
def revision(request: AuthedRequest, slug: str, number: int) -> HttpResponse:
    """A revision's text as it was issued."""
    statement = find_statement(request, slug)
    found = _find(request, statement, number)
    lines = lines_of(found, request.user)
    numbers = numbers_of(lines)
    rows = [(line, numbers[line.anchor]) for line in lines]
    context = {"statement": statement, "revision": found, "rows": rows}
    context |= {"label": found.label, "hash": short_hash(found.hashes[""])}
    return render(request, "meetings/revisions/revision.html", context)


@door(Door.MEMBERS)
def compare(request: AuthedRequest, slug: str) -> HttpResponse:
    """What changed `?from=` a revision `&to=` another, or the text as it stands ("now")."""
    statement = find_statement(request, slug)
    issued = revisions_of(statement, request.user)
    if not issued:
        return redirect("revisions:revisions", slug)
    before, after = request.GET.get("from", str(issued[0].revision.number)), request.GET.get("to", NOW)
    context = {"statement": statement, "revisions": issued, "before": before, "after": after}
    old, new = _lines(request, statement, before), _lines(request, statement, after)
    context["comparison"] = comparison(old, new, statement.languages)
    return render(request, "meetings/revisions/compare.html", context)


def _lines(request: AuthedRequest, statement: Statement, wanted: str) -> list[TextLine]:
    if wanted == NOW:
        return present_lines(statement)
    number = number_in(wanted)
    return lines_of(_find(request, statement, -1 if number is None else number), request.user)


def _find(request: AuthedRequest, statement: Statement, number: int) -> TextRevision:
    rows = TextRevision.objects.visible_to(request.user).filter(statement=statement)
    found: TextRevision = get_object_or_404(rows, number=number)
    return found
