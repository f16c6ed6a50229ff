"""Who may knock at an address at all. Every view names its door; one without is refused and fails the start."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponseBase, HttpResponseNotAllowed

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Door(Enum):
    """The kinds of door, from the widest to the narrowest."""

    PUBLIC = "anyone, signed in or not"
    SIGNED_IN = "any signed-in person"
    GUESTS = "members, and the guests of a meeting"
    COLLEAGUES = "members and administrators"
    MEMBERS = "members of a delegation or the secretariat"
    ADMINISTRATORS = "administrators, who see no content"


def door(kind: Door, *methods: str, unkeyed: str = "") -> Callable[[View], View]:
    """Mark a view with its door and the methods it answers (GET includes HEAD); others get 405.

    A form that a signed-in person posts carries a one-time key (`{% key %}` in its template), so that a second press does
    nothing and is answered as the first. `unkeyed` is the reason why the forms of this view need none.
    """
    allowed = set(methods or ("GET",))
    allowed |= {"HEAD"} if "GET" in allowed else set()

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in allowed:
                return HttpResponseNotAllowed(sorted(allowed))
            return view(request, *args, **kwargs)

        guarded.door = kind  # type: ignore[attr-defined]
        guarded.methods = frozenset(allowed)  # type: ignore[attr-defined]
        guarded.unkeyed = unkeyed  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark
