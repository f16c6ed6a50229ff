"""What is said of a paragraph and done to its brackets: one address for each act."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.forms import BracketForm, PositionForm, ResolveForm, SupportForm, VersionForm
from meetings.negotiation.states import ProposalKind
from meetings.negotiation.views.returning import back_to
from meetings.statements.finding import find_paragraph
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest, typed


@door(Door.MEMBERS, "POST")
def position(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Record the position of one's delegation on the version that one saw."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form, said = PositionForm(request.POST, paragraph=found), _("The position is recorded.")
    note, now = typed(request, "note"), timezone.now()
    act_by_form(request, form, operations.take_position, done=said, note=note, now=now)
    return back_to(request, slug, anchor)


@door(Door.MEMBERS, "POST")
def comment(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Remark on a paragraph to all parties."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_comment(request.user, statement))
    said, text = _("All parties read the comment."), typed(request, "text")
    facts = {"paragraph": found, "text": text, "is_shared": True}
    act(request, operations.write_comment, done=said, now=timezone.now(), **facts)
    return back_to(request, slug, anchor)


@door(Door.MEMBERS, "POST")
def comment_inside(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Remark on a paragraph inside one's delegation."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_draft(request.user, statement))
    said, text = _("Only your delegation reads the comment."), typed(request, "text")
    facts = {"paragraph": found, "text": text, "is_shared": False}
    act(request, operations.write_comment, done=said, now=timezone.now(), **facts)
    return back_to(request, slug, anchor)


@door(Door.MEMBERS, "POST")
def support(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Put one's delegation behind an option of a bracket."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form, said = SupportForm(request.POST, paragraph=found), _("Your delegation stands behind this option.")
    act_by_form(request, form, operations.support_option, done=said, now=timezone.now())
    return back_to(request, slug, anchor)


@door(Door.MEMBERS, "POST")
def add_option(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Set one's own words beside the options of a bracket."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form, said = BracketForm(request.POST, paragraph=found), _("Your delegation's words stand in the bracket.")
    texts = {language: typed(request, f"words_{language}") for language in statement.languages}
    act_by_form(request, form, operations.add_option, done=said, texts=texts, now=timezone.now())
    return back_to(request, slug, anchor)


@door(Door.MEMBERS, "POST")
def resolve(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Propose to resolve a bracket for one of its options, or without its words."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form = ResolveForm(request.POST, paragraph=found)
    said = _("It is proposed to resolve the bracket; its sponsors and those who took a position must consent.")
    facts = {"statement": statement, "paragraph": found, "kind": ProposalKind.UNBRACKET}
    act_by_form(request, form, operations.propose_now, done=said, now=timezone.now(), **facts)
    return back_to(request, slug, anchor)


@door(Door.MEMBERS, "POST")
def delete(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Propose to delete a paragraph."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form = VersionForm(request.POST, paragraph=found)
    said = _("It is proposed to delete the paragraph; every party must consent.")
    facts = {"statement": statement, "paragraph": found, "kind": ProposalKind.DELETE}
    act_by_form(request, form, operations.propose_now, done=said, now=timezone.now(), **facts)
    return back_to(request, slug, anchor)
