"""What blocks the release of a text, and what its parties do about it."""

from django.http import HttpResponse
from django.shortcuts import render

from meetings.statements.finding import find_statement
from portal.core.doors import Door, door
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def blocks(request: AuthedRequest, slug: str) -> HttpResponse:
    statement = find_statement(request, slug)
    return render(request, "meetings/release/blocks.html", {"statement": statement})
