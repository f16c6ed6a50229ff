"""Pages of commitments that are marked in a text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.promises import operations, rules
from meetings.promises.forms import ChangeForm, MarkForm, filled
from meetings.promises.models import Promise
from meetings.promises.passages import lead_in
from meetings.promises.queries import OPEN, Sentence, promises_page, sentences_of, when_said
from meetings.promises.states import Due, Strength
from meetings.statements.finding import find_paragraph, find_statement
from meetings.statements.models import Statement
from meetings.statements.naming import name_in
from meetings.statements.present import read_present
from portal.core.acting import act
from portal.core.asked import number_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest, typed


@door(Door.MEMBERS)
def promises(request: AuthedRequest, slug: str) -> HttpResponse:
    """All commitments marked in a text, those that lack something first, and passages that sound like one."""
    statement = find_statement(request, slug)
    page = promises_page(statement, request.user, chosen=request.GET.get("show", "all"))
    context = {"statement": statement, "page": page, "may": May(rules, request.user, statement)}
    return render(request, "meetings/promises/promises.html", context | {"is_open": statement.status in OPEN})


@door(Door.MEMBERS, "POST")
def mark_suggested(request: AuthedRequest, slug: str) -> HttpResponse:
    """Mark a suggested passage as it is suggested."""
    statement = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, statement))
    suggested = promises_page(statement, request.user).suggested
    passage = next((each for each in suggested if each.key == typed(request, "passage")), None)
    if passage is None:
        messages.error(request, _("This passage is not suggested any more. The list below is up to date."))
        return redirect("promises:promises", slug)
    line = read_present(statement).line(passage.line.anchor)
    said = {
        "strength": passage.strength,
        "lead": passage.lead or None,
        "due": passage.due,
        "due_text": passage.due_text,
    }
    paragraph = statement.paragraphs.select_related("statement__meeting").get(pk=passage.line.id)
    facts = {"paragraph": paragraph, "seen": line.version if line else None, "quotes": passage.quote}
    act(request, operations.mark_promise, done=_("Marked. All parties see it."), now=timezone.now(), **facts, **said)
    return redirect("promises:promises", slug)


@door(Door.MEMBERS, "GET", "POST")
def mark(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Mark words of a paragraph as a commitment; `?sentence=` begins with one of its sentences."""
    statement, paragraph = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    present = read_present(statement)
    line = present.line(anchor)
    sentences = sentences_of(line, statement.languages, statement.drafted_in) if line else []
    wanted = number_in(request.GET.get("sentence"))
    chosen = next((each for each in sentences if each.number == wanted), None)
    if not chosen and len(sentences) == 1:
        chosen = sentences[0]
    usual = {"seen": line.version if line else None, "strength": Strength.CORE, "due": Due.NONE}
    initial = {**usual, **(_said_of(chosen, statement) if chosen else {})}
    form = MarkForm(request.POST or None, statement=statement, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.mark_promise(paragraph=paragraph, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Marked. All parties see it."))
            return redirect("negotiation:paragraph", slug, anchor)
    context: dict[str, Any] = {
        "statement": statement,
        "line": line,
        "form": form,
        "sentences": sentences,
        "chosen": chosen,
    }
    context |= {"called": name_in(present, anchor), "label": present.label(anchor), "anchor": anchor}
    return render(request, "meetings/promises/mark.html", context)


@door(Door.MEMBERS, "GET", "POST")
def promise(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """One marked commitment, and the form that changes what is said of it."""
    statement = find_statement(request, slug)
    if request.method == "POST":
        ensure(rules.can_negotiate(request.user, statement))
    found = _find(request, statement, pk)
    page = promises_page(statement, request.user, chosen="all")
    line = next(each for each in page.lines if each.promise.pk == found.pk)
    may_change = rules.can_negotiate(request.user, statement) and statement.status in OPEN and not line.is_withdrawn
    held = found.said()
    form = ChangeForm(request.POST or None, statement=statement, held=held, initial=filled(held))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_promise(promise=found, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. All parties see it."))
            return redirect("promises:promises", slug)
    context = {"statement": statement, "line": line, "form": form, "may_change": may_change}
    return render(request, "meetings/promises/promise.html", context)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Take back a mark."""
    statement = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, statement))
    found = _find(request, statement, pk)
    said = _("Taken back. It stays listed as such.")
    act(request, operations.withdraw_promise, done=said, promise=found, now=timezone.now())
    return redirect("promises:promises", slug)


def _find(request: AuthedRequest, statement: Statement, pk: UUID) -> Promise:
    rows = Promise.objects.visible_to(request.user).select_related("paragraph__statement__meeting", "lead")
    found: Promise = get_object_or_404(rows, pk=pk, paragraph__statement=statement)
    return found


def _said_of(sentence: Sentence, statement: Statement) -> dict[str, Any]:
    """What a form begins with for one sentence: its words, who acts in it, what it says of when."""
    when = when_said(sentence.texts, statement)
    lead = lead_in(sentence.texts, statement)
    return filled({"quotes": sentence.texts, "lead": lead, "due": when.due, "due_text": when.due_text})
