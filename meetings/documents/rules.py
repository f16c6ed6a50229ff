"""Who may do what with documents."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates
from portal.people.states import Role


def can_view(user: Person, document: Any) -> bool:
    return user.code in document.releasable_to


def can_add(user: Person, meeting: Any) -> bool:
    """Everybody who takes part, except observers."""
    return user.code in meeting.releasable_to and user.role != Role.OBSERVER


def can_revise(user: Person, document: Any) -> bool:
    """People of the side that added the document add its versions, observers excepted."""
    return user.code in document.editable_by and user.role != Role.OBSERVER


def can_manage(user: Person, document: Any) -> bool:
    """The coordinators of that side, and whoever added the document, mark, release and withdraw it."""
    return can_revise(user, document) and (coordinates(user) or user.pk == document.added_by_id)


def can_pack(user: Person, meeting: Any) -> bool:
    """Everybody who may see the meeting may have its pack made."""
    return user.code in meeting.releasable_to
