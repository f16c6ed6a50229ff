"""What is done with a proposal, on its paragraph's page or its own: one address for each act."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.forms import ReplyForm
from meetings.negotiation.models import TextProposal
from meetings.negotiation.views.returning import back_to
from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest, typed


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Consent to a proposal for one's delegation, or say that it does not."""
    statement = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, statement))
    proposal, form = _proposal(request, statement, pk), ReplyForm(request.POST)
    facts = {"proposal": proposal, "note": typed(request, "note"), "now": timezone.now()}
    then, back = (_back(request, proposal, is_done=is_done) for is_done in (True, False))
    said = _("The answer is recorded.")
    return act_by_form(request, form, operations.answer_proposal, done=said, then=then, back=back, **facts)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Take back a proposal of one's own delegation."""
    statement = find_statement(request, slug)
    ensure(rules.can_draft(request.user, statement))
    proposal, said = _proposal(request, statement, pk), _("The proposal is withdrawn.")
    done = act(request, operations.withdraw_proposal, done=said, proposal=proposal, now=timezone.now())
    return _back(request, proposal, is_done=done is not None)


@door(Door.MEMBERS, "POST")
def table(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Put a draft of one's own delegation before all parties."""
    statement = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, statement))
    proposal, said = _proposal(request, statement, pk), _("The proposal is tabled; all parties see it.")
    done = act(request, operations.table_proposal, done=said, proposal=proposal, now=timezone.now())
    return _back(request, proposal, is_done=done is not None)


@door(Door.MEMBERS, "POST")
def instruct(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Record the chair's instruction, given in session, to carry out a proposal."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    proposal, said = (
        _proposal(request, statement, pk),
        _("The instruction is recorded; the secretariat can carry it out."),
    )
    facts = {"proposal": proposal, "present": request.POST.getlist("present"), "now": timezone.now()}
    done = act(request, operations.instruct, done=said, **facts)
    return _back(request, proposal, is_done=done is not None)


@door(Door.MEMBERS, "POST")
def carry_out(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Change the text as the chair instructed."""
    statement = find_statement(request, slug)
    ensure(rules.can_assist(request.user, statement))
    proposal, said = _proposal(request, statement, pk), _("The text is changed as the chair instructed.")
    done = act(request, operations.carry_out_instruction, done=said, proposal=proposal, now=timezone.now())
    return _back(request, proposal, is_done=done is not None)


def _proposal(request: AuthedRequest, statement: Statement, pk: UUID) -> TextProposal:
    rows = TextProposal.objects.visible_to(request.user).select_related("statement__meeting", "paragraph")
    found: TextProposal = get_object_or_404(rows, pk=pk, statement=statement)
    return found


def _back(request: AuthedRequest, proposal: TextProposal, *, is_done: bool) -> HttpResponseRedirect:
    """The paragraph's place; for a proposed paragraph the whole text once the act is done, until then the proposal's page."""
    slug = proposal.statement.slug
    if proposal.paragraph:
        return back_to(request, slug, proposal.paragraph.anchor)
    return redirect(proposal.statement) if is_done else redirect("negotiation:proposal", slug, proposal.pk)
