"""Signing the final text, taking a signature back, what was signed."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings.adoption import rules
from meetings.adoption.certificate import as_pdf
from meetings.adoption.forms.signing import InterpretationForm, NoteForm, RevokeForm, SignOffForm
from meetings.adoption.models import SignOff
from meetings.adoption.operations import reminding, signing
from meetings.adoption.queries.signing import SigningPage, signing_page
from meetings.adoption.states import SignOffKind
from meetings.documents import storing
from meetings.statements.finding import negotiated
from meetings.statements.models import Statement
from portal.core.acting import act, act_by_form
from portal.core.clock import database_now
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.printing import pdf_response
from portal.people.proving import asks_key, prove
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS, "GET", "POST")
def sign_off(request: AuthedRequest, slug: str) -> HttpResponse:
    """The final text with everybody's signatures; posted, the head signs it or says that it will not, after proving anew who
    speaks."""
    found = negotiated(request, slug)
    if request.method == "POST":
        ensure(rules.can_sign(request.user, found))
    page = signing_page(found, request.user, database_now())
    initial = {"seen": page.hash, "capacity": request.user.membership.get_role_display()}
    form = SignOffForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            prove(request, **form.proof)
            said = _speak(request, found, form)
        except Refused as refusal:
            form.refuse(refusal)
            page = signing_page(negotiated(request, slug), request.user, database_now())
            form.see(page.hash)
        else:
            messages.success(request, said)
            return redirect("adoption:sign-off", slug)
    context = _context(request, page) | {"form": form}
    context["key"] = asks_key(form, request.user) if page.may_sign else None
    context["reading"] = InterpretationForm(codes=found.languages)
    return render(request, "meetings/adoption/sign_off.html", context)


@door(Door.MEMBERS, "GET", "POST")
def revoke(request: AuthedRequest, slug: str) -> HttpResponse:
    """Take the signature of one's delegation back: asked on a page of its own, with the proof that signing asks."""
    found = negotiated(request, slug)
    ensure(rules.can_sign(request.user, found))
    page = signing_page(found, request.user, database_now())
    if request.method != "POST" and not page.may_revoke:
        return redirect("adoption:sign-off", slug)
    form = RevokeForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            prove(request, **form.proof)
            signing.revoke_sign_off(statement=found, actor=request.user, **form.facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your delegation's signature is taken back; all parties see it."))
            return redirect("adoption:sign-off", slug)
    context = _context(request, page) | {"form": form, "key": asks_key(form, request.user)}
    return render(request, "meetings/adoption/take_back.html", context)


@door(Door.MEMBERS, "POST")
def remind(request: AuthedRequest, slug: str) -> HttpResponse:
    """Remind those whose signature is waited for."""
    found = negotiated(request, slug)
    ensure(rules.can_remind(request.user, found))
    act(
        request, reminding.remind_signers, done=_("They are reminded; all parties see that you asked."), statement=found
    )
    return redirect("adoption:sign-off", slug)


@door(Door.MEMBERS, "GET", "POST")
def record_note(request: AuthedRequest, slug: str) -> HttpResponse:
    """The secretariat records that a party signed by note."""
    found = negotiated(request, slug)
    ensure(rules.can_record_note(request.user, found))
    page = signing_page(found, request.user, database_now())
    missing = [each.code for each in page.missing]
    form = NoteForm(request.POST or None, request.FILES or None, missing=missing, initial={"seen": page.hash})
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, found, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The note is recorded; all parties see it and can download it."))
            return redirect("adoption:sign-off", slug)
    return render(request, "meetings/adoption/note.html", _context(request, page) | {"form": form})


def _record(request: AuthedRequest, statement: Statement, form: NoteForm) -> None:
    facts = form.cleaned_data
    file = facts.pop("file")
    kept = storing.take_in(file.chunks(), file.name)
    try:
        signing.record_note(statement=statement, actor=request.user, note=kept, **facts)
    except Refused:
        storing.drop([kept.key])
        raise


@door(Door.MEMBERS, "POST")
def add_interpretation(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_declare(request.user, found))
    form = InterpretationForm(request.POST, codes=found.languages)
    said = _("It stands beside the text; all parties see it.")
    then = redirect("adoption:sign-off", slug)
    return act_by_form(request, form, signing.add_interpretation, done=said, then=then, statement=found)


@door(Door.MEMBERS)
def note(request: AuthedRequest, slug: str, pk: str) -> HttpResponseBase:
    """The signed note behind a signature, as it was handed in."""
    found = negotiated(request, slug)
    rows = SignOff.objects.visible_to(request.user).exclude(key="")
    given: SignOff = get_object_or_404(rows, statement=found, pk=pk)
    try:
        response = FileResponse(storing.fetch(given.key), as_attachment=True, filename=given.note_name)
    except FileNotFoundError:
        raise Http404 from None
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response


@door(Door.MEMBERS)
def certificate(request: AuthedRequest, slug: str) -> HttpResponse:
    """Who signed what, when, and by which method."""
    found = negotiated(request, slug)
    page = signing_page(found, request.user, database_now())
    return render(request, "meetings/adoption/certificate.html", _context(request, page))


@door(Door.MEMBERS)
def certificate_pdf(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    page = signing_page(found, request.user, database_now())
    if page.revision is None:
        raise Http404
    return pdf_response(as_pdf(page), f"{found.slug}-{page.number}.pdf")


def _context(request: AuthedRequest, page: SigningPage) -> dict[str, Any]:
    return {"statement": page.statement, "page": page, "may": May(rules, request.user, page.statement)}


def _speak(request: AuthedRequest, statement: Statement, form: SignOffForm) -> str:
    """Sign, or send the text back to the table; what is said of it."""
    if form.refuses:
        signing.refuse_sign_off(statement=statement, actor=request.user, **form.facts)
        return _("The text is negotiated again; all parties see who did not sign it, and why.")
    given = signing.sign_off(statement=statement, actor=request.user, **form.facts)
    if given.kind == SignOffKind.AD_REF:
        return _("Signed ad referendum. Sign again for good when your capital has confirmed.")
    return _("Signed. All parties see it.")
