"""What follows a release: the page that shows the three ways, and the forms of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings.release import rules
from meetings.release.forms.after import CorrigendumForm, DissociationForm, EndorsementForm, ReasonForm, SignForm
from meetings.release.models import ReleasedText, TextCorrigendum
from meetings.release.operations import after as operations
from meetings.release.operations import corrigenda
from meetings.release.queries.after import Afterwards, afterwards_of
from meetings.release.states import CorrigendumStatus
from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from portal.core.acting import act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.texts import in_language
from portal.people.proving import asks_key, prove
from portal.people.requests import AuthedRequest
from portal.people.states import Role


@door(Door.MEMBERS)
def afterwards(request: AuthedRequest, slug: str) -> HttpResponse:
    """The text as it was released, what was added to it, and what this person may add."""
    text, page = _page(request, find_statement(request, slug))
    mine = rules.can_sign_corrigendum(request.user, text)
    signs = mine and page.open_one is not None and request.user.code in page.open_one.missing
    return _show(request, "afterwards", text, page=page, signs=signs)


@door(Door.MEMBERS, "GET", "POST")
def propose(request: AuthedRequest, slug: str) -> HttpResponse:
    """The paragraphs of `?p=` as they should read; without any, they are chosen first."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    text, page = _page(request, statement)
    places = {each.line.anchor: each.place for each in page.lines}
    anchors = [anchor for anchor in places if anchor in set(request.GET.getlist("p"))]
    if page.open_one or not anchors:
        return _show(request, "corrigendum", text, page=page)
    facts = {"now": page.now, "anchors": anchors, "places": places, "edition": page.edition, "codes": text.languages}
    form = CorrigendumForm(request.POST or None, **facts)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("seen", "one_language")}
        told |= {"entries": form.entries, "reason": form.in_languages("reason")}
        try:
            corrigenda.propose_corrigendum(text=text, actor=request.user, **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Proposed. It is out when the heads of all parties have signed it."))
            return redirect("release:afterwards", slug)
    return _show(request, "corrigendum", text, page=page, form=form)


@door(Door.MEMBERS, "GET", "POST")
def sign(request: AuthedRequest, slug: str, number: int) -> HttpResponse:
    """The open corrigendum whole, who has signed it, and one's own signature under its hash, after proving anew who signs."""
    statement = find_statement(request, slug)
    ensure(rules.can_hold(request.user, statement))
    text, page = _page(request, statement)
    open_one = _open_corrigendum(text, number)
    initial = {"seen": open_one.text_hash, "capacity": Role(request.user.role).label}
    form = SignForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            prove(request, **form.proof)
            signed = corrigenda.sign_corrigendum(corrigendum=open_one, actor=request.user, **form.facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            is_out = signed.status == CorrigendumStatus.RELEASED
            messages.success(request, _("Signed by all and released.") if is_out else _("Signed for your delegation."))
            return redirect("release:afterwards", slug)
    shown = {"form": form, "key": asks_key(form, request.user)}
    return _show(request, "sign_corrigendum", text, page=page, row=page.open_one, **shown)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str, number: int) -> HttpResponse:
    """Take the open corrigendum back, with the reason."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    text = _released(statement)
    found, said = _open_corrigendum(text, number), _("Withdrawn. The text stays as it reads now.")
    then = redirect("release:afterwards", slug)
    return act_by_form(
        request, ReasonForm(request.POST), corrigenda.withdraw_corrigendum, done=said, corrigendum=found, then=then
    )


@door(Door.MEMBERS, "GET", "POST")
def endorse(request: AuthedRequest, slug: str) -> HttpResponse:
    """Who endorsed the text later."""
    statement = find_statement(request, slug)
    ensure(rules.can_issue(request.user, statement))
    text = _released(statement)
    form = EndorsementForm(request.POST or None, codes=text.languages)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"entity": form.in_languages("entity"), "note": form.in_languages("note")}
        try:
            operations.add_endorsement(text=text, actor=request.user, dated=form.cleaned_data["dated"], **told)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added. It is public beside the text."))
            return redirect("release:afterwards", slug)
    return _show(request, "endorse", text, form=form)


@door(Door.MEMBERS, "GET", "POST")
def dissociate(request: AuthedRequest, slug: str) -> HttpResponse:
    """A party's words, shown once more as they will be public, then recorded."""
    statement = find_statement(request, slug)
    ensure(rules.can_hold(request.user, statement))
    text, page = _page(request, statement)
    lines = [each for each in page.lines if not each.is_title]
    paragraphs = [(each.line.anchor, f"{each.place}: {_opening(each.line.texts)}") for each in lines]
    form = DissociationForm(request.POST or None, paragraphs=paragraphs, codes=text.languages)
    chosen: list[Any] = []
    shown = False
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"anchors": form.cleaned_data["anchors"], "words": form.in_languages("words")}
        chosen = [each for each in page.lines if each.line.anchor in told["anchors"]]
        shown = "again" not in request.POST
        if shown and form.cleaned_data["confirmed"]:
            try:
                operations.dissociate(text=text, actor=request.user, **told)
            except Refused as refusal:
                form.refuse(refusal)
                shown = False
            else:
                messages.success(request, _("Recorded. It is public beside the text."))
                return redirect("release:afterwards", slug)
    return _show(request, "dissociate", text, form=form, chosen=chosen, confirms=shown)


def _released(statement: Statement) -> ReleasedText:
    """The text that was released of this statement, else 404."""
    rows = ReleasedText.objects.select_related("statement__meeting")
    found: ReleasedText = get_object_or_404(rows, statement=statement)
    return found


def _page(request: AuthedRequest, statement: Statement) -> tuple[ReleasedText, Afterwards]:
    text = _released(statement)
    return text, afterwards_of(text, request.user)


def _open_corrigendum(text: ReleasedText, number: int) -> TextCorrigendum:
    """The one that waits for signatures, by its number, else 404."""
    rows = TextCorrigendum.objects.select_related("text__statement__meeting")
    found: TextCorrigendum = get_object_or_404(rows, text=text, number=number, status=CorrigendumStatus.PROPOSED)
    return found


def _opening(texts: dict[str, str]) -> str:
    words = in_language(texts)
    return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]} …"


def _show(request: AuthedRequest, name: str, text: ReleasedText, **context: Any) -> HttpResponse:
    context |= {"text": text, "statement": text.statement, "may": May(rules, request.user, text)}
    return render(request, f"meetings/release/{name}.html", context)
