"""Pages of notices: what was told, by which ways it is told, and the link that switches mails off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from portal.core.acting import say_errors
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.notifications.choosing import choices_of, usual_ways
from portal.notifications.kinds import KINDS
from portal.notifications.lines import lines_of
from portal.notifications.stopping import read_stop
from portal.people import rules
from portal.people.bell import operations
from portal.people.bell.forms import SeenForm, WaysForm
from portal.people.bell.queries import notices_of, own_notices
from portal.people.models import User
from portal.people.requests import AuthedRequest


@door(Door.COLLEAGUES)
def notices(request: AuthedRequest) -> HttpResponse:
    asked = request.GET
    listed = notices_of(
        request.user,
        show=asked.get("show", ""),
        kind=asked.get("kind", ""),
        wanted=asked.get("page"),
        now=timezone.now(),
    )
    return render(
        request,
        "people/bell/notices.html",
        {"list": listed, "form": SeenForm(initial={"seen": listed.seen}), "kept": operations.KEPT.days},
    )


@door(Door.COLLEAGUES, "POST", unkeyed="the second time changes nothing")
def mark_read(request: AuthedRequest) -> HttpResponse:
    """Mark what the page showed as read; what came since stays unread."""
    form = SeenForm(request.POST)
    if form.is_valid():
        marked = operations.mark_read(actor=request.user, keys=form.cleaned_data["seen"], now=timezone.now())
        words = ngettext("%(count)s notice is marked as read.", "%(count)s notices are marked as read.", marked)
        messages.success(request, words % {"count": marked})
    else:
        say_errors(request, form)
    return redirect("bell:list")


@door(Door.COLLEAGUES)
def open_notice(request: AuthedRequest, pk: str) -> HttpResponse:
    """On to what a notice tells of, which marks the notice as read and changes nothing else."""
    now = timezone.now()
    notice = get_object_or_404(own_notices(request.user, now=now), pk=pk)
    if request.method == "GET":
        operations.mark_read(actor=request.user, keys=[notice.pk], now=now)
    (line,) = lines_of([notice], request.user)
    if line.subject is None:
        messages.info(request, _("You may no longer see what this notice told of."))
        return redirect("bell:list")
    return redirect(line.address)


@door(Door.COLLEAGUES, "GET", "POST")
def choices(request: AuthedRequest) -> HttpResponse:
    """By which ways news reaches me."""
    return _choices(request, for_side=False)


@door(Door.MEMBERS, "GET", "POST")
def choices_of_side(request: AuthedRequest) -> HttpResponse:
    """By which ways news reaches those of the own side who have not chosen."""
    ensure(rules.can_choose_for_side(request.user))
    return _choices(request, for_side=True)


@csrf_exempt
@door(Door.PUBLIC, "GET", "POST", unkeyed="the link says who it is, and the second time changes nothing")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Switch mails of some kinds off without signing in: a mail program posts here by one press, a person sees what it does."""
    told = read_stop(token)
    person = User.objects.select_related("membership__delegation").filter(pk=told.person).first() if told else None
    if told is None or person is None:
        return render(request, "people/bell/stop_void.html", status=410)
    with translation.override(person.language):
        if request.method == "POST":
            operations.stop_way("mail", person=person, kinds=told.kinds)
        return render(request, "people/bell/stop.html", {"kinds": told.kinds, "done": request.method == "POST"})


def _choices(request: AuthedRequest, *, for_side: bool) -> HttpResponse:
    user = request.user
    form = WaysForm(request.POST or None, held=usual_ways(user) if for_side else choices_of(user))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            operations.choose_ways(actor=user, chosen=form.chosen, for_side=for_side, seen=seen)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("bell:side" if for_side else "bell:choices")
    mandatory = [kind for kind in KINDS.values() if kind.is_mandatory]
    context = {"form": form, "mandatory": mandatory, "for_side": for_side}
    context["may_choose_for_side"] = rules.can_choose_for_side(user)
    return render(request, "people/bell/choices.html", context)
