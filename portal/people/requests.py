"""The request as views behind a door know it."""

from django.http import HttpRequest

from portal.people.models import User


class AuthedRequest(HttpRequest):
    """A request whose door has let a signed-in person in."""

    user: User
