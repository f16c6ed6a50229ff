"""One paragraph under negotiation, and every act on it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.paragraph import new_page, paragraph_page
from meetings.negotiation.states import PositionValue, ProposalKind, ProposalStatus, Reply
from meetings.statements.finding import find_paragraph, find_statement
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion
from meetings.statements.screen import shows_ours
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May
from portal.people.requests import AuthedRequest, typed


@door(Door.MEMBERS)
def paragraph(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """A paragraph with its brackets, proposals, comments and history; `?against=` a version shows what changed since."""
    statement, found = find_paragraph(request, slug, anchor)
    asked = request.GET.get("against", "")
    seq = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    page = paragraph_page(statement, found, request.user, against=seq, ours=shows_ours(request))
    context = {"statement": statement, "page": page, "may": May(rules, request.user, statement)}
    context |= {"values": PositionValue.choices, "Reply": Reply}
    return render(request, "meetings/negotiation/paragraph.html", context)


@door(Door.MEMBERS, "GET", "POST")
def proposal(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """A proposed new paragraph, and the acts on it; any other proposal is shown on its paragraph's page."""
    statement = find_statement(request, slug)
    rows = TextProposal.objects.visible_to(request.user).select_related("paragraph", "after", "author", "bracket")
    found = get_object_or_404(rows, pk=pk, statement=statement)
    if found.paragraph:
        path = reverse("negotiation:paragraph", args=[slug, found.paragraph.anchor])
        return redirect(f"{path}#proposal-{found.pk}")
    if found.status == ProposalStatus.INTERNAL and not shows_ours(request):
        return redirect(statement)
    if request.method == "POST":
        name, _colon, value = request.POST.get("act", "").partition(":")
        if name not in ANSWERS:
            raise Http404
        if act_on(request, lambda: ANSWERS[name](request, statement.pk, value)):
            return redirect(statement)
        return redirect("negotiation:proposal", slug, pk)
    page = new_page(statement, found, request.user)
    context = {"statement": statement, "proposal": found, "page": page, "may": May(rules, request.user, statement)}
    return render(request, "meetings/negotiation/new.html", context)


@door(Door.MEMBERS, "POST")
def act(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """One act on the paragraph, named by the button; the sentence says what came of it."""
    _statement, found = find_paragraph(request, slug, anchor)
    act_on(request, lambda: _deed(request, found))
    return redirect("negotiation:paragraph", slug, anchor)


def act_on(request: AuthedRequest, deed: Callable[[], str]) -> bool:
    """Do it and say what came of it, or why not. Whether it is done."""
    try:
        words = deed()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, words)
    return True


def _deed(request: AuthedRequest, found: Paragraph) -> str:
    name, _colon, value = request.POST.get("act", "").partition(":")
    deeds: dict[str, Callable[[AuthedRequest, Paragraph, str], str]] = {
        "position": _position, "comment": _comment, "support": _support, "resolve": _resolve, "add-option": _add_option,
        "delete": _delete,
    }  # fmt: skip
    if name in ANSWERS:
        return ANSWERS[name](request, found.statement_id, value)
    if name not in deeds:
        raise Http404
    return deeds[name](request, found, value)


def _position(request: AuthedRequest, found: Paragraph, _value: str) -> str:
    versions = ParagraphVersion.objects.visible_to(request.user).select_related("paragraph__statement__meeting")
    version = get_object_or_404(versions, pk=_key(request.POST.get("seen")), paragraph=found)
    taken = request.POST.get("value", "")
    if taken not in PositionValue.values:
        raise Http404
    note = typed(request, "note")
    operations.take_position(version=version, actor=request.user, now=timezone.now(), value=taken, note=note)
    return _("The position is recorded.")


def _comment(request: AuthedRequest, found: Paragraph, value: str) -> str:
    text, is_shared = typed(request, "text"), value == "shared"
    operations.write_comment(paragraph=found, actor=request.user, now=timezone.now(), text=text, is_shared=is_shared)
    return _("All parties read the comment.") if is_shared else _("Only your delegation reads the comment.")


def _answer(request: AuthedRequest, statement: UUID, value: str) -> str:
    if value not in Reply.values:
        raise Http404
    note = typed(request, "note")
    proposal = _proposal(request, statement)
    operations.answer_proposal(proposal=proposal, actor=request.user, now=timezone.now(), reply=value, note=note)
    return _("The answer is recorded.")


def _withdraw(request: AuthedRequest, statement: UUID, _value: str) -> str:
    operations.withdraw_proposal(proposal=_proposal(request, statement), actor=request.user, now=timezone.now())
    return _("The proposal is withdrawn.")


def _table(request: AuthedRequest, statement: UUID, _value: str) -> str:
    operations.table_proposal(proposal=_proposal(request, statement), actor=request.user, now=timezone.now())
    return _("The proposal is tabled; all parties see it.")


def _support(request: AuthedRequest, found: Paragraph, value: str) -> str:
    operations.support_option(
        bracket=_bracket(request, found), actor=request.user, now=timezone.now(), option=_number(value)
    )
    return _("Your delegation stands behind this option.")


def _resolve(request: AuthedRequest, found: Paragraph, value: str) -> str:
    facts: dict[str, Any] = {
        "kind": ProposalKind.UNBRACKET,
        "bracket": _bracket(request, found),
        "option": _number(value),
    }
    _propose_now(request, found, facts)
    return _("It is proposed to resolve the bracket; its sponsors and those who took a position must consent.")


def _add_option(request: AuthedRequest, found: Paragraph, _value: str) -> str:
    texts = {language: typed(request, f"words_{language}") for language in found.statement.languages}
    operations.add_option(bracket=_bracket(request, found), actor=request.user, now=timezone.now(), texts=texts)
    return _("Your delegation's words stand in the bracket.")


def _instruct(request: AuthedRequest, statement: UUID, _value: str) -> str:
    present = request.POST.getlist("present")
    operations.instruct(proposal=_proposal(request, statement), actor=request.user, now=timezone.now(), present=present)
    return _("The instruction is recorded; the secretariat can carry it out.")


def _carry_out(request: AuthedRequest, statement: UUID, _value: str) -> str:
    operations.carry_out_instruction(proposal=_proposal(request, statement), actor=request.user, now=timezone.now())
    return _("The text is changed as the chair instructed.")


def _delete(request: AuthedRequest, found: Paragraph, _value: str) -> str:
    _propose_now(request, found, {"kind": ProposalKind.DELETE})
    return _("It is proposed to delete the paragraph; every party must consent.")


def _propose_now(request: AuthedRequest, found: Paragraph, facts: dict[str, Any]) -> None:
    """Draft and table in one step, against the version that the person saw."""
    versions = ParagraphVersion.objects.visible_to(request.user)
    base = get_object_or_404(versions, pk=_key(request.POST.get("seen")), paragraph=found)
    about: dict[str, Any] = {"statement": found.statement, "actor": request.user, "now": timezone.now()}
    drafted = operations.draft_proposal(paragraph=found, base=base, **about, **facts)
    operations.table_proposal(proposal=drafted, actor=request.user, now=about["now"])


# What is done with a proposal, on its paragraph's page or its own.
ANSWERS: dict[str, Callable[[AuthedRequest, UUID, str], str]] = {
    "answer": _answer, "withdraw": _withdraw, "table": _table, "instruct": _instruct, "carry-out": _carry_out,
}  # fmt: skip


def _proposal(request: AuthedRequest, statement: UUID) -> TextProposal:
    rows = TextProposal.objects.visible_to(request.user).select_related("statement__meeting")
    found: TextProposal = get_object_or_404(rows, pk=_key(request.POST.get("proposal")), statement=statement)
    return found


def _bracket(request: AuthedRequest, found: Paragraph) -> Bracket:
    rows = Bracket.objects.visible_to(request.user).select_related("paragraph__statement__meeting")
    bracket: Bracket = get_object_or_404(rows, pk=_key(request.POST.get("bracket")), paragraph=found)
    return bracket


def _number(value: str) -> int:
    if not value.isdecimal():
        raise Http404
    return int(value)


def _key(value: str | None) -> UUID:
    try:
        return UUID(value or "")
    except ValueError:
        raise Http404 from None
