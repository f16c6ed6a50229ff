"""The list of action items, the board, and the list as a file."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.rounds.queries import follow_up_for
from portal.audit.remembered import Moment, this_moment
from portal.core.doors import Door, door
from portal.core.office import office_response
from portal.core.printing import pdf_response
from portal.people.requests import AuthedRequest
from portal.people.rules import coordinates
from workinggroup.actionitems.boarding import board as board_of
from workinggroup.actionitems.choices import filters_of, last_batch, owners_of, statements_with_items
from workinggroup.actionitems.dependencies import with_chains
from workinggroup.actionitems.exporting import HEADS, as_csv, as_pdf, as_xlsx, name_of_file, words_of
from workinggroup.actionitems.filtering import COLUMNS, ItemFilter
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.monthly import month_asked, month_of
from workinggroup.actionitems.operations.bulk import UNDO
from workinggroup.actionitems.queries import action_list, at_risk_words, keys_shown_by
from workinggroup.actionitems.states import OPEN, Priority, Status
from workinggroup.actionitems.weeks import weeks_of
from workinggroup.signals import said_beside_items

# More are not put into one file.
MOST_IN_FILE = 5_000
MOST_ON_PAPER = 1_000
# What is most urgent, where there is more.
MOST_ON_TIMELINE = 300


@door(Door.MEMBERS)
def items(request: AuthedRequest) -> HttpResponse:
    user, asked = request.user, ItemFilter.read(request.GET)
    today, moment = timezone.localdate(), this_moment()
    listed = action_list(user, today=today, asked=asked, wanted=request.GET.get("page"), moment=moment)
    lines = with_chains({line.key: line for group in listed.groups for line in group.lines}, today, moment)
    ticks = coordinates(user)
    for group in listed.groups:
        shown = [lines[line.key] for line in group.lines]
        group.lines[:] = [replace(line, may_tick=ticks and _may_tick(user, line)) for line in shown]
    context: dict[str, Any] = {"list": listed, "undo": last_batch(user, since=timezone.now() - UNDO)}
    context |= {"said": said_beside_items(user, today, moment), "at_risk_notes": [at_risk_words()]}
    return render(request, "workinggroup/actionitems/items.html", context | _choices(request, asked, moment))


@door(Door.MEMBERS)
def board(request: AuthedRequest) -> HttpResponse:
    asked, today, moment = ItemFilter.read(request.GET), timezone.localdate(), this_moment()
    columns = board_of(request.user, today=today, asked=asked, moment=moment)
    lines = with_chains({line.key: line for column in columns for line in column.lines}, today, moment)
    for column in columns:
        column.lines[:] = [lines[line.key] for line in column.lines]
    context = {"columns": columns} | _choices(request, asked, moment)
    return render(request, "workinggroup/actionitems/board.html", context)


@door(Door.MEMBERS)
def timeline(request: AuthedRequest) -> HttpResponse:
    """What is open in the order of weeks, up to the ministerial and beyond."""
    user, today, now = request.user, timezone.localdate(), timezone.now()
    asked, moment = ItemFilter.read(request.GET), this_moment()
    keys = keys_shown_by(user, asked, today=today, most=MOST_ON_TIMELINE + 1)
    lines = with_chains(lines_of(keys[:MOST_ON_TIMELINE], today, moment, is_listed=False), today, moment)
    meeting = follow_up_for(user, now=now)
    weeks = weeks_of([*lines.values()], ministerial=meeting.starts_on if meeting else None)
    context = {"weeks": weeks, "ministerial": meeting, "is_cut": len(keys) > MOST_ON_TIMELINE}
    return render(request, "workinggroup/actionitems/timeline.html", context | _choices(request, asked, moment))


@door(Door.MEMBERS)
def calendar(request: AuthedRequest) -> HttpResponse:
    """What is due on each day of a month."""
    user, today = request.user, timezone.localdate()
    asked, first = ItemFilter.read(request.GET), month_asked(request.GET.get("month", ""), today)
    meeting, moment = follow_up_for(user, now=timezone.now()), this_moment()
    shown = month_of(user, first=first, today=today, asked=asked, moment=moment)
    context = {"month": shown, "ministerial": meeting}
    return render(request, "workinggroup/actionitems/calendar.html", context | _choices(request, asked, moment))


@door(Door.MEMBERS)
def export(request: AuthedRequest, ending: str) -> HttpResponse:
    """What a filter shows, as a spreadsheet, as plain values, or on paper."""
    if ending not in {"xlsx", "csv", "pdf"}:
        raise Http404
    user, today, asked = request.user, timezone.localdate(), ItemFilter.read(request.GET)
    most = MOST_ON_PAPER if ending == "pdf" else MOST_IN_FILE
    keys = keys_shown_by(user, asked, today=today, most=most + 1)
    is_cut, keys = len(keys) > most, keys[:most]
    lines = lines_of(keys, today, this_moment() if "reports" in asked.shown_columns else None)
    if ending == "pdf":
        lines = with_chains(lines, today)
    shown = [lines[key] for key in keys if key in lines]
    marking = _("Action items, as %(side)s may read them") % {"side": user.code}
    if ending == "pdf":
        said = words_of(asked, user)
        paper = as_pdf(shown, asked=said, today=today, marking=marking, is_cut=is_cut)
        return pdf_response(paper, name_of_file(today, ending))
    if ending == "xlsx":
        return office_response(as_xlsx(shown, asked.columns, marking=marking), name_of_file(today, ending))
    headers = {"Content-Disposition": f'attachment; filename="{name_of_file(today, ending)}"'}
    return HttpResponse(as_csv(shown, asked.columns), content_type="text/csv; charset=utf-8", headers=headers)


def _may_tick(user: Any, line: Any) -> bool:
    return bool(line.side == user.code and line.status in OPEN)


def _choices(request: AuthedRequest, asked: ItemFilter, moment: Moment) -> dict[str, Any]:
    """What the filters offer."""
    return {
        "asked": asked,
        "saved": filters_of(request.user),
        "states": tuple((value, str(label)) for value, label in Status.choices),
        "priorities": tuple((str(value), str(label)) for value, label in Priority.choices),
        "owners": tuple((str(key), name) for key, name in owners_of(request.user, asked, moment)),
        "statements": tuple(statements_with_items(request.user)),
        "may_change": coordinates(request.user),
        "offered": tuple((name, str(HEADS[name])) for name in COLUMNS),
    }
