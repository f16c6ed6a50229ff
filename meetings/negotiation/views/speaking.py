"""What is said of a paragraph and done to its brackets: one address for each act."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.forms import CommentForm, OptionForm, PositionForm, ResolveForm, SupportForm, VersionForm
from meetings.negotiation.states import ProposalKind
from meetings.negotiation.views.returning import back_to
from meetings.statements.finding import find_paragraph
from portal.core.acting import act_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS, "POST")
def position(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Record the position of one's delegation on the version that one saw."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form, said = PositionForm(request.POST, paragraph=found), _("The position is recorded.")
    then = back_to(request, slug, anchor)
    return act_by_form(request, form, operations.take_position, done=said, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def comment(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Remark on a paragraph to all parties."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_comment(request.user, statement))
    facts: dict[str, Any] = {"paragraph": found, "is_shared": True, "now": timezone.now()}
    then = back_to(request, slug, anchor)
    said = _("All parties read the comment.")
    return act_by_form(request, CommentForm(request.POST), operations.write_comment, done=said, then=then, **facts)


@door(Door.MEMBERS, "POST")
def comment_inside(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Remark on a paragraph inside one's delegation."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_draft(request.user, statement))
    facts: dict[str, Any] = {"paragraph": found, "is_shared": False, "now": timezone.now()}
    then = back_to(request, slug, anchor)
    said = _("Only your delegation reads the comment.")
    return act_by_form(request, CommentForm(request.POST), operations.write_comment, done=said, then=then, **facts)


@door(Door.MEMBERS, "POST")
def support(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Put one's delegation behind an option of a bracket."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form, said = SupportForm(request.POST, paragraph=found), _("Your delegation stands behind this option.")
    then = back_to(request, slug, anchor)
    return act_by_form(request, form, operations.support_option, done=said, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def add_option(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Set one's own words beside the options of a bracket."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form = OptionForm(request.POST, paragraph=found, codes=statement.languages)
    said = _("Your delegation's words stand in the bracket.")
    then = back_to(request, slug, anchor)
    return act_by_form(request, form, operations.add_option, done=said, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def resolve(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Propose to resolve a bracket for one of its options, or without its words."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form = ResolveForm(request.POST, paragraph=found)
    said = _("It is proposed to resolve the bracket; its sponsors and those who took a position must consent.")
    facts: dict[str, Any] = {"statement": statement, "paragraph": found, "kind": ProposalKind.UNBRACKET}
    then = back_to(request, slug, anchor)
    return act_by_form(request, form, operations.propose_now, done=said, now=timezone.now(), then=then, **facts)


@door(Door.MEMBERS, "POST")
def delete(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Propose to delete a paragraph."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    form = VersionForm(request.POST, paragraph=found)
    said = _("It is proposed to delete the paragraph; every party must consent.")
    facts: dict[str, Any] = {"statement": statement, "paragraph": found, "kind": ProposalKind.DELETE}
    then = back_to(request, slug, anchor)
    return act_by_form(request, form, operations.propose_now, done=said, now=timezone.now(), then=then, **facts)
