"""Opening a statement for negotiation, and taking it from stage to stage."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.forms import AroundForm, OpenForm
from meetings.rounds.models import Meeting
from meetings.statements.finding import find_statement
from meetings.statements.operations import write_around
from meetings.statements.states import NEXT, Status
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest, typed


@door(Door.MEMBERS, "GET", "POST")
def open_text(request: AuthedRequest) -> HttpResponse:
    """A new text with its chair's words, typed, pasted, from files, or repeated from an earlier statement; for the meeting
    that `?meeting=` names, if it is said."""
    ensure(rules.can_open_some(request.user))
    initial: dict[str, Any] = {"chair": request.user.pk}
    if meeting := Meeting.objects.visible_to(request.user).filter(slug=slugify(request.GET.get("meeting", ""))).first():
        initial |= {"meeting": meeting.pk, "dated": meeting.starts_on}
    form = OpenForm(request.POST or None, request.FILES or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            statement = operations.open_statement(actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            for remark in form.remarks:
                messages.warning(request, str(remark))
            messages.success(request, _("The text is planned. Open the negotiation when the parties are ready."))
            return redirect("negotiation:stage", statement.slug)
    return render(request, "meetings/negotiation/open.html", {"form": form})


@door(Door.MEMBERS, "GET", "POST")
def stage(request: AuthedRequest, slug: str) -> HttpResponse:
    """Where the text stands, and the steps that this person may take now."""
    statement = find_statement(request, slug)
    may = May(rules, request.user, statement)
    steps = _steps(statement.status, may)
    if request.method == "POST":
        step, reason = request.POST.get("step", ""), typed(request, "reason")
        verbs: dict[str, Any] = {
            "begin": operations.begin_negotiation, "align": operations.start_alignment, "suspend": operations.suspend_negotiation,
            "resume": operations.resume_negotiation, "abandon": operations.abandon_statement, "opt-out": operations.opt_out,
        }  # fmt: skip
        if step not in verbs:
            raise Http404
        facts = {} if step in {"begin", "align"} else {"reason": reason}
        try:
            verbs[step](statement=statement, actor=request.user, now=timezone.now(), **facts)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Recorded; all parties see it."))
            return redirect(statement)
    return render(request, "meetings/negotiation/stage.html", {"statement": statement, "steps": steps, "may": may})


@door(Door.MEMBERS, "GET", "POST")
def around(request: AuthedRequest, slug: str) -> HttpResponse:
    """The lead-in and the lists of delegations, which are not negotiated."""
    statement = find_statement(request, slug)
    ensure(rules.can_issue(request.user, statement))
    form = AroundForm(request.POST or None, statement=statement)
    theirs: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            write_around(statement=statement, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
            if statement.around != form.cleaned_data["seen"]:
                # Sent again, the person's words are held against those that they see now.
                theirs = {_("Lead-in"): statement.lead_in, _("Delegations and others"): statement.lists}
                sent = request.POST.copy()
                sent["seen"] = statement.around
                form.data = sent
        else:
            messages.success(request, _("Recorded; all parties see it."))
            return redirect(statement)
    context = {"statement": statement, "form": form, "theirs": theirs}
    return render(request, "meetings/negotiation/around.html", context)


def _steps(status: str, may: May) -> list[tuple[str, str, str]]:
    """The steps open now, as (name, words on the button, what it means)."""
    here = Status(status)
    found = []
    if may.chair and here == Status.PLANNED:
        found.append(("begin", _("Open the negotiation"), _("From here the parties and languages are fixed.")))
    if may.chair and here == Status.SUSPENDED:
        found.append(("resume", _("Resume the negotiation"), _("The parties can propose and take positions again.")))
    if may.chair and here == Status.NEGOTIATING:
        found.append(("align", _("Go to alignment"), _("Every paragraph must be agreed, at least ad ref.")))
    if here == Status.ALIGNMENT and may.negotiate:
        found.append(("resume", _("Go back to negotiation"), _("The parties can propose and take positions again.")))
    if may.chair and here == Status.FINAL_TEXT:
        found.append(
            ("resume", _("Open the final text again"), _("Certificates are void; the text is negotiated again."))
        )
    if may.chair and Status.SUSPENDED in NEXT[here]:
        found.append(("suspend", _("Suspend the negotiation"), _("Nobody changes the text until it is resumed.")))
    if may.opt_out and here == Status.NEGOTIATING:
        found.append(("opt-out", _("Opt out"), _("Your delegation leaves the text; the others go on without it.")))
    if may.chair and Status.ABANDONED in NEXT[here]:
        found.append(("abandon", _("End it without a text"), _("The parties keep reading it. This cannot be undone.")))
    return found
