"""The alignment stage: reviewers, edits, reviews, certificates, the final text."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.alignment import operations, rules
from meetings.alignment.blocking import checklist_of
from meetings.alignment.forms import (
    AnswerEditForm,
    CertifyForm,
    EditForm,
    LanguageEditForm,
    ReviewedForm,
    ReviewerForm,
    ReviewerPick,
)
from meetings.alignment.queries import alignment_page
from meetings.statements.finding import find_statement, negotiated
from meetings.statements.models import Paragraph
from meetings.statements.naming import name_in
from meetings.statements.present import read_present
from meetings.statements.states import UNFINISHED
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def alignment(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    context = {"statement": found, "page": alignment_page(found, request.user), "may": May(rules, request.user, found)}
    if rules.can_lead(request.user, found) and found.status in UNFINISHED:
        context["form"] = ReviewerForm(statement=found, user=request.user)
    return render(request, "meetings/alignment/alignment.html", context)


@door(Door.MEMBERS, "POST")
def name_reviewer(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_lead(request.user, found))
    form = ReviewerForm(request.POST, statement=found, user=request.user)
    said = _("Named. All parties see it.")
    then = redirect("alignment:alignment", slug)
    return act_by_form(
        request, form, operations.name_reviewer, done=said, statement=found, now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def remove_reviewer(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_lead(request.user, found))
    form = ReviewerPick(request.POST, statement=found)
    then = redirect("alignment:alignment", slug)
    return act_by_form(
        request, form, operations.remove_reviewer, done=_("No longer a reviewer."), now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "GET", "POST")
def edit_language(request: AuthedRequest, slug: str, anchor: str, language: str) -> HttpResponse:
    """Other words for one paragraph in one language, beside those that were negotiated."""
    found = negotiated(request, slug)
    ensure(rules.can_review(request.user, found, language))
    rows = Paragraph.objects.visible_to(request.user).select_related("statement__meeting")
    paragraph = get_object_or_404(rows, statement=found, anchor=anchor)
    present = read_present(found)
    line = present.line(anchor)
    form = LanguageEditForm(request.POST or None, line=line, paragraph=paragraph, language=language)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"paragraph": paragraph, "language": language}
        try:
            operations.edit_language(actor=request.user, now=timezone.now(), **facts)
        except Refused as refusal:
            form.refuse(refusal)
            form.see(read_present(found).line(anchor))
        else:
            messages.success(request, _("Tabled. It takes a reviewer of another delegation."))
            return redirect("alignment:alignment", slug)
    context = {"statement": found, "line": line, "language": language, "form": form, "called": name_in(present, anchor)}
    return render(request, "meetings/alignment/edit_language.html", context)


@door(Door.MEMBERS, "POST")
def answer_edit(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_review(request.user, found))
    form = AnswerEditForm(request.POST, statement=found)
    then = redirect("alignment:alignment", slug)
    return act_by_form(
        request, form, operations.answer_edit, done=_("Your answer is recorded."), now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def withdraw_edit(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_review(request.user, found))
    form = EditForm(request.POST, statement=found)
    then = redirect("alignment:alignment", slug)
    return act_by_form(
        request, form, operations.withdraw_edit, done=_("The edit is withdrawn."), now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def mark_reviewed(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_review(request.user, found))
    form, said = ReviewedForm(request.POST), _("Reviewed.")
    then = redirect("alignment:alignment", slug)
    return act_by_form(
        request, form, operations.mark_reviewed, done=said, statement=found, now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def certify(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_review(request.user, found))
    form, said = CertifyForm(request.POST), _("Certified for your delegation.")
    then = redirect("alignment:alignment", slug)
    return act_by_form(request, form, operations.certify, done=said, statement=found, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def freeze(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_freeze(request.user, found))
    said = _("The final text is frozen.")
    act(request, operations.freeze_final, done=said, statement=found, now=timezone.now())
    return redirect("alignment:alignment", slug)


@door(Door.MEMBERS)
def blockers(request: AuthedRequest, slug: str) -> HttpResponse:
    """What blocks the final text, each line a link to where it is done."""
    statement = find_statement(request, slug)
    found = checklist_of(statement, request.user)
    return render(request, "meetings/alignment/blockers.html", {"statement": statement, "list": found})
