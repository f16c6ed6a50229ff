"""Pages of the accounting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from meetings.statements.present import marked_label, read_present
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure, found_or_404
from portal.core.texts import in_language
from portal.people.requests import AuthedRequest
from portal.people.rules import coordinates
from workinggroup.accounting import operations
from workinggroup.accounting.forms import AccountForm, ticked
from workinggroup.accounting.models import CommitmentAccount
from workinggroup.accounting.queries import accounting_of, lines_of, owed_by
from workinggroup.accounting.states import OPEN


@door(Door.MEMBERS)
def accounting(request: AuthedRequest, slug: str) -> HttpResponse:
    """All commitments of earlier rounds with what a text says of each."""
    statement = find_statement(request, slug)
    shown = accounting_of(
        statement, request.user, chosen=request.GET.get("show", "all"), wanted=request.GET.get("page")
    )
    return render(request, "workinggroup/accounting/accounting.html", {"statement": statement, "list": shown})


@door(Door.MEMBERS, "POST")
def keep(request: AuthedRequest, slug: str) -> HttpResponse:
    """Say of several of one's own that they are kept."""
    statement = find_statement(request, slug)
    ensure(coordinates(request.user))
    facts: dict[str, Any] = {"statement": statement, "keys": ticked(request.POST), "now": timezone.now()}
    if made := act(request, operations.keep_commitments, **facts):
        words = ngettext("%(count)s commitment is kept.", "%(count)s commitments are kept.", len(made))
        messages.success(request, words % {"count": len(made)})
    return redirect("accounting:accounting", slug)


@door(Door.MEMBERS, "GET", "POST")
def account(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """One commitment: what was said of it in this text, and the form that says it."""
    statement = find_statement(request, slug)
    owed = found_or_404(next((each for each in owed_by(statement) if each.commitment == pk), None))
    [line] = lines_of(statement, [owed], request.user) or [found_or_404(None)]
    usual = line.suggestion.outcome if line.suggestion else None
    form = AccountForm(
        request.POST or None, paragraphs=_paragraphs(statement), initial={"after": owed.number, "outcome": usual}
    )
    if request.method == "POST":
        ensure(line.is_mine)
        if form.is_valid():
            facts: dict[str, Any] = {"statement": statement, "commitment": line.commitment, "now": timezone.now()}
            try:
                operations.account_for(actor=request.user, **facts, **form.cleaned_data)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Said. All parties see it."))
                return redirect("accounting:accounting", slug)
    rows = CommitmentAccount.objects.filter(statement=statement, commitment=pk).select_related("paragraph")
    context = {"statement": statement, "line": line, "form": form, "history": rows.order_by("-number")}
    context["may_say"] = line.is_mine and statement.status in OPEN
    return render(request, "workinggroup/accounting/account.html", context)


def _paragraphs(statement: Statement) -> list[tuple[str, str]]:
    """The paragraphs of a text to choose from: what pages call them, with how they begin."""
    present = read_present(statement)
    return [
        (line.anchor, f"{marked_label(present.label(line.anchor), begins=True)} {_beginning(line.marked)}")
        for line in present.body
    ]


def _beginning(marked: Any) -> str:
    words = in_language({code: each.plain for code, each in marked.items()})
    return words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]} …"
