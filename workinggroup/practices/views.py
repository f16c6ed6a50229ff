"""Pages of practices."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act, act_by_form, done_by_form
from portal.core.asked import key_in
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure, found_or_404
from portal.people.models import Delegation
from portal.people.requests import AuthedRequest
from workinggroup.gaps.states import Kind
from workinggroup.handling.operations import note_reading
from workinggroup.practices import operations, rules
from workinggroup.practices.forms import LinkForm, PracticeForm, SharePracticeForm, UseForm
from workinggroup.practices.models import GapLink, Practice
from workinggroup.practices.operations.reporting import adoption_as_held, open_adoption
from workinggroup.practices.queries import gap_of, gaps_to_name, practice_list, practice_page


@door(Door.MEMBERS)
def practices(request: AuthedRequest) -> HttpResponse:
    """The practices by the problem that they are against, with a mark for each side."""
    asked = request.GET
    gap = gap_of(request.user, key_in(asked.get("gap")))
    shown = practice_list(
        request.user,
        chosen=asked.get("show", ""),
        problem=asked.get("problem", ""),
        gap=gap,
        wanted=asked.get("page"),
    )
    context = {
        "list": shown,
        "problems": Kind.choices,
        "may": May(rules, request.user),
        "readers": [request.user.code],
    }
    return render(request, "workinggroup/practices/practices.html", context)


@door(Door.MEMBERS, "GET", "POST")
def new(request: AuthedRequest) -> HttpResponse:
    """Draft a practice; its passages are written on its page."""
    ensure(rules.can_draft(request.user))
    form = PracticeForm(request.POST or None, held={})
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("seen")
        made: list[Practice] = []

        def draft(**facts: Any) -> None:
            made.append(operations.draft_practice(**facts))

        if done_by_form(request, form, draft, now=timezone.now(), done=_("Saved. Now write what is done, and why.")):
            return redirect(made[0])
    return render(request, "workinggroup/practices/practice_form.html", {"form": form, "readers": [request.user.code]})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Say anew what a practice is."""
    found = _practice(request, pk)
    ensure(rules.can_change(request.user, found))
    held = operations.practice_as_held(found)
    initial = held | {f"title_{code}": words for code, words in found.title.items()}
    form = PracticeForm(request.POST or None, held=held, initial=initial)
    facts: dict[str, Any] = {"practice": found, "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.change_practice, **facts):
        return redirect(found)
    context = {"form": form, "practice": found, "readers": found.releasable_to}
    return render(request, "workinggroup/practices/practice_form.html", context)


@door(Door.MEMBERS)
def practice(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """One practice: what is done and why, what came of it elsewhere, which gaps it is against."""
    found = _practice(request, pk)
    shown = practice_page(found, request.user)
    held = [each.passage for part in shown.parts for each in part.passages]
    note_reading(whole=found, passages=held, actor=request.user, now=timezone.now())
    context = {
        "shown": shown,
        "practice": found,
        "may": May(rules, request.user, found),
        "link_form": LinkForm(gaps=gaps_to_name(request.user)),
    }
    if found.is_draft:
        context["share_form"] = _share_form(request)
    return render(request, "workinggroup/practices/practice.html", context)


@door(Door.MEMBERS, "POST")
def share(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Share a draft with all of its passages."""
    found = _practice(request, pk)
    ensure(rules.can_share(request.user, found))
    facts: dict[str, Any] = {"practice": found, "now": timezone.now(), "done": _("Shared.")}
    form = _share_form(request, request.POST)
    return act_by_form(request, form, operations.share_practice, then=redirect(found), **facts)


@door(Door.MEMBERS, "POST")
def review(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Say that it still holds, or archive it."""
    found = _practice(request, pk)
    ensure(rules.can_share(request.user, found))
    if (said := request.POST.get("holds")) not in {"yes", "no"}:
        messages.error(request, _("Say whether it still holds."))
        return redirect(found)
    holds = said == "yes"
    done = _("It holds for another two years.") if holds else _("Archived. Those who read it still do.")
    act(request, operations.review_practice, practice=found, now=timezone.now(), holds=holds, done=done)
    return redirect(found)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: UUID) -> HttpResponse:
    found = _practice(request, pk)
    ensure(rules.can_change(request.user, found))
    done = _("Withdrawn.")
    act(request, operations.withdraw_practice, practice=found, now=timezone.now(), done=done)
    return redirect(found)


@door(Door.MEMBERS, "POST")
def confirm(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Say for one's side that the evidence is what its origin claims."""
    found = _practice(request, pk)
    ensure(rules.can_confirm(request.user, found))
    done = _("Confirmed. Who reads the practice sees it.")
    act(request, operations.confirm_evidence, practice=found, now=timezone.now(), done=done)
    return redirect(found)


@door(Door.MEMBERS, "GET", "POST")
def report(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Say what one's side makes of a practice, and what came of it there."""
    found = _practice(request, pk)
    ensure(rules.can_report(request.user, found))
    held = adoption_as_held(open_adoption(found, request.user.code))
    initial = {name: value for name, value in held.items() if value and not isinstance(value, dict)}
    for name in ("changed", "said"):
        initial |= {f"{name}_{code}": words for code, words in (held[name] or {}).items()}
    form = UseForm(request.POST or None, held=held, initial=initial)
    done = _("Said. Who reads the practice sees it.")
    facts: dict[str, Any] = {"practice": found, "now": timezone.now(), "done": done}
    if request.method == "POST" and done_by_form(request, form, operations.report_use, **facts):
        return redirect(found)
    context = {"form": form, "practice": found, "readers": found.releasable_to}
    return render(request, "workinggroup/practices/report.html", context)


@door(Door.MEMBERS, "POST")
def link(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Name a gap that it is against."""
    found = _practice(request, pk)
    ensure(rules.can_link(request.user, found))
    form = LinkForm(request.POST, gaps=gaps_to_name(request.user))
    facts: dict[str, Any] = {"practice": found, "now": timezone.now()}
    done = _("Named. Those see it who read both.")
    return act_by_form(request, form, operations.link_gap, then=redirect(found), done=done, **facts)


@door(Door.MEMBERS, "POST")
def unlink(request: AuthedRequest, pk: UUID, gap: UUID) -> HttpResponse:
    """Name a gap no longer."""
    found = _practice(request, pk)
    ensure(rules.can_link(request.user, found))
    rows = GapLink.objects.visible_to(request.user).select_related("practice")
    there = found_or_404(rows.filter(practice=found, gap=gap, side=request.user.code).first())
    act(request, operations.unlink_gap, link=there, done=_("Taken out."))
    return redirect(found)


def _share_form(request: AuthedRequest, *data: Any) -> SharePracticeForm:
    rows = Delegation.objects.filter(kind__in=["delegation", "secretariat"]).exclude(code=request.user.code)
    return SharePracticeForm(*data, names=[(each.code, str(each)) for each in rows.order_by("order", "code")])


def _practice(request: AuthedRequest, pk: UUID) -> Practice:
    rows = Practice.objects.visible_to(request.user).select_related("origin")
    found: Practice = get_object_or_404(rows, pk=pk)
    return found
