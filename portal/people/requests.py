"""The request as views behind a door know it."""

from django.http import HttpRequest

from portal.people.models import User


class AuthedRequest(HttpRequest):
    """A request whose door has let a signed-in person in."""

    user: User


def typed(request: HttpRequest, name: str) -> str:
    """What was typed into a plain field, without the one character that the database cannot hold; "" if nothing was."""
    return request.POST.get(name, "").replace("\0", "")
