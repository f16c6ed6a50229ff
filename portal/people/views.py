"""Pages about people and accounts."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_protect

from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.permissions import May, ensure
from portal.core.reader import PORTAL, reading_as
from portal.core.seen import values_of
from portal.people import notices, operations, returning, rules
from portal.people.forms import AcceptForm, ChangeRoleForm, DelegationForm, InviteForm, InviteManyForm, PreferencesForm
from portal.people.inviting import lines_to_invite
from portal.people.lists.lines import Line
from portal.people.lists.reading import Reading
from portal.people.lists.showing import previewed
from portal.people.models import PREFERENCES, DeadAddress, Delegation, Invitation, Session, User
from portal.people.queries import Narrowed, delegation_facts, known_addresses, people_list, people_visible_to
from portal.people.requests import AuthedRequest, asked_for
from portal.people.session_store import name_of
from portal.people.states import Kind, Role


@door(Door.COLLEAGUES)
def people(request: AuthedRequest) -> HttpResponse:
    asked = request.GET
    listed = people_list(
        request.user,
        chosen=asked.get("show", "all"),
        narrowed=Narrowed(asked_for(request, "find"), asked.get("letter", ""), asked.get("side", "")),
        wanted=asked.get("page"),
        now=timezone.now(),
    )
    context = {"list": listed, "may": May(rules, request.user), "now": timezone.now()}
    return render(request, "people/people.html", context)


@door(Door.ADMINISTRATORS, "GET", "POST")
@reauthentication_required
def invite(request: AuthedRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        try:
            invitation = operations.invite_person(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is invited.") % {"name": invitation.name})
            return redirect("people:list")
    return render(request, "people/invite.html", {"form": form})


@door(Door.ADMINISTRATORS, "GET", "POST")
@reauthentication_required
def invite_many(request: AuthedRequest) -> HttpResponse:
    """A list with a verdict on each line; nothing is sent before it is confirmed."""
    form = InviteManyForm(request.POST or None, request.FILES or None, initial={"language": request.user.language})
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid() and form.reading:
        if "send" in request.POST:
            # Who was invited while this list was on its way is skipped, not invited twice.
            lock_key("a list of invitations")
        lines = _lines(form.reading, form.cleaned_data["language"])
        if "send" in request.POST:
            sent = _invite_all(request, lines, form.cleaned_data["delegation"])
            words = ngettext("%(count)s person is invited.", "%(count)s people are invited.", sent) % {"count": sent}
            messages.success(request, words)
            return redirect("people:list")
    facts = {name: form[name].value() for name in ("delegation", "language")}
    context = {"form": form, **previewed(form.reading, lines, Role.choices, called=_("role"), send="1", **facts)}
    return render(request, "people/invite_many.html", context)


@door(Door.COLLEAGUES, "GET", "POST")
def person(request: AuthedRequest, pk: str) -> HttpResponse:
    who = get_object_or_404(people_visible_to(request.user), pk=pk)
    may = May(rules, request.user, who)
    initial = {"role": who.role, "delegation": who.code or None}
    form = ChangeRoleForm(request.POST or None, initial=initial, held={"role": who.role, "delegation": who.code})
    if request.method == "POST":
        ensure(may.administer)
        if form.is_valid():
            try:
                operations.change_role(person=who, actor=request.user, now=timezone.now(), **form.cleaned_data)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The change holds from the person's next click on."))
                return redirect(who)
    dead = DeadAddress.objects.visible_to(request.user).filter(person=who).first()
    return render(request, "people/person.html", {"person": who, "form": form, "may": may, "dead": dead})


@door(Door.COLLEAGUES, "POST")
def confirm_address(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say that an address from which mail came back works again."""
    return _change_account(
        request, pk, returning.confirm_address, _("From now on this address counts as one that works.")
    )


@door(Door.ADMINISTRATORS, "POST")
@reauthentication_required
def deactivate(request: AuthedRequest, pk: str) -> HttpResponse:
    return _change_account(request, pk, operations.deactivate_person, _("The account is closed."))


@door(Door.ADMINISTRATORS, "POST")
@reauthentication_required
def reactivate(request: AuthedRequest, pk: str) -> HttpResponse:
    return _change_account(request, pk, operations.reactivate_person, _("The account is open again."))


@door(Door.ADMINISTRATORS, "POST")
@reauthentication_required
def reset_second_factor(request: AuthedRequest, pk: str) -> HttpResponse:
    """Take the lost second factor from an account."""
    return _change_account(request, pk, operations.reset_second_factor, _("The second factor is removed."))


@door(Door.ADMINISTRATORS, "POST")
def renew_invitation(request: AuthedRequest, pk: str) -> HttpResponse:
    """Send an invitation again."""
    return _change_invitation(request, pk, operations.renew_invitation, _("The invitation was sent again."))


@door(Door.ADMINISTRATORS, "POST")
def withdraw_invitation(request: AuthedRequest, pk: str) -> HttpResponse:
    return _change_invitation(request, pk, operations.withdraw_invitation, _("The invitation is withdrawn."))


@door(Door.PUBLIC, "GET", "POST", unkeyed="nobody is signed in yet; the link serves once")
@csrf_protect
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link. It reads as the portal: nobody is signed in yet."""
    if request.user.is_authenticated:
        return render(request, "people/accept_signed_in.html", status=409)
    told = notices.read_invitation_token(token)
    with reading_as(PORTAL):
        found = Invitation.objects.select_related("delegation").filter(pk=told[0]).first() if told else None
        if not told or not found or not found.is_open(told[1], timezone.now()):
            return render(request, "people/accept_over.html", status=410)
        with translation.override(found.language):
            form = AcceptForm(request.POST or None, person=User(email=found.email, name=found.name))
            user = None
            if request.method == "POST" and form.is_valid():
                password = form.cleaned_data["password"]
                try:
                    user = operations.accept_invitation(
                        invitation=found, turn=found.turn, password=password, now=timezone.now()
                    )
                except operations.InvitationOver:
                    # Accepted by a second press, most likely: the page says to sign in.
                    return render(request, "people/accept_over.html", status=410)
                except Refused as refusal:
                    form.refuse(refusal)
            if user is None:
                return render(request, "people/accept.html", {"form": form, "invitation": found})
    # The password was typed this moment: setting up the second factor need not ask for it again.
    record_authentication(request, user, method="password", email=user.email)
    return perform_login(request, user, email_verification="mandatory")


@door(Door.ADMINISTRATORS)
def delegations(request: AuthedRequest) -> HttpResponse:
    rows = Delegation.objects.exclude(kind=Kind.GUESTS).order_by("order", "code").annotate(people=Count("memberships"))
    return render(request, "people/delegations.html", {"delegations": rows})


@door(Door.ADMINISTRATORS, "GET", "POST")
@reauthentication_required
def delegation(request: AuthedRequest, code: str = "") -> HttpResponse:
    """A delegation's record; without a code, a new one."""
    found = get_object_or_404(Delegation, code=code) if code else None
    facts = delegation_facts(found)
    form = DelegationForm(request.POST or None, initial=facts, held=facts)
    form.fields["code"].disabled = bool(found)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        for name in ("name", "seat"):
            facts[name] = {language: facts.pop(f"{name}_{language}") for language in settings.CONTENT_LANGUAGES}
        try:
            operations.save_delegation(actor=request.user, is_new=not found, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:delegations")
    return render(request, "people/delegation.html", {"form": form, "delegation": found})


@door(Door.SIGNED_IN, "GET", "POST")
def me(request: AuthedRequest) -> HttpResponse:
    user = request.user
    held = values_of(user, PREFERENCES)
    form = PreferencesForm(request.POST or None, initial=held, held=held, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_preferences(actor=user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            translation.activate(form.cleaned_data["language"])
            messages.success(request, _("Saved."))
            return redirect("people:me")
    return render(request, "people/me.html", {"form": form})


@door(Door.SIGNED_IN, "GET", "POST", unkeyed="the second time changes nothing")
def sessions(request: AuthedRequest) -> HttpResponse:
    """Where the person is signed in; a post ends all other sessions."""
    here = name_of(request.session.session_key)
    if request.method == "POST":
        operations.end_other_sessions(actor=request.user, kept=here)
        messages.success(request, _("Signed out everywhere else."))
        return redirect("sessions")
    mine = Session.objects.filter(user=request.user, expire_date__gt=timezone.now()).order_by("signed_in_at")
    return render(request, "people/sessions.html", {"sessions": mine, "current": here})


@door(Door.PUBLIC, "POST", unkeyed="the second time changes nothing")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch the language here and, for somebody signed in, for good; then back to the same page."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if language in dict(settings.LANGUAGES):
        person = request.user
        if person.is_authenticated:
            operations.save_preferences(actor=person, name=person.name, language=language, time_zone=person.time_zone)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _change_account(request: AuthedRequest, pk: str, operation: Callable[..., Any], done: str) -> HttpResponse:
    who = get_object_or_404(people_visible_to(request.user), pk=pk)
    act(request, operation, done=done, person=who, now=timezone.now())
    return redirect(who)


def _change_invitation(request: AuthedRequest, pk: str, operation: Callable[..., Any], done: str) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)
    act(request, operation, done=done, invitation=invitation, now=timezone.now())
    return redirect("people:list")


def _lines(reading: Reading, language: str) -> list[Line]:
    accounts, invited = known_addresses(reading.addresses)
    return lines_to_invite(reading, language=language, has_account=accounts, invited=invited)


def _invite_all(request: AuthedRequest, lines: list[Line], delegation: Any) -> int:
    """Invite the lines that are ready, all or none: the caller's transaction holds them together."""
    now = timezone.now()
    ready = [line for line in lines if line.is_ready]
    for line in ready:
        operations.invite_person(
            actor=request.user,
            email=line.email,
            name=line.name,
            role=line.kind,
            delegation=delegation,
            language=line.language,
            now=now,
        )
    return len(ready)
