"""Commitment pages."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.models import Paragraph, Statement
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import LeadForm, chosen_passages
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.queries import Passage, commitments_for, review_of
from workinggroup.commitments.states import Status


@door(Door.MEMBERS)
def commitments(request: AuthedRequest) -> HttpResponse:
    listed = commitments_for(
        request.user, chosen=request.GET.get("show", "all"), statement=request.GET.get("statement", "")
    )
    return render(request, "workinggroup/commitments/commitments.html", {"list": listed})


@door(Door.MEMBERS, "GET", "POST")
def review(request: AuthedRequest, slug: str) -> HttpResponse:
    """Suggested passages with what was decided; POST confirms the ticked ones or sets one aside."""
    statement = get_object_or_404(Statement.objects.visible_to(request.user).select_related("meeting"), slug=slug)
    shown = review_of(statement, request.user)
    if request.method == "POST":
        ensure(rules.can_decide(request.user, statement))
        by_key = {passage.key: passage for passage in shown.passages}
        try:
            with transaction.atomic():
                words = _decide(request, statement, by_key)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words)
        return redirect("commitments:review", slug)
    return render(
        request, "workinggroup/commitments/review.html", {"review": shown, "may": May(rules, request.user, statement)}
    )


@door(Door.MEMBERS, "GET", "POST")
def commitment(request: AuthedRequest, pk: str) -> HttpResponse:
    rows = Commitment.objects.visible_to(request.user).select_related("statement__meeting", "paragraph", "lead")
    found = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    form = LeadForm(
        request.POST or None,
        parties=found.statement.parties,
        initial={"lead": found.lead_id, "supporting": found.supporting},
    )
    if request.method == "POST":
        ensure(rules.can_decide(request.user, found.statement))
        if form.is_valid():
            try:
                operations.name_lead(commitment=found, actor=request.user, **form.arguments())
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect(found)
    items = found.action_items.visible_to(request.user).with_due().select_related("assignee")
    context = {
        "commitment": found,
        "form": form,
        "items": items.order_by("delegation_id", "number"),
        "may": May(rules, request.user, found),
    }
    return render(request, "workinggroup/commitments/commitment.html", context)


def _decide(request: AuthedRequest, statement: Statement, by_key: dict[str, Passage]) -> str:
    now = timezone.now()
    if aside := request.POST.get("aside"):
        passage = _passage(by_key, aside)
        paragraph = Paragraph.objects.get(pk=passage.line.id)
        operations.set_aside(statement=statement, paragraph=paragraph, actor=request.user, now=now, spans=passage.spans)
        return _("Set aside. It stands at the end of this page.")
    choices = chosen_passages(request.POST)
    paragraphs = {paragraph.pk: paragraph for paragraph in Paragraph.objects.filter(statement=statement)}
    for choice in choices:
        passage = _passage(by_key, choice.key)
        operations.confirm_commitment(
            statement=statement,
            paragraph=paragraphs[passage.line.id],
            actor=request.user,
            now=now,
            spans=passage.spans,
            strength=passage.strength,
            due_text=passage.due_text,
            due_on=passage.due_on,
            lead=choice.lead,
            supporting=choice.supporting,
        )
    count = len(choices)
    return ngettext("%(count)s commitment confirmed.", "%(count)s commitments confirmed.", count) % {"count": count}


def _passage(by_key: dict[str, Passage], key: str) -> Passage:
    if key not in by_key:
        raise operations.AlreadyDecided
    return by_key[key]
