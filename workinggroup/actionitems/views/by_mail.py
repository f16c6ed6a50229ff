"""The one form that a link in a mail opens."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.core.doors import Door, door
from portal.core.forms import PortalForm
from portal.core.mail_links import read_mail_link
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import rules
from workinggroup.actionitems.forms import MoreTimeForm, ReportForm
from workinggroup.actionitems.mailing import ROUTE, MailAct
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import OPEN, Answer, ProgressRating, Status
from workinggroup.actionitems.views.finding import find_item


@door(Door.MEMBERS)
def by_mail(request: AuthedRequest, token: str) -> HttpResponse:
    """The form alone, for the person to whom the mail went, signed in as always; it is sent where the item's own forms are.

    What is no longer to be done says so. A link that we did not make is 404; that of somebody else says that it is.
    """
    link = read_mail_link(ROUTE, token, today=timezone.localdate())
    if link is None:
        raise Http404
    if link.person != request.user.pk:
        return render(request, "anothers_mail.html", status=404)
    found, act = find_item(request, str(link.subject)), MailAct(link.act)
    due = found.due_on
    context: dict[str, Any] = {
        "item": found,
        "act": act.value,
        "form": _form(act),
        "is_possible": _is_possible(request, found, act),
    }
    context |= {"due": due, "days": (due - timezone.localdate()).days}
    return render(request, "workinggroup/actionitems/by_mail.html", context)


def _form(act: MailAct) -> PortalForm | None:
    if act == MailAct.REPORT:
        return ReportForm(initial={"standing": ProgressRating.ON_TRACK})
    return MoreTimeForm() if act == MailAct.MORE_TIME else None


def _is_possible(request: AuthedRequest, item: ActionItem, act: MailAct) -> bool:
    if item.status not in OPEN:
        return False
    if act == MailAct.REPORT:
        return rules.can_report(request.user, item)
    if act == MailAct.ACCEPT:
        return rules.can_answer(request.user, item) and item.status == Status.PROPOSED
    return rules.can_answer(request.user, item) and not item.time_requests.filter(answer=Answer.OPEN).exists()
