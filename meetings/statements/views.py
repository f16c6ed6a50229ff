"""Bringing statements in, their list, and a text on record."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from meetings.documents import rules as document_rules
from meetings.documents.queries import counts_about
from meetings.statements import operations, rules
from meetings.statements.forms import AddLanguageForm, BringForm
from meetings.statements.models import Statement
from meetings.statements.queries import statements_for, text_of
from meetings.statements.subjects import PARAGRAPH
from portal.audit.freshness import page_version
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
@etag(page_version)
def statements(request: AuthedRequest) -> HttpResponse:
    context = {"statements": statements_for(request.user), "may": May(rules, request.user)}
    return render(request, "meetings/statements/statements.html", context)


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest) -> HttpResponse:
    ensure(rules.can_bring(request.user))
    form = BringForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            statement = operations.bring_statement(
                actor=request.user,
                now=timezone.now(),
                meeting=data["meeting"],
                title={"en": data["title_en"], "es": data["title_es"]},
                blocks=data["blocks"],
                dated=data["dated"],
                kind=data["kind"],
                key=data["key"],
            )
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
    form = AddLanguageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_language(
                statement=found,
                actor=request.user,
                now=timezone.now(),
                language="es",
                blocks=form.cleaned_data["blocks"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            for remark in form.remarks:
                messages.warning(request, str(remark))
            messages.success(request, _("The Spanish text stands beside the English."))
            return redirect(found)
    return render(request, "meetings/statements/add_language.html", {"statement": found, "form": form})


def record_page(request: AuthedRequest, found: Statement, context: dict[str, Any]) -> HttpResponse:
    """A text that was agreed elsewhere; `?add` offers to add a document to each paragraph."""
    papers_may = May(document_rules, request.user, found.meeting)
    papers = counts_about(found.meeting, PARAGRAPH, request.user)
    context |= {"lines": text_of(found, papers=papers), "papers_may": papers_may}
    context["adding"] = "add" in request.GET and papers_may.add
    return render(request, "meetings/statements/statement.html", context)
