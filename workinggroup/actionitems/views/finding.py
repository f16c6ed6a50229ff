"""Which action item a page is about."""

from django.shortcuts import get_object_or_404

from portal.people.requests import AuthedRequest
from workinggroup.actionitems.models import ActionItem


def find_item(request: AuthedRequest, pk: str) -> ActionItem:
    rows = ActionItem.objects.visible_to(request.user).select_related(
        "assignee",
        "counted_from",
        "delegation",
        "commitment__statement__meeting",
        "commitment__paragraph",
        "agenda_item__agenda__meeting",
    )
    found: ActionItem = get_object_or_404(rows, pk=pk)
    return found
