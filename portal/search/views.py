"""The page of the search."""

from django.http import HttpResponse
from django.shortcuts import render

from portal.core.doors import Door, door
from portal.people.requests import AuthedRequest
from portal.search.asking import MOST_LETTERS, read_asked
from portal.search.queries import MOST, search


@door(Door.COLLEAGUES)
def find(request: AuthedRequest) -> HttpResponse:
    """What was typed, and what is found of it. Nothing of it is kept."""
    asked = request.GET
    results = search(
        request.user,
        read_asked(asked.get("q", "")),
        kind=asked.get("kind", ""),
        meeting=asked.get("meeting", ""),
        wanted=asked.get("page"),
    )
    context = {"results": results, "most": MOST, "most_letters": MOST_LETTERS}
    return render(request, "search/search.html", context)
