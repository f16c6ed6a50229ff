"""Statements as files, out and back."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.exchange import operations
from meetings.exchange.exporting import Form, export_of
from meetings.exchange.forms import ExportForm, ReturnForm
from meetings.exchange.planned import Plan, PlannedDraft
from meetings.exchange.planning import plan_return
from meetings.exchange.source import source_named
from meetings.statements import rules
from meetings.statements.models import Statement
from meetings.statements.naming import GONE, name_in, names_in
from meetings.statements.present import PresentText, read_present
from meetings.statements.states import Status
from meetings.texts.docx.reporting import Unplaced
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest

TYPES = {
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.PDF: "application/pdf",
    Form.TXT: "text/plain; charset=utf-8",
    Form.JSON: "application/json",
    Form.AKN: "application/akn+xml",
}
SEAL = "meetings.statements.bring-back"


@door(Door.MEMBERS)
def export(request: AuthedRequest, slug: str) -> HttpResponse:
    """Show the choices; once they are made, answer with the file."""
    found = _negotiated(request, slug)
    asked = request.GET if "form" in request.GET else None
    initial = {"original": request.GET.get("original", "")}
    form = ExportForm(asked, statement=found, language=request.user.language, initial=initial)
    if form.is_valid():
        try:
            made = export_of(found, user=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            kind = form.cleaned_data["form"]
            headers = {
                "Content-Disposition": f'attachment; filename="{made.name}"',
                "X-Content-Type-Options": "nosniff",
            }
            return HttpResponse(made.written(kind), content_type=TYPES[kind], headers=headers)
    may = May(rules, request.user, found)
    return render(request, "meetings/exchange/export.html", {"statement": found, "form": form, "may": may})


@door(Door.MEMBERS, "GET", "POST")
def bring_back(request: AuthedRequest, slug: str) -> HttpResponse:
    """Show which drafts a file would become; keep nothing until the person confirms."""
    found = _negotiated(request, slug)
    ensure(rules.can_draft(request.user, found))
    form = ReturnForm(request.POST or None, request.FILES or None, statement=found, language=request.user.language)
    context: dict[str, Any] = {"statement": found, "form": form}
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            plan = plan_return(
                statement=found,
                actor=request.user,
                returned=facts["returned"],
                language=facts["language"],
                exported_as=source_named(found, facts["revision"]) if facts["revision"] else None,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            context |= {"plan": plan, "sealed": _sealed(plan, found), "language": facts["language"]}
            present = read_present(found)
            context |= {"called": {line.anchor: name_in(present, line.anchor) for line in present.lines}, "gone": GONE}
    return render(request, "meetings/exchange/bring_back.html", context)


@door(Door.MEMBERS, "POST")
def confirm_return(request: AuthedRequest, slug: str) -> HttpResponse:
    """Make the drafts that a person saw of a file brought back."""
    found = _negotiated(request, slug)
    ensure(rules.can_draft(request.user, found))
    try:
        drafts = _unsealed(request.POST.get("sealed", ""), found)
    except signing.BadSignature:
        messages.error(request, _("This preview is of no use any more. Choose the file again."))
        return redirect("exchange:bring-back", slug)
    taken, ours = set(request.POST.getlist("take")), set(request.POST.getlist("ours"))
    planned = [each for place, each in enumerate(drafts) if str(place) in taken or ours.issuperset(each.theirs)]
    made = act(request, operations.draft_returned, statement=found, now=timezone.now(), planned=planned)
    if made is None:
        return redirect("exchange:bring-back", slug)
    messages.success(request, _("Internal drafts made: %(count)s.") % {"count": len(made.drafts)})
    if left := len(drafts) - len(planned):
        messages.warning(request, _("Made by others and not ticked: %(count)s.") % {"count": left})
    if made.there:
        messages.warning(request, _("Drafted before and left alone: %(count)s.") % {"count": len(made.there)})
    present = read_present(found)
    for each in made.unplaced:
        messages.warning(request, _say(each, present))
    return redirect(found)


def _say(unplaced: Unplaced, present: PresentText) -> str:
    named = names_in(present, unplaced.anchors)
    return f"{named}: {unplaced.sentence}" if named else unplaced.sentence


def _sealed(plan: Plan, statement: Statement) -> str:
    """Sign the drafts that a person saw, so that they come back unchanged; the portal keeps nothing meanwhile."""
    rows = [asdict(each) for each in plan.drafts]
    return signing.dumps([str(statement.pk), rows], salt=SEAL, compress=True)


def _unsealed(sealed: str, statement: Statement) -> list[PlannedDraft]:
    """Read signed drafts. Raises `BadSignature` for what we did not sign, for another text, or after a day."""
    key, rows = signing.loads(sealed, salt=SEAL, max_age=24 * 60 * 60)
    if key != str(statement.pk):
        raise signing.BadSignature
    return [
        PlannedDraft(**row | {"texts": tuple(row["texts"]), "tracked": tuple(map(tuple, row["tracked"]))})
        for row in rows
    ]


def _negotiated(request: AuthedRequest, slug: str) -> Statement:
    rows = Statement.objects.visible_to(request.user).exclude(status=Status.RECORDED).select_related("meeting")
    return get_object_or_404(rows, slug=slug)
