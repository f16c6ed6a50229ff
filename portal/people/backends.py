"""Finding the person behind a session."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError

from portal.people.finding import person_of
from portal.people.models import User


class MemberBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail; a closed account stops counting at the very next request."""

    def get_user(self, user_id: Any) -> User | None:
        """The active person who has a place; else None (`portal.people.finding.person_of`)."""
        try:
            key = User._meta.pk.to_python(user_id)
        except ValidationError:
            return None
        return person_of(key)
