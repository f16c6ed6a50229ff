"""The request as views behind a door know it."""

from django.http import HttpRequest

from portal.people.models import User


class AuthedRequest(HttpRequest):
    """A request whose door has let a signed-in person in."""

    user: User


def typed(request: HttpRequest, name: str) -> str:
    """What was typed into a plain field; "" if nothing was."""
    return request.POST.get(name, "")


def asked_for(request: HttpRequest, name: str) -> str:
    """The words that a search asks for in the address, at most a hundred letters; "" if it asks for none."""
    return request.GET.get(name, "").strip()[:100]
