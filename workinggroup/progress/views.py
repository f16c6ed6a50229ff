"""Progress pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.acting import act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.mail_links import read_mail_link
from portal.core.office import office_response
from portal.core.permissions import May, ensure, found_or_404
from portal.core.seen import digest, values_of
from portal.people.requests import AuthedRequest
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status
from workinggroup.progress import operations, rules
from workinggroup.progress.exporting import as_csv, as_xlsx, trend_as_csv
from workinggroup.progress.forms import (
    USUAL_DAYS,
    USUAL_RATED,
    AnswerForm,
    DraftForm,
    JointForm,
    RatingForm,
    ReportersForm,
    RoundForm,
    SeenForm,
)
from workinggroup.progress.models import DAYS, WORDS, JointRating, ProgressReport, ReportDraft, ReportingRound
from workinggroup.progress.queries import (
    CommitmentProgress,
    nameable,
    nothing_drafted,
    offered_documents,
    offices_of,
    parties_of,
    progress_of,
    validators_of,
)
from workinggroup.progress.scorecard import rounds_for, scorecard_of, without_round
from workinggroup.progress.trend import trend_of
from workinggroup.progress.waits import ROUTE


@door(Door.MEMBERS)
def progress(request: AuthedRequest) -> HttpResponse:
    """All reporting rounds, and meetings before which no reports are asked for yet."""
    now = timezone.now()
    context = {
        "rounds": rounds_for(request.user),
        "without": without_round(request.user, now=now),
        "may": May(rules, request.user),
    }
    return render(request, "workinggroup/progress/rounds.html", context)


@door(Door.MEMBERS)
def trend(request: AuthedRequest) -> HttpResponse:
    """The scorecard over the latest rounds, by theme or by lead delegation."""
    shown = trend_of(request.user, chosen=request.GET.get("by", ""))
    return render(request, "workinggroup/progress/trend.html", {"trend": shown, "readers": [request.user.code]})


@door(Door.MEMBERS)
def trend_export(request: AuthedRequest) -> HttpResponse:
    """The scorecard over the latest rounds as plain values, by what is asked for."""
    shown = trend_of(request.user, chosen=request.GET.get("by", ""))
    day = times.local(timezone.now(), request.user.zone).date()
    name = f"scorecards-{day:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(trend_as_csv(shown), content_type="text/csv; charset=utf-8", headers=headers)


@door(Door.MEMBERS)
def round_page(request: AuthedRequest, slug: str) -> HttpResponse:
    """The scorecard of a round."""
    chosen, wanted = request.GET.get("show", "all"), request.GET.get("page")
    card = scorecard_of(_round(request, slug), request.user, now=timezone.now(), chosen=chosen, wanted=wanted)
    return render(request, "workinggroup/progress/scorecard.html", {"card": card, "may": May(rules, request.user)})


@door(Door.MEMBERS)
def export(request: AuthedRequest, slug: str, form: str) -> HttpResponse:
    """A scorecard as a file, with the lines of the view that is asked for."""
    asked, now = _round(request, slug), timezone.now()
    card = scorecard_of(asked, request.user, now=now, chosen=request.GET.get("show", "all"))
    name = f"scorecard-{asked.meeting.slug}-{times.local(now, request.user.zone).date():%Y-%m-%d}"
    if form == "xlsx":
        return office_response(as_xlsx(card, card.shown, marking=asked.meeting.marking), f"{name}.xlsx")
    if form != "csv":
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(as_csv(card, card.shown), content_type="text/csv; charset=utf-8", headers=headers)


@door(Door.MEMBERS, "GET", "POST")
def open_round(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask for reports before a meeting, or by another day."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=slug)
    ensure(rules.can_open(request.user, meeting))
    there = ReportingRound.objects.visible_to(request.user).filter(meeting=meeting).first()
    held = values_of(there, DAYS) if there else dict.fromkeys(DAYS)
    initial = held if there else {"days_before": USUAL_DAYS, "rated_before": USUAL_RATED}
    form = RoundForm(request.POST or None, initial=initial, held=held)
    if request.method == "POST" and form.is_valid():
        try:
            asked = operations.open_round(meeting=meeting, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Reports are asked for. Those who speak for the delegations are told."))
            return redirect(asked)
    return render(request, "workinggroup/progress/open.html", {"form": form, "meeting": meeting, "there": there})


@door(Door.MEMBERS, "GET", "POST")
def people(request: AuthedRequest) -> HttpResponse:
    """Who drafts one's delegation's reports, and who submits them; its head changes that."""
    held = offices_of(request.user.code)
    initial = {"focal_points": held["focal_point"], "validators": held["validator"]}
    form = ReportersForm(request.POST or None, people=nameable(request.user), initial=initial, held=held)
    may = May(rules, request.user)
    if request.method == "POST":
        ensure(may.name)
        if form.is_valid():
            try:
                operations.name_reporters(actor=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect("progress:people")
    named = {str(person.pk): person for person in nameable(request.user)}
    offices = [[named[key] for key in held[office] if key in named] for office in ("focal_point", "validator")]
    context = {"form": form, "may": may, "focal_points": offices[0], "validators": offices[1]}
    return render(request, "workinggroup/progress/people.html", context)


@door(Door.MEMBERS)
def commitment(request: AuthedRequest, pk: str) -> HttpResponse:
    """What was reported on a commitment, what the partners say, what all agreed on."""
    return _commitment_page(request, _commitment(request, pk))


@door(Door.MEMBERS, "GET", "POST")
def draft(request: AuthedRequest, pk: str) -> HttpResponse:
    """Write what one's delegation is going to report in the nearest round that asks for it."""
    found = _commitment(request, pk)
    ensure(rules.can_draft(request.user, found))
    shown = progress_of(found, request.user, now=timezone.now())
    asked = found_or_404(_asking(shown))
    form = _draft_form(request, found, shown, asked)
    if request.method == "POST" and form.is_valid():
        try:
            operations.write_draft(
                asked=asked, commitment=found, actor=request.user, now=timezone.now(), **form.facts()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. Your delegation alone sees it until a second person submits it."))
            return redirect("progress:commitment", found.pk)
    return _draft_page(request, form, found, shown, asked)


@door(Door.MEMBERS)
def by_mail(request: AuthedRequest, token: str) -> HttpResponse:
    """The form of a draft alone, for the person to whom the mail went, signed in as always; it is sent where the page's own is.

    Where nothing is owed any more, it says so. A link that we did not make is 404; that of somebody else says that it is.
    """
    link = read_mail_link(ROUTE, token, today=timezone.localdate())
    if link is None:
        raise Http404
    if link.person != request.user.pk:
        return render(request, "anothers_mail.html", status=404)
    found = _commitment(request, str(link.subject))
    shown = progress_of(found, request.user, now=timezone.now())
    if not shown.owed or not rules.can_draft(request.user, found):
        return render(request, "workinggroup/progress/by_mail.html", {"commitment": found})
    asked = shown.owed[0]
    return _draft_page(request, _draft_form(request, found, shown, asked), found, shown, asked)


@door(Door.MEMBERS, "POST")
def submit(request: AuthedRequest, pk: str) -> HttpResponse:
    """Give a colleague's draft to all who know the commitment."""
    found = _commitment(request, pk)
    ensure(rules.can_submit(request.user, found, validators_of(request.user.code)))
    shown = progress_of(found, request.user, now=timezone.now())
    asked = shown.rounds.get(shown.draft.round_id) if shown.draft else _asking(shown)
    said = _("Submitted. All who know the commitment read it now.")
    facts: dict[str, Any] = {"asked": found_or_404(asked), "commitment": found, "now": timezone.now()}
    then = redirect("progress:commitment", found.pk)
    return act_by_form(request, SeenForm(request.POST), operations.submit_report, done=said, then=then, **facts)


@door(Door.MEMBERS, "POST")
def rate(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say for one's delegation how far a commitment is."""
    report = _report(request, pk)
    ensure(rules.can_rate(request.user, report.commitment, parties_of(report.commitment.statement)))
    form, said = RatingForm(request.POST), _("Recorded. All parties read it.")
    then = redirect("progress:commitment", report.commitment_id)
    return act_by_form(request, form, operations.rate_report, done=said, report=report, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def propose(request: AuthedRequest, pk: str) -> HttpResponse:
    """Propose one rating to all parties."""
    report = _report(request, pk)
    ensure(rules.can_propose(request.user, report.commitment, parties_of(report.commitment.statement)))
    form, said = JointForm(request.POST), _("Proposed. It is in force once every party consents.")
    then = redirect("progress:commitment", report.commitment_id)
    return act_by_form(
        request, form, operations.propose_joint_rating, done=said, report=report, now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, pk: str) -> HttpResponse:
    """Consent to a proposed rating, or say why not."""
    rows = JointRating.objects.visible_to(request.user).select_related("report")
    rating = get_object_or_404(rows, pk=pk)
    ensure(rules.can_answer(request.user, rating.parties))
    form, said = AnswerForm(request.POST), _("Recorded. All parties read it.")
    then = redirect("progress:commitment", rating.report.commitment_id)
    return act_by_form(
        request, form, operations.answer_joint_rating, done=said, rating=rating, now=timezone.now(), then=then
    )


def _commitment_page(request: AuthedRequest, found: Commitment) -> HttpResponse:
    shown = progress_of(found, request.user, now=timezone.now())
    validators = validators_of(request.user.code) if shown.draft else set()
    last, user = shown.last, request.user
    context: dict[str, Any] = {
        "shown": shown,
        "commitment": found,
        "may_draft": rules.can_draft(user, found) and bool(shown.asking),
        "may_submit": _may_submit(request, found, shown.draft, validators),
        "seen": digest(values_of(shown.draft, WORDS)) if shown.draft else "",
        "may_rate": bool(last) and rules.can_rate(user, found, shown.parties),
        "may_propose": bool(last) and rules.can_propose(user, found, shown.parties),
        "may_answer": bool(last and last.proposed and rules.can_answer(user, last.proposed.rating.parties)),
        "own": last.ratings.get(user.code) if last else None,
        "rating_form": RatingForm(auto_id="rate_%s"),
        "joint_form": JointForm(auto_id="joint_%s"),
    }
    return render(request, "workinggroup/progress/commitment.html", context)


def _draft_form(
    request: AuthedRequest, found: Commitment, shown: CommitmentProgress, asked: ReportingRound
) -> DraftForm:
    """The draft as one's delegation has it for this round, to be written anew."""
    own = shown.draft if shown.draft and shown.draft.round_id == asked.pk else None
    held = values_of(own, WORDS) if own else nothing_drafted()
    documents = offered_documents(found, asked, request.user)
    return DraftForm(request.POST or None, documents=documents, initial=held, held=held)


def _draft_page(
    request: AuthedRequest, form: DraftForm, found: Commitment, shown: CommitmentProgress, asked: ReportingRound
) -> HttpResponse:
    context = {"form": form, "commitment": found, "asked": asked, "due": dict(shown.asking).get(asked)}
    context["readers"] = [request.user.code]
    return render(request, "workinggroup/progress/draft.html", context)


def _may_submit(request: AuthedRequest, found: Commitment, own: ReportDraft | None, validators: set[UUID]) -> bool:
    """Whether the reader may submit the draft that is there; its author may not."""
    may = own is not None and own.is_ready and rules.can_submit(request.user, found, validators)
    return may and own is not None and own.drafted_by_id != request.user.pk


def _asking(shown: CommitmentProgress) -> ReportingRound | None:
    """The round that a new draft is for: the nearest without report, else the nearest."""
    nearest = shown.owed or (shown.asking[0] if shown.asking else None)
    return nearest[0] if nearest else None


def _round(request: AuthedRequest, slug: str) -> ReportingRound:
    rows = ReportingRound.objects.visible_to(request.user).select_related("meeting")
    found: ReportingRound = get_object_or_404(rows, meeting__slug=slug)
    return found


def _commitment(request: AuthedRequest, pk: str) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).select_related("statement__meeting", "lead")
    found: Commitment = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    return found


def _report(request: AuthedRequest, pk: str) -> ProgressReport:
    rows = ProgressReport.objects.visible_to(request.user).select_related("commitment__statement")
    found: ProgressReport = get_object_or_404(rows, pk=pk)
    return found
