"""Opening a statement for negotiation, and taking it from stage to stage."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.forms import FrontAndEndForm, OpenForm, StepForm
from meetings.negotiation.operations.ending import is_over
from meetings.negotiation.queries.ending import ending_page, past_endings
from meetings.rounds.models import Meeting
from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from meetings.statements.operations import write_front_and_end
from meetings.statements.states import CLOSING, NEXT, Status
from portal.core.acting import act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.forms import PortalForm
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest


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


@door(Door.MEMBERS)
def stage(request: AuthedRequest, slug: str) -> HttpResponse:
    """Where the text stands, and the steps that this person may take now."""
    statement = find_statement(request, slug)
    may = May(rules, request.user, statement)
    page = ending_page(statement, request.user)
    context = {"statement": statement, "next": _next(statement, may), "may": may, "page": page}
    context["steps"] = _steps(statement, may, is_ending=page is not None)
    context["past"] = past_endings(statement, page.ending if page else None)
    return render(request, "meetings/negotiation/stage.html", context)


@door(Door.MEMBERS, "POST")
def begin(request: AuthedRequest, slug: str) -> HttpResponse:
    """Let the parties negotiate."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    return _turn(request, statement, operations.begin_negotiation)


@door(Door.MEMBERS, "POST")
def align(request: AuthedRequest, slug: str) -> HttpResponse:
    """Close the negotiation: from here only the languages are brought to say the same."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    return _turn(request, statement, operations.start_alignment)


@door(Door.MEMBERS, "POST")
def suspend(request: AuthedRequest, slug: str) -> HttpResponse:
    """Let the text rest."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    return _turn(request, statement, operations.suspend_negotiation, form=StepForm(request.POST))


@door(Door.MEMBERS, "POST")
def resume(request: AuthedRequest, slug: str) -> HttpResponse:
    """Go back to negotiating."""
    statement = find_statement(request, slug)
    ensure(rules.can_resume(request.user, statement))
    return _turn(request, statement, operations.resume_negotiation, form=StepForm(request.POST))


@door(Door.MEMBERS, "POST")
def abandon(request: AuthedRequest, slug: str) -> HttpResponse:
    """End a text: the chair before the negotiation, the secretariat when the meeting is over."""
    statement = find_statement(request, slug)
    ensure(rules.can_end(request.user, statement))
    return _turn(request, statement, operations.abandon_statement, form=StepForm(request.POST))


@door(Door.MEMBERS, "POST")
def leave(request: AuthedRequest, slug: str) -> HttpResponse:
    """Leave the text as a party."""
    statement = find_statement(request, slug)
    ensure(rules.can_opt_out(request.user, statement))
    return _turn(request, statement, operations.opt_out, form=StepForm(request.POST))


def _turn(
    request: AuthedRequest, statement: Statement, operation: Callable[..., Any], form: PortalForm | None = None
) -> HttpResponse:
    """Take the step and show the text, or the steps again with the reason why not."""
    facts: dict[str, Any] = {"statement": statement, "now": timezone.now(), "done": _("Recorded; all parties see it.")}
    then, back = redirect(statement), redirect("negotiation:stage", statement.slug)
    return act_by_form(request, form or PortalForm(request.POST), operation, then=then, back=back, **facts)


@door(Door.MEMBERS, "GET", "POST")
def front_and_end(request: AuthedRequest, slug: str) -> HttpResponse:
    """The lead-in and the lists of delegations, which are not negotiated."""
    statement = find_statement(request, slug)
    ensure(rules.can_issue(request.user, statement))
    form = FrontAndEndForm(request.POST or None, statement=statement)
    theirs: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            write_front_and_end(statement=statement, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
            if statement.front_and_end != form.cleaned_data["seen"]:
                # Sent again, the person's words are held against those that they see now.
                theirs = {_("Lead-in"): statement.lead_in, _("Delegations and others"): statement.lists}
                sent = request.POST.copy()
                sent["seen"] = statement.front_and_end
                form.data = sent
        else:
            messages.success(request, _("Recorded; all parties see it."))
            return redirect(statement)
    context = {"statement": statement, "form": form, "theirs": theirs}
    return render(request, "meetings/negotiation/front_and_end.html", context)


@dataclass(frozen=True)
class Step:
    """A step that is open now: where it is sent, the words on its button, what it means."""

    name: str
    words: str
    meaning: str
    address: str

    @property
    def needs_reason(self) -> bool:
        return self.name not in {"begin", "align"}

    @property
    def look(self) -> str:
        """How much its button stands out."""
        if self.name in {"opt-out", "abandon", "ending-propose"}:
            return "usa-button--bad"
        return "" if self.name in {"begin", "resume"} else "usa-button--outline"


def _next(statement: Statement, may: May) -> list[tuple[str, str, str]]:
    """Where what comes next is done: the words of the link, its address, what it means."""
    silence = reverse("adoption:silence", args=[statement.slug])
    if may.chair and statement.status == Status.FINAL_TEXT:
        means = _("The text is adopted unless a party objects in writing before an instant that you choose.")
        return [(_("Start the silence procedure"), silence, means)]
    if statement.status == Status.SILENCE:
        return [(_("See the silence procedure"), silence, _("Until when it runs, who was told, and how to object."))]
    return []


def _steps(statement: Statement, may: May, *, is_ending: bool) -> list[Step]:
    """The steps open now; `is_ending` where it is proposed to end the text."""
    here = Status(statement.status)
    found = []
    if may.chair and here == Status.PLANNED:
        found.append(("begin", _("Open the negotiation"), _("From here the parties and languages are fixed.")))
    if may.chair and here == Status.SUSPENDED:
        found.append(("resume", _("Resume the negotiation"), _("The parties can propose and take positions again.")))
    if may.chair and here == Status.NEGOTIATING:
        found.append(("align", _("Go to alignment"), _("Every paragraph must be agreed, at least ad ref.")))
    if here == Status.ALIGNMENT and may.resume:
        found.append(("resume", _("Go back to negotiation"), _("The parties can propose and take positions again.")))
    if may.chair and here in CLOSING:
        void = _("Certificates, silence and all sign-offs are void; the text is negotiated again.")
        found.append(("resume", _("Open the final text again"), void))
    if may.chair and Status.SUSPENDED in NEXT[here]:
        found.append(("suspend", _("Suspend the negotiation"), _("Nobody changes the text until it is resumed.")))
    if may.opt_out and here == Status.NEGOTIATING:
        found.append(("opt-out", _("Opt out"), _("Your delegation leaves the text; the others go on without it.")))
    if may.opt_out and here in CLOSING:
        again = _("Your delegation leaves the text. What the others signed is void; they sign anew without it.")
        found.append(("opt-out", _("Opt out"), again))
    if may.chair and here != Status.PLANNED and Status.ABANDONED in NEXT[here] and not is_ending:
        asks = _(
            "Every party is asked. When the head of each has consented, the text has ended. This cannot be undone."
        )
        found.append(("ending-propose", _("Propose to end it without a text"), asks))
    if may.end and Status.ABANDONED in NEXT[here] and (here == Status.PLANNED or is_over(statement)):
        found.append(("abandon", _("End it without a text"), _("The parties keep reading it. This cannot be undone.")))
    return [Step(*each, address=reverse(f"negotiation:{each[0]}", args=[statement.slug])) for each in found]
