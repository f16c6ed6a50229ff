"""Bringing statements in, their list, a text on record, and each party's original of a text."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from meetings.documents import rules as document_rules
from meetings.documents.queries import counts_about
from meetings.statements import operations, rules
from meetings.statements.finding import find_statement
from meetings.statements.forms import AddLanguageForm, BringForm, OriginalForm, missing_languages
from meetings.statements.models import Statement, Wrapper
from meetings.statements.queries import originals_of, statements_for, text_of, written_wrapper
from meetings.statements.states import CLOSING, UNFINISHED
from meetings.statements.subjects import PARAGRAPH
from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.texts import word_for_language
from portal.people.requests import AuthedRequest

# What the list shows, for its tag: each text's own row and its meeting's title, and nothing that happens inside.
SHOWN = """
SELECT '{}'::text[], md5(string_agg(text::text || meeting.title::text, '' ORDER BY text.id))
FROM meetings_statement AS text JOIN meetings_meeting AS meeting ON meeting.id = text.meeting_id
"""


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def statements(request: AuthedRequest) -> HttpResponse:
    context = {"statements": statements_for(request.user), "may": May(rules, request.user)}
    return render(request, "meetings/statements/statements.html", context)


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest) -> HttpResponse:
    ensure(rules.can_bring(request.user))
    form = BringForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            statement = operations.bring_statement(actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            for remark in form.remarks:
                messages.warning(request, str(remark))
            return redirect(statement)
    return render(request, "meetings/statements/bring.html", {"form": form})


@door(Door.MEMBERS, "GET", "POST")
def add_language(request: AuthedRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Statement.objects.visible_to(request.user), slug=slug)
    ensure(rules.can_edit(request.user, found))
    form = AddLanguageForm(request.POST or None, request.FILES or None, statement=found)
    first, missing = word_for_language(found.languages[0]), [word_for_language(code) for code in form.codes]
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for language, blocks in form.cleaned_data["blocks"].items():
                    operations.add_language(
                        statement=found, actor=request.user, now=timezone.now(), language=language, blocks=blocks
                    )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            for remark in form.remarks:
                messages.warning(request, str(remark))
            for language in form.cleaned_data["blocks"]:
                said = _("The %(added)s text stands beside the %(first)s.")
                messages.success(request, said % {"added": word_for_language(language), "first": first})
            return redirect(found)
    context = {"statement": found, "form": form, "missing": missing[0] if len(missing) == 1 else "", "first": first}
    return render(request, "meetings/statements/add_language.html", context)


def record_page(request: AuthedRequest, found: Statement, context: dict[str, Any]) -> HttpResponse:
    """A text that was agreed elsewhere; `?add` offers to add a document to each paragraph."""
    papers_may = May(document_rules, request.user, found.meeting)
    papers = counts_about(found.meeting, PARAGRAPH, request.user)
    context |= {"lines": text_of(found, papers=papers), "papers_may": papers_may}
    context["missing"] = [word_for_language(code) for code in missing_languages(found)]
    context["adding"] = "add" in request.GET and papers_may.add
    return render(request, "meetings/statements/statement.html", context)


@door(Door.MEMBERS)
def originals(request: AuthedRequest, slug: str) -> HttpResponse:
    """How each party's original begins and ends: itself first, with its own lead-in and lists, or those for all."""
    found = find_statement(request, slug)
    context = {"statement": found, "originals": originals_of(found), "writes": _may_write_original(request, found)}
    return render(request, "meetings/statements/originals.html", context)


@door(Door.MEMBERS, "GET", "POST")
def write_original(request: AuthedRequest, slug: str) -> HttpResponse:
    """The lead-in and the lists of one's own original, beside those for all."""
    found = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, found))
    there = Wrapper.objects.visible_to(request.user).filter(statement=found, delegation=request.user.code).first()
    form = OriginalForm(request.POST or None, statement=found, held=written_wrapper(there))
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_original(statement=found, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Recorded; all parties see it."))
            return redirect("statements:originals", slug)
    context = {"statement": found, "form": form, "writes": _may_write_original(request, found)}
    return render(request, "meetings/statements/original.html", context)


def _may_write_original(request: AuthedRequest, found: Statement) -> bool:
    """Whether the person may write around its delegation's original now."""
    is_party = request.user.code in found.active_parties and rules.can_negotiate(request.user, found)
    return is_party and found.status in {*UNFINISHED, *CLOSING}
