"""Finding the person behind a session, with their delegation, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from portal.people.models import User


class MemberBackend(AuthenticationBackend):
    """allauth's sign-in by e-mail; a closed account stops counting at the very next request."""

    def get_user(self, user_id: Any) -> User | None:
        person = User.objects.select_related("membership__delegation").filter(pk=user_id, is_active=True).first()
        return person if person and person.role else None
