"""The page on which the passages of a text are decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.agendas.models import Theme
from meetings.promises.passages import Passage
from meetings.promises.states import Basis
from meetings.promises.states import Due as DueKind
from meetings.statements.models import Paragraph, Statement
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import Choice, UndoForm, chosen_passages
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.queries import review_of


@door(Door.MEMBERS)
def review(request: AuthedRequest, slug: str) -> HttpResponse:
    """Suggested passages with what was decided."""
    statement = _statement(request, slug)
    context = {"review": review_of(statement, request.user), "may": May(rules, request.user, statement)}
    context["bases"] = Basis.choices
    context["themes"] = Theme.objects.filter(is_retired=False).order_by("rank")
    return render(request, "workinggroup/commitments/review.html", context)


@door(Door.MEMBERS, "POST")
def confirm(request: AuthedRequest, slug: str) -> HttpResponse:
    """Confirm the ticked passages as commitments."""
    statement = _statement(request, slug)
    ensure(rules.can_decide(request.user, statement))
    by_key = _passages(request, statement)
    choices = chosen_passages(request.POST)
    if any(choice.key not in by_key for choice in choices):
        messages.error(request, str(operations.AlreadyDecided()))
        return redirect("commitments:review", slug)
    decisions = [_decision(by_key[choice.key], choice) for choice in choices]
    count = len(decisions)
    done = ngettext("%(count)s commitment confirmed.", "%(count)s commitments confirmed.", count) % {"count": count}
    if leaderless := sum(decision.lead is None for decision in decisions):
        words = ngettext("%(count)s of them without a lead.", "%(count)s of them without a lead.", leaderless)
        done = f"{done} {words % {'count': leaderless}}"
    act(
        request,
        operations.confirm_commitments,
        done=done,
        statement=statement,
        decisions=decisions,
        now=timezone.now(),
    )
    return redirect("commitments:review", slug)


@door(Door.MEMBERS, "POST")
def set_aside(request: AuthedRequest, slug: str) -> HttpResponse:
    """Set one suggested passage aside."""
    statement = _statement(request, slug)
    ensure(rules.can_decide(request.user, statement))
    passage = _passages(request, statement).get(request.POST.get("aside", ""))
    if passage is None:
        messages.error(request, str(operations.AlreadyDecided()))
        return redirect("commitments:review", slug)
    act(
        request,
        operations.set_aside,
        done=_("Set aside. It stands at the end of this page."),
        statement=statement,
        paragraph=Paragraph.objects.get(pk=passage.line.id),
        spans=passage.spans,
        now=timezone.now(),
    )
    return redirect("commitments:review", slug)


@door(Door.MEMBERS, "POST")
def undo(request: AuthedRequest, pk: str) -> HttpResponse:
    """Take back what was decided about a passage."""
    rows = Commitment.objects.visible_to(request.user).select_related("statement")
    found = get_object_or_404(rows, pk=pk)
    ensure(rules.can_decide(request.user, found.statement))
    said, then = _("Taken back. The passage is suggested again."), redirect("commitments:review", found.statement.slug)
    form = UndoForm(request.POST)
    return act_by_form(request, form, operations.undo_decision, done=said, then=then, commitment=found)


def _statement(request: AuthedRequest, slug: str) -> Statement:
    rows = Statement.objects.visible_to(request.user).select_related("meeting")
    found: Statement = get_object_or_404(rows, slug=slug)
    return found


def _passages(request: AuthedRequest, statement: Statement) -> dict[str, Passage]:
    """The passages that are suggested and not decided, by their keys in the form."""
    return {passage.key: passage for passage in review_of(statement, request.user).passages}


def _decision(passage: Passage, choice: Choice) -> operations.Decision:
    return operations.Decision(
        paragraph=passage.line.id,
        spans=passage.spans,
        strength=passage.strength,
        due_text=passage.due_text,
        due_on=None if passage.due == DueKind.RELATIVE and not passage.is_marked else passage.due_on,
        due=passage.due,
        basis=choice.basis if passage.due == DueKind.RELATIVE else "",
        lead=choice.lead,
        supporting=choice.supporting,
        theme=choice.theme,
    )
